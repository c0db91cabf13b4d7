/** How far an execution is, how long it will likely take, and whether it stands still (EX-6). Pure. */
import type { Progress } from '../../contract/execution.ts';
import type { ExecutionState } from './rules.ts';
import { completionRatioOf } from './rules.ts';

/** A completed execution of the same kind: when each of its stages began, in ms after its start. */
export interface PastExecution {
  readonly durationMs: number;
  readonly stages: readonly { readonly number: number; readonly offsetMs: number }[];
}

/**
 * Completed executions of a kind that the next one's progress is told from: the newest. More know rare cases better,
 * fewer keep up with a change of pace: with 200, work that had become three times as fast held 72% of the intervals that
 * are to hold 80, with 100 it held 76.
 */
export const pastCount = 100;
/** Fewer cannot hold 80%: of nine and one more, the one lies between the smallest and the largest in 8 of 10 cases. */
const leastSamples = 9;
/** No change for this many times what is usual counts as stalled. Lower cries wolf, higher tells late. Assumed. */
const stalledTimes = 5;
const shortestStallMs = 60_000;
/** Where nothing is known. Assumed. */
const unknownStallMs = 600_000;

/** @param past Completed executions of its kind, of any number. */
export function progressOf(state: ExecutionState, past: readonly PastExecution[], nowMs: number): Progress {
  const ratio = completionRatioOf(state);
  const percent = ratio === null ? null : Math.round(ratio * 1_000) / 10;
  const bare = { percent, ...nothingLeft, stalledAfterSeconds: null };
  if (state.status === 'pending') return { ...bare, state: 'pending', sentence: 'It has not begun.' };
  if (state.status !== 'running') return { ...bare, state: state.status, sentence: endSentence(state) };
  const stalledAfterMs = stallOf(state, past);
  const stillMs = Math.max(0, nowMs - state.updatedAtMs);
  const left = leftOf(state, past, nowMs);
  const isStalled = stillMs > stalledAfterMs;
  return {
    percent,
    ...left,
    stalledAfterSeconds: stalledAfterMs / 1_000,
    state: isStalled ? 'stalled' : 'moving',
    sentence: `${stageSentence(state, percent)} ${isStalled ? `It stands still: nothing has changed for ${spoken(stillMs)}.` : leftSentence(left)}`,
  };
}

type Left = Pick<Progress, 'secondsLeft' | 'secondsLeftLow' | 'secondsLeftHigh' | 'basis' | 'sampleCount'>;
const nothingLeft: Left = {
  secondsLeft: null,
  secondsLeftLow: null,
  secondsLeftHigh: null,
  basis: null,
  sampleCount: 0,
};

/**
 * The time left: the median and the 80% interval of what completed executions still took that were in the same stage for
 * at least as long, or, where those are too few, that had been under way for at least as long. An interval between order
 * statistics of n holds the next one with probability (n + 1 - 2k) / (n + 1), whatever the distribution.
 *
 * @see David and Nagaraja, Order Statistics (2003), section 7.3.
 */
function leftOf(state: ExecutionState, past: readonly PastExecution[], nowMs: number): Left {
  const sinceStart = Math.max(0, nowMs - state.startedAtMs!);
  const mark = currentStage(state);
  const sinceStage = mark ? Math.max(0, nowMs - mark.atMs) : 0;
  const ofStage = mark ? past.flatMap((one) => stageRest(one, mark.number)) : [];
  const left = [
    beyond(ofStage, sinceStage),
    beyond(
      past.map(({ durationMs }) => durationMs),
      sinceStart,
    ),
  ].find((samples) => samples.length >= leastSamples);
  if (left) return fromSamples(left);
  const { stageNumber, stageCount } = state;
  if (!mark || stageNumber < 2 || stageCount === null) return nothingLeft;
  // Its own rate: the stages behind it took so long each, those before it may take as long.
  const perStageMs = (mark.atMs - state.startedAtMs!) / (stageNumber - 1);
  const restMs = Math.max(0, perStageMs * (stageCount - stageNumber + 1) - sinceStage);
  return { ...nothingLeft, secondsLeft: restMs / 1_000, basis: 'rate' };
}

/** What was left beyond a time, of those that took longer, in rising order. */
const beyond = (timesMs: readonly number[], sinceMs: number): number[] =>
  timesMs
    .filter((time) => time > sinceMs)
    .map((time) => time - sinceMs)
    .sort((one, other) => one - other);

function fromSamples(left: readonly number[]): Left {
  const count = left.length;
  const [low, high] = [Math.floor((count + 1) * 0.1), Math.ceil((count + 1) * 0.9)];
  return {
    secondsLeft: left[Math.floor(count / 2)]! / 1_000,
    secondsLeftLow: left[low - 1]! / 1_000,
    secondsLeftHigh: left[high - 1]! / 1_000,
    basis: 'history',
    sampleCount: count,
  };
}

/** The first mark of the stage it is in: a stage may have been renamed on its way. */
const currentStage = ({ stages, stageNumber }: ExecutionState) => stages.find(({ number }) => number === stageNumber);

/** From the beginning of a stage to the end of the execution; none if it left that stage out. */
function stageRest({ stages, durationMs }: PastExecution, stageNumber: number): number[] {
  const mark = stages.find(({ number }) => number === stageNumber);
  return mark ? [durationMs - mark.offsetMs] : [];
}

/** How long the present stage usually takes, or the whole where there are no stages. */
function stallOf(state: ExecutionState, past: readonly PastExecution[]): number {
  const times = past.flatMap((one) => stageTime(one, state.stageNumber)).sort((one, other) => one - other);
  if (times.length < leastSamples) return unknownStallMs;
  return Math.max(shortestStallMs, stalledTimes * times[Math.floor(times.length / 2)]!);
}

function stageTime({ stages, durationMs }: PastExecution, stageNumber: number): number[] {
  if (stageNumber === 0) return [stages[0]?.offsetMs ?? durationMs];
  const mark = stages.find(({ number }) => number === stageNumber);
  const next = stages.find(({ number }) => number > stageNumber);
  return mark ? [(next?.offsetMs ?? durationMs) - mark.offsetMs] : [];
}

function stageSentence({ stageNumber, stageCount, stageName }: ExecutionState, percent: number | null): string {
  if (stageNumber === 0) return 'It has begun.';
  const name = stageName === null ? '' : ` (${stageName})`;
  const all = stageCount === null ? '' : ` of ${stageCount}`;
  return `Stage ${stageNumber}${all}${name}${percent === null ? '' : `, ${percent}% done`}.`;
}

function leftSentence({ secondsLeft, secondsLeftLow, secondsLeftHigh, basis, sampleCount }: Left): string {
  if (secondsLeft === null) return 'How long it will take cannot be said yet.';
  const about = `About ${spoken(secondsLeft * 1_000)} left`;
  if (basis === 'rate') return `${about} at its own rate; too few like it have been completed to say how sure that is.`;
  const [low, high] = [spoken(secondsLeftLow! * 1_000), spoken(secondsLeftHigh! * 1_000)];
  return `${about}; ${low} to ${high} in 80 of 100 cases, going by ${sampleCount} that were as far.`;
}

function endSentence({ status, reason, stageNumber, stageCount }: ExecutionState): string {
  if (status === 'completed') return 'It is completed.';
  const at = stageNumber === 0 ? '' : ` in stage ${stageNumber}${stageCount === null ? '' : ` of ${stageCount}`}`;
  return `It ${status === 'failed' ? 'failed' : 'was cancelled'}${at}: ${reason ?? 'nobody said why'}`;
}

function spoken(ms: number): string {
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  return ms < 5_400_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}
