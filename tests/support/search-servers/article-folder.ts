import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An article's file, with what a test does not care about filled in. */
export function articleText({
  title = 'Polls that wake an audience up',
  topics = ['polls', 'engagement'],
  url = 'https://library.example/polls',
  date = '2026-05-04',
  body = 'A poll wakes an audience up. Ask one thing at a time, and show the result at once.',
}: Partial<{ title: string; topics: string[]; url: string; date: string; body: string }> = {}): string {
  return `---\ntitle: ${title}\ntopics: [${topics.join(', ')}]\nurl: ${url}\ndate: ${date}\n---\n\n${body}\n`;
}

/** Four articles, the first two about polls. */
export const fewArticles: Readonly<Record<string, string>> = {
  'polls.md': articleText(),
  'poll-fatigue.md': articleText({
    title: 'When polls tire people',
    topics: ['polls', 'fatigue'],
    url: 'https://library.example/poll-fatigue',
    body: 'The fifth poll of an hour is answered by half as many people as the first. Space them out.',
  }),
  'gardens.md': articleText({
    title: 'Community gardens in winter',
    topics: ['gardens'],
    url: 'https://library.example/gardens',
    body: 'Winter is when a community garden is planned. Compost needs turning. Seeds are ordered early.',
  }),
  'moderation.md': articleText({
    title: 'Moderating a lively chat',
    topics: ['moderation', 'chat'],
    url: 'https://library.example/moderation',
    body: 'A moderator reads along. Warn once in public, then act. A poll cannot replace a rule.',
  }),
};

export interface ArticleFolder {
  readonly path: string;
  remove: () => void;
}

/** Writes files to a new folder; a name that ends in a slash is a folder inside it. */
export function articleFolder(files: Readonly<Record<string, string>> = fewArticles): ArticleFolder {
  const path = mkdtempSync(join(tmpdir(), 'claque-library-'));
  for (const [name, text] of Object.entries(files))
    if (name.endsWith('/')) mkdirSync(join(path, name));
    else writeFileSync(join(path, name), text);
  return { path, remove: () => rmSync(path, { recursive: true }) };
}
