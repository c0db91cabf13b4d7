/** Durations of executions that were really performed, and how well the time left is told of them. */
import { random, streams } from '../../server/kernel/random.ts';
import type { PastExecution } from '../../server/systems/executions/progress.ts';
import { pastCount, progressOf } from '../../server/systems/executions/progress.ts';
import { runningState } from './execution-states.ts';

export interface RecordedDuration extends PastExecution {
  readonly kind: string;
  readonly startedAtMs: number;
}

/** A line for each: kind, start, duration, and the stages with when they began; in ms. */
export const writtenDurations = (durations: readonly RecordedDuration[]): string =>
  durations
    .map(({ kind, startedAtMs, durationMs, stages }) =>
      [kind, startedAtMs, durationMs, stages.map(({ number, offsetMs }) => `${number}:${offsetMs}`).join(' ')].join(
        ',',
      ),
    )
    .join('\n');

export const readDurations = (text: string): RecordedDuration[] =>
  text.split('\n').map((line) => {
    const [kind, startedAtMs, durationMs, stages] = line.split(',') as [string, string, string, string];
    const marks = stages.split(' ').filter((mark) => mark !== '');
    return {
      kind,
      startedAtMs: Number(startedAtMs),
      durationMs: Number(durationMs),
      stages: marks.map((mark) => {
        const [number, offsetMs] = mark.split(':').map(Number) as [number, number];
        return { number, offsetMs };
      }),
    };
  });

export function durationsByKind(durations: readonly RecordedDuration[]): Map<string, RecordedDuration[]> {
  const kinds = Map.groupBy(durations, ({ kind }) => kind);
  for (const some of kinds.values()) some.sort((one, other) => one.startedAtMs - other.startedAtMs);
  return kinds;
}

/**
 * Looks at each of a kind at a moment of its way that is drawn, knowing only what had been completed when it began.
 *
 * @param durations In the order in which they began.
 */
export function coverageOf(durations: readonly RecordedDuration[], seed: number) {
  const looks = durations.map((one, index) => isHeld(one, durations, random(seed, streams.arrival, index, 0)));
  return { heldCount: looks.filter(Boolean).length, toldCount: looks.filter((look) => look !== null).length };
}

/** @returns Null where no interval is told. */
function isHeld(one: RecordedDuration, all: readonly RecordedDuration[], share: number): boolean | null {
  const past = all
    .filter(({ startedAtMs, durationMs }) => startedAtMs + durationMs <= one.startedAtMs)
    .toSorted((first, second) => second.startedAtMs + second.durationMs - first.startedAtMs - first.durationMs)
    .slice(0, pastCount);
  const nowMs = one.durationMs * share;
  const begun = one.stages.filter(({ offsetMs }) => offsetMs <= nowMs);
  const { secondsLeftLow, secondsLeftHigh } = progressOf(stateOf(begun), past, nowMs);
  if (secondsLeftLow === null) return null;
  const left = (one.durationMs - nowMs) / 1_000;
  return left >= secondsLeftLow && left <= secondsLeftHigh!;
}

/** Stages may have been passed over: their numbers count. */
function stateOf(begun: PastExecution['stages']) {
  const state = runningState([], { stageCount: null });
  const stages = begun.map(({ number, offsetMs }) => ({ number, name: null, atMs: offsetMs }));
  return { ...state, stages, stageNumber: stages.at(-1)?.number ?? 0 };
}
