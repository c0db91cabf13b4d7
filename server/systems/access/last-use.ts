/** Notes when something was last used, once a minute at most for each. */
import type { Clock } from '../../kernel/clock.ts';
import type { Write } from './logins.ts';

/** In ms: often enough to be told by, seldom enough not to write for every request. */
const notedEveryMs = 60_000;

export class LastUse {
  readonly #parts: { readonly table: string; readonly write: Write; readonly clock: Clock };
  readonly #usedAtMs = new Map<string, number>();
  readonly #notedAtMs = new Map<string, number>();

  /** @param parts.table Has the columns `id` and `last_used_at_ms`. */
  constructor(parts: { table: string; write: Write; clock: Clock }) {
    this.#parts = parts;
  }

  now(id: string): void {
    this.#usedAtMs.set(id, this.#parts.clock.now());
  }

  /** Writes what is due. */
  async beat(nowMs: number): Promise<void> {
    const due = [...this.#usedAtMs].filter(([id]) => nowMs - (this.#notedAtMs.get(id) ?? -Infinity) >= notedEveryMs);
    if (due.length === 0) return;
    const { table, write } = this.#parts;
    await write(async (trx) => {
      for (const [id, atMs] of due) await trx(table).where({ id }).update({ last_used_at_ms: atMs });
    });
    for (const [id] of due) {
      this.#usedAtMs.delete(id);
      this.#notedAtMs.set(id, nowMs);
    }
  }
}
