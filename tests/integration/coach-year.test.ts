/** The daily insight over a year of a moved clock: every venture once a day at 06:00 of its own, never twice (CO-1). */
import { Temporal } from 'temporal-polyfill';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { Insight } from '../../server/contract/coach.ts';
import { random, streams } from '../../server/kernel/random.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import type { Database } from '../../server/platform/database/database.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { InsightJob, Insights, Ventures } from '../../server/systems/coach/index.ts';
import type { DataReaders } from '../../server/systems/coach/knowledge/known.ts';
import { knownOf } from '../support/coach.ts';
import { temporaryFolder } from '../support/server.ts';
import { untracked } from '../support/untracked.ts';

const hourMs = 3_600_000;
const stepMs = hourMs / 2; // Lord Howe’s nights are half an hour apart.
const log = pino({ level: 'silent' });
/** Two with both nights of daylight saving, one of them in the south and by half an hour; and one without. */
const zones = { berlin: 'Europe/Berlin', howe: 'Australia/Lord_Howe', kathmandu: 'Asia/Kathmandu' };
type Name = keyof typeof zones;
const names = Object.keys(zones) as Name[];

const nothing: DataReaders = Object.fromEntries(
  Object.keys(knownOf()).map((name) => [name, () => Promise.resolve({ missing: 'None.' })]),
) as unknown as DataReaders;

async function world() {
  const database = await openDatabase(temporaryFolder(), migrations, { isBulk: true });
  onTestFinished(() => database.close());
  await database.write('ventures').delete();
  for (const name of names)
    await database.write('ventures').insert({ id: name, title: name, time_zone: zones[name], created_at_ms: 0 });
  const time = { nowMs: Date.UTC(2026, 0, 1), now: () => time.nowMs };
  return { database, time, server: await start(database, time) };
}

/** What a process holds in memory begins anew. */
async function start(database: Database, clock: { now: () => number }) {
  const activityLog = await ActivityLog.open(database, clock, (error) => {
    throw error;
  });
  const { read } = database;
  const enrich = () => Promise.resolve(null);
  const insights = new Insights({
    read,
    activityLog,
    clock,
    readers: nothing,
    templates: [],
    executions: untracked,
    enrich,
    tell: () => Promise.resolve(),
  });
  const ventures = new Ventures(read);
  const everyMinute = () => Promise.resolve();
  return new InsightJob({ read, activityLog, log, insights, ventures: () => ventures.all(), everyMinute });
}

async function dailyOf(database: Database, name: Name): Promise<Insight[]> {
  const rows = (await database
    .read('coach_insights')
    .where({ venture_id: name })
    .whereNotNull('daily_day')
    .orderBy('at_ms')) as { body: string }[];
  return rows.map(({ body }) => JSON.parse(body) as Insight);
}

const localTime = ({ at }: Insight, name: Name) => Temporal.Instant.from(at).toZonedDateTimeISO(zones[name]);
const nextDay = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

test('a year with restarts, downtime over 06:00 and a clock set back: each day once, in order (CO-1)', async () => {
  const seed = 20_261_121;
  const { database, time, ...first } = await world();
  let { server } = first;
  const endMs = Date.UTC(2027, 0, 1);
  for (let step = 0; time.nowMs < endMs; step += 1) {
    await server.beat(time.nowMs);
    const draw = random(seed, streams.population, 1, step);
    // Now and then the process dies; it is away for up to 20 hours, so that every morning is still the latest one.
    if (draw < 0.01) {
      time.nowMs += Math.floor(random(seed, streams.population, 2, step) * 20) * hourMs;
      server = await start(database, time);
    } else if (draw < 0.015) time.nowMs -= 2 * hourMs;
    time.nowMs += stepMs;
  }
  for (const name of names) {
    const insights = await dailyOf(database, name);
    const days = insights.map(({ day }) => day);
    expect(days[0]! <= '2026-01-02').toBe(true);
    expect(days.at(-1)! >= '2026-12-31').toBe(true);
    for (const [index, day] of days.slice(1).entries())
      expect({ name, day }).toEqual({ name, day: nextDay(days[index]!) });
    for (const insight of insights) {
      const at = localTime(insight, name);
      const minutes = at.since(Temporal.PlainDate.from(insight.day).toZonedDateTime(zones[name])).total('minutes');
      expect(minutes).toBeGreaterThanOrEqual(at.toPlainDate().toString() === insight.day ? 5 * 60 : 0);
      if (insight.trigger === 'daily')
        expect({ day: insight.day, hour: at.hour }).toEqual({ day: insight.day, hour: 6 });
    }
    const caughtUp = insights.filter(({ trigger }) => trigger === 'caught_up').length;
    expect(caughtUp).toBeGreaterThan(5);
    expect(caughtUp).toBeLessThan(days.length / 4);
  }
}, 120_000);

test('after three days away only the latest morning is caught up, and a later one is never followed by an earlier (CO-1)', async () => {
  const { database, time, ...first } = await world();
  let { server } = first;
  const pass = async (hours: number) => {
    for (let half = 0; half < 2 * hours; half += 1) {
      await server.beat(time.nowMs);
      time.nowMs += stepMs;
    }
  };
  await pass(48);
  time.nowMs += 72 * hourMs;
  server = await start(database, time);
  await pass(1);
  const days = (await dailyOf(database, 'berlin')).map(({ day, trigger }) => `${day} ${trigger}`);
  expect(days).toEqual(['2026-01-01 daily', '2026-01-02 daily', '2026-01-05 caught_up']);
  time.nowMs -= 48 * hourMs;
  server = await start(database, time);
  await pass(24);
  expect(await dailyOf(database, 'berlin')).toHaveLength(3);
});

test('two servers at once, or a job that overlaps itself, find one insight a day (CO-1)', async () => {
  const { database, time, server } = await world();
  await server.beat(time.nowMs);
  time.nowMs += 12 * hourMs;
  const other = await start(database, time);
  await Promise.all([server.beat(time.nowMs), other.beat(time.nowMs)]);
  for (const name of names) expect((await dailyOf(database, name)).length).toBeLessThanOrEqual(1);
  expect(await dailyOf(database, 'berlin')).toHaveLength(1);
});
