/** Keeps prompts and answers for so long and so much of them, oldest first out; their executions stay (EX-11, EX-12). */
import type { ActivityLog } from '../../platform/activity/activity-log.ts';
import type { Database } from '../../platform/database/database.ts';

const dayMs = 86_400_000;
/** Calls that one transaction takes out at most: about 5 MB, so that sessions get to theirs. */
const chunk = 1_000;

export interface ModelCallLimits {
  readonly modelCallDays: number;
  /** Of prompts and answers together, in characters. */
  readonly modelCallCharacters: number;
}

export class ModelCallRetention {
  readonly #database: Database;
  readonly #activityLog: ActivityLog;
  readonly #limits: ModelCallLimits;

  constructor(parts: { database: Database; activityLog: ActivityLog; limits: ModelCallLimits }) {
    this.#database = parts.database;
    this.#activityLog = parts.activityLog;
    this.#limits = parts.limits;
  }

  async takeOut(nowMs: number): Promise<void> {
    await this.#inSlices('at_ms', nowMs - this.#limits.modelCallDays * dayMs);
    const upTo = await this.#lastTooMany();
    if (upTo !== null) await this.#inSlices('number', upTo + 1);
    await this.#activityLog.write((trx) =>
      trx('execution_prompts').whereNotIn('digest', trx('execution_model_calls').distinct('stable_digest')).delete(),
    );
  }

  async #inSlices(column: 'at_ms' | 'number', below: number): Promise<void> {
    for (let isMore = true; isMore;)
      isMore = await this.#activityLog.write(async (trx) => {
        const oldest = trx('execution_model_calls').where(column, '<', below).orderBy(column).limit(chunk);
        const count = await trx('execution_model_calls').whereIn('number', oldest.select('number')).delete();
        return count === chunk;
      });
  }

  /** Number of the newest of those whose room later ones have taken; null while there is room for all. */
  async #lastTooMany(): Promise<number | null> {
    const running = this.#database
      .read('execution_model_calls')
      .select('number', this.#database.read.raw('sum(character_count) OVER (ORDER BY number DESC) AS characters'))
      .as('running');
    const [row] = await this.#database
      .read(running)
      .where('characters', '>', this.#limits.modelCallCharacters)
      .max<{ last: number | null }[]>({ last: 'number' });
    return row?.last ?? null;
  }
}
