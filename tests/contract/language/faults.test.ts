/** Faults of providers, with the real SDKs against servers that misbehave on command. */
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { failureTable } from '../../../server/language/failures.ts';
import type { FailureCode } from '../../../server/language/failures.ts';
import type { ModelResult } from '../../../server/language/port.ts';
import { WatchedBudget } from '../../support/watched-budget.ts';
import { anthropicKey } from '../../support/model-servers/anthropic-server.ts';
import type { ModelServer } from '../../support/model-servers/model-server.ts';
import type { Plan } from '../../support/model-servers/plan.ts';
import { anthropicSetup, ollamaSetup, requestOf, wholeAnthropicSetup } from '../../support/model-servers/setups.ts';
import type { Stack } from '../../support/model-servers/stack.ts';
import { startStack } from '../../support/model-servers/stack.ts';

/** The watchdog's patience in these tests, in ms of real time. */
const silenceMs = 200;
const Reply = z.object({ text: z.string() });
const tools = [{ name: 'search', description: 'Searches.', schema: z.object({ query: z.string().max(200) }) }];

function status(code: number, message: string, retryAfter?: string): Plan {
  return { kind: 'status', status: code, message, ...(retryAfter !== undefined && { retryAfter }) };
}

/** The SDKs print broken lines and bodies to the console unless they are kept from them. */
const printers = ['log', 'warn', 'error'] as const;

function watchConsole(): void {
  for (const method of printers) vi.spyOn(console, method);
}

/** What holds after every fault: nothing was printed, and no reservation is left open. */
function expectOrderly(stack: Stack): void {
  for (const method of printers) expect(console[method]).not.toHaveBeenCalled();
  expect(stack.budget.openCount).toBe(0);
}

function expectFailure(result: ModelResult, code: FailureCode): void {
  expect(result).toMatchObject({ kind: 'failed', code });
  expect(result).not.toHaveProperty('text');
  expect(result).not.toHaveProperty('toolCalls');
}

describe.each([anthropicSetup, wholeAnthropicSetup, ollamaSetup])('$title', (setup) => {
  let server: ModelServer;
  let stack: Stack;
  const plan = (...plans: Plan[]): void => void server.plans.push(...plans);
  /** For faults that are silence: everything else may take as long as a busy machine needs. */
  const impatient = async (): Promise<void> => {
    stack = await startStack(setup.settings(server.url, silenceMs));
  };

  beforeEach(async () => {
    watchConsole();
    server = await setup.start();
    stack = await startStack(setup.settings(server.url));
  });
  afterEach(async () => {
    expectOrderly(stack);
    await server.close();
  });

  test('F-1: a 429 with Retry-After 1 is retried once, after a second, and charged once', async () => {
    plan(status(429, 'slow down', '1'));
    expect(await stack.model.complete(requestOf())).toMatchObject({ kind: 'answered' });
    expect(stack.time.jumpedMs).toEqual([1_000]);
    expect(server.requests).toHaveLength(2);
    expect(stack.budget.settled).toHaveLength(1);
    expect(stack.budget.releasedCount).toBe(1);
  });

  test('F-2: a Retry-After beyond the deadline is not waited for', async () => {
    plan(status(429, 'slow down', '3600'));
    const result = await stack.model.complete(requestOf());
    expectFailure(result, 'rate_limited');
    expect(result).toMatchObject({ retryAfterMs: 3_600_000 });
    expect(stack.time.jumpedMs).toEqual([]);
    expect(server.requests).toHaveLength(1);
    expect(stack.budget.chargedTokens).toBe(0);
  });

  test('F-3: a burst of overload opens the breaker, which lets one call probe half a minute later', async () => {
    plan(...Array.from({ length: 6 }, () => status(setup === ollamaSetup ? 503 : 529, 'Overloaded')));
    expectFailure(await stack.model.complete(requestOf()), 'overloaded');
    expect(server.requests).toHaveLength(3);
    expectFailure(await stack.model.complete(requestOf()), 'breaker_open');
    expect(server.requests).toHaveLength(5);
    expect(stack.breaker.state).toBe('open');
    expectFailure(await stack.model.complete(requestOf()), 'breaker_open');
    expect(server.requests).toHaveLength(5);
    stack.time.advance(30_000);
    expect(stack.breaker.state).toBe('half_open');
    expectFailure(await stack.model.complete(requestOf()), 'breaker_open');
    expect(server.requests).toHaveLength(6);
    stack.time.advance(30_000);
    expect(await stack.model.complete(requestOf())).toMatchObject({ kind: 'answered' });
    expect(stack.breaker.state).toBe('closed');
    expect(stack.budget.settled).toHaveLength(1);
  });

  test.each([
    [400, 'bad_request'],
    [401, 'unauthorised'],
    [402, 'no_credit'],
    [413, 'too_large'],
  ] as const)('F-4: a %i is not retried and not charged, and says what to look at', async (code, expected) => {
    plan(status(code, `key ${anthropicKey} is at fault`));
    const result = await stack.model.complete(requestOf());
    expectFailure(result, expected);
    expect(failureTable[expected].next).toBe('pause');
    expect(server.requests).toHaveLength(1);
    expect(stack.budget.chargedTokens).toBe(0);
    if (setup !== ollamaSetup) expect(inspect(result)).not.toContain(anthropicKey);
  });

  test('F-5: three resets are an error of their own, and each is charged at the estimate', async () => {
    plan({ kind: 'reset' }, { kind: 'reset' }, { kind: 'reset' });
    expectFailure(await stack.model.complete(requestOf()), 'connection_reset');
    expect(server.requests).toHaveLength(3);
    expect(stack.budget.settled).toEqual(
      stack.budget.reserved.map(({ inputTokens, maxOutputTokens }) => ({
        inputTokens,
        outputTokens: maxOutputTokens,
        cacheReadTokens: 0,
        cacheWrite5mTokens: 0,
        cacheWrite1hTokens: 0,
      })),
    );
  });

  test.each([
    { kind: 'headers_then_silence' },
    { kind: 'no_headers' },
    { kind: 'stall', text: 'Mentors' },
  ] satisfies Plan[])('F-6, F-14: the watchdog ends a call that falls silent ($kind)', async (silence) => {
    await impatient();
    plan(silence);
    const startedAt = performance.now();
    expectFailure(await stack.model.complete(requestOf()), 'timed_out');
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(server.requests).toHaveLength(1);
    expect(stack.budget.chargedTokens).toBeGreaterThan(0);
  });

  test('F-6: the deadline ends a call that falls silent, too', async () => {
    plan({ kind: 'headers_then_silence' });
    const pending = stack.model.complete(requestOf());
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    stack.time.advance(60_000);
    expectFailure(await pending, 'timed_out');
    await vi.waitFor(() => expect(stack.budget.openCount).toBe(0));
  });

  test.each([
    { kind: 'cut', text: 'Half a thou' },
    { kind: 'broken_off', text: 'Half a thou' },
  ] satisfies Plan[])('F-7: a stream that is cut fails, and its text is nowhere in the result ($kind)', async (cut) => {
    plan(cut, cut, cut);
    const result = await stack.model.complete(requestOf());
    expectFailure(result, 'stream_cut');
    expect(inspect(result, { depth: 9 })).not.toContain('Half');
    expect(server.requests).toHaveLength(3);
    expect(stack.budget.chargedTokens).toBeGreaterThan(0);
  });

  test('F-9: a 200 with HTML is refused and not retried', async () => {
    plan({ kind: 'html' });
    const result = await stack.model.complete(requestOf());
    expectFailure(result, 'foreign_answer');
    expect(JSON.stringify(result)).not.toContain('Sign in');
    expect(server.requests).toHaveLength(1);
  });

  test('F-10: truncated JSON is repaired once', async () => {
    plan({ kind: 'answer', text: '{"text":"Ment' }, { kind: 'answer', text: '```json\n{"text":"Mentors."}\n```' });
    const result = await stack.model.complete(requestOf({ schema: Reply }));
    expect(result).toMatchObject({ kind: 'answered', value: { text: 'Mentors.' } });
    expect(server.requests).toHaveLength(2);
    expect(JSON.stringify(server.requests[1]?.body)).toContain('cannot be used');
    expect(stack.budget.settled).toHaveLength(2);
  });

  test('F-10: JSON that stays truncated is a typed error after one repair', async () => {
    plan({ kind: 'answer', text: '{"text":"Ment' }, { kind: 'answer', text: '{"text":"Mentors' });
    const result = await stack.model.complete(requestOf({ schema: Reply }));
    expectFailure(result, 'not_json');
    expect(result).not.toHaveProperty('broken');
    expect(server.requests).toHaveLength(2);
  });

  test('F-11: every stop reason is handled, unknown ones too', async () => {
    const isOllama = setup === ollamaSetup;
    const expected: [string, string][] = isOllama
      ? [
          ['stop', 'end'],
          ['length', 'max_tokens'],
          ['load', 'unknown_stop'],
          ['unload', 'unknown_stop'],
          ['sunspots', 'unknown_stop'],
        ]
      : [
          ['end_turn', 'end'],
          ['max_tokens', 'max_tokens'],
          ['stop_sequence', 'stop_sequence'],
          ['tool_use', 'tool_use'],
          ['refusal', 'refused'],
          ['pause_turn', 'unknown_stop'],
          ['model_context_window_exceeded', 'too_large'],
          ['sunspots', 'unknown_stop'],
        ];
    for (const [word, outcome] of expected) {
      plan({ kind: 'answer', text: 'Mentors help.', stop: word });
      const result = await stack.model.complete(requestOf());
      expect(result.kind === 'answered' ? result.stopReason : result.code, word).toBe(outcome);
    }
    expect(stack.budget.settled).toHaveLength(expected.length);
  });

  test('F-12: an answer of another form is repaired once, else it fails whole', async () => {
    plan({ kind: 'answer', text: '{"words":"Mentors."}' }, { kind: 'answer', text: '{"text":"Mentors."}' });
    expect(await stack.model.complete(requestOf({ schema: Reply }))).toMatchObject({ value: { text: 'Mentors.' } });
    plan({ kind: 'answer', text: '{"words":"Mentors."}' }, { kind: 'answer', text: '{"text":5}' });
    const result = await stack.model.complete(requestOf({ schema: Reply }));
    expectFailure(result, 'broken_schema');
    expect(result).not.toHaveProperty('value');
    expect(server.requests).toHaveLength(4);
  });

  test('F-11: tokens that run out before a word is written are not spent a second time', async () => {
    plan({ kind: 'answer', toolCalls: [], text: ' ', stop: setup === ollamaSetup ? 'length' : 'max_tokens' });
    expectFailure(await stack.model.complete(requestOf()), 'out_of_tokens');
    expect(server.requests).toHaveLength(1);
  });

  test('an empty answer is tried again', async () => {
    plan({ kind: 'answer', text: ' ' });
    expect(await stack.model.complete(requestOf())).toMatchObject({ kind: 'answered', text: 'All is well.' });
    expect(stack.budget.settled).toHaveLength(2);
  });

  test.each([
    ['an unknown name', { name: 'transfer_money', arguments: { query: 'x' } }, 'unknown_tool'],
    ['bad arguments', { name: 'search', arguments: { query: 5 } }, 'bad_arguments'],
    ['huge arguments', { name: 'search', arguments: { query: 'x'.repeat(1_000_000) } }, 'bad_arguments'],
  ] as const)('F-13: a tool call with %s is an error result with nothing to execute', async (_title, call, code) => {
    plan({ kind: 'answer', toolCalls: [{ name: 'search', arguments: { query: 'mentors' } }, call] });
    const result = await stack.model.complete(requestOf({ tools }));
    expectFailure(result, code);
    expect(inspect(result).length).toBeLessThan(1_000);
    expect(server.requests).toHaveLength(1);
  });

  test('F-13: a caller who takes refused tool calls gets them as data, beside those that fit', async () => {
    plan({
      kind: 'answer',
      text: 'One moment.',
      toolCalls: [
        { name: 'search', arguments: { query: 'mentors' } },
        { name: 'transfer_money', arguments: { amount: 5 } },
        { name: 'search', arguments: { query: 5 } },
        { name: 'search', arguments: { query: 'x'.repeat(1_000_000) } },
      ],
    });
    const result = await stack.model.complete(requestOf({ tools, takesRefusedToolCalls: true }));
    expect(result).toMatchObject({
      kind: 'answered',
      text: 'One moment.',
      toolCalls: [{ name: 'search', arguments: { query: 'mentors' } }],
      refusedToolCalls: [
        { name: 'transfer_money', arguments: { amount: 5 }, issue: expect.stringContaining('not offered') },
        { name: 'search', arguments: { query: 5 }, issue: expect.stringContaining('query') },
        { name: 'search', arguments: null, issue: expect.stringContaining('characters') },
      ],
    });
    expect(inspect(result).length).toBeLessThan(2_500);
  });

  test('F-13: tool calls that were cut off are all refused', async () => {
    const stop = setup === ollamaSetup ? 'length' : 'max_tokens';
    plan({ kind: 'answer', toolCalls: [{ name: 'search', arguments: { query: 'mentors' } }], stop });
    const result = await stack.model.complete(requestOf({ tools, takesRefusedToolCalls: true }));
    expect(result).toMatchObject({ kind: 'answered', toolCalls: [], refusedToolCalls: [{ name: 'search' }] });
  });

  test('F-14: an answer without end is bounded', async () => {
    plan({ kind: 'flood' });
    expectFailure(await stack.model.complete(requestOf()), 'flooded');
  });

  test('F-14: lines split between any two bytes are read whole', async () => {
    plan({ kind: 'byte_by_byte', text: 'Åse says: “mentors” 👋\nand a second line' });
    expect(await stack.model.complete(requestOf())).toMatchObject({
      text: 'Åse says: “mentors” 👋\nand a second line',
    });
  });

  test('F-14: a line that is no JSON fails and is printed nowhere', async () => {
    const garbled: Plan = { kind: 'garbled', text: 'Half a thou' };
    plan(garbled, garbled, garbled);
    expectFailure(await stack.model.complete(requestOf()), 'stream_cut');
  });

  test('F-14: a provider that is down is unreachable within three attempts, and costs nothing', async () => {
    await server.close();
    expectFailure(await stack.model.complete(requestOf()), 'unreachable');
    expect(stack.budget.reserved).toHaveLength(3);
    expect(stack.budget.chargedTokens).toBe(0);
  });

  test('F-14: a missing model is named, and not retried', async () => {
    stack = await startStack({ ...setup.settings(server.url), name: 'llama9' });
    const result = await stack.model.complete(requestOf());
    expectFailure(result, 'model_missing');
    expect(result).toMatchObject({ sentence: expect.stringContaining('llama9') });
    expect(stack.budget.reserved).toHaveLength(1);
  });

  test('F-14: a busy provider is tried three times at most', async () => {
    plan(...Array.from({ length: 3 }, () => status(503, 'server busy, please try again')));
    expectFailure(await stack.model.complete(requestOf()), 'overloaded');
    expect(stack.time.jumpedMs).toEqual([500, 1_000]);
  });

  test('F-18: a model without a price, or beyond a cap, is refused before anybody is asked', async () => {
    for (const code of ['no_price', 'cap_reached'] as const) {
      const budget = new WatchedBudget({ code, sentence: `Refused: ${code}.` });
      stack = await startStack(setup.settings(server.url), { budget });
      const result = await stack.model.complete(requestOf());
      expectFailure(result, code);
      expect(result).toMatchObject({ sentence: `Refused: ${code}.` });
    }
    expect(server.requests).toHaveLength(0);
  });

  test.each([
    ['negative', -5, 0],
    ['absurd', 9e15, 300],
    ['broken', 'many', 300],
  ])('F-19: %s usage is clamped before it is booked, and raises an alert', async (_title, reported, booked) => {
    plan({ kind: 'answer', outputTokens: reported });
    const result = await stack.model.complete(requestOf());
    expect(result).toMatchObject({ kind: 'answered', usage: { outputTokens: booked } });
    expect(stack.budget.settled[0]?.outputTokens).toBe(booked);
    expect(stack.alerts).toHaveLength(1);
  });
});

describe.each([anthropicSetup, ollamaSetup])('$title while it streams', (setup) => {
  let server: ModelServer;
  let stack: Stack;
  const plan = (...plans: Plan[]): void => void server.plans.push(...plans);
  beforeEach(async () => {
    watchConsole();
    server = await setup.start();
    stack = await startStack(setup.settings(server.url));
  });
  afterEach(async () => {
    expectOrderly(stack);
    await server.close();
  });

  test('F-7: what was passed on before a cut is never written a second time', async () => {
    plan({ kind: 'cut', text: 'Half a thou' });
    let streamed = '';
    const result = await stack.model.complete(requestOf({ onText: (piece) => (streamed += piece) }));
    expectFailure(result, 'stream_cut');
    expect(streamed).toBe('Half a thou');
    expect(server.requests).toHaveLength(1);
  });

  test('F-8, F-14: an error in mid-stream fails, and what is known so far is charged', async () => {
    const broken: Plan = { kind: 'error_in_stream', text: 'Half a thought, '.repeat(10), message: 'Overloaded' };
    plan(broken, broken, broken);
    const result = await stack.model.complete(requestOf());
    expectFailure(result, setup === ollamaSetup ? 'provider_error' : 'overloaded');
    expect(inspect(result, { depth: 9 })).not.toContain('Half');
    expect(stack.budget.settled).toHaveLength(3);
    for (const usage of stack.budget.settled) {
      expect(usage.outputTokens).toBe(40);
      expect(usage.inputTokens).toBeGreaterThan(20);
      expect(usage.inputTokens).toBeLessThan(stack.budget.reserved[0]!.inputTokens);
    }
  });
});
