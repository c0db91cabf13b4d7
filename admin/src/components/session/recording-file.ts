/** A recording as a file: what it may be, and where an example of one is (EC-27). Pure. */
import type { Problem } from '../../../../server/contract/problem.ts';

/** The largest body that the server takes. */
const limitMegabytes = 20;

/** Why a file is not even sent; null if it can be. @param size In bytes. */
export function sizeFault(size: number): string | null {
  if (size === 0) return 'The file is empty. A recording has a line for each event.';
  if (size <= limitMegabytes * 1_024 * 1_024) return null;
  return `The file has ${Math.round(size / 1_024 / 1_024)} MB; the panel takes ${limitMegabytes} MB. The command line takes more: claque replay-recorded FILE.`;
}

/** JSON lines begin with a brace; anything else is tried as CSV. */
export const mediaTypeOf = (content: string): string =>
  content.trimStart().startsWith('{') ? 'application/x-ndjson' : 'text/csv';

/** The sessions that the server names where a file holds several; none where that is not what it complains of. */
export function sessionsNamed(problem: Problem | null): string[] {
  const named = problem?.errors?.find(({ field }) => field === 'session')?.message;
  if (!named?.startsWith('one of: ')) return [];
  return named.slice('one of: '.length).split(', ');
}

/** A title to begin with: the file's name without its ending, in words. */
export const titleOf = (name: string): string =>
  name
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .slice(0, 120) || 'Recorded session';

/** What a simulated webinar looks like to a platform: with it anybody can try a replay. */
export const exampleAddress = new URL('../../../../seeds/recordings/webinar-drop.csv', import.meta.url).href;
