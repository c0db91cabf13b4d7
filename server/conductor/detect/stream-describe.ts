/** What was found in a stream: its type, and the evidence for it in a sentence (EC-6, EC-9). */
import { STRETCH_LENGTH } from './stream-course.ts';
import type { Judgement } from './stream-members.ts';

/** A value unlike all before it, below or above what is usual; or values that are known in a course that is not. */
export type StreamAnomalyType = 'SUDDEN_DROP' | 'SUDDEN_RISE' | 'NEW_SHAPE';

export function typeOfJudgement({ sample, median, noveltyDecades, shapeDecades }: Judgement): StreamAnomalyType {
  if (shapeDecades > noveltyDecades) return 'NEW_SHAPE';
  return sample < median ? 'SUDDEN_DROP' : 'SUDDEN_RISE';
}

/** @param blockRows Rows in each block that was judged. >= 1. */
export function describeJudgement(judgement: Judgement, blockRows: number): string {
  const { rowsAgo, sample, median, gap, rememberedCount, noveltyDecades, shapeDecades } = judgement;
  const when = rowsAgo === 0 ? '' : rowsAgo === 1 ? ' (a row before)' : ` (${rowsAgo} rows before)`;
  const side = sample < median ? 'below' : 'above';
  const place = sample === median ? 'is the median' : `lies ${side} the median of ${figure(median)}`;
  const nearest = `${figure(gap)} from the nearest of ${rememberedCount} values remembered`;
  const novelty = `${figure(sample)}${when} ${place}, ${nearest}: ${oneIn(noveltyDecades)}`;
  const shape = `the course of the last ${STRETCH_LENGTH * blockRows} rows, by its distance to every earlier one: ${oneIn(shapeDecades)}`;
  return typeOfJudgement(judgement) === 'NEW_SHAPE'
    ? `${shape[0]!.toUpperCase()}${shape.slice(1)}; ${novelty}.`
    : `${novelty}; ${shape}.`;
}

function oneIn(decades: number): string {
  const times = Math.round(10 ** decades);
  return times < 2 ? 'nothing rare' : `one in ${times.toLocaleString('en-GB')}`;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
