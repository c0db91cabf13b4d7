/** The detector on its own: any recorded stream of numbers, one value in, one verdict out (EC-9). */
import type { AnomalyType, Severity } from '../../contract/vocabulary.ts';
import { mean, variance } from '../../kernel/statistics.ts';
import { DropTests } from './drop-tests.ts';
import { HybridDetector } from './hybrid.ts';
import { CRITICAL_SCORE, WARNING_SCORE } from './rarity.ts';

/** Values that only set the scale. Assumed. */
const WARM_UP_COUNT = 60;
/** Rows of silence after an alarm: an episode shouts once. Assumed. */
const REST_ROWS = 60;
/** Evidence older than this many rows makes a decline and not a drop. Assumed. */
const GRADUAL_ROWS = 25;

export interface Verdict {
  /** 0 to 1; 0.6 and 0.8 are rarities, as everywhere. */
  readonly score: number;
  /** Set on the row that raises an alarm, else null. */
  readonly type: AnomalyType | null;
  readonly severity: Severity | null;
}

const quiet: Verdict = { score: 0, type: null, severity: null };

export class StreamDetector {
  readonly #tests = new DropTests();
  readonly #hybrid: HybridDetector;
  readonly #warmUp: number[] = [];
  #scale: { centre: number; deviation: number } | null = null;
  #row = 0;
  #restUntil = 0;

  /** @param draw Uniform draws in [0, 1) for the splits of the trees. */
  constructor(draw: () => number) {
    this.#hybrid = new HybridDetector(1, draw);
  }

  /** @param value The next value; null where it is missing or broken: it is passed over. */
  push(value: number | null): Verdict {
    this.#row += 1;
    if (value === null || !Number.isFinite(value)) return quiet;
    if (!this.#scale) return this.#learnScale(value);
    const level = (value - this.#scale.centre) / this.#scale.deviation;
    const isResting = this.#row < this.#restUntil;
    const evidence = this.#tests.push(level, Infinity, this.#row, true);
    const hybrid = this.#hybrid.push([1 / (1 + Math.exp(-level))], level);
    const score = Math.max(hybrid, evidence?.suddenScore ?? 0, evidence?.slowScore ?? 0);
    if (isResting || score < WARNING_SCORE) return { ...quiet, score };
    this.#restUntil = this.#row + REST_ROWS;
    // Nobody says whether the stream comes back: the level it has fallen to is what is usual from here on.
    this.#tests.baseline.restart();
    this.#tests.reset(this.#row);
    const rows = (evidence?.suddenScore ?? 0) >= WARNING_SCORE ? evidence!.suddenSeconds : (evidence?.slowSeconds ?? 0);
    return {
      score,
      type: rows > GRADUAL_ROWS ? 'GRADUAL_DECLINE' : 'SUDDEN_DROP',
      severity: score >= CRITICAL_SCORE ? 'CRITICAL' : 'WARNING',
    };
  }

  #learnScale(value: number): Verdict {
    this.#warmUp.push(value);
    if (this.#warmUp.length === WARM_UP_COUNT) {
      const centre = mean(this.#warmUp);
      // A stream that has not moved yet is measured in parts of its level, or in units.
      const deviation = Math.sqrt(variance(this.#warmUp)) || Math.abs(centre) / 10 || 1;
      this.#scale = { centre, deviation };
    }
    return quiet;
  }
}
