import { freshPhrase } from './fresh-phrase.ts';
import type { Part } from './part.ts';
import { anyPolls, pollsByVariant } from './phrases/polls.ts';

/** A poll question about the topic at hand, with three or four answers that exclude each other. */
export const pollQuestion: Part = (ask) => {
  const poll = freshPhrase(ask, { variants: pollsByVariant, any: anyPolls, textOf: ({ text }) => text });
  const list = poll.options.map((option) => `- ${option}`).join('\n');
  return { text: `${poll.text}\n${list}`, value: poll };
};
