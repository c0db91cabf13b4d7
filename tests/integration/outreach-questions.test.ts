/** What a bot asks its creator in the middle of a call, and what its task makes of the answer (OR-6). */
import { expect, test } from 'vitest';
import type { TaskDetail } from '../../server/contract/outreach.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Question } from '../../server/contract/question.ts';
import type { Perform } from '../support/outreach.ts';
import { createTask, endOf, says, setSpeed, showTask, startOutreach, untilTask } from '../support/outreach.ts';
import { call, until } from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';

const text = 'How many minutes has he?';

/** Asks what no answer is known to, and goes on with it; says what a bot would. */
const askingTalk =
  (timeoutSeconds: number): Perform =>
  async ({ answers }, hands) => {
    await hands.answered();
    const known = answers.find(({ question }) => question === text);
    if (known) {
      await hands.turn(says(`I have heard: ${known.answer}.`));
      return endOf('DONE', { result: known.answer });
    }
    const { answer } = await hands.ask({ text, why: 'He will not say yes before.', timeoutSeconds, options: [] });
    await hands.turn(says('One moment, I am asking.'));
    const said = await answer;
    if (!said) return endOf('WAITING_FOR_USER');
    await hands.turn(says(`They say: ${said.text}.`));
    return endOf('DONE', { result: said.text });
  };

async function openQuestion(server: { url: string }): Promise<Question> {
  const { items } = await until(
    async () => (await call<Page<Question>>(server, 'GET', '/api/questions?status=open&mine=yes')).body,
    ({ total }) => total > 0,
  );
  return items[0]!;
}
const reply = (server: { url: string }, id: string) =>
  call(server, 'POST', `/api/questions/${id}/answer`, { text: 'Twenty.' });
const spoken = (task: TaskDetail) => task.calls.map(({ turns }) => turns.map((turn) => turn.text));

test('an answer in time enters the live call (OR-6)', async () => {
  const server = await startOutreach(askingTalk(120));
  const stream = await StreamClient.connect(server);
  const { id } = await createTask(server);
  stream.subscribe(`task:${id}`, 0);
  const question = await openQuestion(server);
  expect(question).toMatchObject({ taskId: id, creator: 'panel', botId: 'mona-field', text });
  expect(await showTask(server, id)).toMatchObject({ openQuestionCount: 1, status: 'IN_PROGRESS' });
  expect((await reply(server, question.id)).status).toBe(200);
  const task = await untilTask(server, id, ({ status }) => status === 'COMPLETED');
  expect(spoken(task)).toEqual([['One moment, I am asking.', 'They say: Twenty..']]);
  expect(task).toMatchObject({ result: 'Twenty.', attemptCount: 1, openQuestionCount: 0 });
  await stream.until(() => stream.activities.filter(({ type }) => type === 'task.changed').length === 2);
  const types = stream.activities.map(({ type }) => type).filter((type) => type.startsWith('question.'));
  expect(types).toEqual(['question.asked', 'question.answered']);
  stream.socket.close();
});

test('without one the task waits; a late answer makes exactly one new call, which knows it (OR-6)', async () => {
  const server = await startOutreach(askingTalk(0.05));
  const { id } = await createTask(server);
  const waiting = await untilTask(server, id, ({ status }) => status === 'PENDING_USER_INFO');
  expect(waiting).toMatchObject({ attemptCount: 0, nextActionAt: null, openQuestionCount: 1, callCount: 1 });
  const { id: questionId } = await openQuestion(server);
  const answers = await Promise.all([reply(server, questionId), reply(server, questionId), reply(server, questionId)]);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  const task = await untilTask(server, id, ({ status }) => status === 'COMPLETED');
  expect(spoken(task)).toEqual([['One moment, I am asking.'], ['I have heard: Twenty..']]);
  expect(task.events.map(({ to }) => to)).toEqual([
    'PENDING',
    'IN_PROGRESS',
    'PENDING_USER_INFO',
    'RETRY_SCHEDULED',
    'IN_PROGRESS',
    'COMPLETED',
  ]);
  expect(task.events[3]).toMatchObject({ by: 'panel', why: 'Its question is answered; it is called again.' });
  expect(task.attemptCount).toBe(1);
});

test.each([
  ['WAITING_FOR_USER', 'PENDING_USER_INFO'],
  ['DROPPED', 'RETRY_SCHEDULED'],
] as const)(
  'a call that ends %s with its question open waits for nothing any more; the answer is a late one and makes one new call (OR-6)',
  async (outcome, status) => {
    const server = await startOutreach(async (brief, hands) => {
      if (brief.answers.length > 0) return endOf('DONE', { result: brief.answers[0]!.answer });
      await hands.ask({ text, why: null, timeoutSeconds: 60, options: [] });
      return endOf(outcome);
    });
    const { id } = await createTask(server);
    await untilTask(server, id, (task) => task.status === status);
    const question = await openQuestion(server);
    expect(question.liveUntil).toBeNull();
    expect((await reply(server, question.id)).body).toMatchObject({ answer: { isLive: false } });
    await setSpeed(server, 3_600);
    const task = await untilTask(server, id, (now) => now.status === 'COMPLETED');
    expect(task).toMatchObject({ result: 'Twenty.', callCount: 2 });
    expect(task.events.map(({ to }) => to).slice(2, -2)).toEqual([...new Set([status, 'RETRY_SCHEDULED'])]);
  },
);

test('an answer while a retry waits is in the next call (OR-6)', async () => {
  const server = await startOutreach(async (brief, hands) => {
    if (brief.answers.length > 0) return endOf('DONE', { result: brief.answers[0]!.answer });
    await hands.ask({ text, why: null, timeoutSeconds: 60, options: [] });
    return endOf('DROPPED');
  });
  const { id } = await createTask(server);
  await untilTask(server, id, ({ status }) => status === 'RETRY_SCHEDULED');
  await reply(server, (await openQuestion(server)).id);
  expect((await showTask(server, id)).status).toBe('RETRY_SCHEDULED');
  await setSpeed(server, 3_600);
  expect(await untilTask(server, id, ({ status }) => status === 'COMPLETED')).toMatchObject({ result: 'Twenty.' });
});

test('a task that is called off takes back what it has asked (OR-6)', async () => {
  const server = await startOutreach(askingTalk(0.05));
  const { id } = await createTask(server);
  await untilTask(server, id, ({ status }) => status === 'PENDING_USER_INFO');
  const { id: questionId } = await openQuestion(server);
  await call(server, 'POST', `/api/tasks/${id}/cancel`, { reason: 'Never mind.' });
  const task = await showTask(server, id);
  expect(task).toMatchObject({ status: 'CANCELLED', openQuestionCount: 0, questions: [{ status: 'cancelled' }] });
  expect((await reply(server, questionId)).status).toBe(409);
});

test('a question nobody answers until it expires ends its task, with the reason (OR-6)', async () => {
  let nowMs = Date.now();
  const begunMs = nowMs;
  const clock = { now: () => Date.now() + (nowMs - begunMs) };
  const server = await startOutreach(askingTalk(0.05), { parts: { clock } });
  const { id } = await createTask(server);
  await untilTask(server, id, ({ status }) => status === 'PENDING_USER_INFO');
  nowMs += 25 * 3_600_000;
  const task = await untilTask(server, id, ({ status }) => status === 'FAILED');
  expect(task).toMatchObject({ result: 'Nobody answered its question in time.', questions: [{ status: 'expired' }] });
});

test('while a question waits a call goes no faster than real time (OR-6)', async () => {
  const passedMs: number[] = [];
  const server = await startOutreach(async (_brief, hands) => {
    const { answer } = await hands.ask({ text, why: null, timeoutSeconds: 0.3, options: [] });
    const beganMs = performance.now();
    await hands.pass(0.25);
    passedMs.push(performance.now() - beganMs);
    await answer;
    const thenMs = performance.now();
    await hands.pass(250);
    passedMs.push(performance.now() - thenMs);
    return endOf('DONE');
  });
  await setSpeed(server, 3_600);
  const { id } = await createTask(server);
  await untilTask(server, id, ({ status }) => status === 'COMPLETED');
  expect(passedMs[0]).toBeGreaterThan(240);
  // 250 s at 3,600x, where real time would be four minutes.
  expect(passedMs[1]).toBeLessThan(60_000);
});
