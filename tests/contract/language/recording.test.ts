/** Recording and playing back, through a real file. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { requestOf, scriptedSetup } from '../../support/model-servers/setups.ts';
import { startStack } from '../../support/model-servers/stack.ts';

const settings = scriptedSetup.settings('');
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claque-recording-'));
  path = join(folder, 'calls.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const ask = (topic: string) => requestOf({ facts: { topic }, schema: z.object({ text: z.string() }) });

test('plays back what was recorded, failures too, without a model and without a budget', async () => {
  const recorder = await startStack(settings, { recording: { mode: 'record', path } });
  const plain = requestOf({ facts: { topic: 'mentoring' } });
  const requests = [ask('mentoring'), ask('demos'), requestOf({ purpose: 'sonnet' }), ask('mentoring'), plain];
  const recorded = await Promise.all(requests.map((request) => recorder.model.complete(request)));
  const player = await startStack(settings, { recording: { mode: 'play', path } });
  const played = [];
  for (const request of requests) played.push(await player.model.complete(request));
  expect(played).toEqual(recorded);
  expect(recorded[0]).toMatchObject({ kind: 'answered', value: { text: expect.any(String) } });
  expect(player.budget.reserved).toHaveLength(0);
});

test('plays back tool calls, those that were refused too (F-13)', async () => {
  const recorder = await startStack(settings, { recording: { mode: 'record', path } });
  const asking = requestOf({ purpose: 'call_turn', facts: { call: { phase: 'menu' } }, takesRefusedToolCalls: true });
  const tools = [{ name: 'end_call', description: 'Hangs up.', schema: z.object({ reason: z.string() }) }];
  const requests = [asking, { ...asking, tools }, { ...asking, takesRefusedToolCalls: false }];
  const recorded = [];
  for (const request of requests) recorded.push(await recorder.model.complete(request));
  expect(recorded).toMatchObject([
    { kind: 'answered', toolCalls: [], refusedToolCalls: [{ name: 'end_call' }] },
    { kind: 'answered', toolCalls: [{ name: 'end_call' }] },
    { kind: 'failed', code: 'unknown_tool' },
  ]);
  const player = await startStack(settings, { recording: { mode: 'play', path } });
  const played = [];
  for (const request of requests) played.push(await player.model.complete(request));
  expect(played).toEqual(recorded);
});

test('says so when a call does not fit the recording, or comes once too often', async () => {
  const recorder = await startStack(settings, { recording: { mode: 'record', path } });
  await recorder.model.complete(ask('mentoring'));
  const { model } = await startStack(settings, { recording: { mode: 'play', path } });
  expect(await model.complete(ask('demos'))).toMatchObject({ kind: 'failed', code: 'not_recorded' });
  expect(await model.complete(ask('mentoring'))).toMatchObject({ kind: 'answered' });
  expect(await model.complete(ask('mentoring'))).toMatchObject({ kind: 'failed', code: 'not_recorded' });
});

test('says which line is no recorded call', async () => {
  const recorder = await startStack(settings, { recording: { mode: 'record', path } });
  await recorder.model.complete(ask('mentoring'));
  await writeFile(path, '{"key":"x"}\n', { flag: 'a' });
  await expect(startStack(settings, { recording: { mode: 'play', path } })).rejects.toThrow(/Line 2/);
  await expect(startStack(settings, { recording: { mode: 'play', path: `${path}.not` } })).rejects.toThrow(
    /cannot be read/,
  );
});
