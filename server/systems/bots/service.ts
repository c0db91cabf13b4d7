/** Commands on bots, and their life: what beats, what is changed, what is asked of them. */
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Heartbeat, InterviewAnswer, InterviewQuestion, Pace, PaceChange, PaceState } from '../../contract/bot.ts';
import { paceGapSeconds } from '../../contract/bot.ts';
import type { Persona } from '../../contract/persona.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { LanguageModel } from '../../language/port.ts';
import type { ActivityLog } from '../../platform/activity/activity-log.ts';
import type { WebSearch } from '../../search/port.ts';
import { Feed } from '../../simulation/community/feed.ts';
import { loadWorld } from '../community/index.ts';
import type { Executions } from '../executions/index.ts';
import { LivingBot } from './bot.ts';
import { Committer } from './committer.ts';
import { Configuration, resume } from './configuration.ts';
import { Heart } from './heart.ts';
import type { Community, HeartbeatParts } from './turn.ts';
import { interview } from './interview.ts';
import type { Providers } from './providers.ts';
import { Schedule } from './schedule.ts';
import { findPace, forgetIdleHeartbeats, lastHeartbeats, restoreBots, saveBot, savePace } from './store.ts';

export interface BotServiceParts {
  readonly ventureId: string;
  readonly activityLog: ActivityLog;
  readonly read: Knex;
  readonly clock: Clock;
  readonly log: Logger;
  readonly personas: ReadonlyMap<string, Persona>;
  /** Of the community: the same seed and the same moments give the same decisions. */
  readonly seed: number;
  readonly modelFor: (choice: LivingBot['config']['model']) => Promise<LanguageModel>;
  readonly providers: Providers;
  readonly search: WebSearch;
  /** Tracks heartbeats. */
  readonly executions: Executions;
  readonly isCapped: (botId: string) => Promise<boolean>;
  /** Longest a heartbeat may take, in ms. */
  readonly deadlineMs: number;
  readonly onMissed: (count: number) => void;
}

/** How long heartbeats in which nothing was done are kept, and how often older ones are taken out, in ms. Assumed. */
const idleKeptMs = 30 * 86_400_000;
const tidyEveryMs = 3_600_000;

/** How long a stop waits for heartbeats under way, in ms. */
const farewellMs = 4_000;

type LastHeartbeat = Pick<Heartbeat, 'action' | 'sentence'>;

export class BotService {
  readonly configuration: Configuration;
  readonly #parts: BotServiceParts;
  readonly #committer: Committer;
  readonly #schedule: Schedule;
  readonly #heart: Heart;
  #community: Community;
  #pace: Pace = 'normal';
  #tidiedAtMs = 0;
  #last = new Map<string, LastHeartbeat>();

  private constructor(parts: BotServiceParts, community: Community) {
    this.#parts = parts;
    this.#community = community;
    const { activityLog, read, clock, log, deadlineMs, onMissed, executions } = parts;
    this.#committer = new Committer({ activityLog, community: () => this.#community, reload: () => this.#load() });
    this.configuration = new Configuration({ committer: this.#committer, read, clock });
    this.#schedule = new Schedule(
      (bot) => (bot.pause ? 'paused' : this.paceOf(bot)),
      ({ id }) => this.#community.world.member(id).heartbeatCount,
    );
    this.#heart = new Heart({
      heartbeats: () => this.#heartbeats,
      committer: this.#committer,
      schedule: this.#schedule,
      executions,
      clock,
      log,
      deadlineMs,
      onMissed,
      gapSecondsOf: (bot) => gapSecondsOf(this.paceOf(bot)),
      onHeartbeat: (bot, { action, sentence }) =>
        void this.#last.set(bot.id, {
          action,
          sentence,
        }),
    });
  }

  /** Takes up the community from the database. */
  static async open(parts: BotServiceParts): Promise<BotService> {
    const service = new BotService(parts, await loadCommunity(parts));
    service.#pace = await findPace(parts.read);
    service.#last = await lastHeartbeats(parts.read);
    return service;
  }

  get community(): Community {
    return this.#community;
  }

  get pace(): Pace {
    return this.#pace;
  }

  /** What came of a bot's last heartbeat; undefined before the first. */
  lastOf(botId: string): LastHeartbeat | undefined {
    return this.#last.get(botId);
  }

  nextHeartbeatAtMs(botId: string): number | null {
    return this.#schedule.nextAtMs(botId);
  }

  paceOf(bot: LivingBot): Pace {
    return bot.ownPace ?? this.#pace;
  }

  /** @throws {ClaqueError} not-found. */
  bot(id: string): LivingBot {
    const bot = this.#community.bots.get(id);
    if (bot) return bot;
    throw new ClaqueError('not-found', `There is no bot “${id}”; GET /api/bots lists them.`);
  }

  /** Starts the heartbeats that are due, without waiting for them; notices what became of providers; tidies up. */
  async beat(nowMs: number): Promise<void> {
    this.#heart.beat(this.#community.bots.values(), nowMs);
    this.#community.world.forget(nowMs);
    await this.#parts.providers.notice(this.#committer);
    if (nowMs - this.#tidiedAtMs < tidyEveryMs) return;
    this.#tidiedAtMs = nowMs;
    await this.#committer.store((trx) => forgetIdleHeartbeats(trx, nowMs - idleKeptMs));
  }

  beatNow(id: string): Promise<Heartbeat> {
    return this.#heart.beatNow(this.bot(id));
  }

  paceState(): PaceState {
    const bots = [...this.#community.bots.values()].flatMap(({ id: botId, ownPace }) =>
      ownPace === null ? [] : [{ botId, pace: ownPace }],
    );
    return { pace: this.#pace, gapSeconds: this.#pace === 'paused' ? null : paceGapSeconds[this.#pace], bots };
  }

  async setPace({ pace, botId }: PaceChange, by: string): Promise<void> {
    const bot = botId === undefined ? null : this.bot(botId);
    await this.#committer.store(async (trx, record) => {
      if (bot) await saveBot(trx, bot.id, { own_pace: pace });
      else if (pace) await savePace(trx, pace);
      record({ type: 'pace.changed', payload: { botId: bot?.id ?? null, pace, by } });
    });
    if (bot) bot.ownPace = pace;
    else if (pace) this.#pace = pace;
    await this.beat(this.#parts.clock.now());
  }

  /** Lets a bot go on that waited for a person. */
  async resume(id: string, by: string): Promise<void> {
    const bot = this.bot(id);
    if (!bot.pause) return;
    await this.#committer.store((trx, record) => resume(trx, record, bot, by));
  }

  async interview(id: string, question: InterviewQuestion): Promise<InterviewAnswer> {
    const bot = this.bot(id);
    const { generation } = this.#committer;
    const nowMs = this.#parts.clock.now();
    const beginning = { kind: 'interview', title: `Interview of ${bot.persona.name}`, metadata: { botId: id } };
    const talk = () => interview(this.#heartbeats, bot, question, nowMs);
    const { answer, drafts } = await this.#parts.executions.track(beginning, talk);
    if (drafts.length > 0) await this.#committer.commitMemory(bot, () => bot.mind.remember(drafts, nowMs), generation);
    return answer;
  }

  close(): Promise<void> {
    return this.#heart.close(farewellMs);
  }

  get #heartbeats(): HeartbeatParts {
    const { modelFor, search, isCapped } = this.#parts;
    return { community: this.#community, modelFor, search, isCapped, hasMemory: true };
  }

  async #load(): Promise<void> {
    this.#community = await loadCommunity(this.#parts);
  }
}

const gapSecondsOf = (pace: Pace): number => paceGapSeconds[pace === 'paused' ? 'normal' : pace];

/** The community as the database has it. */
export async function loadCommunity({
  ventureId,
  read,
  clock,
  log,
  personas,
  seed,
}: Pick<BotServiceParts, 'ventureId' | 'read' | 'clock' | 'log' | 'personas' | 'seed'>): Promise<Community> {
  const bots = new Map([...personas.values()].map((persona) => [persona.id, new LivingBot(persona, seed)]));
  const world = await loadWorld(read, clock.now(), bots.keys());
  await restoreBots(read, bots, (sentence) => log.warn(sentence));
  return { ventureId, world, feed: new Feed(world), bots };
}
