/** Progress on a terminal, and none in a pipe. */

const REDRAW_MS = 100;

export class Progress {
  readonly #label: string;
  readonly #stream = process.stderr;
  #drawnMs = 0;

  constructor(label: string) {
    this.#label = label;
  }

  show(done: number, total: number, unit: string): void {
    const nowMs = performance.now();
    if (!this.#stream.isTTY || nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    this.#stream.write(`\r\x1b[K${this.#label}: ${done} of ${total} ${unit}`);
  }

  clear(): void {
    if (this.#drawnMs > 0) this.#stream.write('\r\x1b[K');
  }
}
