/** Talks with bots and what bots look up, against a real server (BC-6, BC-17). */
import { expect, onTestFinished, test } from 'vitest';
import type { BotMemory, InterviewAnswer, WarmMemory } from '../../server/contract/bot.ts';
import type { Problem } from '../../server/contract/problem.ts';
import type { LivingServer } from '../support/living-bots.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { startSearxngServer } from '../support/search-servers/searxng-server.ts';
import { call } from '../support/server.ts';
import { onOllama, saidTo, startWritingOllama } from '../support/writing-models.ts';

const bot = 'mona-field';
const question = 'What do you think of databases?';

const ask = (server: LivingServer, more: object = {}): Promise<InterviewAnswer> =>
  server.ask('POST', `/api/bots/${bot}/interview`, { question, ...more });
const warm = (server: LivingServer): Promise<WarmMemory[]> => server.all(`/api/bots/${bot}/memory/warm`);
const memory = (server: LivingServer): Promise<BotMemory> => server.ask('GET', `/api/bots/${bot}/memory`);

/** A bot that has looked something up, so that it has something to remember. */
async function withMemories(environment: Record<string, string> = {}): Promise<LivingServer> {
  const server = await startLivingServer({ environment });
  await server.makeEager(bot);
  await server.beatUntil(bot, ({ action }) => action === 'search');
  return server;
}

test('an interview leaves community and memory bit for bit as they were, a restart included (BC-17)', async () => {
  const model = await startWritingOllama();
  const server = await withMemories(model.environment);
  await server.configure(bot, { model: onOllama });
  const before = await server.snapshot();
  const numbers = (await server.activities()).map(({ number }) => number);
  const first = await ask(server);
  expect(first).toMatchObject({
    text: 'Answer number 1, in words of my own.',
    provider: 'ollama',
    isRemembered: false,
  });
  expect(first.tokens).toBeGreaterThan(0);
  const conversation = [
    { by: 'person', text: question },
    { by: 'bot', text: first.text },
  ];
  await ask(server, { conversation, question: 'And of memory?' });
  expect(await server.snapshot()).toEqual(before);
  expect((await server.activities()).map(({ number }) => number)).toEqual(numbers);
  expect(saidTo(model.requests[0]!)).toContain('You are Mona Field');
  expect(saidTo(model.requests[1]!)).toContain(first.text);
  await server.app.close();
  const again = await startLivingServer({
    folder: server.folder,
    environment: model.environment,
    time: server.time,
    pace: null,
  });
  expect(await again.snapshot()).toEqual(before);
});

test('an interview that is to be remembered adds one memory with its source, and nothing else (BC-17, BC-5)', async () => {
  const server = await withMemories();
  const before = await warm(server);
  const { text, isRemembered } = await ask(server, { isRemembered: true });
  expect(isRemembered).toBe(true);
  const after = await warm(server);
  const added = after.filter(({ id }) => !before.some((one) => one.id === id));
  expect(added).toHaveLength(1);
  expect(added[0]).toMatchObject({ kind: 'fact', source: { kind: 'interview' } });
  expect(added[0]!.text).toContain(question);
  expect(added[0]!.text).toContain(text.slice(0, 40));
  expect(after.filter(({ id }) => id !== added[0]!.id)).toEqual(before);
  expect((await server.activities('heartbeat.ended')).length).toBe((await server.bot(bot)).heartbeatCount);
});

test('a bot that is capped says so when it is interviewed, and keeps nothing of it (BC-17, BC-9)', async () => {
  const server = await withMemories();
  await server.ask('PUT', `/api/bots/${bot}/cost-cap`, { capTokens: 0, capUsd: null });
  const before = await server.snapshot();
  const { status, body } = await call<Problem>(server, 'POST', `/api/bots/${bot}/interview`, {
    question,
    isRemembered: true,
  });
  expect(status).toBe(503);
  expect(body).toMatchObject({
    status: 503,
    detail: expect.stringContaining('Mona Field gave no answer: Bot mona-field has used'),
  });
  expect(await server.snapshot()).toEqual(before);
});

test('an interview whose model fails says why, and the bot lives on (BC-17, BC-7)', async () => {
  const model = await startWritingOllama();
  const server = await startLivingServer({ environment: model.environment });
  await server.makeEager(bot, { ...onOllama, name: 'nobody-has-it' });
  const { status, body } = await call<Problem>(server, 'POST', `/api/bots/${bot}/interview`, { question });
  expect(status).toBe(503);
  expect(body.detail).toMatch(/^Mona Field gave no answer: \S/);
  expect((await server.beat(bot)).gate).toBeNull();
});

test('what a search finds lands in warm memory with its source, and the feed hears of it (BC-6, BC-5)', async () => {
  const server = await startLivingServer();
  await server.makeEager(bot);
  const { sentence, causedActivities } = await server.beatUntil(bot, ({ action }) => action === 'search');
  expect(sentence).toMatch(/^It searched for “.+” and found “.+”\.$/);
  const [told] = await server.activities('search.performed');
  expect(causedActivities).toContain(told!.number);
  const results = told!.payload['results'] as { title: string; url: string }[];
  expect(results.length).toBeGreaterThan(0);
  const facts = (await warm(server)).filter(({ source }) => source.kind === 'search');
  const sources = facts.map(({ source: { ref, title } }) => ({ title, url: ref }));
  expect(new Set(sources.map(({ url }) => url))).toEqual(new Set(results.map(({ url }) => url)));
  for (const { text, strength } of facts) {
    expect(text.length).toBeGreaterThan(10);
    expect(strength).toBeGreaterThan(0);
  }
  expect((await memory(server)).warm).toContainEqual({ kind: 'fact', count: facts.length });
});

test('with SearXNG a bot remembers what that found; once it is down the heartbeat says so and nothing is kept (BC-6)', async () => {
  const searxng = await startSearxngServer();
  let isUp = true;
  onTestFinished(() => (isUp ? searxng.close() : undefined));
  const server = await withMemories({ CLAQUE_SEARXNG_URL: searxng.url });
  const facts = await warm(server);
  expect(facts.map(({ source }) => source.ref)).toContain('https://pages.example/polls');
  expect(searxng.requests.length).toBeGreaterThan(0);
  expect((await server.activities('search.performed'))[0]!.payload).toMatchObject({ source: 'searxng' });

  await searxng.close();
  isUp = false;
  const told = await server.activities('search.performed');
  const failed = await server.beatUntil(bot, ({ action }) => action === 'search');
  expect(failed.sentence).toMatch(/^It searched for “.+”: \S.{10,}/);
  expect(failed.sentence).not.toContain('and found');
  expect(await server.activities('search.performed')).toEqual(told);
  const now = await warm(server);
  expect(
    now
      .filter(({ source }) => source.kind === 'search')
      .map(({ id }) => id)
      .sort((one, two) => one - two),
  ).toEqual(
    facts
      .filter(({ source }) => source.kind === 'search')
      .map(({ id }) => id)
      .sort((one, two) => one - two),
  );
  expect((await server.beat(bot)).number).toBe(failed.number + 1);
});
