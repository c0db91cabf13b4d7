/** A bot's configuration: changed while it lives, in force from its next heartbeat, with a history (BC-10). */
import type { Knex } from 'knex';
import type { BotConfig, BotConfigChange, BotConfigState, BotConfigVersion } from '../../contract/bot.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { LivingBot } from './bot.ts';
import type { Committer, RecordCommunity } from './committer.ts';
import { findChange, saveBot, storeConfigVersion } from './store.ts';

export interface ConfigurationParts {
  readonly committer: Committer;
  readonly read: Knex;
  readonly clock: Clock;
}

export class Configuration {
  readonly #parts: ConfigurationParts;

  constructor(parts: ConfigurationParts) {
    this.#parts = parts;
  }

  async state(bot: LivingBot): Promise<BotConfigState> {
    const { config, configVersion: version, standard, id: botId } = bot;
    const { atMs, by } = await findChange(this.#parts.read, botId);
    const changedAt = atMs === null ? null : new Date(atMs).toISOString();
    return { botId, version, config, standard, changedAt, changedBy: by };
  }

  /**
   * Saves a configuration. One that changes nothing is not a version; another model lets a bot go on that waited for a person.
   *
   * @throws {ClaqueError} illegal-transition if the change was made to another version than the one in force.
   */
  change(bot: LivingBot, { config, version }: BotConfigChange, by: string): Promise<void> {
    return this.#put(bot, { config, by, kind: 'change', edited: version });
  }

  /** Back to the values of the YAML file. */
  reset(bot: LivingBot, by: string): Promise<void> {
    return this.#put(bot, { config: bot.standard, by, kind: 'reset', edited: undefined });
  }

  async #put(
    bot: LivingBot,
    {
      config,
      by,
      kind,
      edited,
    }: { config: BotConfig; by: string; kind: 'change' | 'reset'; edited: number | undefined },
  ): Promise<void> {
    // A refusal is handed back and not thrown: nothing was changed, so nothing need be taken up again from the database.
    const refusal = await this.#parts.committer.store(async (trx, record) => {
      if (edited !== undefined && edited !== bot.configVersion) return staleVersion(edited, bot.configVersion);
      const changes = differences(bot.config, config);
      if (changes.length === 0) return null;
      const version = bot.configVersion + 1;
      const at = new Date(this.#parts.clock.now()).toISOString();
      const entry: BotConfigVersion = { version, kind, config, changes, at, by };
      const isStandard = differences(bot.standard, config).length === 0;
      await storeConfigVersion(trx, bot.id, entry, isStandard);
      const fields = changes.map(({ field }) => field);
      record({ type: 'bot.configured', payload: { botId: bot.id, version, fields, by } });
      bot.configure(config, version);
      const isOtherModel = fields.some((field) => field === 'model.provider' || field === 'model.name');
      if (bot.pause && isOtherModel) await resume(trx, record, bot, by);
      return null;
    });
    if (refusal) throw refusal;
  }
}

/** Lets a bot go on that waited for a person. */
export async function resume(trx: Knex, record: RecordCommunity, bot: LivingBot, by: string): Promise<void> {
  await saveBot(trx, bot.id, { pause_reason: null, paused_by: null });
  record({ type: 'bot.resumed', payload: { botId: bot.id, by } });
  bot.pause = null;
}

const staleVersion = (edited: number, inForce: number): ClaqueError =>
  new ClaqueError(
    'illegal-transition',
    `Version ${edited} was edited, but version ${inForce} is in force by now; read it again and repeat the change.`,
  );

/** Field by field, such as behaviour.shyness; lists are compared as a whole. */
export function differences(from: BotConfig, to: BotConfig): BotConfigVersion['changes'] {
  return (['personality', 'behaviour', 'model'] as const).flatMap((part) =>
    Object.keys({ ...from[part], ...to[part] }).flatMap((name) => {
      const before = (from[part] as Record<string, unknown>)[name];
      const after = (to[part] as Record<string, unknown>)[name];
      const isSame = JSON.stringify(before) === JSON.stringify(after);
      return isSame ? [] : [{ field: `${part}.${name}`, from: before ?? null, to: after ?? null }];
    }),
  );
}
