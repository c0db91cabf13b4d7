/** Scripted changes as they are edited: times as text, shares as whole percentages. Pure. */
import type { ScriptedChange } from '../../../../server/contract/scenario.ts';

/** A new change half a minute on: it takes away half of what attention there may be, and stays. Assumed. */
export const newChange = (fromTick: number, tickCount: number): ScriptedChange => ({
  atSeconds: Math.min(fromTick + 30, tickCount - 1),
  label: 'Something happens',
  appealRatio: 0.3,
  overSeconds: 5,
  leaveRatio: 0,
  leaveOverSeconds: 30,
  cause: 'tiring',
  expect: null,
});

/** What is still to come of a script. */
export const changesFrom = (script: readonly ScriptedChange[], fromTick: number): ScriptedChange[] =>
  script.filter(({ atSeconds }) => atSeconds >= fromTick).map((change) => ({ ...change }));

/** A percentage as typed, as a share: kept between 0 and 1; null where it is no number. */
export function ratioOf(percentage: number | string): number | null {
  const value = Number(percentage);
  return percentage === '' || !Number.isFinite(value) ? null : Math.min(1, Math.max(0, value / 100));
}

/** Seconds as typed: whole, from 0 to a day; null where it is no number. */
export function secondsOf(text: number | string): number | null {
  const value = Math.round(Number(text));
  return text === '' || !Number.isFinite(value) ? null : Math.min(86_400, Math.max(0, value));
}
