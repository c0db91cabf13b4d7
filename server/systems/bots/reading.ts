/** Bots as the API shows them, as far as the database has it: what is shown is what is on disk. */
import type { Knex } from 'knex';
import type {
  ActionStatistics,
  BotConfigVersion,
  BotMemory,
  ColdMemory,
  ColdMemoryQuery,
  Heartbeat,
  HeartbeatQuery,
  ReputationHistory,
  StatisticsQuery,
  WarmMemory,
  WarmMemoryQuery,
} from '../../contract/bot.ts';
import type { ListQuery, Page } from '../../contract/page.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { listConfigHistory, listHeartbeats } from './reading-history.ts';
import { listCold, listWarm, readMemory } from './reading-memory.ts';
import { rangeOf } from './statistics-range.ts';
import { readActions, readReputationHistory } from './statistics.ts';

export interface BotReadingParts {
  readonly read: Knex;
  readonly clock: Clock;
  /** Those that there are, by their ids. */
  readonly bots: ReadonlyMap<string, unknown>;
}

/** Whatever names a bot throws ClaqueError not-found where there is none of that id; statistics are then empty. */
export class BotReading {
  readonly #read: Knex;
  readonly #clock: Clock;
  readonly #bots: ReadonlyMap<string, unknown>;

  constructor({ read, clock, bots }: BotReadingParts) {
    this.#read = read;
    this.#clock = clock;
    this.#bots = bots;
  }

  async memory(id: string): Promise<BotMemory> {
    return readMemory(this.#read, this.#known(id));
  }

  async warm(id: string, query: WarmMemoryQuery): Promise<Page<WarmMemory>> {
    return listWarm(this.#read, this.#known(id), query, this.#clock.now());
  }

  async cold(id: string, query: ColdMemoryQuery): Promise<Page<ColdMemory>> {
    return listCold(this.#read, this.#known(id), query);
  }

  async heartbeats(id: string, query: HeartbeatQuery): Promise<Page<Heartbeat>> {
    return listHeartbeats(this.#read, this.#known(id), query);
  }

  async configHistory(id: string, query: ListQuery): Promise<Page<BotConfigVersion>> {
    return listConfigHistory(this.#read, this.#known(id), query);
  }

  async reputationHistory(query: StatisticsQuery): Promise<ReputationHistory> {
    return readReputationHistory(this.#read, this.#asked(query), rangeOf(query, this.#clock.now()));
  }

  async actions(query: StatisticsQuery): Promise<ActionStatistics> {
    return readActions(this.#read, this.#asked(query), rangeOf(query, this.#clock.now()));
  }

  #asked({ botId }: StatisticsQuery): string[] {
    return botId === undefined ? [...this.#bots.keys()] : [botId];
  }

  #known(id: string): string {
    if (this.#bots.has(id)) return id;
    throw new ClaqueError('not-found', `There is no bot “${id}”; there are: ${[...this.#bots.keys()].join(', ')}.`);
  }
}
