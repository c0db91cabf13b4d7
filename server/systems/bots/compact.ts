/** Compacts a bot's weak memories into a summary, once a day at most (BC-5). */
import type { MemoryChange } from '../../simulation/community/mind.ts';
import type { HeartbeatParts, Turn } from './turn.ts';
import { nameIn } from './turn.ts';
import { summaryRequest } from './prompts.ts';
import { writePost } from './words.ts';

/** @returns The change to be stored; null if nothing is due or the model had no words: then they wait until tomorrow. */
export async function compactMemories(
  parts: HeartbeatParts,
  { bot, config, nowMs, signal }: Turn,
): Promise<MemoryChange | null> {
  const due = parts.hasMemory ? bot.mind.due(nowMs) : [];
  if (due.length === 0) return null;
  const writer = { id: bot.id, name: bot.persona.name, config, recent: [] };
  const { ventureId } = parts.community;
  const prompt = { ventureId, writer, memories: due, nameOf: nameIn(parts.community), signal };
  const words = await writePost(await parts.modelFor(config.model), summaryRequest(prompt));
  if (words.kind === 'none') {
    bot.mind.postponeCompaction(nowMs);
    return null;
  }
  return bot.mind.compact(due, words.text, nowMs);
}
