/** Bots as a list and a profile show them: what lives in memory beside what the ledger and the log know. */
import type { Knex } from 'knex';
import type { Bot, BotQuery, BotSummary, ProviderState } from '../../contract/bot.ts';
import type { Page } from '../../contract/page.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { LivingBot } from './bot.ts';
import type { BotService } from './service.ts';
import { cappedSentence } from './turn.ts';

export interface BotListParts {
  readonly service: BotService;
  readonly read: Knex;
  readonly clock: Clock;
  readonly isCapped: (botId: string) => Promise<boolean>;
  /** Why bots on a provider are offline; null while they are not. */
  readonly offlineReason: (provider: ProviderState['provider']) => string | null;
}

/** How far back a profile counts what a bot did. */
const actionsMs = 7 * 86_400_000;

export class BotList {
  readonly #parts: BotListParts;

  constructor(parts: BotListParts) {
    this.#parts = parts;
  }

  async page({ limit, offset, status, search, sort }: BotQuery): Promise<Page<BotSummary>> {
    const bots = [...this.#parts.service.community.bots.values()].filter((bot) => matches(bot, search));
    const summaries = await Promise.all(bots.map((bot) => this.summary(bot)));
    const listed = summaries.filter((bot) => status === undefined || bot.status === status).sort(orders[sort]);
    return { items: listed.slice(offset, offset + limit), total: listed.length, limit, offset };
  }

  /** @throws {ClaqueError} not-found. */
  async bot(id: string): Promise<Bot> {
    const bot = this.#parts.service.bot(id);
    const { config } = bot;
    return { ...(await this.summary(bot)), config, actions: await this.#actions(id) };
  }

  async summary(bot: LivingBot): Promise<BotSummary> {
    const { service } = this.#parts;
    const { id, persona, config, ownPace } = bot;
    const member = service.community.world.member(id);
    const last = service.lastOf(id);
    return {
      id,
      name: persona.name,
      avatarColour: persona.avatarColour,
      ...(await this.#status(bot)),
      engagementStyle: config.behaviour.engagementStyle,
      traits: config.personality.traits,
      provider: config.model.provider,
      model: config.model.name,
      pace: service.paceOf(bot),
      isPaceOwn: ownPace !== null,
      isConfigured: bot.isConfigured,
      reputation: member.reputation,
      threadCount: member.threadCount,
      replyCount: member.replyCount,
      voteCount: member.voteCount,
      followerCount: member.followerCount,
      followingCount: member.following.size,
      heartbeatCount: member.heartbeatCount,
      lastHeartbeatAt: moment(member.lastHeartbeatAtMs),
      nextHeartbeatAt: moment(service.nextHeartbeatAtMs(id)),
      lastAction: last?.action ?? null,
      lastSentence: last?.sentence ?? null,
    };
  }

  /** What a person should know first: paused, then capped, then whether its provider answers. */
  async #status(bot: LivingBot): Promise<Pick<BotSummary, 'status' | 'statusReason'>> {
    if (bot.pause) return { status: 'paused', statusReason: bot.pause.reason };
    if (this.#parts.service.paceOf(bot) === 'paused') return { status: 'paused', statusReason: 'Its pace is paused.' };
    if (await this.#parts.isCapped(bot.id)) return { status: 'capped', statusReason: cappedSentence };
    const reason = this.#parts.offlineReason(bot.config.model.provider);
    return reason === null ? { status: 'online', statusReason: null } : { status: 'offline', statusReason: reason };
  }

  async #actions(botId: string): Promise<Bot['actions']> {
    const rows = await this.#parts
      .read('bot_heartbeats')
      .where({ bot_id: botId })
      .where('at_ms', '>=', this.#parts.clock.now() - actionsMs)
      .groupBy('action')
      .orderBy('action')
      .select<Bot['actions']>('action', this.#parts.read.raw('count(*) AS count'));
    return rows;
  }
}

const moment = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString());

function matches({ persona, config }: LivingBot, search: string | undefined): boolean {
  if (search === undefined) return true;
  const { traits, interests } = config.personality;
  return [persona.name, persona.id, ...traits, ...interests].join(' ').toLowerCase().includes(search.toLowerCase());
}

type Order = (one: BotSummary, other: BotSummary) => number;
const byName: Order = (one, other) => one.name.localeCompare(other.name, 'en');
const orders: Record<BotQuery['sort'], Order> = {
  name: byName,
  reputation: (one, other) => other.reputation - one.reputation || byName(one, other),
  activity: (one, other) =>
    (other.lastHeartbeatAt ?? '').localeCompare(one.lastHeartbeatAt ?? '') || byName(one, other),
};
