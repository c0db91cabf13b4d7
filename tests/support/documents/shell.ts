/** Commands as the documents show them, taken apart as a shell would: as far as the documents go, and no farther. */
import type { Fence, Piece } from './pages.ts';
import { fences } from './pages.ts';

export interface ShellCommand extends Piece {
  /** Variables set before the command. */
  readonly environment: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  /** Where its output goes, if not to the terminal. */
  readonly output: string | null;
}

/** Every command of every block of shell, in the order of the pages. */
export const commands: readonly ShellCommand[] = fences
  .filter(({ language }) => language === '' || language === 'sh')
  .flatMap(commandsOf);

function commandsOf({ page, line, text }: Fence): ShellCommand[] {
  const lines = text.replaceAll(/\\\n\s*/g, (joined) => ' '.padEnd(joined.length, '\0')).split('\n');
  return lines.flatMap((written, index) =>
    separated(wordsOf(written.replaceAll('\0', ''))).map((words) => commandOf(words, { page, line: line + index })),
  );
}

function commandOf(all: readonly string[], place: Omit<Piece, 'text'>): ShellCommand {
  const first = all.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const settings = first < 0 ? all : all.slice(0, first);
  const arrow = all.indexOf('>');
  return {
    ...place,
    text: all.join(' '),
    environment: Object.fromEntries(settings.map((word) => word.split(/=(.*)/s).slice(0, 2) as [string, string])),
    words: first < 0 ? [] : all.slice(first, arrow < 0 ? undefined : arrow),
    output: arrow < 0 ? null : all[arrow + 1]!,
  };
}

/** @returns The words of each command of a line. */
function separated(words: readonly string[]): string[][] {
  const found: string[][] = [[]];
  for (const word of words)
    if (word === '&&') found.push([]);
    else found.at(-1)!.push(word);
  return found.filter((command) => command.length > 0);
}

/** Words between blanks; quotes hold blanks together and are taken off; a comment ends the line. */
function wordsOf(line: string): string[] {
  const code = /(^|\s)#/.exec(line.replaceAll(/'[^']*'|"[^"]*"/g, (quoted) => '_'.repeat(quoted.length)));
  const kept = code === null ? line : line.slice(0, code.index);
  return [...kept.matchAll(/(?:'[^']*'|"[^"]*"|\$\([^)]*\)|[^\s'"])+/g)].map(([word]) => unquoted(word));
}

function unquoted(word: string): string {
  return word.replaceAll(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? '');
}
