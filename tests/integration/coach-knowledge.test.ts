/** What the coach reads of a venture, against rows that a test has written (CO-2, CO-3). */
import { beforeEach, expect, test } from 'vitest';
import type { Caps } from '../../server/contract/usage.ts';
import type { Database } from '../../server/platform/database/database.ts';
import type { Datum } from '../../server/systems/coach/knowledge/datum.ts';
import type { DataReaders } from '../../server/systems/coach/knowledge/known.ts';
import { readersOf } from '../../server/systems/coach/index.ts';
import { capsExample } from '../../server/systems/usage/examples.ts';
import { dayMs, moment, noon } from '../support/coach.ts';
import { emptyDatabase } from '../support/coach-world.ts';

let database: Database;
let readers: DataReaders;
const bots = ['ann', 'ben'].map((id) => ({ id, name: id.toUpperCase() }));
const caps: Caps = {
  ...capsExample,
  venture: {
    ...capsExample.venture,
    tokens: { capTokens: 1_000, spentTokens: 600, reservedTokens: 0 },
    usd: { capUsd: 10, spentUsd: 1, reservedUsd: 0 },
  },
};

beforeEach(async () => {
  database = await emptyDatabase();
  readers = readersOf({
    read: database.read,
    clock: { now: () => noon },
    bots,
    scenarios: [
      { id: 'drop', title: 'Drop' },
      { id: 'calm', title: 'Calm' },
    ],
    capsOf: () => Promise.resolve(caps),
  });
  const other = { id: 'other', title: 'Other', time_zone: 'UTC', created_at_ms: 0 };
  await database.write('ventures').insert(other);
});

const insert = (table: string, rows: object[]) => database.write(table).insert(rows);
function known<T>(datum: Datum<T>): T {
  if ('missing' in datum) throw new Error(datum.missing);
  return datum.value;
}

test('an empty database has nothing, and each says what', async () => {
  for (const [name, reader] of Object.entries(readers))
    expect({ name, datum: await reader(moment) }).toEqual({
      name,
      datum: { missing: expect.stringMatching(/^(No|Nobody|There|Too few)\b.*\.$/) as string },
    });
});

test('usage: by 24 hours, bot and purpose, of this venture alone, and nothing from after the moment', async () => {
  const call = (agoMs: number, change: object = {}) => ({
    reservation_id: Math.random().toString(36),
    venture_id: 'default',
    bot_id: 'ann',
    day: '2026-11-21',
    purpose: 'reply',
    provider: 'anthropic',
    model: 'm',
    at_ms: noon - agoMs,
    nano_usd: 2_000_000_000,
    booked: 'settled',
    input_tokens: 60,
    output_tokens: 20,
    cache_read_tokens: 20,
    cache_write_5m_tokens: 0,
    cache_write_1h_tokens: 0,
    ...change,
  });
  await insert('usage_calls', [
    call(1),
    call(1_000, { purpose: 'thread', bot_id: 'ben', booked: 'estimated', provider: 'scripted' }),
    call(dayMs - 1, { bot_id: null }),
    call(dayMs + 1),
    call(29 * dayMs),
    call(-1),
    call(1, { venture_id: 'other' }),
  ]);
  const window = { venture_id: 'default', spent_nano_usd: 0, reserved_nano_usd: 0, reserved_tokens: 0 };
  await insert(
    'usage_windows',
    [
      { ...window, holder: 'venture', day: '2026-11-21', spent_tokens: 500, reserved_tokens: 100 },
      { ...window, holder: 'bot:ann', day: '2026-11-21', spent_tokens: 9, refused_tokens: 5 },
      { ...window, holder: 'venture', day: '2026-11-19', spent_tokens: 990 },
    ].map((row) => ({ refused_tokens: null, ...row })),
  );
  const usage = known(await readers.usage(moment));
  expect(usage.calls.slice(-3)).toEqual([0, 1, 3]);
  expect(usage.tokens.slice(-2)).toEqual([100, 300]);
  expect(usage.usd.at(-1)).toBe(6);
  expect(usage.byBot.map(({ botId, callCount }) => [botId, callCount])).toEqual([
    ['ann', 2],
    [null, 1],
    ['ben', 1],
  ]);
  expect(usage.byPurpose.map(({ purpose, tokens }) => [purpose, tokens])).toEqual([
    ['reply', 300],
    ['thread', 100],
  ]);
  expect(usage.cache).toEqual({ promptTokens: 240, readTokens: 60 });
  expect(usage.estimatedCount).toBe(1);
  expect(usage.windows).toHaveLength(28);
  expect(usage.windows.slice(-3).map(({ usedRatio, refusedBotCount }) => [usedRatio, refusedBotCount])).toEqual([
    [0.99, 0],
    [0, 0],
    [0.6, 1],
  ]);
});

test('heartbeats: failures are what was wanted and not had; caps and pauses are none', async () => {
  const beat = (bot_id: string, number: number, agoMs: number, gate: string | null, action = 'nothing') => ({
    bot_id,
    number,
    at_ms: noon - agoMs,
    action,
    gate,
    reputation: 0,
    record: '{}',
  });
  await insert('bot_heartbeats', [
    beat('ann', 1, 2 * dayMs, 'model'),
    beat('ann', 2, 3_000, null, 'reply'),
    beat('ann', 3, 2_000, 'fault'),
    beat('ann', 4, 1_000, 'cap'),
    beat('ann', 5, -1, 'fault'),
  ]);
  await insert('bots', [
    { bot_id: 'ben', pause_reason: 'No key.', paused_by: 'claque' },
    { bot_id: 'ann', pause_reason: 'Enough.', paused_by: 'panel' },
  ]);
  const heartbeats = known(await readers.heartbeats(moment));
  expect(heartbeats.total.slice(-3)).toEqual([0, 1, 3]);
  expect(heartbeats.failed.slice(-3)).toEqual([0, 1, 1]);
  expect(heartbeats.byGate24h).toEqual({ cap: 1, fault: 1 });
  expect(heartbeats.bots).toEqual([
    {
      botId: 'ann',
      name: 'ANN',
      isPaused: true,
      ownPauseReason: null,
      total24h: 3,
      failed24h: 1,
      total7d: 4,
      failed7d: 2,
      actions7d: 1,
      lastAtMs: noon - 1_000,
    },
    expect.objectContaining({ botId: 'ben', isPaused: true, ownPauseReason: 'No key.', total7d: 0, lastAtMs: null }),
  ]);
  expect(await readers.heartbeats({ ...moment, ventureId: 'other' })).toHaveProperty('missing');
});

test('community: posts, threads that stayed alone for a day, topics by how long they are quiet', async () => {
  const thread = (id: number, agoMs: number, topic: string) => ({
    id,
    title: `T${id}`,
    topic,
    author_id: 'ann',
    excerpt: '',
    opened_at_ms: noon - agoMs,
    last_post_at_ms: noon,
  });
  const post = (id: number, thread_id: number, number: number, agoMs: number, author_id = 'ann') => ({
    id,
    thread_id,
    number,
    author_id,
    text: 'x',
    mentions: '[]',
    at_ms: noon - agoMs,
  });
  await insert('community_threads', [
    thread(1, 3 * dayMs, 'games'),
    thread(2, 3 * dayMs, 'energy'),
    thread(3, 1_000, 'energy'),
  ]);
  await insert('community_posts', [
    post(1, 1, 1, 3 * dayMs),
    post(2, 1, 2, 1.5 * dayMs, 'ben'),
    post(3, 2, 1, 3 * dayMs),
    post(4, 2, 2, 2.5 * dayMs, 'ben'),
    post(5, 3, 1, 1_000),
  ]);
  const community = known(await readers.community(moment));
  expect(community.posts.slice(-4)).toEqual([0, 3, 1, 1]);
  expect(community.threads.reduce((sum, count) => sum + count, 0)).toBe(3);
  // The first was answered after a day and a half, the third not yet.
  expect(community.unanswered.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(community.authors).toEqual([
    { botId: 'ann', name: 'ANN', postCount: 3 },
    { botId: 'ben', name: 'BEN', postCount: 2 },
  ]);
  expect(community.topics.map(({ topic }) => topic)).toEqual(['games', 'energy']);
});

test('executions: what ended by kind, what says nothing now, and how many did at the end of each day', async () => {
  const work = (id: string, status: string, startedAgoMs: number, lastAgoMs: number, kind = 'call') => ({
    id,
    venture_id: 'default',
    kind,
    title: id,
    source: 'server',
    status,
    stage_number: 0,
    stages: '[]',
    metadata: '{}',
    entry_count: 0,
    created_at_ms: noon - startedAgoMs,
    started_at_ms: noon - startedAgoMs,
    ended_at_ms: status === 'running' ? null : noon - lastAgoMs,
    updated_at_ms: noon - lastAgoMs,
  });
  const hour = 3_600_000;
  await insert('agent_executions', [
    work('a', 'completed', 1_000, 500),
    work('b', 'failed', 1_000, 500),
    work('c', 'failed', 1_000, 500, 'insight'),
    work('d', 'cancelled', 1_000, 500),
    work('e', 'running', 2 * hour, hour),
    work('f', 'running', 2 * hour, 60_000),
    work('g', 'completed', 30 * hour, 20 * hour),
  ]);
  const executions = known(await readers.executions(moment));
  expect([executions.ended.at(-1), executions.failed.at(-1)]).toEqual([4, 2]);
  expect(executions.kinds).toEqual([
    { kind: 'call', endedCount: 3, failedCount: 1 },
    { kind: 'insight', endedCount: 1, failedCount: 1 },
  ]);
  expect(executions.still).toEqual([{ id: 'e', kind: 'call', title: 'e', stillMs: hour }]);
  expect(executions.stillCounts.slice(-2)).toEqual([1, 1]);
});

test('sessions: minutes weighted by engagement, what interventions won, drops without an answer', async () => {
  await insert('events', [{ id: 'e', venture_id: 'default', title: 'E' }]);
  const head = { title: 'S', scenarioId: 'drop', isRecorded: false };
  const session = (id: string, agoMs: number, change: object = {}) => ({
    id,
    event_id: 'e',
    status: 'ended',
    speed: '1',
    tick: 20,
    spec: '{}',
    head: JSON.stringify(head),
    state: JSON.stringify({ mode: 'semi', presentCount: 30 }),
    last_activity_number: 1,
    ended_at_ms: noon - agoMs,
    ...change,
  });
  await insert('sessions', [
    session('a', dayMs),
    session('old', 29 * dayMs),
    session('live', 0, { status: 'running', ended_at_ms: null }),
    session('recorded', dayMs, { head: JSON.stringify({ ...head, isRecorded: true }) }),
  ]);
  const point = (session_id: string, tick: number, score: number, ghost_score: number | null) => ({
    session_id,
    tick,
    score,
    ghost_score,
    body: JSON.stringify({ signals: { presentCount: 60 } }),
  });
  await insert('session_points', [
    point('a', 0, 0.2, null),
    point('a', 5, 0.4, null),
    point('a', 10, 0.6, 0.5),
    point('a', 15, 0.8, 0.5),
  ]);
  const about = (id: string, number: number, body: object) => ({
    id,
    session_id: 'a',
    number,
    body: JSON.stringify(body),
  });
  await insert('anomalies', [about('x', 1, {}), about('y', 2, {})]);
  const poll = { kind: 'POLL', variant: 'opinion', state: 'measured', startedTick: 5, uplift: 0.04, anomalyNumber: 1 };
  await insert('interventions', [
    about('i', 1, poll),
    about('j', 2, { ...poll, state: 'expired', startedTick: null, uplift: null, anomalyNumber: 2 }),
  ]);
  const { sessions, interventions } = known(await readers.sessions(moment));
  expect(sessions).toHaveLength(1);
  expect(sessions[0]).toMatchObject({
    id: 'a',
    title: 'S',
    scenarioId: 'drop',
    mode: 'semi',
    attendedMinutes: 20, // 4 points of 5 s with 60 attendees.
    lowRatio: 0.5,
    peakCount: 60,
    endCount: 30,
    anomalyCount: 2,
    unansweredCount: 1,
    openingScore: 0.2,
  });
  expect(sessions[0]!.engagedMinutes).toBeCloseTo(20 * 0.5, 9);
  expect(sessions[0]!.wonMinutes).toBeCloseTo(5 * (0.1 + 0.3), 9);
  expect(sessions[0]!.laterScore).toBeCloseTo(0.6, 9);
  const byState = interventions.toSorted((one, other) => other.state.localeCompare(one.state));
  expect(byState).toEqual([
    expect.objectContaining({ kind: 'POLL', variant: 'opinion', isStarted: true, uplift: 0.04, state: 'measured' }),
    expect.objectContaining({ isStarted: false, uplift: null, state: 'expired' }),
  ]);
  expect(known(await readers.scenarios(moment)).sessionCount).toBeGreaterThanOrEqual(1);
});

test('questions: how long they were open, as of the moment', async () => {
  const hour = 3_600_000;
  const question = (id: string, askedAgo: number, closedAgo: number | null, status: string) => ({
    id,
    venture_id: 'default',
    bot_id: 'ann',
    creator: 'panel',
    text: id,
    options: '[]',
    allows_text: true,
    status,
    asked_at_ms: noon - askedAgo,
    expires_at_ms: noon,
    closed_at_ms: closedAgo === null ? null : noon - closedAgo,
  });
  await insert('questions', [question('a', 5 * hour, 4 * hour, 'answered'), question('b', 3 * hour, null, 'open')]);
  const questions = known(await readers.questions(moment));
  expect(questions.meanHours.at(-1)).toBe(2);
  expect(questions.open).toEqual([{ id: 'b', text: 'b', creator: 'panel', openHours: 3 }]);
  const earlier = known(await readers.questions({ ...moment, atMs: noon - 4.5 * hour }));
  expect(earlier.meanHours.at(-1)).toBe(0.5);
});

test('calls: which reached somebody, whatever they said; what was called off counts for nothing', async () => {
  const task = {
    id: 't',
    venture_id: 'default',
    creator: 'panel',
    bot_id: 'ann',
    contact_id: 'c',
    objective: 'Ask',
    context: '',
    status: 'COMPLETED',
    created_at_ms: 0,
    updated_at_ms: 0,
  };
  const counts = { priority_rank: 1, max_attempts: 9, attempt_count: 1, waited_count: 0, rescheduled_count: 0 };
  await insert('outreach_tasks', [{ ...task, ...counts, call_count: 1, event_count: 1 }]);
  const outcomes = ['DONE', 'REFUSED', 'VOICEMAIL', 'FAILED_BUSY', 'FAILED_BUSY', 'CANCELLED'];
  await insert(
    'outreach_calls',
    outcomes.map((outcome, index) => ({
      id: `c${index}`,
      task_id: 't',
      venture_id: 'default',
      number: index,
      bot_id: 'ann',
      contact_id: 'c',
      status: 'ended',
      outcome,
      started_at_ms: noon - 2_000,
      ended_at_ms: noon - 1_000,
      started_at_clock_ms: noon,
    })),
  );
  const calls = known(await readers.calls(moment));
  expect([calls.ended.at(-1), calls.reached.at(-1)]).toEqual([5, 2]);
  expect(calls.outcomes[0]).toEqual({ outcome: 'FAILED_BUSY', count: 2 });
  expect(await readers.calls({ ...moment, ventureId: 'other' })).toHaveProperty('missing');
});
