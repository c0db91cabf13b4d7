/** What a model writes is words: never SQL, never a path, never a header (PL-15, F-42). */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Page } from '../../server/contract/page.ts';
import type { Post, ThreadSummary } from '../../server/contract/community.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { call } from '../support/server.ts';
import { onAnthropic, saidTo, startWritingAnthropic } from '../support/writing-models.ts';

const bot = 'mona-field';

/** Titles and texts that would do something if anything took them for more than words. */
const hostile = [
  "'); DROP TABLE posts; --",
  "x' OR '1'='1",
  '../../../../claque-was-here',
  '/etc/passwd %2e%2e%2f ${process.env.CLAQUE_TOKEN} $(id)',
  'a%_b',
] as const;

test('words that are SQL, paths or commands are kept as words, found as words, and do nothing else (PL-15, F-42)', async () => {
  const model = await startWritingAnthropic();
  const server = await startLivingServer({ environment: model.environment });
  await server.makeEager(bot, onAnthropic);
  const files = readdirSync(server.folder).sort();
  for (const words of hostile) {
    model.plans.shift = () => {
      const isThread = saidTo(model.requests.at(-1)!).includes('Open a new thread');
      return { kind: 'answer', text: JSON.stringify({ ...(isThread && { title: words }), text: words, remember: [] }) };
    };
    await server.beatUntil(bot, ({ provider, gate }) => provider !== null && gate === null);
  }
  const posts = await server.all<Post>('/api/posts');
  expect(new Set(posts.map(({ text }) => text))).toEqual(new Set(hostile));
  const threads = await server.all<ThreadSummary>('/api/threads');
  for (const words of hostile) {
    const { status, body } = await call<Page<ThreadSummary>>(
      server,
      'GET',
      `/api/threads?search=${encodeURIComponent(words)}`,
    );
    const holding = threads.filter(({ title }) => title === words).map(({ id }) => id);
    expect(status).toBe(200);
    expect(body.items.map(({ id }) => id)).toEqual(expect.arrayContaining(holding));
    expect(body.total).toBeLessThanOrEqual(threads.length);
  }
  const { body: none } = await call<Page<ThreadSummary>>(server, 'GET', '/api/threads?search=a%25b');
  expect(none.total).toBe(0);
  expect(readdirSync(server.folder).sort()).toEqual(files);
});
