/** Watches the prompts of a community: what was sent, and what a program that selects nothing would have sent instead. */
import { fileURLToPath } from 'node:url';
import { MemoryKind } from '../../server/contract/bot.ts';
import { likelyInputTokens, likelyTokens } from '../../server/language/estimate.ts';
import type { LanguageModel, ModelRequest, ModelResult } from '../../server/language/port.ts';
import { createWebSearch } from '../../server/search/create-web-search.ts';
import { Mind } from '../../server/simulation/community/mind.ts';
import type { WorldThread } from '../../server/simulation/community/thread.ts';
import { World } from '../../server/simulation/community/world.ts';
import type { BatchResult } from '../../server/systems/bots/index.ts';
import { performBatchCommunity } from '../../server/systems/bots/index.ts';
import type { Outcome } from '../../server/systems/bots/outcome.ts';
import { loadPersonas } from '../../server/systems/scenarios/index.ts';
import { loadPrices } from '../../server/systems/usage/index.ts';

/** A piece of a prompt that is the same to the last byte or another one: what a provider's cache knows. */
export interface Block {
  readonly text: string;
  readonly tokens: number;
}

/** One call as it was and as it would have been, each as blocks in the order of the prompt. */
export interface WatchedCall {
  readonly atMs: number;
  readonly purpose: string;
  /** What a provider adds on its own, and the schema: the same whatever the prompt says. */
  readonly fixedTokens: number;
  /** Rules and persona: the prefix that is marked for caching. */
  readonly stable: readonly Block[];
  /** The memories that were selected; empty where there were none. */
  readonly memories: Block;
  /** What was shown of the thread and of the web, with the marks around it. */
  readonly material: Block;
  readonly task: Block;
  /** Every warm memory and every summary at hand. */
  readonly allMemories: Block;
  /** Every thread in sight in full, the one that has been silent longest first. */
  readonly threadsInSight: readonly Block[];
  /** The threads of the bot's own feed in full; of a summary, none. */
  readonly threadsInFeed: readonly Block[];
}

export interface WatchedCommunity {
  readonly calls: readonly WatchedCall[];
  /** Tokens of memories and threads in sight, summed over every heartbeat, whether it asked a model or not. */
  readonly everythingTokens: number;
  readonly outputTokens: number;
  readonly result: BatchResult;
}

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const startMs = Date.UTC(2026, 0, 5);

/** Performs the shipped bots for some days at the normal pace, and watches each call of a model. */
export async function watchPrompts({ days, seed }: { days: number; seed: number }): Promise<WatchedCommunity> {
  const personas = [...loadPersonas(folder('bots')).values()];
  const watcher = new Watcher();
  const result = await performBatchCommunity(
    { seed, personas, pace: 'normal', hasMemory: true, startMs, endMs: startMs + days * 86_400_000 },
    {
      prices: loadPrices(folder('seeds/prices.yaml')),
      search: createWebSearch({ kind: 'library', folder: folder('seeds/library') }),
      around: (model) => ({ ...model, complete: (request) => watcher.complete(model, request) }),
      onOutcome: (outcome) => watcher.hear(outcome),
    },
  );
  const { calls, everythingTokens, outputTokens } = watcher;
  return { calls, everythingTokens, outputTokens, result };
}

/** Knows the community by what it hears of it: the same events and changes make the same world and the same minds. */
class Watcher {
  readonly calls: WatchedCall[] = [];
  everythingTokens = 0;
  outputTokens = 0;
  readonly #world = new World();
  readonly #minds = new Map<string, Mind>();
  readonly #threadBlocks = new WeakMap<WorldThread, { postCount: number; block: Block }>();
  #pending: ModelRequest | null = null;
  #nowMs = 0;

  async complete(model: LanguageModel, request: ModelRequest): Promise<ModelResult> {
    const result = await model.complete(request);
    this.outputTokens += result.usage.outputTokens;
    if (request.purpose !== 'summary') this.#pending = request;
    else this.#summarise(request, result);
    return result;
  }

  /** A call of a heartbeat is recorded when its outcome is known, which tells the moment, and not yet in force. */
  hear({ heartbeat, events, changes }: Outcome): void {
    const { botId } = heartbeat;
    this.#nowMs = heartbeat.atMs;
    if (this.#pending) this.#record(this.#pending, heartbeat.perceived?.feed.map(({ threadId }) => threadId) ?? []);
    this.#pending = null;
    this.everythingTokens += tokensOf([this.#memoriesOf(botId), ...this.#inSight()]);
    for (const event of events) this.#world.apply(event);
    for (const change of changes) this.#mindOf(botId).apply(change);
    this.#world.forget(this.#nowMs);
  }

  /** A summary is asked for after the heartbeat, at the same moment; it takes the place of what is due. */
  #summarise(request: ModelRequest, result: ModelResult): void {
    this.#record(request, []);
    const mind = this.#mindOf(request.caller.botId!);
    const due = mind.due(this.#nowMs);
    if (result.kind === 'answered') mind.apply(mind.compact(due, result.text, this.#nowMs));
  }

  #record(request: ModelRequest, feed: readonly number[]): void {
    const stable = request.stable.map(blockOf);
    const { text } = request.messages[0]!;
    const beforeTask = text.lastIndexOf('\n\n');
    const lines = text.slice(0, Math.max(0, beforeTask)).split('\n');
    this.calls.push({
      atMs: this.#nowMs,
      purpose: request.purpose,
      fixedTokens: likelyInputTokens(request) - tokensOf(stable) - likelyTokens(text),
      stable,
      memories: blockOf(lines.filter((line) => isMemory.test(line)).join('\n')),
      material: blockOf(lines.filter((line) => !isMemory.test(line)).join('\n')),
      task: blockOf(text.slice(beforeTask + 1)),
      allMemories: this.#memoriesOf(request.caller.botId!),
      threadsInSight: this.#inSight(),
      threadsInFeed: feed.map((id) => this.#blockOfThread(this.#world.threads.get(id)!)),
    });
  }

  #memoriesOf(botId: string): Block {
    const { warm, cold } = this.#mindOf(botId);
    const lines = [
      ...[...warm.values()].map(({ kind, about, text }) => `- ${kind}, ${about}: ${text}`),
      ...cold.map(({ text }) => `- ${text}`),
    ];
    return blockOf(lines.join('\n'));
  }

  #inSight(): Block[] {
    return [...this.#world.threads.values()]
      .sort((one, other) => one.lastPostAtMs - other.lastPostAtMs || one.id - other.id)
      .map((thread) => this.#blockOfThread(thread));
  }

  #blockOfThread(thread: WorldThread): Block {
    const postCount = thread.posts.length;
    const known = this.#threadBlocks.get(thread);
    if (known?.postCount === postCount) return known.block;
    const posts = thread.posts.map(({ authorId, text }) => `@${authorId}: ${text}`);
    const block = blockOf(`Thread: ${thread.title}\n${posts.join('\n')}`);
    this.#threadBlocks.set(thread, { postCount, block });
    return block;
  }

  #mindOf(botId: string): Mind {
    const mind = this.#minds.get(botId) ?? new Mind();
    this.#minds.set(botId, mind);
    return mind;
  }
}

/** How a prompt names what is remembered: a line each. */
const isMemory = new RegExp(`^- (${MemoryKind.options.join('|')}), `);
const blockOf = (text: string): Block => ({ text, tokens: likelyTokens(text) });

export const tokensOf = (blocks: readonly Block[]): number => blocks.reduce((sum, { tokens }) => sum + tokens, 0);
