/** What a person should know of a file that was scored: rows without a number, and a clock that is not regular. */

/** Steps of the clock that differ by less than this factor count as regular: jitter of a second is no news. Assumed. */
const REGULAR_FACTOR = 1.5;

export class DetectNotes {
  #rowCount = 0;
  #missingCount = 0;
  #unreadableCount = 0;
  #backwardCount = 0;
  #shortestSeconds = Infinity;
  #longestSeconds = 0;
  #previousMs: number | null = null;

  /** @param value Null where the row has no number. @param timestamp Undefined where no column was named. */
  push(value: number | null, timestamp: string | undefined): void {
    this.#rowCount += 1;
    if (value === null) this.#missingCount += 1;
    if (timestamp !== undefined) this.#pushTime(timeOf(timestamp));
  }

  /** @returns A sentence for each thing that is out of the ordinary; none for a file that is as it should be. */
  sentences(valueColumn: string): string[] {
    const rows = `of ${this.#rowCount} rows`;
    const isIrregular = this.#longestSeconds > REGULAR_FACTOR * this.#shortestSeconds;
    return [
      this.#missingCount > 0 &&
        `${this.#missingCount} ${rows} have no number in "${valueColumn}": passed over, score 0.`,
      this.#unreadableCount > 0 && `${this.#unreadableCount} ${rows} have no readable time.`,
      this.#backwardCount > 0 &&
        `${this.#backwardCount} ${rows} are no later than the row before: kept in the file's order.`,
      isIrregular &&
        `The clock is irregular, with steps from ${this.#shortestSeconds} to ${this.#longestSeconds} s: rows count as equally far apart.`,
    ].filter((sentence) => sentence !== false);
  }

  #pushTime(timeMs: number): void {
    if (Number.isNaN(timeMs)) {
      this.#unreadableCount += 1;
      return;
    }
    const stepSeconds = (timeMs - (this.#previousMs ?? -Infinity)) / 1_000;
    this.#previousMs = timeMs;
    if (stepSeconds === Infinity) return;
    if (stepSeconds <= 0) this.#backwardCount += 1;
    else {
      this.#shortestSeconds = Math.min(this.#shortestSeconds, stepSeconds);
      this.#longestSeconds = Math.max(this.#longestSeconds, stepSeconds);
    }
  }
}

/** @returns Milliseconds, NaN if unreadable; a bare number is taken for seconds. */
function timeOf(text: string): number {
  const trimmed = text.trim();
  const number = trimmed === '' ? NaN : Number(trimmed);
  return Number.isNaN(number) ? Date.parse(trimmed) : number * 1_000;
}
