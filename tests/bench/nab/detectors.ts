/** What is measured, and what it is compared with: each is opened anew for a series and is told one value at a time. */
import { StreamDetector } from '../../../server/conductor/detect/stream-detector.ts';

export interface BenchDetector {
  readonly name: string;
  /** @returns The score of the next value. No value is seen before its turn. */
  open(): (value: number) => number;
}

/** As `claque detect` writes them. */
const DECIMALS = 4;

/** Its column anomaly_score. */
export const claqueScore: BenchDetector = {
  name: 'claque detect, score',
  open() {
    const detector = new StreamDetector();
    return (value) => Number(detector.push(value).score.toFixed(DECIMALS));
  },
};

/** The score on rows that raise an alarm, 0 on all others: what somebody hears of it. */
export const claqueAlarms: BenchDetector = {
  name: 'claque detect, alarms',
  open() {
    const detector = new StreamDetector();
    return (value) => {
      const { score, type } = detector.push(value);
      return type === null ? 0 : Number(score.toFixed(DECIMALS));
    };
  },
};

/** How many standard deviations a value lies from the mean of all before it, on either side. Also the floor of timings. */
export const zScore: BenchDetector = {
  name: 'z-score of all before',
  open() {
    let count = 0;
    let mean = 0;
    let squares = 0;
    return (value) => {
      const offset = value - mean;
      const score = squares > 0 ? Math.abs(offset) / Math.sqrt(squares / (count - 1)) : 0;
      count += 1;
      mean += offset / count;
      squares += offset * (value - mean);
      return score;
    };
  },
};

/** Never detects anything. */
export const nothing: BenchDetector = { name: 'null', open: () => () => 0 };
