/** A community in memory alone: performed under a seed, with its digest, its record and what it would have cost (PL-2, BC-18). */
import type { BotAction } from '../../contract/bot.ts';
import type { Persona } from '../../contract/persona.ts';
import type { PriceFile } from '../../contract/prices.ts';
import { Digest } from '../../kernel/digest.ts';
import { withBudget } from '../../language/budget.ts';
import type { LanguageModel } from '../../language/port.ts';
import { createScriptedModel } from '../../language/scripted/scripted.ts';
import type { WebSearch } from '../../search/port.ts';
import type { CommunityRecord, RecordedPost } from '../../simulation/community/fidelity.ts';
import { Feed } from '../../simulation/community/feed.ts';
import { World } from '../../simulation/community/world.ts';
import { MemoryBudget } from '../usage/index.ts';
import { LivingBot } from './bot.ts';
import type { Outcome } from './outcome.ts';
import type { CommunityPlan, Settlement } from './perform-community.ts';
import { performCommunity } from './perform-community.ts';
import type { Community } from './turn.ts';

export interface BatchSpec extends Omit<CommunityPlan, 'onTime' | 'cues'> {
  readonly seed: number;
  readonly personas: readonly Persona[];
  readonly hasMemory: boolean;
}

export interface BatchParts {
  readonly prices: PriceFile;
  readonly search: WebSearch;
  /** Hears of each day of simulated time that has passed, from 1 on. */
  readonly onDay?: (day: number) => void;
  /** What stands around the scripted provider: whoever measures prompts listens here. */
  readonly around?: (model: LanguageModel) => LanguageModel;
  /** Hears of every outcome, before it takes effect. */
  readonly onOutcome?: (outcome: Outcome) => void;
}

export interface BatchResult {
  /** Over every event and every change of a memory, in order: two performances of the same specification have the same. */
  readonly digest: string;
  readonly heartbeatCount: number;
  readonly actions: Readonly<Partial<Record<BotAction, number>>>;
  readonly record: CommunityRecord;
  /** What each bot wrote last, oldest first. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly tokens: number;
}

const ventureId = 'batch';
const dayMs = 86_400_000;

/** Performs a community on the scripted provider; caps hold as they would with a bill. */
export async function performBatchCommunity(spec: BatchSpec, parts: BatchParts): Promise<BatchResult> {
  let nowMs = spec.startMs;
  let tokens = 0;
  let day = 0;
  const onBooked = ({ usage }: { usage: { inputTokens: number; outputTokens: number } }) =>
    void (tokens += usage.inputTokens + usage.outputTokens);
  const budget = new MemoryBudget({ clock: { now: () => nowMs }, prices: parts.prices, onBooked });
  const around = parts.around ?? ((model: LanguageModel) => model);
  const model = withBudget(
    around(createScriptedModel({ provider: 'scripted', name: 'scripted', seed: spec.seed })),
    budget,
  );
  const community = newCommunity(spec);
  const settlement = new MemorySettlement(community, parts.onOutcome);
  const heartbeatCount = await performCommunity(
    {
      community,
      modelFor: () => Promise.resolve(model),
      search: parts.search,
      isCapped: (botId) => budget.isCapped(ventureId, botId),
      hasMemory: spec.hasMemory,
    },
    {
      startMs: spec.startMs,
      endMs: spec.endMs,
      pace: spec.pace,
      onTime: (atMs) => {
        nowMs = atMs;
        for (; atMs - spec.startMs >= (day + 1) * dayMs; parts.onDay?.(day)) day += 1;
      },
    },
    settlement,
  );
  const memberIds = [...community.bots.keys()];
  const texts = new Map(memberIds.map((id) => [id, community.world.member(id).recent]));
  const { actions, posts } = settlement;
  return { digest: settlement.digest, heartbeatCount, actions, record: { memberIds, posts }, texts, tokens };
}

function newCommunity({ personas, seed }: BatchSpec): Community {
  const world = new World();
  const bots = new Map(personas.map((persona) => [persona.id, new LivingBot(persona, seed)]));
  for (const id of bots.keys()) world.member(id);
  return { ventureId, world, feed: new Feed(world), bots };
}

class MemorySettlement implements Settlement {
  readonly actions: Partial<Record<BotAction, number>> = {};
  readonly posts: RecordedPost[] = [];
  readonly #community: Community;
  readonly #digest = new Digest();
  readonly #onOutcome: (outcome: Outcome) => void;

  constructor(community: Community, onOutcome: (outcome: Outcome) => void = () => undefined) {
    this.#community = community;
    this.#onOutcome = onOutcome;
  }

  get digest(): string {
    return this.#digest.toHex();
  }

  async settle(bot: LivingBot, plan: () => Outcome): Promise<void> {
    const outcome = plan();
    this.#onOutcome(outcome);
    this.#apply(outcome.events);
    for (const change of outcome.changes) bot.mind.apply(change);
    this.#digest.addValue(outcome.changes);
    const { action } = outcome.heartbeat;
    this.actions[action] = (this.actions[action] ?? 0) + 1;
  }

  async settleMemory(bot: LivingBot, change: Parameters<Settlement['settleMemory']>[1]): Promise<void> {
    bot.mind.apply(change);
    this.#digest.addValue(change);
  }

  async settleEvents(plan: Parameters<Settlement['settleEvents']>[0]): Promise<void> {
    this.#apply(plan());
  }

  #apply(events: Outcome['events']): void {
    for (const event of events) {
      this.#community.world.apply(event);
      this.#digest.addValue(event);
      if (event.type !== 'thread.opened' && event.type !== 'post.created') continue;
      const { postId: id, threadId, botId: authorId, atMs } = event;
      this.posts.push({ id, threadId, authorId, atMs, parentId: 'parentId' in event ? event.parentId : null });
    }
  }
}
