/** What a template of advice is, and what becomes of it with data: figures filled in, a trend, a prediction (CO-3). */
import type { Breakdown, Figure, Prediction, RecommendationCategory, Trend } from '../../contract/coach.ts';
import { assert } from '../../kernel/errors.ts';
import { clamp } from '../../kernel/statistics.ts';
import type { Chance } from './chance.ts';
import { chanceAbove } from './chance.ts';
import { dayMs } from './knowledge/days.ts';
import type { Moment } from './knowledge/datum.ts';
import type { CoachData, DataName, Known } from './knowledge/known.ts';
import { pick } from './knowledge/known.ts';
import type { MetricName } from './metrics.ts';
import { metrics } from './metrics.ts';
import { worded } from './words.ts';

/** What a template expects to be measured. */
export interface Expectation {
  readonly threshold: number;
  /** Days until it is due, a whole number >= 1. */
  readonly days: number;
  /** When it is due, where that is not `days` from now; ms since 1970. */
  readonly dueMs?: number;
  /** In place of the chance that the metric's own moves give. */
  readonly chance?: Chance;
}

export interface TemplateDeclaration<Name extends DataName, Finding> {
  readonly id: string;
  readonly category: RecommendationCategory;
  /** What it cannot do without: where one of them is missing, it is silent. */
  readonly needs: readonly Name[];
  /** What its prediction is about, and its chart unless `trend` names another. */
  readonly metric: MetricName;
  readonly trend?: MetricName;
  /** The trigger: what it found, or null where there is nothing to say. */
  readonly find: (data: Pick<CoachData, Name>, atMs: number) => Finding | null;
  /** 0 to 100: what happens if nobody looks. Rounded. */
  readonly priority: (found: Finding) => number;
  /** Which of several it is about. */
  readonly subject?: (found: Finding) => string;
  readonly title: (found: Finding) => string;
  readonly text: (found: Finding) => string;
  readonly action: (found: Finding) => string;
  readonly link: (found: Finding) => string;
  readonly figures: (found: Finding) => readonly [Figure, Figure, Figure, Figure];
  readonly breakdown: (found: Finding) => Breakdown;
  readonly expects: (found: Finding, atMs: number) => Expectation;
}

export type MadePrediction = Pick<
  Prediction,
  'metric' | 'label' | 'unit' | 'comparator' | 'threshold' | 'probabilityRatio' | 'reason' | 'sentence' | 'valueThen'
> & { readonly dueMs: number };

/** A template with its figures filled in. */
export interface Advice {
  readonly templateId: string;
  readonly category: RecommendationCategory;
  readonly subject: string | null;
  readonly priority: number;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly link: string;
  readonly figures: readonly Figure[];
  readonly trend: Trend;
  readonly breakdown: Breakdown;
  readonly prediction: MadePrediction;
}

export interface Template {
  readonly id: string;
  readonly category: RecommendationCategory;
  readonly needs: readonly DataName[];
  /** Advice, nothing to say, or what is missing. */
  advise(known: Known, moment: Moment): Advice | { readonly missing: string } | null;
}

export function defineTemplate<Name extends DataName, Finding>(
  declaration: TemplateDeclaration<Name, Finding>,
): Template {
  const { id, category, needs, find } = declaration;
  return {
    id,
    category,
    needs,
    advise(known, { atMs }) {
      const picked = pick(known, needs);
      if ('missing' in picked) return picked;
      const found = find(picked.data, atMs);
      return found === null ? null : filledIn(declaration, found, known, atMs);
    },
  };
}

function filledIn<Name extends DataName, Finding>(
  declaration: TemplateDeclaration<Name, Finding>,
  found: Finding,
  known: Known,
  atMs: number,
): Advice | { readonly missing: string } {
  const { id, category, metric, trend = metric } = declaration;
  const subject = declaration.subject?.(found) ?? null;
  const measured = metrics[metric].series(known, subject, atMs);
  if ('missing' in measured) return measured;
  const drawn = trend === metric ? measured : metrics[trend].series(known, subject, atMs);
  const expectation = declaration.expects(found, atMs);
  const series = 'missing' in drawn ? [] : drawn.series;
  const { label, unit } = metrics[trend];
  const points = series.map((value, index) => ({
    at: new Date(atMs - (series.length - 1 - index) * dayMs).toISOString(),
    value,
  }));
  return {
    templateId: id,
    category,
    subject,
    priority: Math.round(clamp(declaration.priority(found), 0, 100)),
    title: declaration.title(found),
    text: declaration.text(found),
    action: declaration.action(found),
    link: declaration.link(found),
    figures: declaration.figures(found),
    trend: { label, unit, points, threshold: trend === metric ? expectation.threshold : null },
    breakdown: declaration.breakdown(found),
    prediction: predictionOf(metric, measured.series, expectation, atMs),
  };
}

/** Says what is likelier: above or below. What is nearly certain is still not certain. */
function predictionOf(
  name: MetricName,
  series: readonly (number | null)[],
  { threshold, days, dueMs = 0, chance = chanceAbove(series, threshold, days) }: Expectation,
  atMs: number,
): MadePrediction {
  const valueThen = series.at(-1);
  assert(typeof valueThen === 'number', `the latest value of ${name} is known`);
  const { label, unit } = metrics[name];
  const isAbove = chance.aboveRatio >= 0.5;
  const comparator = isAbove ? 'above' : 'below';
  const due = dueMs || atMs + days * dayMs;
  const when = new Date(due).toISOString().slice(0, 16).replace('T', ' ');
  return {
    metric: name,
    label,
    unit,
    comparator,
    threshold,
    probabilityRatio: clamp(isAbove ? chance.aboveRatio : 1 - chance.aboveRatio, 0.5, 0.99),
    reason: isAbove ? chance.reason : `${chance.reason} So it is likelier to be below.`,
    sentence: `If nobody acts on it: ${label[0]!.toLowerCase()}${label.slice(1)} will be ${isAbove ? 'at least' : 'below'} ${worded(threshold, unit)} on ${when} UTC.`,
    valueThen,
    dueMs: due,
  };
}
