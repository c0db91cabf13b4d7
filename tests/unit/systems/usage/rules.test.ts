import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ModelUsage } from '../../../../server/language/port.ts';
import { tokensOf } from '../../../../server/systems/usage/pricing.ts';
import type { Amount, DayWindow, Hold } from '../../../../server/systems/usage/rules.ts';
import {
  amountOf,
  assertPlan,
  changed,
  chargeOf,
  charging,
  dayOf,
  emptyWindow,
  endOfDayMs,
  estimateOf,
  fits,
  isUsedUp,
  refusalOf,
  releasing,
  reserving,
} from '../../../../server/systems/usage/rules.ts';

const cap: Amount = { tokens: 1_000, nanoUsd: 5_000 };
const costOf = (usage: ModelUsage): number => usage.inputTokens * 2 + usage.outputTokens * 9;
const hold: Hold = { inputTokens: 100, maxOutputTokens: 50, nanoUsd: 650 };
const used = (changes: Partial<ModelUsage>): ModelUsage => ({
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  ...changes,
});

/** Everything a provider might report, sound or not. */
const anyNumber = fc.oneof(
  fc.nat({ max: 200 }),
  fc.constantFrom(-1, Number.NaN, Number.POSITIVE_INFINITY, 1.5, 1e300, undefined as unknown as number),
);
const anyUsage = fc.record({
  inputTokens: anyNumber,
  outputTokens: anyNumber,
  cacheReadTokens: anyNumber,
  cacheWrite5mTokens: anyNumber,
  cacheWrite1hTokens: anyNumber,
});

describe('what a call is charged', () => {
  test('is what it used, as long as that was set aside', () => {
    const usage = used({ inputTokens: 90, outputTokens: 20 });
    expect(chargeOf(hold, usage, costOf)).toEqual({ usage, nanoUsd: 360, alert: null });
  });

  test('is the estimate where the usage reported is negative or no number, and at most the reservation where it is absurd (F-19)', () => {
    for (const inputTokens of [-5, Number.NaN, 0.5, Number.POSITIVE_INFINITY]) {
      const charge = chargeOf(hold, used({ inputTokens }), costOf);
      expect(charge).toMatchObject({ usage: estimateOf(hold), nanoUsd: 650 });
      expect(charge.alert).toContain(`inputTokens ${inputTokens}`);
    }
    const huge = chargeOf(hold, used({ inputTokens: 9_000_000, outputTokens: 9_000 }), costOf);
    expect(huge).toMatchObject({ nanoUsd: 650, alert: expect.stringContaining('no more than that is charged') });
    expect(tokensOf(huge.usage)).toBe(150);
  });

  test('is never more than was set aside and never less than nothing, whatever is reported (F-19)', () => {
    fc.assert(
      fc.property(anyUsage, (usage) => {
        const charge = chargeOf(hold, usage, costOf);
        expect(Number.isSafeInteger(charge.nanoUsd)).toBe(true);
        expect(charge.nanoUsd).toBeLessThanOrEqual(hold.nanoUsd);
        expect(tokensOf(charge.usage)).toBeLessThanOrEqual(amountOf(hold).tokens);
        expect(Math.min(charge.nanoUsd, ...Object.values(charge.usage))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

type Step =
  | { readonly kind: 'reserve'; readonly inputTokens: number; readonly maxOutputTokens: number }
  | { readonly kind: 'settle' | 'release'; readonly which: number; readonly usage: ModelUsage }
  | { readonly kind: 'crash' }
  | { readonly kind: 'day'; readonly offset: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('reserve' as const), inputTokens: fc.nat(300), maxOutputTokens: fc.nat(200) }),
  fc.record({ kind: fc.constantFrom('settle' as const, 'release' as const), which: fc.nat(20), usage: anyUsage }),
  fc.constant({ kind: 'crash' as const }),
  fc.record({ kind: fc.constant('day' as const), offset: fc.integer({ min: -2, max: 2 }) }),
);

test('no interleaving of reserving, settling, releasing, crashes and days passes a cap, and the sums kept are the sums recomputed (F-15, F-17)', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const windows = new Map<number, DayWindow>();
      const booked: { day: number; amount: Amount }[] = [];
      let open: { day: number; hold: Hold }[] = [];
      let day = 0;
      const windowOf = (of: number) => windows.get(of) ?? emptyWindow;
      const charge = (entry: { day: number; hold: Hold }, usage: ModelUsage) => {
        const result = chargeOf(entry.hold, usage, costOf);
        const amount = { tokens: tokensOf(result.usage), nanoUsd: result.nanoUsd };
        booked.push({ day: entry.day, amount });
        windows.set(entry.day, changed(windowOf(entry.day), charging(amountOf(entry.hold), amount)));
      };
      for (const next of steps) {
        if (next.kind === 'reserve') {
          const { inputTokens, maxOutputTokens } = next;
          const taken: Hold = { inputTokens, maxOutputTokens, nanoUsd: inputTokens * 4 + maxOutputTokens * 9 };
          if (fits(windowOf(day), cap, amountOf(taken))) {
            windows.set(day, changed(windowOf(day), reserving(amountOf(taken))));
            open.push({ day, hold: taken });
          }
        } else if (next.kind === 'crash') {
          for (const entry of open) charge(entry, estimateOf(entry.hold));
          open = [];
        } else if (next.kind === 'day') {
          day += next.offset;
        } else {
          const entry = open[next.which];
          if (!entry) continue;
          open = open.filter((other) => other !== entry);
          if (next.kind === 'settle') charge(entry, next.usage);
          else windows.set(entry.day, changed(windowOf(entry.day), releasing(amountOf(entry.hold))));
        }
        for (const [of, window] of windows) {
          expect(fits(window, cap, { tokens: 0, nanoUsd: 0 })).toBe(true);
          const recomputed = [
            ...booked
              .filter((entry) => entry.day === of)
              .map(({ amount }) => charging({ tokens: 0, nanoUsd: 0 }, amount)),
            ...open.filter((entry) => entry.day === of).map((entry) => reserving(amountOf(entry.hold))),
          ].reduce(changed, emptyWindow);
          // Zero has a sign after a subtraction; sums do not.
          expect(JSON.stringify(window)).toBe(JSON.stringify(recomputed));
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a day is the UTC day, over year ends and daylight saving alike, and each moment has exactly one (F-17)', () => {
  expect(dayOf(Date.UTC(2026, 11, 31, 23, 59, 59, 999))).toBe('2026-12-31');
  expect(dayOf(Date.UTC(2027, 0, 1))).toBe('2027-01-01');
  expect(dayOf(Date.parse('2026-10-25T01:30:00+02:00'))).toBe('2026-10-24');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (nowMs) => {
      const endsMs = endOfDayMs(dayOf(nowMs));
      expect(endsMs - nowMs).toBeGreaterThan(0);
      expect(endsMs - nowMs).toBeLessThanOrEqual(86_400_000);
      expect(dayOf(endsMs)).not.toBe(dayOf(nowMs));
    }),
  );
});

test('a bot is used up when not one token, or no money, is left; a cap of no dollars stops only what costs', () => {
  expect(isUsedUp(emptyWindow, cap)).toBe(false);
  expect(
    isUsedUp({ ...emptyWindow, spent: { tokens: 400, nanoUsd: 0 }, reserved: { tokens: 600, nanoUsd: 0 } }, cap),
  ).toBe(true);
  expect(isUsedUp({ ...emptyWindow, spent: { tokens: 1, nanoUsd: 5_000 } }, cap)).toBe(true);
  expect(isUsedUp(emptyWindow, { tokens: 10, nanoUsd: 0 })).toBe(false);
  expect(isUsedUp(emptyWindow, { tokens: 0, nanoUsd: 10 })).toBe(true);
});

test('a refusal says what is used, what is allowed and what the call may take', () => {
  const window = { ...emptyWindow, spent: { tokens: 950, nanoUsd: 100 } };
  expect(refusalOf('Bot a', window, cap, { tokens: 60, nanoUsd: 1 })).toBe(
    'Bot a has used or set aside 950 tokens of 1000 today, and the call may take 60; the next UTC day begins anew.',
  );
  expect(refusalOf('Bot a', window, cap, { tokens: 1, nanoUsd: 4_950 })).toContain('$0.000000 of $0.000005');
});

test('a planned call with figures that cannot be is our own mistake', () => {
  const plan = { ventureId: 'v', botId: 'b', purpose: 'p', provider: 'scripted', model: 'm' } as const;
  for (const figure of [-1, Number.NaN, 0.5, 1e12]) {
    expect(() => assertPlan({ ...plan, inputTokens: figure, maxOutputTokens: 1 })).toThrow('Broken invariant');
    expect(() => assertPlan({ ...plan, inputTokens: 1, maxOutputTokens: figure })).toThrow('Broken invariant');
  }
});
