/**
 * The stream detector: any recorded stream of numbers, one value in, one verdict out, in one pass and bounded memory
 * (EC-9). It looks both ways and knows nothing of sessions; docs/detect.md explains it.
 */
import type { Severity } from '../../contract/vocabulary.ts';
import { CRITICAL_SCORE, WARNING_SCORE } from './rarity.ts';
import type { StreamAnomalyType } from './stream-describe.ts';
import { describeJudgement, typeOfJudgement } from './stream-describe.ts';
import type { Judgement } from './stream-members.ts';
import { StreamMembers } from './stream-members.ts';
import { StreamRecord } from './stream-record.ts';

/**
 * Blocks grow by a row with each so many rows, from 1 to BLOCK_ROWS_MOST: a short stream is read finely and a long one
 * without its jitter. At each step the history is read again, so that it always holds this many blocks at least. Finer:
 * noise is news; coarser: a short stream has no history. 110 to 180 and 6 to 8 find about the same.
 */
const ROWS_PER_STEP = 150;
const BLOCK_ROWS_MOST = 7;
/** Values beyond are broken: their squares would overflow. */
const LARGEST_VALUE = 1e150;
/** Rows of silence at the start unless told otherwise: one block length's worth of history. */
export const WARM_UP_ROWS = ROWS_PER_STEP;
/**
 * Score of a rarity, given in powers of ten as the mean of both members: 0.6 at 0.8, 0.8 at 1.4. Set so that 0.6 lies
 * where the recorded series of docs/benchmarks.md are told apart best.
 */
const scoreOfDecades = (decades: number): number => 1 - 10 ** (-0.5 * decades);

/** Fatigue: powers of ten that a record must have more for the root of the alarms before, as far as they are remembered. */
const FATIGUE_DECADES = 0.06;
const FATIGUE_ROWS = 14_000;

export interface Verdict {
  /** 0 to 1; 0 on rows that are no record. */
  readonly score: number;
  /** Set on rows that raise an alarm, else null. */
  readonly type: StreamAnomalyType | null;
  readonly severity: Severity | null;
  /** Why, in a sentence; empty without an alarm. */
  readonly evidence: string;
}

const quiet: Verdict = { score: 0, type: null, severity: null, evidence: '' };

export class StreamDetector {
  readonly #warmUpRows: number;
  readonly #record = new StreamRecord();
  #members = new StreamMembers();
  #blockRows = 1;
  #block: number[] = [];
  /** All values so far, until blocks have grown to their full length. */
  #history: number[] = [];
  #row = -1;
  /** Rare records so far, each fading over FATIGUE_ROWS. */
  #alarmCount = 0;

  /** @param warmUpRows Values that are learnt from and never scored. >= 0. */
  constructor(warmUpRows: number = WARM_UP_ROWS) {
    this.#warmUpRows = warmUpRows;
  }

  /** @param value The next value; null where it is missing or broken: it is passed over, as if the row were not there. */
  push(value: number | null): Verdict {
    if (value === null || !(Math.abs(value) <= LARGEST_VALUE)) return quiet;
    this.#row += 1;
    this.#grow(value);
    this.#block.push(value);
    if (this.#block.length < this.#blockRows) return quiet;
    const judgement = this.#members.push(this.#block);
    this.#block = [];
    return this.#verdict(judgement);
  }

  #grow(value: number): void {
    if (this.#blockRows === BLOCK_ROWS_MOST) return;
    if (this.#row === ROWS_PER_STEP * (this.#blockRows + 1)) {
      this.#blockRows += 1;
      this.#members = new StreamMembers();
      for (let row = 0; row < this.#history.length; row += this.#blockRows)
        this.#members.push(this.#history.slice(row, row + this.#blockRows));
      this.#block = [];
    }
    this.#history.push(value);
    if (this.#blockRows === BLOCK_ROWS_MOST) this.#history = [];
  }

  #verdict(judgement: Judgement): Verdict {
    const decades = (judgement.noveltyDecades + judgement.shapeDecades) / 2;
    this.#alarmCount *= 1 - this.#blockRows / FATIGUE_ROWS;
    const isRecord = this.#record.push(this.#row, decades);
    if (!isRecord) return quiet;
    const fatigue = FATIGUE_DECADES * Math.sqrt(this.#alarmCount);
    if (decades > 1) this.#alarmCount += 1;
    if (this.#row < this.#warmUpRows) return quiet;
    const score = scoreOfDecades(Math.max(0, decades - fatigue));
    if (score < WARNING_SCORE) return { ...quiet, score };
    return {
      score,
      type: typeOfJudgement(judgement),
      severity: score >= CRITICAL_SCORE ? 'CRITICAL' : 'WARNING',
      evidence: describeJudgement(judgement, this.#blockRows),
    };
  }
}
