import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chatSecondsToSee } from '../../../../server/conductor/detect/chat-test.ts';
import { DropTests } from '../../../../server/conductor/detect/drop-tests.ts';
import { randomNormal, streams } from '../../../../server/kernel/random.ts';
import { limitOf } from '../../../../server/conductor/detect/limit.ts';

/** Probability of at most `count` where `mean` are expected. */
function cumulative(mean: number, count: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let index = 1; index <= count; index += 1) sum += term *= mean / index;
  return count < 0 ? 0 : sum;
}

/** Whether one window tells: 95% power where 600 windows of an hour have one false alarm. */
function canTell(mean: number, dropRatio: number): boolean {
  let bound = -1;
  while (cumulative(mean, bound + 1) <= 1 / 600) bound += 1;
  return bound >= 0 && cumulative(mean * (1 - dropRatio), bound) >= 0.95;
}

function messagesNeeded(dropRatio: number): number {
  let mean = 1;
  while (!canTell(mean, dropRatio)) mean += 1;
  return mean;
}

/** A share in focus that scatters as that of 400 attendees does whose focus lasts some seconds. */
function focusFit() {
  const tests = new DropTests();
  let offset = 0;
  for (let tick = 1; tick <= 300; tick += 1) {
    offset = 0.85 * offset + 0.012 * randomNormal(6, streams.policy, 0, tick);
    tests.push(0.7 + offset, 400, tick, true);
  }
  return tests.baseline.fit(400);
}

describe('what chat can show', () => {
  test('is no more than exact Poisson windows can: 65, 28, 13 and 7 messages for 50%, 70%, 90% and silence (EC-7)', () => {
    expect([0.5, 0.7, 0.9, 1].map(messagesNeeded)).toEqual([65, 28, 13, 7]);
    fc.assert(
      fc.property(fc.constantFrom(0.5, 0.7, 0.9), fc.double({ min: 0.2, max: 3, noNaN: true }), (dropRatio, rate) => {
        expect(chatSecondsToSee(rate, dropRatio) * rate).toBeGreaterThan(messagesNeeded(dropRatio));
      }),
    );
  });

  test('comes sooner with more chat and with a larger fall', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 10, noNaN: true }), (rate) => {
        expect(chatSecondsToSee(rate * 2, 0.5)).toBeLessThanOrEqual(chatSecondsToSee(rate, 0.5));
        expect(chatSecondsToSee(rate, 0.7)).toBeLessThanOrEqual(chatSecondsToSee(rate, 0.5));
      }),
    );
  });
});

describe('the detection limit (EC-7)', () => {
  test('is told from chat alone where focus is not reported', () => {
    const limit = limitOf({ fit: focusFit(), isFocusReported: false, chatRate: 5 });
    expect(limit.seconds).toBe(chatSecondsToSee(5, 0.5));
    expect(limit.sentence).toMatch(/^A drop of 50% can be seen within \d+ s at this chat rate\.$/);
  });

  test('is the faster of share and chat', () => {
    const byFocus = limitOf({ fit: focusFit(), isFocusReported: true, chatRate: 0 }).seconds!;
    expect(limitOf({ fit: focusFit(), isFocusReported: true, chatRate: 0.5 }).seconds).toBe(byFocus);
    expect(limitOf({ fit: focusFit(), isFocusReported: true, chatRate: 500 }).seconds).toBeLessThan(byFocus);
  });

  test('speaks of the smallest drop that a minute of chat can show', () => {
    expect(limitOf({ fit: null, isFocusReported: false, chatRate: 0.8 })).toMatchObject({ dropRatio: 0.7 });
  });

  test('says at 0.05 messages a second that nothing is detectable yet, and why', () => {
    const limit = limitOf({ fit: focusFit(), isFocusReported: false, chatRate: 0.05 });
    expect(limit).toEqual({
      dropRatio: 0.5,
      seconds: null,
      sentence: 'Not detectable yet: too few messages to tell a drop from chance.',
    });
    expect(limitOf({ fit: focusFit(), isFocusReported: false, chatRate: null }).sentence).toContain('still learning');
  });
});
