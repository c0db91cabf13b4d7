/** When something is worth a word: only as a record, so that an episode shouts once and not at every row. */

/** Share of all rows so far that a record must hold for. 0.07 to 0.12 find about the same. */
const HELD_RATIO = 0.1;
/** However long the stream, a record over this many rows is one: else alarms would die out. Assumed. */
const HELD_ROWS_MOST = 1_500;

export class StreamRecord {
  /** What may still be the largest, oldest and largest first. */
  #standing: { row: number; height: number }[] = [];

  /**
   * @param row Counted from 0; larger than all before.
   * @param height How unusual the row is. >= 0.
   * @returns Whether it is higher than everything in the last tenth of the stream.
   */
  push(row: number, height: number): boolean {
    const since = row - Math.min(HELD_ROWS_MOST, HELD_RATIO * row);
    while (this.#standing.length > 0 && this.#standing[0]!.row <= since) this.#standing.shift();
    const isRecord = height > (this.#standing[0]?.height ?? 0);
    while (this.#standing.length > 0 && this.#standing.at(-1)!.height <= height) this.#standing.pop();
    this.#standing.push({ row, height });
    return isRecord;
  }
}
