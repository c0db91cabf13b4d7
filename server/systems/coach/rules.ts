/** How advice is ranked, and how it rests: feedback and record as factors, each with its reason (CO-6). Pure. */
import type { FeedbackReason, Ranking } from '../../contract/coach.ts';
import { mean, meanInterval95, clamp } from '../../kernel/statistics.ts';

const dayMs = 86_400_000;

/** What a dismissal weighs beside one “helpful”, which weighs 1. Assumed, in this order. */
const weightOf: Record<FeedbackReason, number> = {
  /** The plainest no. */
  not_relevant: 2,
  not_priority: 1,
  wrong_data: 1,
  other: 1,
  /** It was right, only badly said. */
  unclear: 0.5,
  /** It was right, only late. */
  already_done: 0,
};

/** How long one that was dismissed does not come back, in days. Assumed. */
const restDaysOf: Record<FeedbackReason, number> = {
  not_relevant: 14,
  not_priority: 7,
  wrong_data: 7,
  other: 7,
  unclear: 3,
  /** Long enough for what was done to show in the figures. */
  already_done: 3,
};

/** Feedback weighs half as much after this many days: what was not relevant may become so. Assumed. */
const halfLifeDays = 30;
/** The prior of both outcomes: Beta(2, 2), as if two had said helpful and two not. One voice moves little. Assumed. */
const prior = 2;
/** A rise of the priority by so much since it was dismissed brings it back at once. Assumed. */
export const urgentRise = 20;

export interface GivenFeedback {
  readonly isHelpful: boolean;
  readonly reason: FeedbackReason | null;
  readonly atMs: number;
}

export interface Factor {
  readonly factor: number;
  readonly why: string;
}

/** When a dismissed recommendation may come back; null where it was found helpful. */
export function restsUntilMs({ isHelpful, reason, atMs }: GivenFeedback): number | null {
  return isHelpful || reason === null ? null : atMs + restDaysOf[reason] * dayMs;
}

/**
 * The factor of feedback on advice of one kind: twice the mean of a Beta(2 + helpful, 2 + dismissed), which is 1 where
 * nobody has said anything, less where it was dismissed, more where it helped, in (0, 2).
 */
export function feedbackFactor(feedback: readonly GivenFeedback[], nowMs: number): Factor {
  let helpful = 0;
  let dismissed = 0;
  for (const { isHelpful, reason, atMs } of feedback) {
    const age = 0.5 ** (Math.max(0, nowMs - atMs) / (halfLifeDays * dayMs));
    if (isHelpful) helpful += age;
    else dismissed += age * weightOf[reason ?? 'other'];
  }
  const factor = (2 * (prior + helpful)) / (2 * prior + helpful + dismissed);
  if (feedback.length === 0) return { factor, why: 'Nobody has said yet whether such advice helps: factor 1.' };
  const [yes, no] = [helpful, dismissed].map((weight) => Math.round(weight * 100) / 100);
  return {
    factor,
    why: `${told(feedback)}: with age ${yes} for and ${no} against it, so 2 × (2 + ${yes}) ÷ (4 + ${yes} + ${no}) = ${shown(factor)}. What was said weighs half as much every ${halfLifeDays} days.`,
  };
}

function told(feedback: readonly GivenFeedback[]): string {
  const helpful = feedback.filter(({ isHelpful }) => isHelpful).length;
  const reasons = Map.groupBy(
    feedback.filter(({ isHelpful }) => !isHelpful),
    ({ reason }) => reason ?? 'other',
  );
  const parts = [...reasons].map(([reason, given]) => `${given.length} × ${reason.replaceAll('_', ' ')}`);
  if (helpful > 0) parts.unshift(`${helpful} × helpful`);
  return parts.join(', ');
}

/** The mean squared error of a tossed coin: what a prediction has to beat. */
const coin = 0.25;
/** As if ten coin tosses had been predicted before the first: a lucky guess or two moves little. Assumed. */
const priorTosses = 10;
/** Perfect predictions bring half as much again. Assumed: advice that people find useful may be hard to predict. */
const recordWeight = 0.5;

/** A prediction that was checked. */
export interface Graded {
  readonly probabilityRatio: number;
  readonly isHit: boolean;
}

export const squaredError = ({ probabilityRatio, isHit }: Graded): number => (probabilityRatio - (isHit ? 1 : 0)) ** 2;

/** The Brier score and its 95% interval by Student's t, kept within 0 to 1. */
export function brierOf(graded: readonly Graded[]): { brier: number | null; low: number | null; high: number | null } {
  if (graded.length === 0) return { brier: null, low: null, high: null };
  const errors = graded.map(squaredError);
  if (errors.length === 1) return { brier: errors[0]!, low: null, high: null };
  const { mean: brier, low, high } = meanInterval95(errors);
  return { brier, low: clamp(low, 0, 1), high: clamp(high, 0, 1) };
}

/**
 * The factor of how good a category's predictions were: 1 for a coin's, more for better ones, less for worse, shrunk
 * towards 1 by ten tosses of a coin; in [0.5, 1.5].
 */
export function recordFactor(graded: readonly Graded[]): Factor {
  if (graded.length === 0) return { factor: 1, why: 'None of its predictions has been checked yet: factor 1.' };
  const errors = graded.map(squaredError);
  const shrunk = (errors.length * mean(errors) + priorTosses * coin) / (errors.length + priorTosses);
  const factor = clamp(1 + (recordWeight * (coin - shrunk)) / coin, 0.5, 1.5);
  const hits = graded.filter(({ isHit }) => isHit).length;
  return {
    factor,
    why: `${hits} of ${graded.length} predictions of its category came true, Brier score ${shown(mean(errors))} (0 is perfect, 0.25 a tossed coin); with ten tosses beside them ${shown(shrunk)}, so 1 + 0.5 × (0.25 − ${shown(shrunk)}) ÷ 0.25 = ${shown(factor)}.`,
  };
}

/** Why a recommendation is shown, and where: the arithmetic in a sentence. */
export function rankingOf(priority: number, feedback: Factor, record: Factor): Ranking {
  const score = priority * feedback.factor * record.factor;
  return {
    score,
    priority,
    feedbackFactor: feedback.factor,
    recordFactor: record.factor,
    why: `Its trigger holds. Priority ${priority} × ${shown(feedback.factor)} for feedback × ${shown(record.factor)} for its category’s record = ${shown(score)}.`,
    feedbackWhy: feedback.why,
    recordWhy: record.why,
  };
}

const shown = (value: number): string => (Math.round(value * 100) / 100).toString();
