import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import type { ExecutionSummary, LogEntry, Progress } from '../../../server/contract/execution.ts';
import type { ModelCall } from '../../../server/contract/model-call.ts';
import * as api from '../../../admin/src/api/executions.ts';
import { belongingOf, whyOf } from '../../../admin/src/components/execution/belonging.ts';
import { executionsCsv, filterOf, fits } from '../../../admin/src/components/execution/execution-list.ts';
import {
  durationWords,
  figureText,
  leftWords,
  rangeWords,
  standingSentence,
} from '../../../admin/src/components/execution/execution-words.ts';
import { maskedJson } from '../../../admin/src/components/execution/masked-json.ts';
import { tookWords } from '../../../admin/src/components/execution/model-call-words.ts';
import { stageBars } from '../../../admin/src/components/execution/stage-bars.ts';
import { useExecutionLog } from '../../../admin/src/composables/useExecutionLog.ts';
import { isAtEnd } from '../../../admin/src/composables/useFollowedTail.ts';
import {
  type KnownExecutionActivity,
  patchExecution,
  toExecutionActivity,
} from '../../../admin/src/live/execution-activity.ts';
import { createFallbackPoller, pollDelayMs } from '../../../admin/src/live/fallback-poller.ts';

vi.mock('../../../admin/src/api/executions.ts');

const id = '01a1ff39-3bcc-761b-bc50-fe0b18b1970f';
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 9) + seconds * 1_000).toISOString();
const ms = (seconds: number) => Date.parse(at(seconds));

const progress = (changes: Partial<Progress> = {}): Progress => ({
  state: 'moving',
  percent: 25,
  secondsLeft: 180,
  secondsLeftLow: 120,
  secondsLeftHigh: 300,
  basis: 'history',
  sampleCount: 12,
  stalledAfterSeconds: 60,
  sentence: 'Stage 2 of 4.',
  ...changes,
});

const execution = (changes: Partial<ExecutionSummary> = {}): ExecutionSummary => ({
  id,
  ventureId: 'default',
  kind: 'call',
  title: 'Ask the venue',
  source: 'api',
  status: 'running',
  stageNumber: 2,
  stageCount: 4,
  stageName: 'greet',
  stages: [
    { number: 1, name: 'dial', startedAt: at(0) },
    { number: 2, name: null, startedAt: at(4) },
  ],
  reason: null,
  metadata: {},
  entryCount: 3,
  modelCallCount: 0,
  createdAt: at(0),
  startedAt: at(0),
  endedAt: null,
  updatedAt: at(4),
  progress: progress(),
  ...changes,
});

const changed = (
  type: 'execution.stage_changed' | 'execution.failed' | 'execution.completed',
  body: object = {},
  seconds = 9,
) =>
  toExecutionActivity({
    number: 5,
    ventureId: 'default',
    sessionId: null,
    type,
    tick: null,
    causedBy: null,
    at: at(seconds),
    payload: {
      executionId: id,
      ventureId: 'default',
      kind: 'call',
      title: 'Ask the venue',
      status: 'running',
      stageNumber: 3,
      stageCount: 4,
      stageName: 'ask',
      reason: null,
      ...body,
    },
  }) as KnownExecutionActivity;

describe('the time left', () => {
  it('is said as an 80% interval with its unit once, counted down since the server said so (EX-6)', () => {
    expect(leftWords(progress(), 0)).toBe('2 to 5 min left');
    expect(leftWords(progress(), 1)).toBe('2 to 5 min left');
    expect(leftWords(progress(), 90)).toBe('30 s to 4 min left');
    expect(leftWords(progress(), 130)).toBe('up to 3 min left');
    expect(leftWords(progress(), 301)).toBe('longer than usual');
  });

  it('is about so much where no interval is known, and not known where nothing is', () => {
    const rough = { secondsLeftLow: null, secondsLeftHigh: null, basis: 'rate' as const };
    expect(leftWords(progress(rough), 0)).toBe('about 3 min left');
    expect(leftWords(progress({ ...rough, secondsLeft: null }), 0)).toBe('time left not known yet');
    expect(leftWords(progress({ state: 'stalled' }), 0)).toBeNull();
  });

  it('says one length once where both ends read alike', () => expect(rangeWords(121, 140)).toBe('2 min'));
});

describe('where an execution stands', () => {
  it('is said in words for one that stands still and one that failed (EX-6)', () => {
    const stalled = execution({ progress: progress({ state: 'stalled' }) });
    expect(standingSentence(stalled, ms(304), ms(300))).toBe('nothing has changed for 5 min');
    const failed = execution({ reason: 'The line was cut.', progress: progress({ state: 'failed' }) });
    expect(standingSentence(failed, ms(9), ms(9))).toBe('The line was cut.');
  });

  it('has lengths from milliseconds to minutes, and figures that can be read', () => {
    expect([0.0064, 0.9996, 4.24, 45, 1_200].map(durationWords)).toEqual(['6 ms', '1.0 s', '4.2 s', '45 s', '20 min']);
    expect([12_840, 0.118_9, -2.5].map(figureText)).toEqual(['12\u202F840', '0.119', '−2.5']);
  });
});

describe('an activity of the stream', () => {
  it('moves the stage and drops what was said of the time left (EX-7)', () => {
    const next = patchExecution(execution(), changed('execution.stage_changed'));
    expect(next).toMatchObject({ stageNumber: 3, stageName: 'ask', updatedAt: at(9) });
    expect(next.progress).toMatchObject({ state: 'moving', percent: 50, secondsLeft: null });
  });

  it('ends it with its reason, and nothing later takes that back (EX-7)', () => {
    const failed = patchExecution(execution(), changed('execution.failed', { status: 'failed', reason: 'Cut off.' }));
    expect(failed).toMatchObject({
      status: 'failed',
      reason: 'Cut off.',
      endedAt: at(9),
      progress: { state: 'failed' },
    });
    expect(patchExecution(failed, changed('execution.stage_changed', {}, 12))).toBe(failed);
  });

  it('changes nothing when it is older than what is known, or about another (EX-7)', () => {
    const known = execution();
    expect(patchExecution(known, changed('execution.stage_changed', {}, 1))).toBe(known);
    const other = changed('execution.stage_changed', { executionId: '01a1ff39-3bcc-761b-bc50-fe0b18b19700' });
    expect(patchExecution(known, other)).toBe(known);
  });
});

describe('the fallback poller', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('waits 2 s, doubles with each failure, and never waits more than 30 s (EX-8)', () => {
    expect([0, 1, 2, 3, 4, 20].map((failures) => pollDelayMs(failures))).toEqual([
      2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
    expect(pollDelayMs(3, 60_000)).toBe(60_000);
  });

  it('asks every 2 s, backs off on failure, and is back at 2 s after an answer (EX-8)', async () => {
    const answers = ['going', 'failed', 'failed', 'going', 'going'] as const;
    const times: number[] = [];
    const began = Date.now();
    const poller = createFallbackPoller(async () => {
      times.push((Date.now() - began) / 1_000);
      return answers[times.length - 1] ?? 'over';
    });
    poller.start();
    poller.start();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(times).toEqual([2, 4, 8, 16, 18, 20]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts an error as a failure, stops when told to, and can begin again (EX-8)', async () => {
    const ask = vi
      .fn<() => Promise<'going'>>()
      .mockRejectedValueOnce(new Error('no answer'))
      .mockResolvedValue('going');
    const poller = createFallbackPoller(ask);
    poller.start();
    await vi.advanceTimersByTimeAsync(5_900);
    expect(ask).toHaveBeenCalledTimes(1);
    poller.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
    poller.start();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('does not go on after a stop that came while it was being answered (EX-8)', async () => {
    let answer = (_: 'going') => {};
    const poller = createFallbackPoller(() => new Promise((resolve) => (answer = resolve)));
    poller.start();
    await vi.advanceTimersByTimeAsync(2_000);
    poller.stop();
    answer('going');
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a model call', () => {
  const modelCall: ModelCall = {
    position: 1,
    provider: 'anthropic',
    model: 'a-model',
    purpose: 'reply',
    code: null,
    sentence: null,
    stable: [],
    messages: [],
    leftOutCount: 0,
    answer: 'Yes.',
    toolCalls: [],
    attemptCount: 1,
    durationSeconds: 1.44,
    inputTokens: 1_412,
    cachedTokens: 0,
    outputTokens: 14,
    costUsd: 0,
    endedAt: at(0),
  };

  it('says what it took: tokens, time, attempts where there were more, and what it cost (EX-12)', () => {
    expect(tookWords(modelCall)).toBe('1\u202F412 tokens in, 14 out · 1.4 s');
    expect(tookWords({ ...modelCall, attemptCount: 2, cachedTokens: 900, costUsd: 0.0123 })).toBe(
      '1\u202F412 tokens in (900 cached), 14 out · 1.4 s · 2 attempts · $0.01',
    );
    expect(tookWords({ ...modelCall, attemptCount: 0, costUsd: null })).toContain('nobody was asked · cost not known');
  });

  it('is counted as the stream tells of it, in one that has ended as well (EX-7, EX-12)', () => {
    const { id: executionId, ventureId } = execution();
    const payload = { executionId, ventureId, position: 2, provider: 'p', model: 'm', purpose: 'reply', code: null };
    const called = { type: 'execution.model_called', payload, number: 9, at: at(9) } as const;
    const ended = execution({ status: 'completed', endedAt: at(5), modelCallCount: 1 });
    expect(patchExecution(ended, called)).toEqual({ ...ended, modelCallCount: 2 });
    expect(patchExecution({ ...ended, modelCallCount: 3 }, called).modelCallCount).toBe(3);
  });
});

describe('the stages', () => {
  it('lie on one axis, the last one until now while it runs (EX-12)', () => {
    const [dial, second] = stageBars(execution(), ms(10));
    expect(dial).toMatchObject({ name: 'dial', startRatio: 0, lengthRatio: 0.4, seconds: 4, isCurrent: false });
    expect(second).toMatchObject({ name: 'Stage 2', startRatio: 0.4, lengthRatio: 0.6, seconds: 6, isCurrent: true });
  });

  it('end with the execution, and none is current then', () =>
    expect(stageBars(execution({ endedAt: at(5) }), ms(99)).at(-1)).toMatchObject({ seconds: 1, isCurrent: false }));
});

describe('the list', () => {
  it('asks the server for what the address says, and passes over what it would refuse', () => {
    expect(filterOf({ status: 'failed', kind: 'call', search: ' venue ', from: '2026-11-20', to: null })).toEqual({
      status: 'failed',
      kind: 'call',
      search: 'venue',
      from: '2026-11-20',
    });
    expect(filterOf({ status: 'lost', kind: 'No Kind', search: ' ', from: 'yesterday', to: '2026-13-40' })).toEqual({});
  });

  it('counts as new only what its filter lets through', () => {
    const created = { id, title: 'Ask the venue', status: 'running', kind: 'call', at: at(0) };
    expect(fits({}, created)).toBe(true);
    expect(fits({ kind: 'report' }, created)).toBe(false);
    expect(fits({ to: '2026-11-20' }, created)).toBe(false);
    expect(fits({ search: 'THE VENUE' }, created)).toBe(true);
    expect(fits({ search: id.slice(0, 8) }, created)).toBe(true);
    expect(fits({ search: id.slice(1, 8) }, created)).toBe(false);
  });

  it('is exported with its reason as text, never as a formula', () => {
    const csv = executionsCsv([execution({ title: '=HYPERLINK("x")', endedAt: at(2.5), status: 'completed' })]);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toContain(',2.5,');
  });
});

describe('what an execution belongs to', () => {
  const entry = { context: { number: 17 } } as unknown as LogEntry;

  it('is read from its metadata, whatever else lies there', () =>
    expect(belongingOf({ metadata: { sessionId: 7, botId: 'mona', fromTick: -1 } })).toEqual({
      sessionId: null,
      botId: 'mona',
      fromTick: null,
      interventionNumber: null,
    }));

  it('leads to the explanation of a decision and of a heartbeat, and nowhere for others', () => {
    const decision = { kind: 'decision', metadata: { sessionId: 'ses_1', interventionNumber: 2 } };
    expect(whyOf(decision, [])).toBe('/live/ses_1?decision=2');
    const heartbeat = { kind: 'heartbeat', metadata: { botId: 'mona' } };
    expect(whyOf(heartbeat, [entry])).toBe('/bots/mona?tab=heartbeats&beat=17');
    expect(whyOf(heartbeat, [])).toBeNull();
    expect(whyOf({ kind: 'call', metadata: { botId: 'mona' } }, [entry])).toBeNull();
  });
});

it('masks text under names that sound like secrets, at any depth, and leaves counts of tokens (EX-12)', () => {
  const text = maskedJson({ apiKey: 'sk-1', nested: [{ access_token: 'abc' }], tokens: 12, attempt: 1 });
  expect(text).not.toContain('sk-1');
  expect(text).not.toContain('abc');
  expect(text).toContain('"tokens": 12');
});

it('counts as at the end within a line of it', () => {
  expect(isAtEnd({ scrollTop: 480, clientHeight: 500, scrollHeight: 1_000 })).toBe(true);
  expect(isAtEnd({ scrollTop: 440, clientHeight: 500, scrollHeight: 1_000 })).toBe(false);
});

describe('the log', () => {
  const all: LogEntry[] = [];
  const grow = (to: number) => {
    for (let position = all.length + 1; position <= to; position += 1)
      all.push({
        id: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`,
        position,
        level: position % 10 === 0 ? 'error' : 'info',
        message: `entry ${position}`,
        context: null,
        createdAt: at(position),
      });
  };

  beforeEach(() => {
    all.length = 0;
    vi.mocked(api.fetchExecution).mockImplementation(
      async (_, { after = 0, level, order, limit = 50, offset = 0 } = {}) => {
        const fitting = all.filter((one) => one.position > after && (level === undefined || one.level === level));
        const ordered = order === 'newest' ? fitting.toReversed() : fitting;
        const logs = { items: ordered.slice(offset, offset + limit), total: fitting.length, limit, offset };
        return { ...execution(), logs };
      },
    );
  });

  const positions = (entries: readonly LogEntry[]) => entries.map(({ position }) => position);

  it('begins with the newest, goes on with each entry once, and reads older ones above (EX-12)', async () => {
    grow(450);
    const entryCount = ref(450);
    const log = useExecutionLog(id, {}, entryCount);
    await flushPromises();
    expect(positions(log.entries.value)).toEqual(Array.from({ length: 200 }, (_, index) => 251 + index));
    grow(1_200);
    entryCount.value = 1_200;
    await flushPromises();
    expect(log.entries.value.at(-1)?.position).toBe(1_200);
    await log.readOlder();
    expect(positions(log.entries.value)).toEqual(Array.from({ length: 1_150 }, (_, index) => 51 + index));
    expect(log.olderCount.value).toBe(50);
  });

  it('shows only one level when asked to, new entries too (EX-12)', async () => {
    grow(40);
    const entryCount = ref(40);
    const filter = ref({});
    const log = useExecutionLog(id, filter, entryCount);
    await flushPromises();
    filter.value = { level: 'error' };
    await flushPromises();
    grow(60);
    entryCount.value = 60;
    await flushPromises();
    expect(positions(log.entries.value)).toEqual([10, 20, 30, 40, 50, 60]);
  });
});
