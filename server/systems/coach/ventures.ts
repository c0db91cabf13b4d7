/** Which ventures there are, and where their mornings are. */
import type { Knex } from 'knex';
import { ClaqueError } from '../../kernel/errors.ts';
import type { CoachedVenture } from './store.ts';

export class Ventures {
  readonly #read: Knex;

  constructor(read: Knex) {
    this.#read = read;
  }

  async all(): Promise<CoachedVenture[]> {
    return this.#read('ventures').orderBy('id').select('id', { name: 'title', timeZone: 'time_zone' });
  }

  /** @throws {ClaqueError} not-found. */
  async one(id: string): Promise<CoachedVenture> {
    const venture = (await this.all()).find((entry) => entry.id === id);
    if (!venture) throw new ClaqueError('not-found', `There is no venture “${id}”.`);
    return venture;
  }
}
