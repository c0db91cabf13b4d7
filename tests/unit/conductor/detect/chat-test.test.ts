import { describe, expect, test } from 'vitest';
import { ChatTest } from '../../../../server/conductor/detect/chat-test.ts';
import { WARNING_SCORE } from '../../../../server/conductor/detect/rarity.ts';
import { observationOf } from './observation.ts';
import { poissonCount } from './poisson.ts';

/** Ticks of a chat with these mean counts a second at which the test would raise an alarm. */
function alarmTicks(
  seconds: number,
  meanAt: (tick: number) => number,
  seed = 3,
  presentAt = (_: number) => 300,
): number[] {
  const chat = new ChatTest();
  const ticks: number[] = [];
  for (let tick = 1; tick <= seconds; tick += 1) {
    const chatCount = poissonCount(meanAt(tick), seed, tick);
    const { score } = chat.push(observationOf(tick, { chatCount, presentCount: presentAt(tick) }), true);
    if (score < WARNING_SCORE) continue;
    ticks.push(tick);
    chat.reset(tick);
  }
  return ticks;
}

describe('the chat test', () => {
  test.each([
    [0.7, 15],
    [0.5, 35],
    [0.9, 8],
  ])('at 5 messages a second hears a fall by %d within %i s, and nothing before (EC-7)', (dropRatio, seconds) => {
    const [first] = alarmTicks(940, (tick) => (tick > 900 ? 5 * (1 - dropRatio) : 5));
    expect(first).toBeGreaterThan(900);
    expect(first).toBeLessThanOrEqual(900 + seconds);
  });

  test('raises nothing at 0.05 messages a second, not even in silence: it could not tell (EC-7)', () => {
    expect(alarmTicks(7_200, (tick) => (tick > 3_600 ? 0 : 0.05))).toEqual([]);
  });

  test('raises nothing about a chat that comes in bouts, where a lull is ordinary', () => {
    expect(alarmTicks(3_600, (tick) => (Math.floor(tick / 40) % 2 === 0 ? 8 : 2))).toEqual([]);
  });

  test('follows a chat that ebbs over an hour', () => {
    expect(alarmTicks(3_600, (tick) => 5 - (tick * 3) / 3_600).length).toBeLessThanOrEqual(1);
  });

  test('expects no chat of newcomers before they have been heard', () => {
    const doubling = (tick: number) => (tick > 900 ? 600 : 300);
    expect(alarmTicks(1_800, () => 3, 3, doubling)).toEqual([]);
  });

  test('expects less of the few who are left', () => {
    const leaving = (tick: number) => (tick > 900 ? 100 : 300);
    expect(alarmTicks(1_800, (tick) => leaving(tick) / 100, 3, leaving)).toEqual([]);
  });

  test('is wrong about as rarely as its scores say: once in five and a half hours at 0.6 (EC-5)', () => {
    const hours = 100;
    let alarms = 0;
    for (let hour = 1; hour <= hours; hour += 1) alarms += alarmTicks(3_600, () => 2, hour).length;
    expect(alarms).toBeGreaterThan(0);
    expect(alarms).toBeLessThan((2 * hours) / 5.5);
  });
});
