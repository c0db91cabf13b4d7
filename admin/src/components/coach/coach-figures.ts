/** Figures of the coach as a person reads them, each with its unit. Pure (CO-2, CO-5). */
import type { Breakdown, FigureUnit, Health, Recommendation, RecordRow } from '../../../../server/contract/coach.ts';
import { toCsv } from '../../csv.ts';
import { count, plural } from '../../numbers.ts';
import { adviceStateWords, adviceWords, predictionWords } from './coach-words.ts';

/** At most a decimal below a hundred, none from there on; minus signs as elsewhere. */
export function short(value: number): string {
  const rounded = Math.abs(value) < 99.95 ? Math.round(value * 10) / 10 : Math.round(value);
  const text = Math.abs(rounded) < 100 ? String(Math.abs(rounded)) : count(Math.abs(rounded));
  return rounded < 0 ? `−${text}` : text;
}

const usd = (value: number) => `$${Math.abs(value) < 0.1 && value !== 0 ? value.toFixed(3) : value.toFixed(2)}`;

/** A ratio is a percentage with at most a decimal below ten; a share that is not quite nothing is not written as none. */
const share = (ratio: number) => {
  const percent = ratio * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1%';
  return `${Math.abs(percent) < 10 ? short(percent) : short(Math.round(percent))}%`;
};

const writers: Record<FigureUnit, (value: number) => string> = {
  count: short,
  ratio: share,
  usd,
  tokens: (value) => plural(value, 'token'),
  seconds: (value) => `${short(value)} s`,
  minutes: (value) => `${short(value)} min`,
  hours: (value) => `${short(value)} h`,
  days: (value) => `${short(value)} ${value === 1 ? 'day' : 'days'}`,
  points: (value) => `${short(value)} ${short(value) === '1' ? 'point' : 'points'}`,
  minutes_per_usd: (value) => `${short(value)} min per $`,
};

/** A figure with its unit; a dash where it is not known. */
export const figureText = (value: number | null, unit: FigureUnit): string =>
  value === null ? '–' : writers[unit](value);

/** A cell of a breakdown: words as they are, numbers with their column's unit. */
export const cellText = (cell: string | number | null, unit: FigureUnit | null): string =>
  typeof cell === 'string' ? cell : unit === null ? String(cell ?? '–') : figureText(cell, unit);

export type Level = 'high' | 'steady' | 'low' | 'critical';

/** How a score reads: the words of engagement's categories, at quarters. Assumed. */
export const levelOf = (points: number): Level =>
  points >= 75 ? 'high' : points >= 50 ? 'steady' : points >= 25 ? 'low' : 'critical';
export const levelLabels: Record<Level, string> = { high: 'Good', steady: 'Fair', low: 'Weak', critical: 'Poor' };

/** What a part adds to the score: its points times what it counts. */
export const shareOfScore = ({ points, countedRatio }: Health['parts'][number]): number | null =>
  points === null ? null : points * countedRatio;

/** How few checked predictions a figure may rest on before it says little. Assumed: below it one more moves it visibly. */
const fewChecked = 10;
export function basisOf({ hitCount, missCount }: Pick<RecordRow, 'hitCount' | 'missCount'>): string {
  const checked = hitCount + missCount;
  if (checked === 0) return 'None has been checked yet.';
  return `Rests on ${plural(checked, 'checked prediction')}${checked < fewChecked ? ': few' : ''}.`;
}

export const breakdownCsv = ({ columns, rows }: Breakdown): string =>
  toCsv(
    columns.map(({ label, unit }) => (unit ? `${label} (${unit})` : label)),
    rows,
  );

export const adviceCsv = (items: readonly Recommendation[]): string =>
  toCsv(
    [
      'rank',
      'category',
      'title',
      'text',
      'action',
      'state',
      'score',
      'priority',
      'feedback_factor',
      'record_factor',
      'prediction',
      'probability_ratio',
      'due_at',
      'prediction_state',
      'first_at',
      'last_at',
      'found_count',
    ],
    items.map((item, index) => [
      index + 1,
      adviceWords[item.category].label,
      item.title,
      item.text,
      item.action,
      adviceStateWords[item.state].label,
      item.ranking.score,
      item.ranking.priority,
      item.ranking.feedbackFactor,
      item.ranking.recordFactor,
      item.prediction.sentence,
      item.prediction.probabilityRatio,
      item.prediction.dueAt,
      predictionWords[item.prediction.state].label,
      item.firstAt,
      item.lastAt,
      item.foundCount,
    ]),
  );
