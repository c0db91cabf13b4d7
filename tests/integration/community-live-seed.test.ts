/** A history for a new folder, from the command line, and what a server shows of it (BC-15). */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { BotSummary, WarmMemory } from '../../server/contract/bot.ts';
import { CommunitySeed } from '../../server/contract/community-seed.ts';
import type { Post, ThreadSummary } from '../../server/contract/community.ts';
import type { UsageRow } from '../../server/contract/usage.ts';
import { connect } from '../../server/platform/database/connect.ts';
import type { Ended } from '../support/command-line.ts';
import { claque } from '../support/command-line.ts';
import type { LivingServer } from '../support/living-bots.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { ManualTime } from '../support/manual-time.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Every other bot that ships: two days of all of them would take too long for a test. */
const someIds = readdirSync(path.join(root, 'bots'))
  .filter((_, index) => index % 2 === 0)
  .map((name) => path.basename(name, '.yaml'));

/** Two days of the community that ships, without those who are not there. */
function shortened({ threads, relationships, ...rest }: CommunitySeed): CommunitySeed {
  const isThere = (id: string): boolean => someIds.includes(id);
  const kept = threads
    .filter(({ author }) => isThere(author))
    .map((thread) => ({
      ...thread,
      atHour: thread.atHour / 3,
      replies: thread.replies.filter(({ author }) => isThere(author)).map(({ to: _, ...reply }) => reply),
    }));
  const known = relationships.filter(({ bot, about }) => isThere(bot) && isThere(about));
  return { ...rest, days: 2, threads: kept, relationships: known };
}

describe('claque seed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'claque-seed-'));
  const data = path.join(folder, 'data');
  const file = path.join(folder, 'community.yaml');
  const bots = path.join(folder, 'bots');
  const environment = { CLAQUE_DATA_DIR: data, CLAQUE_COMMUNITY_FILE: file, CLAQUE_BOT_DIR: bots };
  let seeded: Ended;

  beforeAll(async () => {
    mkdirSync(bots);
    for (const id of someIds) copyFileSync(path.join(root, `bots/${id}.yaml`), path.join(bots, `${id}.yaml`));
    const shipped = CommunitySeed.parse(parse(readFileSync(path.join(root, 'seeds/community.yaml'), 'utf8')));
    writeFileSync(file, stringify(shortened(shipped)));
    seeded = await claque(['seed'], environment);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('says what it wrote and ends with 0 (BC-15, PL-7)', () => {
    expect(seeded.stderr).toBe('');
    expect(seeded.code).toBe(0);
    expect(seeded.stdout).toMatch(/^.+: 2 days of history, \d+ heartbeats, \d+ threads and \d+ posts\.\n/);
  });

  test('a second time is refused with 1, says why, and changes nothing (BC-15)', async () => {
    const before = await contentOf(data);
    const { code, stderr, stdout } = await claque(['seed'], environment);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^claque: There is a community already; .+\n$/);
    expect(await contentOf(data)).toBe(before);
  });

  test('a server shows threads, votes, memories, relationships, reputations and usage of several days (BC-15)', async () => {
    const time = new ManualTime();
    time.advance(Date.now() - time.now());
    const server = await startLivingServer({ folder: data, time, environment: { CLAQUE_BOT_DIR: bots } });
    const threads = await server.all<ThreadSummary>('/api/threads');
    expect(threads.filter(({ replyCount }) => replyCount > 0).length).toBeGreaterThanOrEqual(6);
    expect(threads.filter(({ upCount }) => upCount > 0).length).toBeGreaterThanOrEqual(6);
    const posts = await server.all<Post>('/api/posts');
    expect(posts.filter(({ at }) => Date.parse(at) > time.now())).toEqual([]);
    const members = await server.bots();
    expect(new Set(members.map(({ reputation }) => reputation)).size).toBeGreaterThan(6);
    const memories = await Promise.all(members.map((bot) => memoriesOf(server, bot)));
    const searchers = memories.filter((items) => items.some(({ source }) => source.kind === 'search'));
    expect(searchers.length).toBeGreaterThanOrEqual(2);
    const relationships = memories.flat().filter(({ kind }) => kind === 'relationship');
    expect(relationships.some(({ source }) => source.kind === 'seed')).toBe(true);
    expect(relationships.filter(({ useCount }) => useCount > 0).length).toBeGreaterThan(0);
    const usage = await server.all<UsageRow>('/api/stats/usage');
    expect(new Set(usage.map(({ day }) => day)).size).toBeGreaterThanOrEqual(2);
    // Life goes on from there.
    const { id, heartbeatCount } = members[0]!;
    expect((await server.beat(id)).number).toBe(heartbeatCount + 1);
  });
});

/** One digest of every row of every table, but those of the migrations. */
async function contentOf(folder: string): Promise<string> {
  const knex = connect(path.join(folder, 'claque.db'), { isReadOnly: true });
  const digest = createHash('sha256');
  const tables: { name: string }[] = await knex('sqlite_master')
    .where({ type: 'table' })
    .orderBy('name')
    .select('name');
  for (const { name } of tables.filter((table) => !/^(knex|sqlite)_/.test(table.name)))
    for (const row of (await knex(name)).map((each: object) => JSON.stringify(each)).sort()) digest.update(row);
  await knex.destroy();
  return digest.digest('hex');
}

const memoriesOf = (server: LivingServer, { id }: BotSummary): Promise<WarmMemory[]> =>
  server.all(`/api/bots/${id}/memory/warm`);

test('a community file that names nobody known is refused with 1, the field and who there is (BC-15)', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'claque-seed-'));
  const file = path.join(folder, 'community.yaml');
  writeFileSync(file, 'title: T\ndays: 1\nseed: 1\nthreads:\n  - { author: nobody, title: T, text: T, atHour: 1 }\n');
  const { code, stderr } = await claque(['seed'], {
    CLAQUE_DATA_DIR: path.join(folder, 'data'),
    CLAQUE_COMMUNITY_FILE: file,
  });
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(stderr).toContain('threads.0.author');
  expect(stderr).toContain('mona-field');
});
