import { describe, expect, test } from 'vitest';
import type { Pace } from '../../../../server/contract/bot.ts';
import { paceGapSeconds } from '../../../../server/contract/bot.ts';
import { LivingBot } from '../../../../server/systems/bots/bot.ts';
import { Schedule } from '../../../../server/systems/bots/schedule.ts';
import { personas, startMs } from '../../../support/community.ts';

const free = (_bot: LivingBot): boolean => false;

/** A schedule over the personas that ship, whose clock and paces a test sets. */
function setUp(pace: Pace = 'turbo', count = personas.length) {
  const bots = personas.slice(0, count).map((persona) => new LivingBot(persona, 1));
  const paces = new Map<string, Pace>();
  const numbers = new Map<string, number>();
  const schedule = new Schedule(
    ({ id }) => paces.get(id) ?? pace,
    ({ id }) => numbers.get(id) ?? 0,
  );
  const dueAt = (nowMs: number, isBusy = free) => {
    const due = schedule.due(bots, nowMs, isBusy);
    for (const { bot } of due) numbers.set(bot.id, (numbers.get(bot.id) ?? 0) + 1);
    return due;
  };
  /** Looks once a second, from one moment up to another. @returns How often each bot was due. */
  const pass = (fromMs: number, toMs: number, isBusy = free) => {
    const counts = new Map<string, number>();
    for (let nowMs = fromMs; nowMs <= toMs; nowMs += 1_000)
      for (const { bot } of dueAt(nowMs, isBusy)) counts.set(bot.id, (counts.get(bot.id) ?? 0) + 1);
    return counts;
  };
  return { bots, paces, schedule, dueAt, pass };
}

describe('a schedule', () => {
  test('lets each bot beat about as often as its pace says (BC-3)', () => {
    const { bots, pass } = setUp('turbo');
    const counts = pass(startMs, startMs + 3_600_000);
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    // A second's grain makes each gap half a second longer.
    const expected = (3_600 / (paceGapSeconds.turbo + 0.5)) * bots.length;
    expect(total / expected).toBeGreaterThan(0.85);
    expect(total / expected).toBeLessThan(1.15);
  });

  test('makes ten beats that a blocked loop missed one beat, and counts the others (F-21)', () => {
    const { schedule, dueAt } = setUp('turbo', 1);
    dueAt(startMs);
    const dueAtMs = schedule.nextAtMs(personas[0]!.id)!;
    const due = dueAt(dueAtMs + 9 * 10_000);
    expect(due.map(({ bot, missedCount }) => ({ id: bot.id, missedCount }))).toEqual([
      { id: personas[0]!.id, missedCount: 9 },
    ]);
    expect(dueAt(dueAtMs + 9 * 10_000)).toEqual([]);
    expect(schedule.nextAtMs(personas[0]!.id)).toBeGreaterThan(dueAtMs + 9 * 10_000);
  });

  test('after ten seconds in which the loop was blocked gives each bot one beat at most (F-21)', () => {
    const { bots, dueAt, pass } = setUp('turbo');
    pass(startMs, startMs + 60_000);
    const due = dueAt(startMs + 70_000);
    expect(due.length).toBeGreaterThan(bots.length / 3);
    expect(new Set(due.map(({ bot }) => bot.id)).size).toBe(due.length);
    expect(due.every(({ missedCount }) => missedCount <= 1)).toBe(true);
    expect(dueAt(startMs + 70_000)).toEqual([]);
  });

  test('lets nobody beat twice when the clock steps back an hour (F-26)', () => {
    const { bots, schedule, dueAt, pass } = setUp('normal');
    pass(startMs, startMs + 4 * 3_600_000);
    const backMs = startMs + 3 * 3_600_000;
    expect(dueAt(backMs)).toEqual([]);
    for (const { id } of bots) {
      const waitMs = schedule.nextAtMs(id)! - backMs;
      expect(waitMs).toBeGreaterThan(0);
      expect(waitMs).toBeLessThanOrEqual(12 * paceGapSeconds.normal * 1_000);
    }
    const again = [...pass(backMs, backMs + 3_600_000).values()].reduce((sum, count) => sum + count, 0);
    expect(again).toBeGreaterThan(0);
    expect(again / bots.length).toBeLessThan(2 * 4);
  });

  test('takes a wobble of the clock for nothing: what was due stays due (F-26)', () => {
    const { schedule, dueAt } = setUp('turbo', 1);
    dueAt(startMs);
    const nextAtMs = schedule.nextAtMs(personas[0]!.id);
    dueAt(startMs - 1_999);
    expect(schedule.nextAtMs(personas[0]!.id)).toBe(nextAtMs);
    dueAt(startMs - 5_000);
    expect(schedule.nextAtMs(personas[0]!.id)).not.toBe(nextAtMs);
  });

  test('skips a bot whose last heartbeat has not ended, counts it as late, and piles nothing up (BC-3)', () => {
    const { schedule, pass } = setUp('turbo', 2);
    const [busy, other] = personas;
    const whileBusy = pass(startMs, startMs + 120_000, ({ id }) => id === busy!.id);
    expect(whileBusy.has(busy!.id)).toBe(false);
    expect(whileBusy.get(other!.id)).toBeGreaterThan(4);
    const lateCount = schedule.takeLate(busy!.id);
    expect(lateCount).toBeGreaterThan(4);
    expect(lateCount).toBeLessThan(40);
    expect([schedule.takeLate(busy!.id), schedule.takeLate(other!.id), schedule.takeLate('nobody')]).toEqual([0, 0, 0]);
    const afterwards = pass(startMs + 121_000, startMs + 122_000);
    expect(afterwards.get(busy!.id) ?? 0).toBeLessThanOrEqual(1);
  });

  test('lets a changed pace be felt at once, in both directions and for one bot alone (BC-3)', () => {
    const { paces, schedule, dueAt } = setUp('slow', 2);
    const [one, other] = personas;
    dueAt(startMs);
    const otherAtMs = schedule.nextAtMs(other!.id);
    paces.set(one!.id, 'turbo');
    dueAt(startMs + 1_000);
    expect(schedule.nextAtMs(one!.id)! - (startMs + 1_000)).toBeLessThanOrEqual(10_000);
    expect(schedule.nextAtMs(other!.id)).toBe(otherAtMs);
    paces.set(one!.id, 'slow');
    dueAt(startMs + 2_000);
    expect(schedule.nextAtMs(one!.id)! - (startMs + 2_000)).toBeGreaterThan(10_000);
  });

  test('never lets a paused bot be due, and takes it up again within one mean gap (BC-3)', () => {
    const { paces, schedule, dueAt, pass } = setUp('turbo', 1);
    const [{ id }] = personas as [(typeof personas)[number]];
    paces.set(id, 'paused');
    expect(pass(startMs, startMs + 600_000).size).toBe(0);
    expect(schedule.nextAtMs(id)).toBeNull();
    paces.set(id, 'turbo');
    expect(dueAt(startMs + 601_000)).toEqual([]);
    expect(schedule.nextAtMs(id)! - (startMs + 601_000)).toBeLessThanOrEqual(10_000);
  });

  test('counts on from a beat out of turn, and leaves a paused bot paused (BC-3)', () => {
    const { bots, paces, schedule, dueAt } = setUp('turbo', 1);
    dueAt(startMs);
    const dueAtMs = schedule.nextAtMs(bots[0]!.id)!;
    schedule.restart(bots[0]!, dueAtMs);
    expect(dueAt(dueAtMs)).toEqual([]);
    expect(schedule.nextAtMs(bots[0]!.id)).toBeGreaterThan(dueAtMs);
    paces.set(bots[0]!.id, 'paused');
    schedule.restart(bots[0]!, dueAtMs);
    expect(schedule.nextAtMs(bots[0]!.id)).toBeNull();
  });
});
