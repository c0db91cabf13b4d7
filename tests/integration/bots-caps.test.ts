/** Bots and their caps, heartbeat by heartbeat (BC-8, BC-9). */
import { expect, test } from 'vitest';
import type { Heartbeat } from '../../server/contract/bot.ts';
import type { Caps, CostCap } from '../../server/contract/usage.ts';
import type { LivingServer } from '../support/living-bots.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { call, until } from '../support/server.ts';
import { onAnthropic, startDoor, startWritingAnthropic } from '../support/writing-models.ts';

const bot = 'mona-field';
const hourMs = 3_600_000;
const capOf = (server: LivingServer, id: string): Promise<CostCap> => server.ask('GET', `/api/bots/${id}/cost-cap`);

test('a bot whose call its cap refuses shows as capped, does nothing, and resumes the next UTC day (BC-9)', async () => {
  const server = await startLivingServer();
  await server.setPace('slow');
  await server.makeEager(bot);
  await server.ask('PUT', `/api/bots/${bot}/cost-cap`, { capTokens: 3_000, capUsd: null });
  const last = await server.beatUntil(bot, ({ gate }) => gate === 'cap');
  expect(last.sentence).toMatch(/Bot mona-field has used or set aside \d+ tokens of 3000 today/);
  expect(last).toMatchObject({ action: 'nothing', postId: null });

  expect(await server.bot(bot)).toMatchObject({
    status: 'capped',
    statusReason: expect.stringContaining('it resumes with the next UTC day') as string,
  });
  const { tokens, isCapped } = await capOf(server, bot);
  expect(isCapped).toBe(true);
  expect(tokens).toMatchObject({ capTokens: 3_000, source: 'custom', reservedTokens: 0 });
  expect(tokens.spentTokens).toBeLessThanOrEqual(3_000);
  const capped = (await server.ask<{ items: { id: string }[] }>('GET', '/api/bots?status=capped')).items;
  expect(capped.map(({ id }) => id)).toEqual([bot]);

  const midnight = Math.ceil(server.time.now() / (24 * hourMs)) * 24 * hourMs;
  server.time.advance(midnight - server.time.now() - 1);
  expect(await server.beat(bot)).toMatchObject({ gate: 'cap', action: 'nothing', considered: [], perceived: null });
  server.time.advance(1);
  expect(await server.bot(bot)).toMatchObject({ status: 'online', statusReason: null });
  expect(await server.beatUntilAsked(bot)).toMatchObject({ gate: null });
});

test('a cap set while a bot lives is in force for its next call, and null follows the default (BC-9)', async () => {
  const server = await startLivingServer();
  await server.makeEager(bot);
  await server.ask('PUT', `/api/bots/${bot}/cost-cap`, { capTokens: 0, capUsd: null });
  expect(await server.beat(bot)).toMatchObject({ gate: 'cap' });
  await server.ask('PUT', `/api/bots/${bot}/cost-cap`, { capTokens: null, capUsd: null });
  expect(await capOf(server, bot)).toMatchObject({
    isCapped: false,
    tokens: { capTokens: 100_000, source: 'default' },
  });
  expect(await server.beatUntilAsked(bot)).toMatchObject({ gate: null });
  const told = (await server.activities('usage.cap_changed')).map(({ payload }) => payload['holder']);
  expect(told).toEqual([`bot:${bot}`, `bot:${bot}`]);
});

test('a bot that only the venture’s cap stops does not blame its own, and a higher one lets it go on (BC-9)', async () => {
  const server = await startLivingServer();
  await server.setPace('slow');
  const standard = { capTokens: 100_000, capUsd: 1 };
  const none = { capTokens: 0, capUsd: 0 };
  await server.ask('PUT', '/api/caps', { default: standard, venture: none });
  const { gate, sentence } = await server.beat(bot);
  expect({ gate, sentence }).toEqual({ gate: 'cap', sentence: expect.stringContaining('that of all bots together') });
  expect(await server.bot(bot)).toMatchObject({ status: 'capped', statusReason: sentence });
  expect(sentence).toContain('or a higher cap');
  await server.ask('PUT', '/api/caps', { default: standard, venture: standard });
  expect(await server.bot(bot)).toMatchObject({ status: 'online' });
  expect((await server.beat(bot)).gate).not.toBe('cap');
});

/** Lets all bots beat at once, so many times. */
async function beatAll(server: LivingServer, ids: readonly string[]): Promise<(Heartbeat | null)[]> {
  server.time.advance(hourMs / 8);
  const answers = await Promise.all(ids.map((id) => server.tryBeat(id)));
  return answers.map(({ status, body }) => (status === 200 ? body : null));
}

test('24 bots at the edge of the venture’s cap never spend more than it together, a restart included (F-15, BC-9)', async () => {
  const model = await startWritingAnthropic();
  const { environment } = model;
  const first = await startLivingServer({ environment });
  const ids = (await first.bots()).map(({ id }) => id);
  for (const id of ids) await first.makeEager(id, onAnthropic);
  const cap = { capTokens: 20_000, capUsd: 0.02 };
  await first.ask('PUT', '/api/caps', { default: { capTokens: 100_000, capUsd: 1 }, venture: cap });
  const check = async (server: LivingServer) => {
    const { venture } = await server.ask<Caps>('GET', '/api/caps');
    expect(venture.tokens.spentTokens + venture.tokens.reservedTokens).toBeLessThanOrEqual(cap.capTokens);
    expect(venture.usd.spentUsd + venture.usd.reservedUsd).toBeLessThanOrEqual(cap.capUsd);
    return venture;
  };
  for (let round = 0; round < 8; round += 1) {
    await beatAll(first, ids);
    await check(first);
  }
  await first.app.close();
  const server = await startLivingServer({ folder: first.folder, environment, time: first.time });
  let refusals: (Heartbeat | null)[] = [];
  while (refusals.length < 3) {
    refusals = [...refusals, ...(await beatAll(server, ids))].filter((heartbeat) => heartbeat?.gate === 'cap');
    await check(server);
  }
  const { tokens } = await check(server);
  expect(tokens.reservedTokens).toBe(0);
  expect(tokens.spentTokens).toBeGreaterThan(cap.capTokens / 4);
  const spent = await Promise.all(ids.map(async (id) => (await capOf(server, id)).tokens.spentTokens));
  expect(spent.reduce((sum, count) => sum + count, 0)).toBe(tokens.spentTokens);
});

test('what a call under way may cost is set aside, so that a second one cannot pass the cap meanwhile (BC-9)', async () => {
  const model = await startWritingAnthropic();
  const door = await startDoor(model);
  const server = await startLivingServer({ environment: { ...model.environment, CLAQUE_ANTHROPIC_URL: door.url } });
  await server.makeEager(bot, onAnthropic);
  const slow = server.beatUntilAsked(bot);
  await until(
    async () => door.askedCount,
    (count) => count > 0,
  );
  const { tokens } = await capOf(server, bot);
  expect(tokens.reservedTokens).toBeGreaterThan(0);
  const capTokens = tokens.reservedTokens + 10;
  await server.ask('PUT', `/api/bots/${bot}/cost-cap`, { capTokens, capUsd: null });
  const question = { question: 'How are you?' };
  const asked = await call<{ detail: string }>(server, 'POST', `/api/bots/${bot}/interview`, question);
  expect(asked.status).toBe(503);
  expect(asked.body.detail).toContain(`of ${capTokens} today`);
  door.open();
  expect(await slow).toMatchObject({ gate: null });
  const after = (await capOf(server, bot)).tokens;
  expect(after.reservedTokens).toBe(0);
  expect(after.spentTokens).toBeGreaterThan(0);
  expect(after.spentTokens).toBeLessThan(tokens.reservedTokens);
});
