/** Recordings for tests, out of lines of text. */
import { readRecording, type RecordingRead } from '../../server/systems/recordings/index.ts';

/** Reads a text in chunks of a few characters, as a stream might bring it. */
export function read(
  text: string,
  options: { name?: string; session?: string; chunk?: number } = {},
): Promise<RecordingRead> {
  const { name = 'test.csv', session, chunk = 7 } = options;
  const chunks = async function* () {
    for (let start = 0; start < text.length; start += chunk) yield text.slice(start, start + chunk);
  };
  return readRecording(chunks(), { name, session });
}

/** CSV with the columns of the format; a message at the end makes it a minute and more long. */
export const csv = (...rows: string[]): string => ['time,type,user,text,poll', ...rows, '99,message,,', ''].join('\n');

/** The counts of a second, from 0. */
export function at({ recording }: RecordingRead, second: number) {
  const { presentCounts, activeCounts, joinCounts, leaveCounts, chatCounts, reactionCounts } = recording;
  return {
    present: presentCounts[second],
    active: activeCounts?.[second] ?? null,
    joins: joinCounts[second],
    leaves: leaveCounts[second],
    chat: chatCounts[second],
    reactions: reactionCounts?.[second] ?? null,
  };
}

/** A quarter of an hour of two hundred people; at 500 s forty leave within ten seconds. */
export function exodusCsv(): string {
  const people = Array.from({ length: 200 }, (_, index) => `0,join,u${index}`);
  const leaves = people.slice(0, 40).map((_, index) => `${500 + Math.floor(index / 4)},leave,u${index}`);
  const chat = Array.from({ length: 225 }, (_, index) => `${4 * index},message,u${100 + (index % 100)}`);
  return ['time,type,user', ...people, ...chat, ...leaves, '899,message,u199', ''].join('\n');
}
