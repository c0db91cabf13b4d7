/** The stream detector on the series of the Numenta Anomaly Benchmark: its scores, where it earns them, what it costs. */
import { WARNING_SCORE } from '../../server/conductor/detect/rarity.ts';
import { medianMs } from './measure.ts';
import type { LabelledSeries } from './nab/corpus.ts';
import { readCorpus } from './nab/corpus.ts';
import type { BenchDetector } from './nab/detectors.ts';
import { claqueAlarms, claqueScore, nothing, zScore } from './nab/detectors.ts';
import { atThreshold, inSample, twoFold } from './nab/figures.ts';
import { profiles } from './nab/profiles.ts';
import type { ScoredSeries } from './nab/scorer.ts';
import { tally, windowCountOf } from './nab/scorer.ts';

const ROUNDS = 5;
const TARGET_MICROSECONDS = 10;
const all = Object.values(profiles);

/** @param folder Where windows.json and data/ lie. */
export function benchNab(folder: string): string[] {
  const corpus = readCorpus(folder);
  const rowCount = corpus.reduce((sum, { values }) => sum + values.length, 0);
  const scored = run(claqueScore, corpus);
  return [
    `NAB, ${corpus.length} series, ${rowCount.toLocaleString('en-GB')} rows, ${windowCountOf(scored)} windows; one threshold for all series, the best of the sum of raw scores, one a profile:`,
    row('', ['in-sample', 'two-fold', 'at 0.6', 'threshold'].map((title) => title.padStart(12)).join('')),
    ...figuresOf(claqueScore.name, scored, WARNING_SCORE),
    ...figuresOf(claqueAlarms.name, run(claqueAlarms, corpus), WARNING_SCORE),
    ...figuresOf(zScore.name, run(zScore, corpus), null),
    ...figuresOf(nothing.name, run(nothing, corpus), null),
    ...seriesTable(corpus, scored),
    timing(corpus, rowCount),
  ];
}

/** One pass over each series, in which a row's score is known before the next row is read. */
function run(detector: BenchDetector, corpus: readonly LabelledSeries[]): ScoredSeries[] {
  return corpus.map(({ values, windows }) => {
    const push = detector.open();
    return { windows, scores: values.map((value) => push(value)) };
  });
}

function figuresOf(name: string, set: readonly ScoredSeries[], fixedThreshold: number | null): string[] {
  return all.map((profile) => {
    const best = inSample(set, profile);
    const fixed = fixedThreshold === null ? '' : atThreshold(set, fixedThreshold, profile).toFixed(1);
    const figures = [best.score.toFixed(1), twoFold(set, profile).toFixed(1), fixed, best.threshold.toFixed(4)];
    return row(`${name}: ${profile.name}`, figures.map((figure) => figure.padStart(12)).join(''));
  });
}

function seriesTable(corpus: readonly LabelledSeries[], set: readonly ScoredSeries[]): string[] {
  const { threshold } = inSample(set, profiles.standard);
  const lines = corpus.map(({ name, values, windows }, index) => {
    const { raw, hitCount, falseRowCount } = tally(set[index]!, threshold, profiles.standard);
    const figures = [values.length, `${hitCount} of ${windows.length}`, falseRowCount, raw.toFixed(2)];
    return row(name, figures.map((figure) => String(figure).padStart(12)).join(''));
  });
  const titles = ['rows', 'hits', 'false rows', 'raw'].map((title) => title.padStart(12)).join('');
  return [`${claqueScore.name}, series by series at the standard threshold ${threshold}:`, row('', titles), ...lines];
}

const row = (name: string, figures: string): string => `  ${name.padEnd(54)}${figures}`;

function timing(corpus: readonly LabelledSeries[], rowCount: number): string {
  const [claque, floor] = [claqueScore, zScore].map(
    (detector) => (medianMs(ROUNDS, () => run(detector, corpus)) * 1_000) / rowCount,
  ) as [number, number];
  const verdict = claque <= TARGET_MICROSECONDS ? 'inside' : 'OUTSIDE';
  return `a point: ${claque.toFixed(2)} µs, ${(claque / floor).toFixed(0)} times the z-score's ${floor.toFixed(3)} µs, median of ${ROUNDS} (${verdict} the target of ${TARGET_MICROSECONDS} µs)`;
}
