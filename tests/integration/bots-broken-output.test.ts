/** Output that breaks off, breaks its form or never comes: nothing of it may be posted, kept or shown (BC-7). */
import { expect, test } from 'vitest';
import type { Post } from '../../server/contract/community.ts';
import type { CostCap } from '../../server/contract/usage.ts';
import type { LivingServer } from '../support/living-bots.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { onAnthropic, onOllama, startWritingAnthropic, startWritingOllama } from '../support/writing-models.ts';

const bot = 'mona-field';

const setups = [
  { name: 'ollama', start: startWritingOllama, choice: onOllama },
  { name: 'anthropic', start: startWritingAnthropic, choice: onAnthropic },
] as const;

const posts = (server: LivingServer): Promise<Post[]> => server.all('/api/posts');

test.each(setups)(
  'on $name broken output is repaired once and then posted (BC-7, F-10, F-12)',
  async ({ start, choice }) => {
    const model = await start();
    const server = await startLivingServer({ environment: model.environment });
    await server.makeEager(bot, choice);
    model.plans.push({ kind: 'answer', text: '{"text": "Cut in the mid' });
    expect(await server.beatUntilAsked(bot)).toMatchObject({ gate: null });
    expect(model.requests).toHaveLength(2);
    expect((await posts(server)).map(({ text }) => text)).toEqual(['Answer number 2, in words of my own.']);
  },
);

const unusable = [
  {
    what: 'JSON that is cut (F-10)',
    text: '{"title": "Half a title", "text": "Half a th',
    requestCount: 2,
    only: null,
  },
  {
    what: 'a text without a title (F-12)',
    text: '{"text": 5, "remember": "Half a thought"}',
    requestCount: 2,
    only: null,
  },
  { what: 'HTML (F-9)', kind: 'html', requestCount: null, only: null },
  { what: 'a stream that is cut (F-7)', kind: 'cut', text: 'Half a thought', requestCount: 3, only: null },
  {
    what: 'an error in mid-stream (F-8)',
    kind: 'error_in_stream',
    text: 'Half a thought',
    message: 'no',
    requestCount: 3,
    only: 'anthropic',
  },
  { what: 'a connection that is reset (F-5)', kind: 'reset', requestCount: 3, only: 'ollama' },
  { what: 'headers, then silence (F-6)', kind: 'headers_then_silence', requestCount: 1, only: null },
] as const;

const cases = unusable.flatMap(({ only, ...plan }) =>
  setups.filter(({ name }) => only === null || name === only).map((setup) => ({ ...plan, ...setup })),
);

test.each(cases)(
  'on $name $what is never posted, kept or shown, and the heartbeat says why (BC-7)',
  async ({ start, choice, requestCount, what: _, name: __, ...plan }) => {
    const model = await start();
    const environment = { ...model.environment, CLAQUE_MODEL_SILENCE_SECONDS: '1' };
    const server = await startLivingServer({ environment });
    await server.makeEager(bot, choice);
    model.always({ kind: 'answer', message: '', ...plan } as Parameters<typeof model.always>[0]);
    const heartbeat = await server.beatUntilAsked(bot);
    expect(heartbeat).toMatchObject({ gate: 'model', action: 'nothing', postId: null, threadId: null });
    expect(heartbeat.sentence).toMatch(/^It wanted to write: \S.{10,}/);
    if (requestCount !== null) expect(model.requests).toHaveLength(requestCount);
    expect(model.requests.length).toBeLessThanOrEqual(3);
    expect(await posts(server)).toEqual([]);
    expect(await server.activities('thread.opened')).toEqual([]);
    expect(JSON.stringify([await server.snapshot(), await server.activities()])).not.toContain('Half a');
    const { tokens } = await server.ask<CostCap>('GET', `/api/bots/${bot}/cost-cap`);
    expect(tokens.reservedTokens).toBe(0);
    expect(await server.activities('bot.paused')).toEqual([]);
  },
);
