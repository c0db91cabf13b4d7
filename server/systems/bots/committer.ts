/** Makes what a heartbeat came to true: in memory, on disk, and only then announced; one at a time. */
import type { Knex } from 'knex';
import type { CommunityActivity } from '../../contract/community-activity.ts';
import type { Heartbeat } from '../../contract/bot.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import { Lane } from '../../platform/activity/lane.ts';
import type { CommunityEvent } from '../../simulation/community/events.ts';
import type { MemoryChange } from '../../simulation/community/mind.ts';
import { saveMembers, storeEvent, touchedBy } from '../community/index.ts';
import type { LivingBot } from './bot.ts';
import type { Community } from './turn.ts';
import type { Outcome } from './outcome.ts';
import { saveBot, storeHeartbeat, storeMemoryChanges } from './store.ts';

export interface CommitterParts {
  readonly activityLog: ActivityLog;
  readonly community: () => Community;
  /** Takes everything up from the database again, when it could not be told what is in memory already. */
  readonly reload: () => Promise<void>;
}

/** Records one activity of the community, and returns its number. */
export type RecordCommunity = (activity: CommunityActivity, causedBy?: number | null) => number;

export class Committer {
  readonly #parts: CommitterParts;
  readonly #lane = new Lane();
  /** Grows when memory was loaded anew: plans made before it speak of a world that is gone. */
  #generation = 0;
  /** Set while memory holds what is not on disk, because the database could not be read either. */
  #isUntrue = false;

  constructor(parts: CommitterParts) {
    this.#parts = parts;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Settles when everything that was handed in has been stored. */
  idle(): Promise<void> {
    return this.#lane.idle();
  }

  /**
   * Carries out the plan of a heartbeat against the world as it is now, and stores it in one transaction.
   *
   * @param generation The one in which the heartbeat began.
   * @param nextAtMs When the bot's next heartbeat is due; null while it is paused.
   * @throws If it cannot be stored; then nothing of it is true.
   */
  commit(
    bot: LivingBot,
    plan: () => Outcome,
    begun: { generation: number; nextAtMs: number | null },
  ): Promise<Heartbeat> {
    return this.#change(begun.generation, async (trx, record) => {
      const outcome = plan();
      this.#apply(bot, outcome.events, outcome.changes);
      return this.#store(trx, record, { bot, outcome, nextAtMs: begun.nextAtMs });
    });
  }

  /** Stores what changes in a bot's memory outside of a heartbeat's own plan. */
  commitMemory(bot: LivingBot, plan: () => readonly MemoryChange[], generation: number): Promise<void> {
    return this.#change(generation, async (trx, record) => {
      const changes = plan();
      this.#apply(bot, [], changes);
      await storeMemoryChanges(trx, bot.id, changes);
      for (const change of changes) {
        if (change.type !== 'compacted') continue;
        const { itemCount, text } = change.cold;
        record({ type: 'memory.compacted', payload: { botId: bot.id, itemCount, text } });
      }
    });
  }

  /** Stores what happens by a script and not by a heartbeat. */
  commitEvents(plan: () => readonly CommunityEvent[]): Promise<void> {
    return this.#change(this.#generation, async (trx, record) => {
      const { world } = this.#parts.community();
      const events = plan();
      for (const event of events) {
        world.apply(event);
        await storeEvent(trx, event);
        const activity = this.#activityOf(event);
        if (activity) record(activity);
      }
      await saveMembers(
        trx,
        [...touchedBy(events)].map((id) => world.member(id)),
      );
    });
  }

  /** Any other change of the bots: what `apply` does to memory happens if and only if the rest is stored. */
  store<T>(change: (trx: Knex, record: RecordCommunity) => Promise<T>): Promise<T> {
    return this.#change(this.#generation, change);
  }

  #change<T>(generation: number, change: (trx: Knex, record: RecordCommunity) => Promise<T>): Promise<T> {
    return this.#lane.run(async () => {
      if (this.#isUntrue) await this.#takeUp();
      if (generation !== this.#generation)
        throw new ClaqueError('unavailable', 'The community was taken up again from the database meanwhile.');
      try {
        return await this.#parts.activityLog.write((trx, record) => change(trx, recorder(record)));
      } catch (error) {
        this.#isUntrue = true;
        await this.#takeUp().catch(() => {
          throw new Error('It could not be stored, nor the community be taken up again', { cause: error });
        });
        throw error;
      }
    });
  }

  /** What was planned against the memory that is given up is called off, whenever that could be. */
  async #takeUp(): Promise<void> {
    await this.#parts.reload();
    this.#generation += 1;
    this.#isUntrue = false;
  }

  #apply(bot: LivingBot, events: readonly CommunityEvent[], changes: readonly MemoryChange[]): void {
    const { world } = this.#parts.community();
    for (const event of events) world.apply(event);
    for (const change of changes) bot.mind.apply(change);
  }

  async #store(
    trx: Knex,
    record: RecordCommunity,
    { bot, outcome, nextAtMs }: { bot: LivingBot; outcome: Outcome; nextAtMs: number | null },
  ): Promise<Heartbeat> {
    const { world } = this.#parts.community();
    const { atMs, ...draft } = outcome.heartbeat;
    const { reputation } = world.member(bot.id);
    const { botId, number, action, gate, sentence } = draft;
    const nextHeartbeatAt = nextAtMs === null ? null : new Date(nextAtMs).toISOString();
    const first = record({
      type: 'heartbeat.ended',
      payload: { botId, number, action, gate, sentence, reputation, nextHeartbeatAt },
    });
    const causedActivities = [first];
    for (const event of outcome.events) {
      await storeEvent(trx, event);
      const activity = this.#activityOf(event);
      if (activity) causedActivities.push(record(activity, first));
    }
    for (const notice of outcome.notices) causedActivities.push(record(notice, first));
    await saveMembers(
      trx,
      [...touchedBy(outcome.events)].map((id) => world.member(id)),
    );
    await storeMemoryChanges(trx, bot.id, outcome.changes);
    // Configured anew meanwhile: whether that needs a person too, its next heartbeat shows.
    if (outcome.pauseReason !== null && draft.configVersion === bot.configVersion)
      causedActivities.push(await pause(trx, record, bot, outcome.pauseReason, first));
    const heartbeat = { ...draft, at: new Date(atMs).toISOString(), reputation, causedActivities };
    await storeHeartbeat(trx, heartbeat);
    return heartbeat;
  }

  /** What the stream hears of an event; a heartbeat has an activity of its own. */
  #activityOf(event: CommunityEvent): CommunityActivity | null {
    const { botId } = event;
    switch (event.type) {
      case 'thread.opened': {
        const { threadId, postId, title, topic, text } = event;
        return { type: event.type, payload: { botId, threadId, postId, title, topic, text } };
      }
      case 'post.created': {
        const { threadId, postId, parentId, otherId, text, stance } = event;
        const title = this.#titleOf(threadId);
        return { type: event.type, payload: { botId, threadId, postId, parentId, otherId, title, text, stance } };
      }
      case 'vote.cast': {
        const { threadId, postId, otherId, value } = event;
        return {
          type: event.type,
          payload: { botId, threadId, postId, otherId, title: this.#titleOf(threadId), value },
        };
      }
      case 'follow.started':
      case 'follow.ended':
        return { type: event.type, payload: { botId, otherId: event.otherId } };
      case 'heartbeat.ended':
        return null;
    }
  }

  #titleOf(threadId: number): string {
    return this.#parts.community().world.threads.get(threadId)?.title ?? '';
  }
}

async function pause(
  trx: Knex,
  record: RecordCommunity,
  bot: LivingBot,
  reason: string,
  causedBy: number,
): Promise<number> {
  await saveBot(trx, bot.id, { pause_reason: reason, paused_by: 'claque' });
  bot.pause = { reason, by: 'claque' };
  return record({ type: 'bot.paused', payload: { botId: bot.id, reason, by: 'claque' } }, causedBy);
}

const recorder =
  (record: RecordActivity): RecordCommunity =>
  ({ type, payload }, causedBy = null) =>
    record({ sessionId: null, tick: null, causedBy, type, payload });
