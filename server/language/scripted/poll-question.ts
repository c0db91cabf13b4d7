import { pick } from './draw.ts';
import type { Part } from './part.ts';
import { sceneOf } from './scene.ts';

interface Poll {
  readonly question: string;
  readonly options: readonly string[];
}

const polls: readonly [(topic: string) => Poll, ...((topic: string) => Poll)[]] = [
  (topic) => ({
    question: `Where do you stand with ${topic} today?`,
    options: ['I am new to it', 'I have tried it', 'I do it every week', 'I could teach it'],
  }),
  (topic) => ({
    question: `What is the hardest part of ${topic} for you?`,
    options: ['Getting started', 'Finding the time', 'Convincing others', 'Keeping it going'],
  }),
  (topic) => ({
    question: `What should we do next about ${topic}?`,
    options: ['Show an example', 'Take questions', 'Go deeper', 'Move on'],
  }),
  (topic) => ({
    question: `How much of what you just heard about ${topic} could you use tomorrow?`,
    options: ['All of it', 'One or two things', 'Nothing yet'],
  }),
  (topic) => ({
    question: `Has ${topic} ever gone wrong for you?`,
    options: ['Yes, badly', 'A little', 'Not yet', 'I have never tried'],
  }),
  (topic) => ({
    question: `Who should decide about ${topic} where you work?`,
    options: ['Whoever does the work', 'The team together', 'Whoever leads it', 'Nobody has to'],
  }),
  (topic) => ({
    question: `If you had one more hour a week, would you spend it on ${topic}?`,
    options: ['Yes, gladly', 'Half of it', 'No, something else comes first'],
  }),
  (topic) => ({
    question: `What would convince you about ${topic}?`,
    options: ['Figures', 'A story from practice', 'Trying it myself', 'I am convinced already'],
  }),
];

/** A poll question about the topic at hand, with three or four answers that exclude each other. */
export const pollQuestion: Part = (ask) => {
  const { topic } = sceneOf(ask);
  const { recent } = ask.facts;
  const fresh = polls.filter((poll) => !recent.includes(poll(topic).question));
  const [first, ...rest] = fresh.length > 0 ? fresh : polls;
  const poll = pick(ask.draw, 'poll', [first ?? polls[0], ...rest])(topic);
  const list = poll.options.map((option) => `- ${option}`).join('\n');
  return { text: `${poll.question}\n${list}`, value: poll };
};
