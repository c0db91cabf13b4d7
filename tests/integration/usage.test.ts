/** The ledger on a real database: caps under concurrency, clocks that jump, absurd reports, forecasts, routes. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { Problem } from '../../server/contract/problem.ts';
import type { Caps, CostCap, CostForecast, UsagePage } from '../../server/contract/usage.ts';
import type { ModelUsage, ProviderName } from '../../server/language/port.ts';
import type { Reservation, ReservationRequest } from '../../server/systems/usage/index.ts';
import { usageMigration } from '../../server/systems/usage/index.ts';
import { ChildServer } from '../support/child-server.ts';
import { call, startTestServer, temporaryFolder } from '../support/server.ts';
import type { UsageParts } from '../support/usage.ts';
import { noonMs, openUsage, smallCall, smallUsage } from '../support/usage.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const bot = smallCall.botId;

async function usageIn(folder: string, parts: UsageParts = {}) {
  const usage = await openUsage(folder, parts);
  onTestFinished(() => usage.database.close());
  return usage;
}

type Usage = Awaited<ReturnType<typeof usageIn>>;

const capTokens = (usage: Usage, tokens: number, botId = bot) =>
  usage.service.setBotCap('default', botId, { capTokens: tokens, capUsd: null }, 'test');

async function reserved(usage: Usage, planned: ReservationRequest = smallCall): Promise<string> {
  const reservation: Reservation = await usage.service.reserve(planned);
  if (!reservation.isGranted) throw new Error(reservation.sentence);
  return reservation.reservationId;
}

/** The sums kept, against the ledger and the open reservations added up again. */
async function expectSumsToAgree({ database }: Usage): Promise<void> {
  const recomputed = (whose: string, holder: string, which = '') => `
    SELECT ${holder} AS holder, day, SUM(spent) AS spent, SUM(spent_usd) AS spent_usd, SUM(held) AS held, SUM(held_usd) AS held_usd FROM (
      SELECT ${whose} day, nano_usd AS spent_usd, 0 AS held, 0 AS held_usd,
        input_tokens + output_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens AS spent FROM usage_calls ${which}
      UNION ALL
      SELECT ${whose} day, 0, input_tokens + max_output_tokens, nano_usd, 0 FROM usage_reservations ${which}
    ) GROUP BY holder, day`;
  const kept: object[] = await database.write.raw(
    `SELECT holder, day, spent_tokens AS spent, spent_nano_usd AS spent_usd, reserved_tokens AS held, reserved_nano_usd AS held_usd
     FROM usage_windows WHERE spent + spent_usd + held + held_usd > 0 ORDER BY holder, day`,
  );
  const again: Record<string, number | string>[] = await database.write.raw(
    `${recomputed('bot_id,', "'bot:' || bot_id", 'WHERE bot_id IS NOT NULL')} UNION ALL ${recomputed('', "'venture'")} ORDER BY 1, 2`,
  );
  const isUsed = (row: Record<string, number | string>) => [row['spent'], row['held']].some((value) => value !== 0);
  expect(kept).toEqual(again.filter(isUsed));
}

test('of 200 calls at once at the edge of a cap exactly those are granted that fit, also after a restart (F-15, BC-9)', async () => {
  const folder = temporaryFolder();
  const first = await openUsage(folder);
  await capTokens(first, 150 * 30 + 149);
  const answers = await Promise.all(Array.from({ length: 200 }, () => first.service.reserve(smallCall)));
  const granted = answers.flatMap((answer) => (answer.isGranted ? [answer.reservationId] : []));
  expect(granted).toHaveLength(30);
  const refused = answers.find((answer) => !answer.isGranted);
  expect(refused).toMatchObject({ code: 'cap_reached', sentence: expect.stringContaining(`Bot ${bot} has used`) });
  await Promise.all(granted.slice(0, 20).map((id) => first.service.settle(id, smallUsage)));
  await expectSumsToAgree(first);
  await first.database.close();

  const second = await usageIn(folder);
  expect(second.reconciledCount).toBe(10);
  const room = Math.floor((150 * 30 + 149 - 20 * 110 - 10 * 150) / 150);
  const more = await Promise.all(Array.from({ length: 200 }, () => second.service.reserve(smallCall)));
  expect(more.filter((answer) => answer.isGranted)).toHaveLength(room);
  await expectSumsToAgree(second);
});

test('the dollars of 200 calls at once by many bots stay below the cap of the venture (F-15, BC-9)', async () => {
  const usage = await usageIn(temporaryFolder());
  const venture = { capTokens: 1_000_000, capUsd: 0.001 };
  await usage.service.setCaps('default', { default: { capTokens: 100_000, capUsd: 1 }, venture }, 'test');
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) => usage.service.reserve({ ...smallCall, botId: `bot-${index % 20}` })),
  );
  // A call may take 45,000 nano-dollars: 22 of them fit below a million.
  expect(answers.filter((answer) => answer.isGranted)).toHaveLength(22);
  expect(answers.find((answer) => !answer.isGranted)).toMatchObject({
    sentence: expect.stringContaining('The venture has used or set aside $0.000990 of $0.001000'),
  });
  const { usd } = (await usage.reading.caps('default')).venture;
  expect(usd).toEqual({ capUsd: 0.001, spentUsd: 0, reservedUsd: 0.00099 });
  await expectSumsToAgree(usage);
});

test('what the venture itself asks counts in its own window only, and is shown as “(venture)” (BC-8, BC-9)', async () => {
  const folder = temporaryFolder();
  const usage = await openUsage(folder);
  const own: ReservationRequest = { ...smallCall, botId: null };
  const venture = { capTokens: 500, capUsd: 1 };
  // No bot may do anything, and the venture asks all the same.
  await usage.service.setCaps('default', { default: { capTokens: 0, capUsd: 0 }, venture }, 'test');
  const answers = await Promise.all(Array.from({ length: 20 }, () => usage.service.reserve(own)));
  const granted = answers.flatMap((answer) => (answer.isGranted ? [answer.reservationId] : []));
  expect(granted).toHaveLength(3);
  expect(answers.at(-1)).toMatchObject({ sentence: expect.stringContaining('The venture has used or set aside 450') });
  await usage.service.settle(granted[0]!, smallUsage);
  await usage.service.settle(granted[1]!, { ...smallUsage, outputTokens: -1 });
  expect(await usage.activityLog.read({ types: ['usage.clamped'] }, 0, 9)).toMatchObject([
    { payload: { botId: '(venture)' } },
  ]);
  await expectSumsToAgree(usage);
  await usage.database.close();

  // The third is left open, and settled at its estimate. It is still the same day.
  const server = await startTestServer({ folder, parts: { clock: { now: () => noonMs } } });
  const page = async (query: string) => (await call<UsagePage>(server, 'GET', `/api/stats/usage?${query}`)).body;
  const row = { botId: '(venture)', purpose: 'reply', callCount: 3, tokens: 110 + 150 + 150 };
  expect(await page('')).toMatchObject({ items: [row], alertCount: 1 });
  expect(await page('botId=(venture)')).toMatchObject({ items: [row], alertCount: 1 });
  expect(await page('botId=venture')).toMatchObject({ items: [], alertCount: 0 });
  const { body } = await call<Caps>(server, 'GET', '/api/caps');
  expect(body.venture.tokens).toEqual({ capTokens: 500, spentTokens: 410, reservedTokens: 0 });
});

test('a bot that was refused shows as capped though tokens are left, after a restart too, until its cap changes (BC-9)', async () => {
  const folder = temporaryFolder();
  const usage = await openUsage(folder);
  await capTokens(usage, 200);
  await usage.service.settle(await reserved(usage), smallUsage);
  expect(await usage.reading.isCapped('default', bot)).toBe(false);
  expect(await usage.service.reserve(smallCall)).toMatchObject({ code: 'cap_reached' });
  await usage.database.close();

  const again = await openUsage(folder);
  expect(await again.reading.isCapped('default', bot)).toBe(true);
  await again.database.close();

  const server = await startTestServer({ folder, parts: { clock: { now: () => noonMs } } });
  const route = `/api/bots/${bot}/cost-cap`;
  const shown = await call<CostCap>(server, 'GET', route);
  expect(shown.body).toMatchObject({ isCapped: true, tokens: { capTokens: 200, spentTokens: 110, reservedTokens: 0 } });
  expect((await call<Caps>(server, 'GET', '/api/caps')).body.venture.isCapped).toBe(false);
  const raised = await call<CostCap>(server, 'PUT', route, { capTokens: 260, capUsd: null });
  expect(raised.body.isCapped).toBe(false);
});

test('what a dead process left open is charged at its estimate at the next start, on its own day (F-16)', async () => {
  const folder = temporaryFolder();
  const before = await openUsage(folder);
  await reserved(before);
  await before.database.close();
  const after = await usageIn(folder, { clock: { now: () => noonMs + dayMs } });
  expect(after.reconciledCount).toBe(1);
  const { items } = await after.reading.usage('default', { limit: 10, offset: 0 });
  expect(items).toMatchObject([{ day: '2026-11-21', tokens: 150, costUsd: 0.000045, estimatedCallCount: 1 }]);
  expect(await after.activityLog.read({ types: ['usage.estimated'] }, 0, 9)).toMatchObject([
    { payload: { ventureId: 'default', callCount: 1, tokens: 150, nanoUsd: 45_000 } },
  ]);
  await expectSumsToAgree(after);
});

test('a clock that jumps over midnight and the year, forth and back, neither resets a day twice nor stretches one (F-17)', async () => {
  const clock = { nowMs: Date.parse('2026-12-31T23:59:59.900Z'), now: () => clock.nowMs };
  const usage = await usageIn(temporaryFolder(), { clock });
  await capTokens(usage, 300);
  const tryCall = async () => (await usage.service.reserve(smallCall)).isGranted;
  const late = await reserved(usage);
  expect([await tryCall(), await tryCall()]).toEqual([true, false]);

  clock.nowMs = Date.parse('2027-01-01T00:00:00Z');
  expect([await tryCall(), await tryCall(), await tryCall()]).toEqual([true, true, false]);
  // Settled on the next day, and booked on the day it was reserved on.
  await usage.service.settle(late, smallUsage);
  expect(await tryCall()).toBe(false);

  for (const back of ['2026-12-31T20:00:00Z', '2027-01-01T05:00:00Z', '2026-12-31T23:00:00Z']) {
    clock.nowMs = Date.parse(back);
    expect(await tryCall()).toBe(false);
  }
  clock.nowMs = Date.parse('2027-01-02T00:00:00Z');
  expect(await tryCall()).toBe(true);
  await expectSumsToAgree(usage);
});

test('a model or provider without a price is refused and nothing is set aside; a local one costs tokens only (F-18)', async () => {
  const usage = await usageIn(temporaryFolder());
  for (const planned of [
    { ...smallCall, model: 'claude-imaginary-9' },
    { ...smallCall, provider: 'elsewhere' as ProviderName },
  ])
    expect(await usage.service.reserve(planned)).toMatchObject({
      isGranted: false,
      code: 'no_price',
      sentence: expect.stringContaining('no row in the price file of 2026-10-31'),
    });
  expect(await usage.database.read('usage_windows')).toEqual([]);
  await usage.service.setBotCap('default', bot, { capTokens: 150, capUsd: 0 }, 'test');
  const local: ReservationRequest = { ...smallCall, provider: 'ollama', model: 'llama9:8b' };
  await usage.service.settle(await reserved(usage, local), smallUsage);
  expect(await usage.service.reserve(local)).toMatchObject({ code: 'cap_reached' });
  expect((await usage.reading.usage('default', { limit: 1, offset: 0 })).totals).toMatchObject({
    tokens: 110,
    costUsd: 0,
  });
});

test('absurd usage is clamped to what was set aside, with an alert, an activity and a line in the log (F-19)', async () => {
  const lines: { msg: string; reservationId?: string }[] = [];
  const log = pino(
    { level: 'warn' },
    { write: (line: string) => void lines.push(JSON.parse(line) as { msg: string }) },
  );
  const usage = await usageIn(temporaryFolder(), { log });
  const odd: Partial<ModelUsage>[] = [
    { outputTokens: -500 },
    { inputTokens: Number.NaN },
    { inputTokens: 4_000_000_000 },
    { outputTokens: 60_000 },
    { cacheReadTokens: Number.POSITIVE_INFINITY },
  ];
  for (const report of odd) await usage.service.settle(await reserved(usage), { ...smallUsage, ...report });
  await usage.service.settle(await reserved(usage), smallUsage);

  const { totals, alertCount } = await usage.reading.usage('default', { limit: 10, offset: 0 });
  expect(alertCount).toBe(odd.length);
  expect(totals).toMatchObject({ callCount: odd.length + 1, estimatedCallCount: odd.length, tokens: 5 * 150 + 110 });
  expect(totals.costUsd).toBeCloseTo((5 * 45_000 + 19_000) / 1e9, 12);
  expect(lines).toHaveLength(odd.length);
  expect(lines[0]).toMatchObject({ msg: expect.stringContaining('outputTokens -500'), botId: bot });
  expect(await usage.activityLog.count({ types: ['usage.clamped'] }, 0)).toBe(odd.length);
  await expectSumsToAgree(usage);
});

test('a prompt over 100,000 tokens is reserved and charged at the price of its tier (F-20)', async () => {
  const usage = await usageIn(temporaryFolder());
  await usage.service.setBotCap('default', bot, { capTokens: 10_000_000, capUsd: 1 }, 'test');
  const long = await reserved(usage, { ...smallCall, inputTokens: 150_000, maxOutputTokens: 100 });
  expect((await usage.reading.costCap('default', bot)).usd.reservedUsd).toBe(0.15025);
  await usage.service.settle(long, { ...smallUsage, inputTokens: 120_000, outputTokens: 100 });
  expect((await usage.reading.costCap('default', bot)).usd).toMatchObject({ spentUsd: 0.06025, reservedUsd: 0 });
});

test('settling or releasing again, in any order, changes nothing', async () => {
  const usage = await usageIn(temporaryFolder());
  const [settled, released] = [await reserved(usage), await reserved(usage)];
  await Promise.all(Array.from({ length: 5 }, () => usage.service.settle(settled, smallUsage)));
  await usage.service.release(released);
  await usage.service.release(released);
  await usage.service.settle(released, smallUsage);
  await usage.service.release(settled);
  await usage.service.settle('rsv_unknown', smallUsage);
  expect((await usage.reading.costCap('default', bot)).tokens).toMatchObject({ spentTokens: 110, reservedTokens: 0 });
  expect((await usage.reading.usage('default', { limit: 10, offset: 0 })).totals.callCount).toBe(1);
  await expectSumsToAgree(usage);
});

test('any interleaving of calls, restarts and days keeps spent and reserved below every cap, and the sums right (F-15 to F-17, F-19)', async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('reserve' as const), bot: fc.nat(2), tokens: fc.nat(400) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('settle' as const),
        which: fc.nat(6),
        tokens: fc.integer({ min: -50, max: 700 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), which: fc.nat(6) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('day' as const), days: fc.integer({ min: -1, max: 1 }) }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const clock = { nowMs: noonMs, now: () => clock.nowMs };
      const folder = temporaryFolder();
      let usage = await openUsage(folder, { clock });
      const caps = { default: { capTokens: 900, capUsd: 0.000_2 }, venture: { capTokens: 2_000, capUsd: 0.000_4 } };
      await usage.service.setCaps('default', caps, 'test');
      const open: string[] = [];
      // Several steps at once, as calls of several bots come.
      const perform = async (next: (typeof steps)[number]) => {
        if (next.kind === 'reserve') {
          const planned = { ...smallCall, botId: `bot-${next.bot}`, inputTokens: next.tokens };
          const answer = await usage.service.reserve(planned);
          if (answer.isGranted) open.push(answer.reservationId);
        } else if (next.kind === 'settle') {
          const [id] = open.splice(next.which, 1);
          if (id !== undefined) await usage.service.settle(id, { ...smallUsage, inputTokens: next.tokens });
        } else if (next.kind === 'release') {
          const [id] = open.splice(next.which, 1);
          if (id !== undefined) await usage.service.release(id);
        } else if (next.kind === 'day') clock.nowMs += next.days * dayMs;
      };
      for (let index = 0; index < steps.length; index += 4) {
        const batch = steps.slice(index, index + 4);
        await Promise.all(batch.map(perform));
        if (batch.some(({ kind }) => kind === 'restart')) {
          await usage.database.close();
          usage = await openUsage(folder, { clock });
          open.length = 0;
        }
        const over: object[] = await usage.database
          .read('usage_windows')
          .whereRaw(
            "spent_tokens + reserved_tokens > CASE holder WHEN 'venture' THEN 2000 ELSE 900 END OR spent_nano_usd + reserved_nano_usd > CASE holder WHEN 'venture' THEN 400000 ELSE 200000 END",
          );
        expect(over).toEqual([]);
        await expectSumsToAgree(usage);
      }
      await usage.database.close();
    }),
    { numRuns: 12 },
  );
});

test('the tables go back and forward again with data in (PL-16)', async () => {
  const usage = await usageIn(temporaryFolder());
  await usage.service.settle(await reserved(usage), smallUsage);
  await reserved(usage);
  await usage.service.settle(await reserved(usage), { ...smallUsage, inputTokens: -1 });
  await capTokens(usage, 5_000);
  const kept = { ventures: await usage.database.write('ventures'), log: await usage.database.write('activities') };
  await usageMigration.down(usage.database.write);
  expect(await usage.database.write('sqlite_master').where('name', 'like', 'usage_%')).toEqual([]);
  expect(await usage.database.write('ventures')).toEqual(kept.ventures);
  expect(await usage.database.write('activities')).toEqual(kept.log);
  await usageMigration.up(usage.database.write);
  expect((await usage.reading.costCap('default', bot)).tokens).toMatchObject({ source: 'default', spentTokens: 0 });
  await usage.service.settle(await reserved(usage), smallUsage);
  await expectSumsToAgree(usage);
});

test('a forecast says when a bot reaches its cap at the present rate, and what planned calls are likely to cost (BC-8)', async () => {
  const clock = { nowMs: noonMs, now: () => clock.nowMs };
  const usage = await usageIn(temporaryFolder(), { clock });
  expect((await usage.reading.costCap('default', bot)).forecast).toBeNull();
  const plan = {
    provider: smallCall.provider,
    model: smallCall.model,
    callCount: 1_000,
    inputTokens: 100,
    outputTokens: 50,
  };
  expect(await usage.reading.costForecast('default', plan)).toMatchObject({
    basis: 'price',
    highUsd: 0.045,
    worstUsd: 0.045,
  });
  for (let minute = 0; minute <= 60; minute += 1) {
    await usage.service.settle(await reserved(usage), smallUsage);
    clock.nowMs += 60_000;
  }
  await capTokens(usage, 61 * 110 + 120 * 110);
  const { forecast, isCapped } = await usage.reading.costCap('default', bot);
  expect(isCapped).toBe(false);
  expect(forecast).toMatchObject({ limit: 'tokens', chanceRatio: expect.closeTo(1, 2) });
  const inMinutes = (Date.parse(forecast!.reachedAt!) - clock.nowMs) / 60_000;
  expect(inMinutes).toBeGreaterThan(118);
  expect(inMinutes).toBeLessThan(124);
  const cost = await usage.reading.costForecast('default', plan);
  expect(cost).toMatchObject({
    basis: 'history',
    sampleCount: 61,
    likelyTokens: 110_000,
    likelyUsd: 0.019,
    lowUsd: 0.019,
  });
  await capTokens(usage, 61 * 110);
  const capped = await usage.reading.costCap('default', bot);
  expect(capped).toMatchObject({ isCapped: true, forecast: { reachedAt: new Date(clock.nowMs).toISOString() } });
});

test('the routes show caps and usage, tell default from custom, and refuse what is not possible (BC-8, BC-9, PL-8)', async () => {
  const server = await startTestServer();
  const fresh = await call<UsagePage>(server, 'GET', '/api/stats/usage');
  expect(fresh).toMatchObject({ status: 200, body: { items: [], total: 0, alertCount: 0 } });

  const route = `/api/bots/${bot}/cost-cap`;
  const own = async (body?: object) => (await call<CostCap>(server, body ? 'PUT' : 'GET', route, body)).body;
  expect(await own()).toMatchObject({
    tokens: { capTokens: 100_000, source: 'default', spentTokens: 0 },
    usd: { capUsd: 1, source: 'default', reservedUsd: 0 },
  });
  expect(await own({ capTokens: null, capUsd: 0.25 })).toMatchObject({
    tokens: { source: 'default' },
    usd: { capUsd: 0.25, source: 'custom' },
  });
  const caps = { default: { capTokens: 7_000, capUsd: 2 }, venture: { capTokens: 9_000, capUsd: 3.5 } };
  expect((await call<Caps>(server, 'PUT', '/api/caps', caps)).body).toMatchObject({
    default: caps.default,
    venture: { tokens: { capTokens: 9_000 }, usd: { capUsd: 3.5 } },
  });
  expect(await own()).toMatchObject({ tokens: { capTokens: 7_000, source: 'default' }, usd: { capUsd: 0.25 } });
  expect(await own({ capTokens: null, capUsd: null })).toMatchObject({ usd: { capUsd: 2, source: 'default' } });

  for (const method of ['GET', 'PUT'])
    expect(
      await call<Problem>(
        server,
        method,
        '/api/bots/nobody/cost-cap',
        method === 'PUT' ? { capTokens: 1, capUsd: 1 } : undefined,
      ),
    ).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
  for (const body of [
    {},
    { capTokens: 1 },
    { capTokens: -1, capUsd: 1 },
    { capTokens: 1.5, capUsd: 1 },
    { capTokens: 1, capUsd: '1' },
  ])
    expect(await call<Problem>(server, 'PUT', route, body)).toMatchObject({
      status: 400,
      body: { type: '/problems/bad-request' },
    });
  for (const query of ['from=yesterday', 'from=2026-11-02&to=2026-11-01', 'limit=0', 'botId='])
    expect((await call(server, 'GET', `/api/stats/usage?${query}`)).status).toBe(400);
  const unknown = await call<Problem>(server, 'GET', '/api/stats/cost-forecast?provider=anthropic&model=x&callCount=1');
  expect(unknown).toMatchObject({ status: 400, body: { detail: expect.stringContaining('claude-haiku-5-5') } });
  const local = await call<CostForecast>(
    server,
    'GET',
    '/api/stats/cost-forecast?provider=scripted&model=scripted&callCount=9',
  );
  expect(local.body).toMatchObject({ basis: 'price', likelyTokens: 21_600, worstUsd: 0 });
});

test('usage is shown by day, bot and purpose, paged, with totals of the whole range (BC-8)', async () => {
  const folder = temporaryFolder();
  const clock = { nowMs: noonMs, now: () => clock.nowMs };
  const usage = await openUsage(folder, { clock });
  for (const day of [0, 1, 2])
    for (const botId of ['leo-brandt', bot])
      for (const purpose of ['post', 'reply']) {
        clock.nowMs = noonMs + day * dayMs;
        await usage.service.settle(await reserved(usage, { ...smallCall, botId, purpose }), smallUsage);
      }
  await usage.database.close();

  const server = await startTestServer({ folder });
  const page = async (query: string) => (await call<UsagePage>(server, 'GET', `/api/stats/usage?${query}`)).body;
  const all = await page('');
  expect(all).toMatchObject({ total: 12, totals: { callCount: 12, tokens: 12 * 110, costUsd: 12 * 0.000_019 } });
  expect(all.items.slice(0, 3).map(({ day, botId, purpose }) => `${day} ${botId} ${purpose}`)).toEqual([
    '2026-11-23 leo-brandt post',
    '2026-11-23 leo-brandt reply',
    '2026-11-23 mona-field post',
  ]);
  const some = await page(`from=2026-11-22&to=2026-11-22&botId=${bot}&limit=1&offset=1`);
  expect(some).toMatchObject({
    items: [{ day: '2026-11-22', botId: bot, purpose: 'reply', inputTokens: 90, outputTokens: 20, costUsd: 0.000_019 }],
    total: 2,
    totals: { callCount: 2 },
  });
  expect(await page('purpose=post')).toMatchObject({ total: 6 });
});

test('CLAQUE_PRICE_FILE replaces the prices, and a broken one stops the start with file, line and field (BC-8, PL-20)', async () => {
  const file = path.join(temporaryFolder(), 'own-prices.yaml');
  writeFileSync(
    file,
    'date: 2026-11-20\nsource: A test\nmodels:\n  - { provider: anthropic, model: m, inputUsdPerMillionTokens: free }\n',
  );
  const broken = new ChildServer(temporaryFolder(), { CLAQUE_PRICE_FILE: file });
  expect((await broken.ended).code).toBe(1);
  expect(broken.output).toMatch(/own-prices\.yaml, line 4, field models\.0\.inputUsdPerMillionTokens/);
  writeFileSync(
    file,
    'date: 2026-11-20\nsource: A test\nmodels:\n  - { provider: anthropic, model: m, inputUsdPerMillionTokens: 3, outputUsdPerMillionTokens: 4 }\n',
  );
  const child = new ChildServer(temporaryFolder(), { CLAQUE_PRICE_FILE: file });
  const server = await child.ready();
  expect((await call<UsagePage>(server, 'GET', '/api/stats/usage')).body.pricesDate).toBe('2026-11-20');
  const query = 'provider=anthropic&model=m&callCount=1&inputTokens=1000&outputTokens=1000';
  expect((await call<CostForecast>(server, 'GET', `/api/stats/cost-forecast?${query}`)).body.worstUsd).toBe(0.007);
});
