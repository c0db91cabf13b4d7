/** Sliders measurably change what a bot does (BC-2): the same community, seed for seed, with one slider at 90 and at 10. */
import { describe, expect, test } from 'vitest';
import type { BotAction } from '../../server/contract/bot.ts';
import { mean, meanInterval95 } from '../../server/kernel/statistics.ts';
import { performBatchCommunity } from '../../server/systems/bots/batch-community.ts';
import type { Outcome } from '../../server/systems/bots/outcome.ts';
import { dayMs, personasWith, prices, search, startMs } from '../support/community.ts';

/** An active bot: one that writes seldom would say little about how it writes. */
const botId = 'mona-field';
/** Who else is there: enough to talk with, few enough for forty performances. */
const companyCount = 9;
const seeds = [1, 2, 3, 4];
/** A bot beats 96 times a day on average; in six days this one has more than 500 heartbeats under each seed. */
const days = 6;

type Slider = 'shyness' | 'leadership' | 'skepticism' | 'creativity' | 'aggression';
type Deeds = readonly Outcome[];

const countOf = (deeds: Deeds, ...actions: BotAction[]): number =>
  deeds.filter(({ heartbeat }) => actions.includes(heartbeat.action)).length;
const stanceCount = (deeds: Deeds, stance: string): number =>
  deeds.filter(({ heartbeat }) => heartbeat.stance === stance).length;
const downVoteCount = (deeds: Deeds): number =>
  deeds.flatMap(({ events }) => events).filter((event) => event.type === 'vote.cast' && event.value === -1).length;

const statistics = {
  'posts per heartbeat': (deeds: Deeds) => countOf(deeds, 'thread', 'reply') / deeds.length,
  'threads per post': (deeds: Deeds) => countOf(deeds, 'thread') / countOf(deeds, 'thread', 'reply'),
  'doubts per reply': (deeds: Deeds) => stanceCount(deeds, 'doubt') / countOf(deeds, 'reply'),
  'challenges per reply': (deeds: Deeds) => stanceCount(deeds, 'challenge') / countOf(deeds, 'reply'),
  'down votes per vote': (deeds: Deeds) => downVoteCount(deeds) / countOf(deeds, 'vote'),
  'searches per heartbeat': (deeds: Deeds) => countOf(deeds, 'search') / deeds.length,
};

/** What each slider shifts, and by how much on average at least, 90 against 10. */
const shifts: readonly (readonly [Slider, readonly (readonly [keyof typeof statistics, number])[]])[] = [
  ['shyness', [['posts per heartbeat', -0.08]]],
  ['leadership', [['threads per post', 0.2]]],
  [
    'skepticism',
    [
      ['doubts per reply', 0.15],
      ['down votes per vote', 0.1],
    ],
  ],
  ['creativity', [['searches per heartbeat', 0.03]]],
  [
    'aggression',
    [
      ['challenges per reply', 0.2],
      ['down votes per vote', 0.1],
    ],
  ],
];

async function deedsWith(slider: Slider, value: number, seed: number): Promise<Deeds> {
  const deeds: Outcome[] = [];
  const onOutcome = (outcome: Outcome) => {
    if (outcome.heartbeat.botId === botId) deeds.push(outcome);
  };
  const window = { startMs, endMs: startMs + days * dayMs, pace: 'normal' as const };
  const company = personasWith(botId, { [slider]: value }).filter(
    ({ id }, index) => id === botId || index < companyCount,
  );
  const spec = { seed, personas: company, hasMemory: true, ...window };
  await performBatchCommunity(spec, { prices, search, onOutcome });
  return deeds;
}

describe.each(shifts)(
  `%s at 90 against 10, over 500 heartbeats and more under each of ${seeds.length} seeds`,
  (slider, changed) => {
    const pairs: { readonly high: Deeds; readonly low: Deeds }[] = [];

    test('is felt by a bot that beats at the same moments all the same (BC-2, PL-1)', async () => {
      for (const seed of seeds)
        pairs.push({ high: await deedsWith(slider, 90, seed), low: await deedsWith(slider, 10, seed) });
      for (const { high, low } of pairs) {
        expect(high.length).toBeGreaterThanOrEqual(500);
        expect(high.map(({ heartbeat }) => heartbeat.atMs)).toEqual(low.map(({ heartbeat }) => heartbeat.atMs));
      }
    });

    test.each(changed)('changes %s by %f or more on average, beyond chance (BC-2)', (name, least) => {
      const figures = pairs.map(({ high, low }) => ({ at90: statistics[name](high), at10: statistics[name](low) }));
      const interval = meanInterval95(figures.map(({ at90, at10 }) => at90 - at10));
      const meanOf = (side: 'at90' | 'at10') => mean(figures.map((figure) => figure[side])).toFixed(3);
      const shown = `${name} is ${meanOf('at90')} at 90 and ${meanOf('at10')} at 10; 95% interval of the difference ${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}`;
      const sign = Math.sign(least);
      expect(sign * interval.mean, shown).toBeGreaterThan(Math.abs(least));
      expect(sign > 0 ? interval.low : -interval.high, shown).toBeGreaterThan(0);
    });
  },
);
