/** Whose heartbeat is due: jittered, never two at once for one bot, missed ones counted and not made up (BC-3, F-21, F-26). */
import type { Pace } from '../../contract/bot.ts';
import { paceGapSeconds } from '../../contract/bot.ts';
import { firstGapMs, gapMs } from '../../simulation/community/rhythm.ts';
import type { LivingBot } from './bot.ts';

/** A clock that goes back by more than this was set back; less is the ordinary wobble of clocks. */
const setBackMs = 2_000;

export interface Due {
  readonly bot: LivingBot;
  readonly missedCount: number;
}

interface Slot {
  /** null while the bot is paused. */
  nextAtMs: number | null;
  /** Pace for which it was drawn. */
  pace: Pace;
  /** Heartbeats that fell due while one was under way. */
  lateCount: number;
}

export class Schedule {
  readonly #slots = new Map<string, Slot>();
  readonly #paceOf: (bot: LivingBot) => Pace;
  readonly #numberOf: (bot: LivingBot) => number;
  #lastMs: number | null = null;

  /** @param numberOf How many heartbeats a bot has had: its next gap is drawn by it. */
  constructor(paceOf: (bot: LivingBot) => Pace, numberOf: (bot: LivingBot) => number) {
    this.#paceOf = paceOf;
    this.#numberOf = numberOf;
  }

  nextAtMs(botId: string): number | null {
    return this.#slots.get(botId)?.nextAtMs ?? null;
  }

  /**
   * The bots whose heartbeat is due, each with the number of heartbeats that it missed because the process was busy:
   * ten missed ones become one. A clock set back makes nobody beat twice: what was due is drawn anew from there.
   *
   * @param isBusy Whether a bot's last heartbeat has not ended: then this one is skipped, and counted as late.
   */
  due(bots: Iterable<LivingBot>, nowMs: number, isBusy: (bot: LivingBot) => boolean): Due[] {
    const isSetBack = this.#lastMs !== null && nowMs < this.#lastMs - setBackMs;
    this.#lastMs = nowMs;
    const due: Due[] = [];
    for (const bot of bots) {
      const slot = this.#slotOf(bot, nowMs);
      if (isSetBack && slot.nextAtMs !== null) slot.nextAtMs = this.#after(bot, nowMs);
      if (slot.nextAtMs === null || nowMs < slot.nextAtMs) continue;
      const dueAtMs = slot.nextAtMs;
      const isLate = isBusy(bot);
      if (isLate) slot.lateCount += 1;
      slot.nextAtMs = this.#after(bot, nowMs);
      if (!isLate) due.push({ bot, missedCount: missed(dueAtMs, nowMs, slot.pace) });
    }
    return due;
  }

  /** How many heartbeats were skipped since the last time this was asked. */
  takeLate(botId: string): number {
    const slot = this.#slots.get(botId);
    if (!slot) return 0;
    const { lateCount } = slot;
    slot.lateCount = 0;
    return lateCount;
  }

  /** A bot beats out of turn: its next heartbeat is counted from now. */
  restart(bot: LivingBot, nowMs: number): void {
    const slot = this.#slotOf(bot, nowMs);
    if (slot.nextAtMs !== null) slot.nextAtMs = this.#after(bot, nowMs);
  }

  /** A bot's slot; drawn anew when its pace has changed, so that a new pace is felt at once. */
  #slotOf(bot: LivingBot, nowMs: number): Slot {
    const pace = this.#paceOf(bot);
    const known = this.#slots.get(bot.id);
    if (known?.pace === pace) return known;
    const nextAtMs = pace === 'paused' ? null : nowMs + firstGapMs(bot.who, pace);
    const slot = { nextAtMs, pace, lateCount: known?.lateCount ?? 0 };
    this.#slots.set(bot.id, slot);
    return slot;
  }

  /** A late heartbeat counts too: with the number of the one under way each would be given the same gap again. */
  #after(bot: LivingBot, nowMs: number): number | null {
    const pace = this.#paceOf(bot);
    const number = this.#numberOf(bot) + 1 + (this.#slots.get(bot.id)?.lateCount ?? 0);
    return pace === 'paused' ? null : nowMs + gapMs(bot.who, number, pace, nowMs);
  }
}

/** Beyond the one that is due now. */
function missed(dueAtMs: number, nowMs: number, pace: Pace): number {
  return pace === 'paused' ? 0 : Math.floor((nowMs - dueAtMs) / (paceGapSeconds[pace] * 1_000));
}
