import { expect, test } from 'vitest';
import type { EndedCall } from '../../../../server/language/keep-calls.ts';
import { noUsage } from '../../../../server/language/usage.ts';
import { maskSecrets } from '../../../../server/platform/telemetry/mask-secrets.ts';
import { keptCall } from '../../../../server/systems/executions/model-call.ts';

const endedCall = (
  request: Partial<EndedCall['request']> = {},
  result: Partial<EndedCall['result']> = {},
): EndedCall => ({
  model: { provider: 'scripted', name: 'scripted' },
  request: {
    purpose: 'reply',
    caller: { ventureId: 'default', botId: null },
    stable: ['Rules.'],
    messages: [{ role: 'user', text: 'Write.' }],
    maxTokens: 100,
    ...request,
  },
  result: {
    kind: 'answered',
    text: 'Written.',
    value: undefined,
    toolCalls: [],
    usage: { ...noUsage, inputTokens: 5, cacheReadTokens: 7, outputTokens: 3 },
    stopReason: 'end',
    ...result,
  } as EndedCall['result'],
  attemptCount: 1,
  durationMs: 12,
});
const kept = (...call: Parameters<typeof endedCall>) =>
  keptCall(endedCall(...call), 0, (text) => maskSecrets(text, []));

test('prompt and answer are kept apart, with what they took (EX-12)', () => {
  expect(kept()).toMatchObject({
    stableText: '["Rules."]',
    messages: [{ role: 'user', text: 'Write.' }],
    leftOutCount: 0,
    answer: 'Written.',
    code: null,
    inputTokens: 12,
    cachedTokens: 7,
    outputTokens: 3,
    costUsd: 0,
  });
});

test('a key is masked wherever it stands, and where invisible characters are put into it (EX-12, F-40, F-42)', () => {
  const key = `sk-${'Zk3vQ9xT'.repeat(4)}`;
  const hidden = key.split('').join('\u200B');
  const call = kept(
    { stable: [key], messages: [{ role: 'user', text: `It says ${hidden}.` }] },
    { text: key, toolCalls: [{ id: '1', name: 'call', arguments: { password: 'open sesame' } }] },
  );
  expect(JSON.stringify(call)).not.toContain('Zk3v');
  expect(call.toolCalls).toEqual([{ name: 'call', arguments: '{"password":[masked]}' }]);
});

test('of too long a talk the newest messages stay, and a text that is too long is cut (EX-12)', () => {
  const messages = Array.from({ length: 9 }, (_, index) => ({
    role: 'user' as const,
    text: `${index}`.repeat(20_000),
  }));
  const call = kept({ messages });
  expect(call.messages.map(({ text }) => text[0])).toEqual(['6', '7', '8']);
  expect(call.leftOutCount).toBe(6);
  expect(call.messages.every(({ text }) => text.length === 16_000)).toBe(true);
});

test('of a call that failed the reason is kept, and no answer (EX-12)', () => {
  const failure = {
    kind: 'failed',
    code: 'timed_out',
    sentence: 'It took too long.',
    usage: noUsage,
  } as EndedCall['result'];
  expect(keptCall({ ...endedCall(), result: failure }, null, (text) => text)).toMatchObject({
    code: 'timed_out',
    sentence: 'It took too long.',
    answer: null,
    toolCalls: [],
    costUsd: null,
  });
});
