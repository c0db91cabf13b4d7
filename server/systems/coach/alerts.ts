/** What cannot wait for the morning (CO-9), and what of it has been said already. Pure. */
import type { CapForecastData } from './knowledge/cap-forecast.ts';
import type { Datum } from './knowledge/datum.ts';
import type { RunningWork } from './knowledge/executions.ts';
import { percent } from './health/part.ts';
import { counted, worded } from './words.ts';

/** A cap that will be reached within this time is about to be. Assumed: long enough to do something. */
const soonMs = 60 * 60_000;
/** As sure as a forecast is before it wakes anybody. */
const leastChance = 0.8;
/** So many heartbeats in a row failed, of two bots at least: it is not about one of them. Assumed. */
export const runLength = 10;
/** What is over and comes back within an hour is the same trouble. Assumed. */
const quietMs = 3_600_000;

/** Something that a person is to hear of at once. */
export interface Alert {
  /** What it is about, exactly: said once as long as it goes on. */
  readonly key: string;
  /** Which of them are counted together. */
  readonly groupKey: string;
  readonly title: string;
  readonly text: string;
  readonly link: string;
}

export interface StalledTask {
  readonly id: string;
  readonly objective: string;
  readonly stillMs: number;
  readonly why: string;
}

/** How a venture is at a moment, as far as it cannot wait. */
export interface Urgency {
  readonly cap: Datum<CapForecastData>;
  /** The newest heartbeats of all bots, newest first. */
  readonly heartbeats: readonly { readonly botId: string; readonly isFailed: boolean }[];
  readonly still: readonly RunningWork[];
  readonly tasks: readonly StalledTask[];
}

export function alertsOf({ cap, heartbeats, still, tasks }: Urgency, nowMs: number): Alert[] {
  return [
    ...capAlerts(cap, nowMs),
    ...heartbeatAlerts(heartbeats),
    ...still.map(({ id, title, kind, stillMs }) => ({
      key: `execution:${id}`,
      groupKey: 'coach:execution-stalled',
      title: `“${title}” stands still`,
      text: `An execution of kind ${kind} has said nothing for ${worded(stillMs / 60_000, 'minutes')}.`,
      link: `/executions/${id}`,
    })),
    ...tasks.map(({ id, objective, stillMs, why }) => ({
      key: `task:${id}`,
      groupKey: 'coach:task-stalled',
      title: `“${objective}” stands still`,
      text: `${why} Nothing has happened for ${worded(stillMs / 3_600_000, 'hours')}.`,
      link: `/outreach?task=${id}`,
    })),
  ];
}

function capAlerts(cap: Datum<CapForecastData>, nowMs: number): Alert[] {
  if ('missing' in cap) return [];
  const { chanceRatio, reachedAtMs, usedRatio } = cap.value;
  if (reachedAtMs === null || reachedAtMs <= nowMs || reachedAtMs - nowMs > soonMs || chanceRatio < leastChance)
    return [];
  return [
    {
      key: 'cap',
      groupKey: 'coach:cap',
      title: `The cap will be reached in ${worded(Math.max(1, Math.round((reachedAtMs - nowMs) / 60_000)), 'minutes')}`,
      text: `${percent(usedRatio)} of it is used. Then every bot pauses until midnight UTC; a higher cap takes effect at once.`,
      link: '/settings',
    },
  ];
}

function heartbeatAlerts(heartbeats: Urgency['heartbeats']): Alert[] {
  const run = heartbeats.slice(0, runLength);
  const bots = new Set(run.map(({ botId }) => botId)).size;
  if (run.length < runLength || bots < 2 || run.some(({ isFailed }) => !isFailed)) return [];
  return [
    {
      key: 'heartbeats',
      groupKey: 'coach:heartbeats',
      title: `The last ${runLength} heartbeats failed`,
      text: `${counted(bots, 'bot')} wanted a turn and got none: their provider may be down.`,
      link: '/bots',
    },
  ];
}

/** What was said of something before. */
export interface SaidAlert {
  readonly key: string;
  readonly raisedAtMs: number;
  /** Null: it goes on. */
  readonly clearedAtMs: number | null;
}

/** What is new among what is found, and what is over among what was said. */
export function sorted(
  found: readonly Alert[],
  said: readonly SaidAlert[],
  nowMs: number,
): { readonly raised: readonly Alert[]; readonly again: readonly Alert[]; readonly over: readonly string[] } {
  const before = new Map(said.map((alert) => [alert.key, alert]));
  const keys = new Set(found.map(({ key }) => key));
  const isQuiet = ({ clearedAtMs }: SaidAlert) => clearedAtMs !== null && nowMs - clearedAtMs < quietMs;
  const back = found.filter(({ key }) => {
    const earlier = before.get(key);
    return !earlier || earlier.clearedAtMs !== null;
  });
  return {
    raised: back.filter(({ key }) => !before.has(key) || !isQuiet(before.get(key)!)),
    again: back.filter(({ key }) => before.has(key) && isQuiet(before.get(key)!)),
    over: said.filter(({ key, clearedAtMs }) => clearedAtMs === null && !keys.has(key)).map(({ key }) => key),
  };
}
