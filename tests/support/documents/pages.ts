/** The documents as they lie in the repository, and what stands in them that can be held against something. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');

/** A piece of a page, and where it stands. */
export interface Piece {
  /** As seen from the root of the repository. */
  readonly page: string;
  readonly line: number;
  readonly text: string;
}

export interface Fence extends Piece {
  /** What stands behind the opening backticks; '' is shell. */
  readonly language: string;
}

/** What is made or fetched, and no part of the repository. */
const foreign = new Set(['node_modules', '.git', 'dist', 'data', 'coverage', 'test-results', 'playwright-report']);

/** Every file and folder of the repository. */
export const files: readonly string[] = readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
  if (foreign.has(entry.name)) return [];
  if (!entry.isDirectory()) return [entry.name];
  const below = readdirSync(path.join(root, entry.name), { recursive: true, encoding: 'utf8' });
  return [entry.name, ...below.map((name) => path.join(entry.name, name))];
});

/** Not the changelog: it tells what was. */
export const pages: readonly string[] = files.filter(
  (file) => /^([A-Z]+|docs\/.*)\.md$/.test(file) && file !== 'CHANGELOG.md',
);

const read = (page: string): string => readFileSync(path.join(root, page), 'utf8');

/** Where a page's text lies in fences, and where it does not. */
function partsOf(page: string): { fences: Fence[]; prose: Piece[] } {
  const fences: Fence[] = [];
  const prose: Piece[] = [];
  let open: { language: string; line: number; lines: string[] } | null = null;
  for (const [index, text] of read(page).split('\n').entries()) {
    const mark = /^```(\w*)$/.exec(text);
    if (mark && open) {
      fences.push({ page, line: open.line, language: open.language, text: open.lines.join('\n') });
      open = null;
    } else if (mark) open = { language: mark[1]!, line: index + 2, lines: [] };
    else if (open) open.lines.push(text);
    else prose.push({ page, line: index + 1, text });
  }
  return { fences, prose };
}

export const fences: readonly Fence[] = pages.flatMap((page) => partsOf(page).fences);
export const prose: readonly Piece[] = pages.flatMap((page) => partsOf(page).prose);

/** What stands in backticks. */
export const codeSpans: readonly Piece[] = prose.flatMap(({ page, line, text }) =>
  [...text.matchAll(/`([^`]+)`/g)].map((found) => ({ page, line, text: found[1]! })),
);

/** Where links and pictures lead to, within the repository or outside. */
export const links: readonly Piece[] = prose.flatMap(({ page, line, text }) =>
  [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map((found) => ({
    page,
    line,
    text: (found[1] ?? found[2])!,
  })),
);

/** The anchors of a page's headings, as GitHub makes them. */
export const anchorsOf = (page: string): string[] =>
  partsOf(page)
    .prose.filter(({ text }) => text.startsWith('#'))
    .map(({ text }) =>
      text
        .replace(/^#+ /, '')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    );

export const placeOf = ({ page, line, text }: Piece): string => `${page}:${line}: ${text}`;
