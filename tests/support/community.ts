/** Communities for tests: the personas that ship, performed in memory, and everything that came of it. */
import { fileURLToPath } from 'node:url';
import type { Persona } from '../../server/contract/persona.ts';
import type { CostCapChange } from '../../server/contract/usage.ts';
import { withBudget } from '../../server/language/budget.ts';
import { createScriptedModel } from '../../server/language/scripted/scripted.ts';
import { createWebSearch } from '../../server/search/create-web-search.ts';
import type { CommunityEvent } from '../../server/simulation/community/events.ts';
import { Feed } from '../../server/simulation/community/feed.ts';
import type { MemoryChange } from '../../server/simulation/community/mind.ts';
import { World } from '../../server/simulation/community/world.ts';
import { LivingBot } from '../../server/systems/bots/bot.ts';
import type { Outcome } from '../../server/systems/bots/outcome.ts';
import { performCommunity } from '../../server/systems/bots/perform-community.ts';
import type { Community } from '../../server/systems/bots/turn.ts';
import { loadPersonas } from '../../server/systems/scenarios/index.ts';
import { MemoryBudget, loadPrices } from '../../server/systems/usage/index.ts';

const pathOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const dayMs = 86_400_000;
/** Midnight UTC, on a Monday. */
export const startMs = Date.UTC(2026, 0, 5);
export const folders = {
  botFolder: pathOf('bots'),
  libraryFolder: pathOf('seeds/library'),
  priceFile: pathOf('seeds/prices.yaml'),
};
export const personas: readonly Persona[] = [...loadPersonas(folders.botFolder).values()];
export const prices = loadPrices(folders.priceFile);
export const search = createWebSearch({ kind: 'library', folder: folders.libraryFolder });

/** The personas that ship; one of them with other sliders. */
export const personasWith = (botId: string, behaviour: Partial<Persona['behaviour']>): Persona[] =>
  personas.map((persona) =>
    persona.id === botId ? { ...persona, behaviour: { ...persona.behaviour, ...behaviour } } : persona,
  );

export interface WatchedSpec {
  readonly seed: number;
  readonly days: number;
  readonly members?: readonly Persona[];
  /** Of every bot, in place of the default. */
  readonly cap?: CostCapChange;
}

/** What a bot kept in memory, added up as it happened. */
export interface MemoryTally {
  readonly ids: Set<number>;
  compactedCount: number;
  mostWarm: number;
}

/** Performs a community as a batch run does, and keeps all of it: outcomes, events, memory, what was spent on each day. */
export async function performWatched({ seed, days, members = personas, cap }: WatchedSpec) {
  const ventureId = 'batch';
  let nowMs = startMs;
  const spent = new Map<string, number>();
  const budget = new MemoryBudget({
    clock: { now: () => nowMs },
    prices,
    onBooked: ({ botId, day, usage: { inputTokens, outputTokens } }) => {
      const key = `${botId} ${day}`;
      spent.set(key, (spent.get(key) ?? 0) + inputTokens + outputTokens);
    },
  });
  if (cap) for (const { id } of members) budget.setBotCap(ventureId, id, cap);
  const model = withBudget(createScriptedModel({ provider: 'scripted', name: 'scripted', seed }), budget);
  const world = new World();
  const bots = new Map(members.map((persona) => [persona.id, new LivingBot(persona, seed)]));
  for (const id of bots.keys()) world.member(id);
  const community: Community = { ventureId, world, feed: new Feed(world), bots };
  const outcomes: Outcome[] = [];
  const events: CommunityEvent[] = [];
  const tallies = new Map([...bots.keys()].map((id) => [id, newTally()]));
  const remember = (bot: LivingBot, change: MemoryChange) => {
    bot.mind.apply(change);
    tally(tallies.get(bot.id)!, change, bot.mind.warm.size);
  };
  await performCommunity(
    {
      community,
      modelFor: () => Promise.resolve(model),
      search,
      isCapped: (botId) => budget.isCapped(ventureId, botId),
      hasMemory: true,
    },
    { startMs, endMs: startMs + days * dayMs, pace: 'normal', onTime: (atMs) => void (nowMs = atMs) },
    {
      settle: async (bot, plan) => {
        const outcome = plan();
        outcomes.push(outcome);
        events.push(...outcome.events);
        for (const event of outcome.events) world.apply(event);
        for (const change of outcome.changes) remember(bot, change);
      },
      settleMemory: async (bot, change) => remember(bot, change),
      settleEvents: () => Promise.reject(new Error('nothing happens by a script here')),
    },
  );
  return { community, outcomes, events, tallies, spent };
}

const newTally = (): MemoryTally => ({ ids: new Set(), compactedCount: 0, mostWarm: 0 });

function tally(tallied: MemoryTally, change: MemoryChange, warmCount: number): void {
  if (change.type === 'kept') tallied.ids.add(change.item.id);
  else tallied.compactedCount += change.cold.itemCount;
  tallied.mostWarm = Math.max(tallied.mostWarm, warmCount);
}
