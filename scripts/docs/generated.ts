/** The parts of the documents that are written from the code: between two marks in a page, and nowhere else (PL-20). */
import path from 'node:path';
import { variableGroups, variables } from '../../server/config.ts';
import { errorTable } from '../../server/kernel/errors.ts';

const root = path.join(import.meta.dirname, '../..');

/** What stands between the marks, by page and name of the part. */
export const generatedParts: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/configuration.md': { variables: variableTables },
  'docs/api.md': { errors: errorRows },
};

/** @throws {Error} if a page lacks one of its marks. */
export function withGeneratedParts(page: string, text: string): string {
  let written = text;
  for (const [name, render] of Object.entries(generatedParts[page] ?? {})) {
    const [before, after] = [`<!-- generated: ${name} -->\n`, `\n<!-- end: ${name} -->`];
    const from = written.indexOf(before);
    const to = written.indexOf(after);
    if (from < 0 || to < from) throw new Error(`${page} lacks the marks of “${name}”.`);
    written = `${written.slice(0, from + before.length)}\n${render()}\n${written.slice(to)}`;
  }
  return written;
}

function variableTables(): string {
  return Object.entries(variableGroups)
    .map(([group, title]) => {
      const rows = Object.entries(variables)
        .filter(([, variable]) => variable.group === group)
        .map(([name, { standard, allowed, meaning }]) => [`\`${name}\``, shown(standard), allowed, meaning]);
      return `## ${title}\n\n${table(['variable', 'default', 'allowed', 'meaning'], rows)}`;
    })
    .join('\n\n');
}

/** A default as a reader sees it: files that ship as seen from the root of the repository. */
const shown = (value: string): string => (value === '' ? '' : `\`${value.replace(`${root}${path.sep}`, '')}\``);

function errorRows(): string {
  const rows = Object.entries(errorTable).map(([code, { status, title, next }]) => [
    `\`${code}\``,
    String(status),
    title,
    next,
  ]);
  return table(['code', 'status', 'meaning', 'what happens next'], rows);
}

/** A table of Markdown with columns as wide as their widest cell, which is how oxfmt lays it out. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_title, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
