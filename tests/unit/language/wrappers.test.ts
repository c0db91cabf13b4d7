import { describe, expect, test } from 'vitest';
import { Breaker, withBreaker } from '../../../server/language/breaker.ts';
import { chargeFor, withBudget } from '../../../server/language/budget.ts';
import { withDeadline } from '../../../server/language/deadline.ts';
import { failed } from '../../../server/language/failed.ts';
import type { FailureCode } from '../../../server/language/failures.ts';
import { failureTable } from '../../../server/language/failures.ts';
import { OpenCalls } from '../../../server/language/open-calls.ts';
import type { LanguageModel, ModelRequest, ModelResult } from '../../../server/language/port.ts';
import { withRepair } from '../../../server/language/repair.ts';
import { withRetry } from '../../../server/language/retry.ts';
import { Secret } from '../../../server/language/secret.ts';
import { noUsage } from '../../../server/language/usage.ts';
import { systemWait } from '../../../server/language/wait.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { WatchedBudget } from '../../support/watched-budget.ts';
import { requestOf } from '../../support/model-servers/setups.ts';

const usage = { ...noUsage, inputTokens: 10, outputTokens: 4 };
const answer: ModelResult = {
  kind: 'answered',
  text: 'Yes.',
  value: undefined,
  toolCalls: [],
  usage,
  stopReason: 'end',
};

/** A model that gives the results in turn, and the last one for ever. */
function modelOf(...results: ModelResult[]): LanguageModel & { requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    provider: 'scripted',
    name: 'test',
    requests,
    complete: async (request) => results[Math.min(requests.push(request), results.length) - 1]!,
  };
}

const hanging: LanguageModel = { provider: 'scripted', name: 'hanging', complete: () => new Promise(() => undefined) };

describe('the deadline', () => {
  test('gives a call up that does not even stop when it is aborted', async () => {
    const time = new ManualTime();
    const pending = withDeadline(hanging, { deadlineMs: 5_000, clock: time, wait: time.wait }).complete(requestOf());
    time.advance(5_000);
    await Promise.resolve();
    await Promise.resolve();
    time.advance(1_000);
    expect(await pending).toMatchObject({ kind: 'failed', code: 'timed_out' });
  });

  test('never extends the one that the caller has', async () => {
    const time = new ManualTime();
    const model = modelOf(answer);
    const deadlineAtMs = time.now() + 100;
    await withDeadline(model, { deadlineMs: 5_000, clock: time, wait: time.wait }).complete(
      requestOf({ deadlineAtMs }),
    );
    expect(model.requests[0]?.deadlineAtMs).toBe(deadlineAtMs);
  });
});

describe('retrying', () => {
  const retry = (model: LanguageModel, time = new ManualTime({ jumpUpToMs: 60_000 })): LanguageModel =>
    withRetry(model, { clock: time, wait: time.wait, jitter: () => 0.5 });

  test('repeats exactly the failures that the table calls retryable, three times at most', async () => {
    for (const code of Object.keys(failureTable) as FailureCode[]) {
      const model = modelOf(failed(code));
      expect(await retry(model).complete(requestOf())).toMatchObject({ kind: 'failed', code });
      expect(model.requests.length, code).toBe(failureTable[code].isRetryable ? 3 : 1);
    }
  });

  test('adds up what all attempts consumed', async () => {
    const model = modelOf(failed('stream_cut', { usage }), answer);
    expect(await retry(model).complete(requestOf())).toMatchObject({
      kind: 'answered',
      usage: { inputTokens: 20, outputTokens: 8 },
    });
  });

  test('stops waiting when it is called off', async () => {
    const time = new ManualTime();
    const controller = new AbortController();
    const model = modelOf(failed('overloaded'));
    const pending = retry(model, time).complete(requestOf({ signal: controller.signal }));
    await Promise.resolve();
    controller.abort();
    expect(await pending).toMatchObject({ code: 'overloaded' });
    expect(model.requests).toHaveLength(1);
  });
});

describe('the breaker', () => {
  test('opens on faults of the provider only, never on a refusal or a cap', async () => {
    for (const code of Object.keys(failureTable) as FailureCode[]) {
      const breaker = new Breaker(new ManualTime());
      const model = withBreaker(modelOf(failed(code)), breaker);
      for (let count = 0; count < 5; count += 1) await model.complete(requestOf());
      expect(breaker.state, code).toBe(failureTable[code].isProviderFault ? 'open' : 'closed');
    }
  });

  test('does not open on faults that lie far apart, or that a success parts', async () => {
    const time = new ManualTime();
    const breaker = new Breaker(time);
    const model = withBreaker(modelOf(failed('overloaded')), breaker);
    for (let count = 0; count < 12; count += 1) {
      await model.complete(requestOf());
      time.advance(20_000);
    }
    expect(breaker.state).toBe('closed');
    const mixed = withBreaker(
      modelOf(failed('overloaded'), failed('overloaded'), answer, failed('overloaded')),
      breaker,
    );
    for (let count = 0; count < 7; count += 1) await mixed.complete(requestOf());
    expect(breaker.state).toBe('closed');
  });

  test('lets one call at a time probe', () => {
    const time = new ManualTime();
    const breaker = new Breaker(time);
    for (let count = 0; count < 5; count += 1) breaker.failed();
    time.advance(30_000);
    expect([breaker.enter(), breaker.enter()]).toEqual([true, false]);
    breaker.saidNothing();
    expect(breaker.enter()).toBe(true);
    breaker.succeeded();
    expect(breaker.state).toBe('closed');
  });

  test('frees the probe when the call throws', async () => {
    const time = new ManualTime();
    const breaker = new Breaker(time);
    for (let count = 0; count < 5; count += 1) breaker.failed();
    time.advance(30_000);
    const broken: LanguageModel = { ...hanging, complete: () => Promise.reject(new Error('ours')) };
    await expect(withBreaker(broken, breaker).complete(requestOf())).rejects.toThrow('ours');
    expect(breaker.enter()).toBe(true);
  });
});

test('calls under way are called off together, and so is each that comes later (PL-18)', async () => {
  const open = new OpenCalls();
  const listening: LanguageModel = {
    ...hanging,
    complete: ({ signal }) =>
      new Promise((resolve) => {
        const end = () => resolve(failed('cancelled'));
        if (signal!.aborted) end();
        else signal!.addEventListener('abort', end);
      }),
  };
  const own = new AbortController();
  const model = open.within(listening);
  const calls = [model.complete(requestOf()), model.complete({ ...requestOf(), signal: own.signal })];
  open.close();
  expect(await Promise.all([...calls, model.complete(requestOf())])).toMatchObject(
    Array.from({ length: 3 }, () => ({ kind: 'failed', code: 'cancelled' })),
  );
  expect(own.signal.aborted).toBe(false);
});

describe('repairing', () => {
  test('asks once more with the same stable prefix, and hands no broken text on', async () => {
    const broken = { text: '{"tex', issue: 'It is cut.' };
    const model = modelOf(failed('not_json', { usage, broken }), failed('not_json', { usage, broken }));
    const result = await withRepair(model).complete(requestOf());
    expect(model.requests).toHaveLength(2);
    expect(model.requests[1]?.stable).toEqual(model.requests[0]?.stable);
    expect(result).toMatchObject({ code: 'not_json', usage: { inputTokens: 20 } });
    expect(result).not.toHaveProperty('broken');
  });

  test('leaves every other failure alone', async () => {
    const model = modelOf(failed('refused'));
    expect(await withRepair(model).complete(requestOf())).toMatchObject({ code: 'refused' });
    expect(model.requests).toHaveLength(1);
  });
});

describe('the budget', () => {
  const estimate = { ...noUsage, inputTokens: 100, outputTokens: 50 };

  test('charges what is known, else the estimate where work may have been done, else nothing', () => {
    for (const code of Object.keys(failureTable) as FailureCode[]) {
      expect(chargeFor(failed(code, { usage }), estimate)).toEqual(usage);
      expect(chargeFor(failed(code), estimate)).toEqual(failureTable[code].billing === 'maybe' ? estimate : null);
    }
    expect(chargeFor(answer, estimate)).toEqual(usage);
  });

  test('settles at the estimate when the model throws, and passes the error on', async () => {
    const budget = new WatchedBudget();
    const broken: LanguageModel = { ...hanging, complete: () => Promise.reject(new Error('ours')) };
    await expect(withBudget(broken, budget).complete(requestOf())).rejects.toThrow('ours');
    expect(budget.openCount).toBe(0);
    expect(budget.chargedTokens).toBeGreaterThan(300);
  });

  test('reserves nothing for a call that was called off', async () => {
    const budget = new WatchedBudget();
    const result = await withBudget(modelOf(answer), budget).complete(requestOf({ signal: AbortSignal.abort() }));
    expect(result).toMatchObject({ code: 'cancelled' });
    expect(budget.reserved).toHaveLength(0);
  });
});

describe('waiting', () => {
  test('ends when the time is over, and at once when it is called off', async () => {
    await systemWait(1);
    const controller = new AbortController();
    const pending = systemWait(1e12, controller.signal);
    controller.abort();
    await pending;
    await systemWait(1e12, controller.signal);
    expect(controller.signal.aborted).toBe(true);
  });
});

describe('a secret', () => {
  test('shows itself to nobody who does not ask', () => {
    const secret = new Secret('sk-0123456789');
    expect(String(secret) + JSON.stringify({ secret })).not.toContain('0123');
    expect(secret.reveal()).toBe('sk-0123456789');
    expect(secret.maskIn('bad key sk-0123456789!')).toBe('bad key [key]!');
  });
});
