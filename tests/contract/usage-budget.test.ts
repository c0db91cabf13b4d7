/** One suite for the budget, run against the ledger on a real database and against the budget of batch runs (BC-9). */
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CapsChange, CostCapChange } from '../../server/contract/usage.ts';
import type { Clock } from '../../server/kernel/clock.ts';
import type { ModelUsage } from '../../server/language/port.ts';
import type { BookedCall, Budget, CapReading, ReservationRequest } from '../../server/systems/usage/index.ts';
import { MemoryBudget, loadPrices } from '../../server/systems/usage/index.ts';
import { temporaryFolder } from '../support/server.ts';
import { noonMs, openUsage, smallCall, smallUsage } from '../support/usage.ts';

const dayMs = 86_400_000;
const venture = 'default';
const bot = smallCall.botId;
const prices = loadPrices(path.resolve(import.meta.dirname, '../../seeds/prices.yaml'));

interface Subject {
  readonly budget: Budget;
  readonly caps: CapReading;
  readonly setCaps: (change: CapsChange) => Promise<void>;
  readonly setBotCap: (botId: string, change: CostCapChange) => Promise<void>;
  /** Tokens and nano-dollars of today. */
  readonly spent: (botId: string | null) => Promise<{ tokens: number; nanoUsd: number }>;
  readonly reconcile: () => Promise<number>;
}

async function onDatabase(clock: Clock): Promise<Subject> {
  const { database, service, reading } = await openUsage(temporaryFolder(), { clock });
  onTestFinished(() => database.close());
  return {
    budget: service,
    caps: reading,
    setCaps: (change) => service.setCaps(venture, change, 'test'),
    setBotCap: (botId, change) => service.setBotCap(venture, botId, change, 'test'),
    spent: async (botId) => {
      const { tokens, usd } =
        botId === null ? (await reading.caps(venture)).venture : await reading.costCap(venture, botId);
      return { tokens: tokens.spentTokens, nanoUsd: Math.round(usd.spentUsd * 1e9) };
    },
    reconcile: () => service.reconcile(),
  };
}

async function inMemory(clock: Clock): Promise<Subject> {
  const budget = new MemoryBudget({ clock, prices });
  return {
    budget,
    caps: budget,
    setCaps: async (change) => budget.setCaps(venture, change),
    setBotCap: async (botId, change) => budget.setBotCap(venture, botId, change),
    spent: async (botId) => budget.spent(venture, botId),
    reconcile: async () => budget.reconcile(),
  };
}

const noon: Clock = { now: () => noonMs };
const tokensOnly = (capTokens: number): CostCapChange => ({ capTokens, capUsd: null });

/** The ids of the reservations that were granted. */
async function reserveMany(budget: Budget, requests: readonly ReservationRequest[]): Promise<string[]> {
  const answers = await Promise.all(requests.map((request) => budget.reserve(request)));
  return answers.flatMap((answer) => (answer.isGranted ? [answer.reservationId] : []));
}

async function granted(budget: Budget, request: ReservationRequest = smallCall): Promise<string> {
  const [id] = await reserveMany(budget, [request]);
  if (id === undefined) throw new Error('the call was refused');
  return id;
}

describe.each([
  { title: 'the ledger', open: onDatabase },
  { title: 'the budget in memory', open: inMemory },
])('$title', ({ open }) => {
  test('grants of 200 calls at once exactly those that fit below the bot’s cap (F-15)', async () => {
    const { budget, setBotCap, spent } = await open(noon);
    await setBotCap(bot, tokensOnly(150 * 30 + 149));
    const ids = await reserveMany(
      budget,
      Array.from({ length: 200 }, () => smallCall),
    );
    expect(ids).toHaveLength(30);
    await Promise.all(ids.map((id) => budget.settle(id, smallUsage)));
    expect(await spent(bot)).toEqual({ tokens: 30 * 110, nanoUsd: 30 * 19_000 });
  });

  test('grants of 200 calls at once by 20 bots exactly those that fit below the venture’s dollars (F-15)', async () => {
    const { budget, setCaps } = await open(noon);
    await setCaps({ default: { capTokens: 9_000, capUsd: 1 }, venture: { capTokens: 1_000_000, capUsd: 0.001 } });
    const calls = Array.from({ length: 200 }, (_, index) => ({ ...smallCall, botId: `bot-${index % 20}` }));
    expect(await reserveMany(budget, calls)).toHaveLength(22);
  });

  test('counts what the venture itself asks in its own window only', async () => {
    const { budget, setCaps, spent } = await open(noon);
    await setCaps({ default: { capTokens: 0, capUsd: 0 }, venture: { capTokens: 300, capUsd: 1 } });
    const own = { ...smallCall, botId: null };
    await budget.settle(await granted(budget, own), smallUsage);
    await granted(budget, own);
    expect(await budget.reserve(own)).toMatchObject({
      code: 'cap_reached',
      sentence: expect.stringContaining('The venture has used or set aside 260 tokens of 300'),
    });
    expect([await spent(null), await spent(bot)]).toEqual([
      { tokens: 110, nanoUsd: 19_000 },
      { tokens: 0, nanoUsd: 0 },
    ]);
  });

  test('changes nothing when something is settled or released again, in any order', async () => {
    const { budget, spent, setBotCap } = await open(noon);
    await setBotCap(bot, tokensOnly(110 + 150));
    const settled = await granted(budget);
    await Promise.all([1, 2, 3].map(() => budget.settle(settled, smallUsage)));
    await budget.release(settled);
    const released = await granted(budget);
    await budget.release(released);
    await budget.settle(released, smallUsage);
    await budget.settle('rsv_unknown', smallUsage);
    expect(await spent(bot)).toEqual({ tokens: 110, nanoUsd: 19_000 });
    expect(await reserveMany(budget, [smallCall, smallCall])).toHaveLength(1);
  });

  test('books what is open at its estimate when it is reconciled (F-16)', async () => {
    const { budget, spent, reconcile } = await open(noon);
    await reserveMany(budget, [smallCall, smallCall]);
    expect([await reconcile(), await reconcile()]).toEqual([2, 0]);
    expect(await spent(bot)).toEqual({ tokens: 300, nanoUsd: 90_000 });
  });

  test('keeps each day’s window while the clock goes over midnight, forth and back (F-17)', async () => {
    const clock = { nowMs: Date.parse('2026-12-31T23:59:59.900Z'), now: () => clock.nowMs };
    const { budget, setBotCap, spent } = await open(clock);
    await setBotCap(bot, tokensOnly(300));
    const [late] = await reserveMany(budget, [smallCall, smallCall, smallCall]);
    clock.nowMs = Date.parse('2027-01-01T00:00:00Z');
    expect(await reserveMany(budget, [smallCall, smallCall, smallCall])).toHaveLength(2);
    await budget.settle(late!, smallUsage);
    expect(await spent(bot)).toEqual({ tokens: 0, nanoUsd: 0 });
    clock.nowMs -= 1;
    expect(await spent(bot)).toEqual({ tokens: 110, nanoUsd: 19_000 });
    expect(await reserveMany(budget, [smallCall])).toHaveLength(0);
  });

  test('refuses what has no price, charges no more than was set aside, and long prompts at their tier (F-18 to F-20)', async () => {
    const { budget, setBotCap, spent } = await open(noon);
    expect(await budget.reserve({ ...smallCall, model: 'claude-imaginary-9' })).toMatchObject({ code: 'no_price' });
    for (const odd of [{ inputTokens: Number.NaN }, { inputTokens: 4_000_000_000 }, { outputTokens: -5 }])
      await budget.settle(await granted(budget), { ...smallUsage, ...odd });
    expect(await spent(bot)).toEqual({ tokens: 450, nanoUsd: 135_000 });
    await setBotCap('leo-brandt', { capTokens: 10_000_000, capUsd: 1 });
    const long = { ...smallCall, botId: 'leo-brandt', inputTokens: 150_000, maxOutputTokens: 100 };
    await budget.settle(await granted(budget, long), { ...smallUsage, inputTokens: 120_000, outputTokens: 100 });
    expect(await spent('leo-brandt')).toEqual({ tokens: 120_100, nanoUsd: 60_250_000 });
  });

  describe('a bot', () => {
    test('is capped as soon as its last call was refused, though something is left, and resumes the next day (BC-9)', async () => {
      const clock = { nowMs: noonMs, now: () => clock.nowMs };
      const { budget, caps, setBotCap } = await open(clock);
      await setBotCap(bot, tokensOnly(200));
      await budget.settle(await granted(budget), smallUsage);
      expect(await caps.isCapped(venture, bot)).toBe(false);
      expect(await reserveMany(budget, [smallCall])).toHaveLength(0);
      expect([await caps.isCapped(venture, bot), await caps.isCapped(venture, null)]).toEqual([true, false]);
      clock.nowMs += dayMs / 2;
      expect(await caps.isCapped(venture, bot)).toBe(false);
    });

    test('is capped when nothing is left, refused or not', async () => {
      const { budget, caps, setBotCap } = await open(noon);
      await setBotCap(bot, tokensOnly(150));
      await granted(budget);
      expect(await caps.isCapped(venture, bot)).toBe(true);
    });

    test('is no longer capped once a smaller call was granted, or a cap changed', async () => {
      const { budget, caps, setBotCap, setCaps } = await open(noon);
      await setBotCap(bot, tokensOnly(200));
      await granted(budget);
      const isCappedAfter = async (step: () => Promise<unknown>): Promise<boolean[]> => {
        await reserveMany(budget, [smallCall]);
        const before = await caps.isCapped(venture, bot);
        await step();
        return [before, await caps.isCapped(venture, bot)];
      };
      const small = { ...smallCall, inputTokens: 5, maxOutputTokens: 5 };
      expect(await isCappedAfter(() => granted(budget, small))).toEqual([true, false]);
      expect(await isCappedAfter(() => setBotCap(bot, tokensOnly(210)))).toEqual([true, false]);
      const defaults = { default: { capTokens: 1, capUsd: 1 }, venture: { capTokens: 9_000, capUsd: 1 } };
      expect(await isCappedAfter(() => setCaps(defaults))).toEqual([true, false]);
      expect(await isCappedAfter(() => setBotCap('leo-brandt', tokensOnly(1)))).toEqual([true, true]);
    });

    test('is no longer capped once calls in flight gave back enough for one like the last', async () => {
      const { budget, caps, setBotCap } = await open(noon);
      await setBotCap(bot, tokensOnly(300));
      const [one, other] = await reserveMany(budget, [smallCall, smallCall, smallCall]);
      expect(await caps.isCapped(venture, bot)).toBe(true);
      await budget.settle(one!, smallUsage);
      expect(await caps.isCapped(venture, bot)).toBe(true);
      await budget.release(other!);
      expect(await caps.isCapped(venture, bot)).toBe(false);
    });

    test('is capped by its venture too: once refused, or when the venture has no token left', async () => {
      const { budget, caps, setCaps } = await open(noon);
      const withVenture = (capTokens: number) =>
        setCaps({ default: { capTokens: 9_000, capUsd: 1 }, venture: { capTokens, capUsd: 1 } });
      await withVenture(200);
      await granted(budget);
      await reserveMany(budget, [smallCall]);
      const all = () => Promise.all([bot, 'leo-brandt', null].map((botId) => caps.isCapped(venture, botId)));
      // Nobody has refused Leo anything yet: his calls may be smaller.
      expect(await all()).toEqual([true, false, true]);
      await withVenture(150);
      expect(await all()).toEqual([true, true, true]);
    });

    test('whose calls cost nothing goes on when the venture has no dollar left', async () => {
      const { budget, caps, setCaps } = await open(noon);
      await setCaps({ default: { capTokens: 9_000, capUsd: 1 }, venture: { capTokens: 90_000, capUsd: 0.000_045 } });
      await granted(budget);
      expect(await caps.isCapped(venture, null)).toBe(true);
      expect(await caps.isCapped(venture, 'leo-brandt')).toBe(false);
      await granted(budget, { ...smallCall, botId: 'leo-brandt', provider: 'ollama', model: 'llama9:8b' });
    });
  });
});

const anyStep = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('reserve' as const), bot: fc.nat(3), tokens: fc.nat(400) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('settle' as const), which: fc.nat(6), tokens: fc.nat(700) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), which: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reconcile' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cap' as const), bot: fc.nat(2), tokens: fc.nat(900) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('caps' as const), tokens: fc.nat(2_500) }) },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'tomorrow' as const }, { kind: 'yesterday' as const }) },
);

test('both give the same answers, sums and marks, whatever happens in whatever order (BC-9)', async () => {
  const bots = ['bot-0', 'bot-1', 'bot-2', null];
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 40 }), async (steps) => {
      const clock = { nowMs: noonMs, now: () => clock.nowMs };
      let newestMs = noonMs;
      const both = [await onDatabase(clock), await inMemory(clock)];
      const open: string[][] = [];
      /** Does the same to both and expects the same of both. */
      const alike = async <T>(ask: (subject: Subject, index: number) => Promise<T>): Promise<T[]> => {
        const answers = [await ask(both[0]!, 0), await ask(both[1]!, 1)];
        expect(answers[1]).toEqual(answers[0]);
        return answers;
      };
      for (const step of steps) {
        if (step.kind === 'reserve') {
          const request = { ...smallCall, botId: bots[step.bot]!, inputTokens: step.tokens };
          const ids: string[] = [];
          await alike(async ({ budget }, index) => {
            const answer = await budget.reserve(request);
            if (!answer.isGranted) return answer;
            ids[index] = answer.reservationId;
            return { isGranted: true };
          });
          if (ids.length > 0) open.push(ids);
        } else if (step.kind === 'settle' || step.kind === 'release') {
          const [ids] = open.splice(step.which, 1);
          const usage = (): ModelUsage => ({ ...smallUsage, inputTokens: step.kind === 'settle' ? step.tokens : 0 });
          if (ids)
            await alike(({ budget }, index) =>
              step.kind === 'settle' ? budget.settle(ids[index]!, usage()) : budget.release(ids[index]!),
            );
        } else if (step.kind === 'reconcile') {
          await alike(({ reconcile }) => reconcile());
          open.length = 0;
        } else if (step.kind === 'cap')
          await alike(({ setBotCap }) => setBotCap(bots[step.bot]!, tokensOnly(step.tokens)));
        else if (step.kind === 'caps') {
          const cap = { capTokens: step.tokens, capUsd: step.tokens / 1e7 };
          await alike(({ setCaps }) => setCaps({ default: cap, venture: cap }));
        } else {
          clock.nowMs = step.kind === 'tomorrow' ? newestMs + dayMs : newestMs - dayMs;
          newestMs = Math.max(newestMs, clock.nowMs);
        }
        for (const botId of bots) {
          await alike(({ caps }) => caps.isCapped(venture, botId));
          await alike(({ spent }) => spent(botId));
        }
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);

describe('the budget in memory alone', () => {
  test('hands every booked call on, so that sums by bot, day and purpose can be kept elsewhere (BC-8)', async () => {
    const booked: BookedCall[] = [];
    const budget = new MemoryBudget({ clock: noon, prices, onBooked: (call) => booked.push(call) });
    await budget.settle(await granted(budget), smallUsage);
    await budget.release(await granted(budget));
    await granted(budget, { ...smallCall, botId: null, purpose: 'digest' });
    budget.reconcile();
    expect(booked).toMatchObject([
      { day: '2026-11-21', botId: bot, purpose: 'reply', usage: smallUsage, nanoUsd: 19_000, alert: null },
      { day: '2026-11-21', botId: null, purpose: 'digest', nanoUsd: 45_000 },
    ]);
  });

  test('refuses a clock that steps back over more than a day, rather than spend a day twice (F-17)', async () => {
    const clock = { nowMs: noonMs, now: () => clock.nowMs };
    const budget = new MemoryBudget({ clock, prices });
    await budget.settle(await granted(budget), smallUsage);
    const left = await granted(budget);
    clock.nowMs += 2 * dayMs;
    expect(budget.spent(venture, bot)).toEqual({ tokens: 0, nanoUsd: 0 });
    await granted(budget);
    await budget.settle(left, smallUsage);
    clock.nowMs -= dayMs;
    await granted(budget);
    clock.nowMs -= dayMs;
    expect(await budget.reserve(smallCall)).toMatchObject({
      code: 'cap_reached',
      sentence: expect.stringContaining('closed'),
    });
    expect(await budget.isCapped(venture, bot)).toBe(true);
  });
});
