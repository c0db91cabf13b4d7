/** What a prompt shows of a call: marked lines, so that nothing said in it can pose as our words (F-40). */
import { cleanedLine, marked, materialLine } from '../../../language/clean-text.ts';
import type { CallBrief } from '../call.ts';
import type { Answer, Course, SaidTurn } from './course.ts';

/** Longest turn that is kept, in characters: some forty seconds of speech. */
export const longestTurn = 600;
/** Longest answer of a creator that is passed on. */
const longestAnswer = 1_000;
/** The newest turns that a prompt shows; a call seldom has more. */
const newestTurns = 60;

/** One line, fit to be shown and said, however long or strange what came in is. */
export const spoken = (text: string): string => cleanedLine(text, longestTurn);
export const answered = (text: string): string => cleanedLine(text, longestAnswer);

/** What everything in a prompt stands between that is not ours. */
export const callMark = (lines: readonly string[]): string => marked('call', lines);

export const errandLines = ({ objective, context }: CallBrief): string[] => [
  `Errand: ${materialLine(objective)}`,
  ...(context === '' ? [] : [`What is known: ${materialLine(context)}`]),
];

export const answerLine = ({ question, answer }: Answer): string =>
  `Asked before: ${materialLine(question)} The answer: ${materialLine(answer)}`;

/** What was said, from one side's ear: a side does not hear what is noted beside the talk for the other. */
export function transcriptLines({ brief, turns }: Course, ear: 'bot' | 'contact' | 'nobody'): string[] {
  const shown = turns
    .slice(-newestTurns)
    .filter(({ speaker }) => ear !== 'contact' || speaker === 'bot' || speaker === 'contact');
  return shown.flatMap((turn) => [
    `${nameOf(turn, brief, ear)}: ${materialLine(turn.text)}`,
    ...(ear === 'bot' ? toolLines(turn) : []),
  ]);
}

function nameOf({ speaker }: SaidTurn, { bot, contact }: CallBrief, ear: 'bot' | 'contact' | 'nobody'): string {
  if (speaker === 'line') return 'The line';
  if (speaker === 'note') return 'Note';
  if (speaker === ear) return 'You';
  return materialLine(speaker === 'bot' ? bot.name : contact.name);
}

const toolLines = ({ tools }: SaidTurn): string[] =>
  tools.map(({ name, result }) => `What your tool ${materialLine(name)} came to: ${materialLine(result)}`);
