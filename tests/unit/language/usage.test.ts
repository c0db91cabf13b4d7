import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { likelyInputTokens, likelyTokens, mostInputTokens } from '../../../server/language/estimate.ts';
import type { ModelUsage } from '../../../server/language/port.ts';
import { addUsage, clampUsage, noUsage, totalTokens } from '../../../server/language/usage.ts';
import { requestOf } from '../../support/model-servers/setups.ts';

const anyUsage = (count: fc.Arbitrary<number>): fc.Arbitrary<ModelUsage> =>
  fc.record({
    inputTokens: count,
    outputTokens: count,
    cacheReadTokens: count,
    cacheWrite5mTokens: count,
    cacheWrite1hTokens: count,
  });

describe('usage', () => {
  test('F-19: whatever is reported, what is booked is whole, finite and never negative', () => {
    fc.assert(
      fc.property(anyUsage(fc.oneof(fc.double(), fc.integer(), fc.constant(Number.NaN))), (reported) => {
        const { usage } = clampUsage(reported, 400);
        for (const count of Object.values(usage)) {
          expect(Number.isSafeInteger(count)).toBe(true);
          expect(count).toBeGreaterThanOrEqual(0);
        }
        expect(usage.outputTokens).toBeLessThanOrEqual(400);
      }),
    );
  });

  test('honest counts are left as they are', () => {
    fc.assert(
      fc.property(anyUsage(fc.nat(400)), (reported) => {
        expect(clampUsage(reported, 400)).toEqual({ usage: reported, isSuspect: false });
      }),
    );
  });

  test('adds up without losing a token', () => {
    fc.assert(
      fc.property(anyUsage(fc.nat(1e6)), anyUsage(fc.nat(1e6)), (one, other) => {
        expect(totalTokens(addUsage(one, other))).toBe(totalTokens(one) + totalTokens(other));
        expect(addUsage(one, noUsage)).toEqual(one);
      }),
    );
  });
});

describe('the estimate of a prompt', () => {
  test('reserves at least what is likely, and grows with every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (persona, text) => {
        const request = requestOf({ stable: [persona], messages: [{ role: 'user', text }] });
        expect(mostInputTokens(request)).toBeGreaterThanOrEqual(likelyInputTokens(request));
        const longer = requestOf({ stable: [persona], messages: [{ role: 'user', text: `${text} and more` }] });
        expect(mostInputTokens(longer)).toBeGreaterThan(mostInputTokens(request));
      }),
    );
  });

  test('counts a form and tools, which the provider reads too', () => {
    const schema = z.object({ text: z.string() });
    const tools = [{ name: 'search', description: 'Searches.', schema }];
    expect(mostInputTokens(requestOf({ schema }))).toBeGreaterThan(mostInputTokens(requestOf()) + 100);
    expect(mostInputTokens(requestOf({ tools }))).toBeGreaterThan(mostInputTokens(requestOf()) + 100);
    expect(likelyTokens('four letters a token')).toBe(5);
  });
});
