/** Beats for all bots: starts what is due, bounds it in time, keeps one bot's failure from the others (F-21 to F-23). */
import type { Logger } from 'pino';
import type { Heartbeat } from '../../contract/bot.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Executions, TrackedExecution } from '../executions/index.ts';
import type { LivingBot } from './bot.ts';
import type { Committer } from './committer.ts';
import { compactMemories } from './compact.ts';
import type { Beginning, HeartbeatParts, Turn } from './turn.ts';
import { performHeartbeat } from './heartbeat.ts';
import { stopped, turnOf } from './turn.ts';
import type { Outcome } from './outcome.ts';
import type { Schedule } from './schedule.ts';
import { trackHeartbeat } from './tracked-heartbeat.ts';

/** Heartbeats under way at once. Assumed: more would only queue at the provider. */
const mostAtOnce = 8;

const tookTooLong = 'It took too long and was called off.';
const calledOff = 'A person called it off.';

export interface HeartParts {
  readonly heartbeats: () => HeartbeatParts;
  readonly committer: Committer;
  readonly schedule: Schedule;
  readonly executions: Executions;
  readonly gapSecondsOf: (bot: LivingBot) => number;
  readonly clock: Clock;
  readonly log: Logger;
  /** After this a heartbeat's slot is free again, whatever it still waits for, in ms. */
  readonly deadlineMs: number;
  readonly onHeartbeat: (bot: LivingBot, heartbeat: Heartbeat) => void;
  readonly onMissed: (count: number) => void;
}

export class Heart {
  readonly #parts: HeartParts;
  readonly #busy = new Map<string, Promise<unknown>>();
  readonly #waiting: { botId: string; missedCount: number }[] = [];
  readonly #stop = new AbortController();

  constructor(parts: HeartParts) {
    this.#parts = parts;
  }

  isBusy(botId: string): boolean {
    return this.#busy.has(botId);
  }

  /** Starts the heartbeats that are due; does not wait for them. */
  beat(bots: Iterable<LivingBot>, nowMs: number): void {
    const isTaken = ({ id }: LivingBot) => this.#busy.has(id) || this.#waiting.some(({ botId }) => botId === id);
    for (const { bot, missedCount } of this.#parts.schedule.due(bots, nowMs, isTaken)) {
      if (missedCount > 0) this.#parts.onMissed(missedCount);
      this.#waiting.push({ botId: bot.id, missedCount });
    }
    this.#fill();
  }

  /**
   * One heartbeat now, out of turn.
   *
   * @throws {ClaqueError} illegal-transition while one is under way.
   */
  async beatNow(bot: LivingBot): Promise<Heartbeat> {
    if (this.#busy.has(bot.id))
      throw new ClaqueError('illegal-transition', `A heartbeat of ${bot.persona.name} is under way; wait for its end.`);
    this.#parts.schedule.restart(bot, this.#parts.clock.now());
    // One that waits for room becomes this one: both would be under way at once.
    const index = this.#waiting.findIndex(({ botId }) => botId === bot.id);
    const [waiting] = index === -1 ? [] : this.#waiting.splice(index, 1);
    return this.#start(bot, waiting?.missedCount ?? 0);
  }

  /** Lets heartbeats under way end, or calls them off after a while; no new one begins. */
  async close(withinMs: number): Promise<void> {
    this.#waiting.length = 0;
    const cutOff = setTimeout(() => this.#stop.abort(), withinMs);
    await Promise.allSettled(this.#busy.values());
    clearTimeout(cutOff);
    await this.#parts.committer.idle();
  }

  /** Begins what waits, as far as there is room; whoever was paused meanwhile does not begin. */
  #fill(): void {
    const { heartbeats, schedule, log } = this.#parts;
    while (this.#busy.size < mostAtOnce) {
      const next = this.#waiting.shift();
      if (!next) return;
      const { botId, missedCount } = next;
      // The bot as it is by now: the community may have been taken up again from the database.
      const bot = heartbeats().community.bots.get(botId);
      if (!bot || schedule.nextAtMs(botId) === null) continue;
      this.#start(bot, missedCount).catch((error: unknown) =>
        log.error({ err: error, botId }, 'A heartbeat could not be stored'),
      );
    }
  }

  #start(bot: LivingBot, missedCount: number): Promise<Heartbeat> {
    const { executions } = this.#parts;
    const perform = (execution: TrackedExecution) => this.#perform(bot, missedCount, execution);
    const heartbeat = trackHeartbeat(executions, bot, perform).finally(() => {
      this.#busy.delete(bot.id);
      this.#fill();
    });
    this.#busy.set(bot.id, heartbeat);
    return heartbeat;
  }

  async #perform(bot: LivingBot, missedCount: number, execution: TrackedExecution): Promise<Heartbeat> {
    const { clock, committer, gapSecondsOf } = this.#parts;
    const { generation } = committer;
    const nowMs = clock.now();
    const deadline = AbortSignal.any([
      AbortSignal.timeout(this.#parts.deadlineMs),
      this.#stop.signal,
      execution.signal,
    ]);
    const onStage = (name: string) => execution.stage(name);
    const turn = turnOf(bot, { nowMs, gapSeconds: gapSecondsOf(bot), missedCount, signal: deadline, onStage });
    const plan = await this.#bounded(turn, deadline, () => execution.signal.aborted);
    const durationMs = Math.max(0, clock.now() - nowMs);
    const heartbeat = await this.#commit(bot, timed(plan, durationMs, clock), generation);
    execution.stage('remember', 4);
    await this.#compact(turn, deadline, generation);
    await this.#recordLate(bot, generation);
    return heartbeat;
  }

  /** A plan within the deadline, or the record of why there is none. A late plan is dropped: it is never carried out. */
  async #bounded(turn: Turn, deadline: AbortSignal, isOff: () => boolean): Promise<() => Outcome> {
    try {
      return await withinSignal(performHeartbeat(this.#parts.heartbeats(), turn), deadline);
    } catch (error) {
      if (deadline.aborted)
        return stopped(turn, this.#beginningOf(turn), 'deadline', isOff() ? calledOff : tookTooLong);
      this.#parts.log.error({ err: error, botId: turn.bot.id }, 'A heartbeat failed');
      return stopped(turn, this.#beginningOf(turn), 'fault', 'Something broke on our side; it was logged.');
    }
  }

  async #commit(bot: LivingBot, plan: () => Outcome, generation: number): Promise<Heartbeat> {
    const { committer, schedule, onHeartbeat } = this.#parts;
    const heartbeat = await committer.commit(bot, plan, { generation, nextAtMs: schedule.nextAtMs(bot.id) });
    onHeartbeat(bot, heartbeat);
    return heartbeat;
  }

  async #compact(turn: Turn, deadline: AbortSignal, generation: number): Promise<void> {
    if (deadline.aborted) return;
    try {
      const change = await withinSignal(compactMemories(this.#parts.heartbeats(), turn), deadline);
      if (change) await this.#parts.committer.commitMemory(turn.bot, () => [change], generation);
    } catch (error) {
      this.#parts.log.warn({ err: error, botId: turn.bot.id }, 'Memories could not be compacted; they wait');
    }
  }

  /** Heartbeats that fell due meanwhile become one record, and are not made up. */
  async #recordLate(bot: LivingBot, generation: number): Promise<void> {
    const lateCount = this.#parts.schedule.takeLate(bot.id);
    if (lateCount === 0) return;
    const turn = turnOf(bot, { nowMs: this.#parts.clock.now(), gapSeconds: 0, missedCount: lateCount - 1 });
    const sentence = `${lateCount === 1 ? 'A heartbeat was' : `${lateCount} heartbeats were`} skipped: the one before had not ended.`;
    await this.#commit(bot, stopped(turn, this.#beginningOf(turn), 'late', sentence), generation);
  }

  #beginningOf({ bot }: Turn): Beginning {
    const { world } = this.#parts.heartbeats().community;
    return { number: world.member(bot.id).heartbeatCount + 1, perceived: null, decision: null };
  }
}

/**
 * A plan whose deeds bear the moment at which they are stored, and whose look around bears the one at which it began:
 * whoever looked while the words were awaited has not seen them, and is to find them new.
 */
const timed = (plan: () => Outcome, durationMs: number, clock: Clock) => (): Outcome => {
  const outcome = plan();
  const atMs = Math.max(outcome.heartbeat.atMs, clock.now());
  const events = outcome.events.map((event) => (event.type === 'heartbeat.ended' ? event : { ...event, atMs }));
  return { ...outcome, events, heartbeat: { ...outcome.heartbeat, durationMs } };
};

/** Rejects once the signal has aborted, whether or not what is waited for listens to it. */
function withinSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
