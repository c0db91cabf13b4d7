import { freshPhrase } from './fresh-phrase.ts';
import type { Part } from './part.ts';
import { anyPrompts, promptsByVariant } from './phrases/chat-prompts.ts';

/** A line that invites people to write about the topic at hand. */
export const chatPrompt: Part = (ask) => {
  const text = freshPhrase(ask, { variants: promptsByVariant, any: anyPrompts, textOf: (prompt) => prompt });
  return { text, value: { text } };
};
