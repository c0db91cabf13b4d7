/**
 * Sequential tests on a signal that remembers itself, so that it is whitened first; one waits for sudden falls, one for
 * slow ones. In a session it is the share of attendees whose window is in focus, the fastest signal there is.
 */
import { ShareBaseline, type Fit } from './baseline.ts';
import { Cusum, gaussianRunLength, gaussianThreshold } from './cusum.ts';
import { runLengthOfScore, scoreOfRunLength, WARNING_SCORE } from './rarity.ts';

/** Allowance of the sudden test, in standard deviations of what is new in a second (design: k = 1). */
const SUDDEN_ALLOWANCE = 1;
/** The fit is an estimate: what its error costs the sudden test, in the units of its sum; more while it is young. Measured on calm sessions. */
const FIT_LOSS = 1;
const YOUNG_FIT_LOSS_SECONDS = 60;
/** The share of a handful is no Gaussian: what that costs, in log likelihood, times attendees. Measured on calm sessions of 10 to 60. */
const HANDFUL_LOSS = 7;
/** No single second may say more than this: a fall takes several to believe. In standard deviations. Assumed. */
const LARGEST_INNOVATION = 2.5;
/** Allowance of the slow test. Smaller finds slower fades and is fooled by slower breathing. Assumed. */
const SLOW_ALLOWANCE = 0.25;
/** The smallest lasting fall of the share that the tests are made for: half of it, a second, is no evidence. Assumed. */
const SMALLEST_LASTING_FALL = 0.1;
/** A fall that has not come this far yet matters to nobody, however sure a large audience makes one of it. Assumed. */
export const SMALLEST_FALL = 0.05;
/** Weight of the standard error of the baseline's mean, which is 1 / sqrt(seconds) in units of innovations. */
const MEAN_ERROR_WEIGHT = 2;

/** Where the sudden test raises an alarm. */
const SUDDEN_THRESHOLD = gaussianThreshold(SUDDEN_ALLOWANCE, runLengthOfScore(WARNING_SCORE));

export interface DropEvidence {
  readonly suddenScore: number;
  readonly slowScore: number;
  /** For how long the evidence has been piling up. */
  readonly suddenSeconds: number;
  readonly slowSeconds: number;
}

export class DropTests {
  readonly baseline = new ShareBaseline();
  readonly #sudden = new Cusum();
  readonly #slow = new Cusum();
  #before: number | null = null;

  /**
   * @param share The signal's next value.
   * @param presentCount Attendees it is a share of; Infinity where it is no share.
   * @param isLearning Whether this second is ordinary and may enter the baseline.
   * @returns Null while there is no baseline.
   */
  push(share: number, presentCount: number, tick: number, isLearning: boolean): DropEvidence | null {
    const before = this.#before;
    this.#before = share;
    if (before === null) return null;
    const fit = this.baseline.fit(presentCount);
    if (isLearning) this.baseline.push(share, before, presentCount);
    if (!fit) return null;
    const innovation = innovationOf(fit, share, before);
    this.#sudden.add(-innovation - allowance(fit, SUDDEN_ALLOWANCE), tick);
    this.#slow.add(-innovation - allowance(fit, SLOW_ALLOWANCE), tick);
    return {
      suddenScore: scoreOfRunLength(gaussianRunLength(SUDDEN_ALLOWANCE, this.#sudden.value - suddenLoss(fit))),
      slowScore: scoreOfRunLength(
        gaussianRunLength(SLOW_ALLOWANCE, this.#slow.value - handfulLoss(fit, SLOW_ALLOWANCE)),
      ),
      suddenSeconds: tick - this.#sudden.startTick,
      slowSeconds: tick - this.#slow.startTick,
    };
  }

  reset(tick: number): void {
    this.#sudden.reset(tick);
    this.#slow.reset(tick);
  }
}

function innovationOf(fit: Fit, share: number, before: number): number {
  const innovation = (share - fit.mean - fit.correlation * (before - fit.mean)) / fit.innovationDeviation;
  return Math.max(-LARGEST_INNOVATION, innovation);
}

function suddenLoss(fit: Fit): number {
  return FIT_LOSS + YOUNG_FIT_LOSS_SECONDS / fit.seconds + handfulLoss(fit, SUDDEN_ALLOWANCE);
}

function handfulLoss({ presentCount }: Fit, k: number): number {
  return HANDFUL_LOSS / presentCount / (2 * k);
}

/** What a second's innovation must fall short by to count as evidence. */
export function allowance(fit: Fit, least: number): number {
  const matters = ((1 - fit.correlation) * SMALLEST_LASTING_FALL) / 2 / fit.innovationDeviation;
  return Math.max(least, matters) + MEAN_ERROR_WEIGHT / Math.sqrt(fit.seconds);
}

/**
 * How many seconds the sudden test takes, nine times of ten, to see the share fall by a part of itself.
 *
 * When attention falls at once, the share follows with its own memory, and what is new in it is constant:
 * drop x (1 - correlation). The test then grows by that less its allowance each second.
 *
 * @param dropRatio The part of attention that is lost, in (0, 1].
 * @returns Null where the fall never outgrows the allowance.
 */
export function secondsToSee(fit: Fit, dropRatio: number): number | null {
  const shift = (dropRatio * fit.mean * (1 - fit.correlation)) / fit.innovationDeviation;
  const growth = Math.min(shift, LARGEST_INNOVATION) - allowance(fit, SUDDEN_ALLOWANCE);
  if (growth <= 0.05) return null;
  const threshold = SUDDEN_THRESHOLD + suddenLoss(fit);
  return Math.ceil(threshold / growth + (1.28 * Math.sqrt(threshold)) / growth ** 1.5);
}
