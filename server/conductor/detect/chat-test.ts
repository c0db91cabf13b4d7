/** Sequential tests on chat: too few messages, against the session's own chatter. */
import type { Observation } from '../../contract/observation.ts';
import { Cusum, poissonRunLength, poissonSecondsToSee } from './cusum.ts';
import { Dispersion } from './dispersion.ts';
import type { CountEvidence } from './leave-test.ts';
import { RateBaseline } from './rate-baseline.ts';
import { runLengthOfScore, scoreOfRunLength, WARNING_SCORE } from './rarity.ts';

/** The falls that there is a test for each. One made for a small fall is slow for a large one and the other way round. */
const dropRatios = [0.5, 0.7, 0.9] as const;
/** A fall that takes longer than this to see is not seen in any useful sense, and its test stays silent. Assumed. */
export const LONGEST_SECONDS = 60;
/** Seconds of chat from which its level is believed. Fewer: alarms by chance; more: blind for longer. Assumed. */
const LEAST_SECONDS = 240;
/** Together the three are wrong about twice as often as one alone (simulated, 0.3 to 10 messages a second: 1.2 to 2.7 times). */
const BANK_FACTOR = 2;

/** What does not depend on the session: evidence that a message is against each fall, and the rate from which that can be seen. */
const tests = dropRatios.map((dropRatio) => ({
  dropRatio,
  perMessage: -Math.log(1 - dropRatio),
  leastRate: leastRateToSee(dropRatio),
}));

/**
 * A bank of quasi-Poisson CUSUMs, one for each size of fall. A test speaks only where the session's own rate lets such a fall be
 * seen within a minute.
 */
export class ChatTest {
  readonly level = new RateBaseline(0, 0);
  readonly #dispersion = new Dispersion();
  readonly #members = tests.map((test) => ({ ...test, sum: new Cusum(), count: 0 }));

  /** @param isLearning Whether this second is ordinary and may enter the level. */
  push(observation: Observation, isLearning: boolean): CountEvidence {
    const { tick, chatCount, presentCount } = observation;
    const rate = this.effectiveRate(presentCount);
    const heard = chatCount / this.#dispersion.value;
    let strongest: CountEvidence = { score: 0, seconds: 0, count: 0 };
    for (const member of this.#members) {
      const { dropRatio, perMessage, leastRate, sum } = member;
      sum.add(rate * dropRatio - heard * perMessage, tick);
      member.count = sum.value === 0 ? 0 : member.count + chatCount;
      if (sum.value === 0 || rate < leastRate) continue;
      const runLength = poissonRunLength(rate, dropRatio, sum.value) / BANK_FACTOR;
      const score = scoreOfRunLength(runLength);
      if (score > strongest.score) strongest = { score, seconds: tick - sum.startTick, count: member.count };
    }
    if (isLearning) {
      this.#dispersion.push(chatCount);
      this.level.push(chatCount, presentCount);
    }
    return strongest;
  }

  get isLearnt(): boolean {
    return this.level.seconds >= LEAST_SECONDS;
  }

  /** Messages a second to expect of so many attendees, of newcomers none; 0 while the level is not known. */
  perSecond(presentCount: number): number {
    return this.isLearnt ? this.level.perSecond * Math.min(presentCount, this.level.meanPresentCount) : 0;
  }

  /** Messages a second that a Poisson chat just as hard to judge would have. 0 while the level is not known. */
  effectiveRate(presentCount: number): number {
    return this.perSecond(presentCount) / this.#dispersion.value;
  }

  reset(tick: number): void {
    for (const member of this.#members) {
      member.sum.reset(tick);
      member.count = 0;
    }
  }
}

/** How many seconds chat takes, nine times of ten, to show that it has fallen by this part; Infinity where it is silent. */
export function chatSecondsToSee(effectiveRate: number, dropRatio: number): number {
  return poissonSecondsToSee(effectiveRate, dropRatio, BANK_FACTOR * runLengthOfScore(WARNING_SCORE));
}

/** The rate from which such a fall is seen within LONGEST_SECONDS, by halving. */
function leastRateToSee(dropRatio: number): number {
  let [low, high] = [0, 100];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (chatSecondsToSee(middle, dropRatio) <= LONGEST_SECONDS) high = middle;
    else low = middle;
  }
  return high;
}
