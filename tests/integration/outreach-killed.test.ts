/** Questions of calls on real servers that are killed in the middle: nothing is lost, asked or done twice (OR-6, OR-10, F-28). */
import { expect, test } from 'vitest';
import type { TaskDetail } from '../../server/contract/outreach.ts';
import { activityNumbers } from '../support/activity-numbers.ts';
import { ChildServer } from '../support/child-server.ts';
import { contactFolder, createTask, setSpeed, showTask, untilTask } from '../support/outreach.ts';
import { call, temporaryFolder, until } from '../support/server.ts';

type Server = { url: string };

/** A contact who wants to know what no bot can know, and says yes once it is told. */
const doubtful = {
  patienceTurns: 30,
  doubts: [{ about: 'parking', question: 'Is there a place to park my van?' }],
};

const answer = 'Behind the green hall';

/** Servers over one folder, one after the other, on which the real talk is held. */
function servers() {
  const folder = temporaryFolder();
  const environment = { CLAQUE_CONTACT_DIR: contactFolder(1, doubtful) };
  return {
    folder,
    start: async () => {
      const child = new ChildServer(folder, environment);
      return { ...(await child.ready()), kill: () => child.signal('SIGKILL') };
    },
  };
}

/** A call that waits for the answer to a question right now. */
async function withQuestion(server: Server): Promise<TaskDetail> {
  await setSpeed(server, 20);
  const { id } = await createTask(server, { objective: 'Confirm the talk on Saturday at ten.' });
  return untilTask(server, id, ({ questions }) => questions.some(({ status }) => status === 'open'));
}

const reply = (server: Server, { questions }: TaskDetail) =>
  call(server, 'POST', `/api/questions/${questions[0]!.id}/answer`, { text: answer });

const cutShort = 'The server stopped while it was under way.';
const spokenByBot = ({ turns }: TaskDetail['calls'][number]): string =>
  turns
    .filter(({ speaker }) => speaker === 'bot')
    .map(({ text }) => text)
    .join('\n');

/** What must hold of a task that was answered once, whatever happened in between. */
async function expectAnsweredOnce(folder: string, task: TaskDetail): Promise<void> {
  expect(task.questions).toMatchObject([{ status: 'answered', answer: { text: answer } }]);
  const answeredAt = task.questions[0]!.answer!.at;
  const after = task.calls.filter(({ startedAt, sentence }) => startedAt >= answeredAt && sentence !== cutShort);
  expect(after).toHaveLength(1);
  expect(spokenByBot(after[0]!)).toContain(answer);
  expect(task.events.map(({ position }) => position)).toEqual(task.events.map((_, index) => index + 1));
  expect(task.events.every(({ from }, index) => from === (task.events[index - 1]?.to ?? null))).toBe(true);
  const numbers = await activityNumbers(folder);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
}

const isDone = ({ status }: TaskDetail) => ['COMPLETED', 'FAILED'].includes(status);

test('killed while a call waits: the call counts as an attempt, the question stays, and the answer is in the next call', async () => {
  const { folder, start } = servers();
  const first = await start();
  const asked = await withQuestion(first);
  await first.kill();
  const second = await start();
  const cut = await showTask(second, asked.id);
  expect(cut).toMatchObject({ status: 'RETRY_SCHEDULED', attemptCount: 1, openQuestionCount: 1 });
  expect(cut.calls).toMatchObject([{ outcome: 'FAILED_ERROR', sentence: cutShort, status: 'ended' }]);
  const before = asked.calls[0]!.turns;
  expect(cut.calls[0]!.turns.slice(0, before.length)).toEqual(before);
  expect((await reply(second, cut)).status).toBe(200);
  await setSpeed(second, 600);
  const task = await untilTask(second, asked.id, isDone);
  expect(task.attemptCount).toBe(2);
  await expectAnsweredOnce(folder, task);
}, 120_000);

test('killed right after an answer that came in time: it is in the next call', async () => {
  const { folder, start } = servers();
  const first = await start();
  const asked = await withQuestion(first);
  expect((await reply(first, asked)).status).toBe(200);
  await first.kill();
  const second = await start();
  await setSpeed(second, 600);
  const task = await untilTask(second, asked.id, isDone);
  if (task.calls.length > 1) return expectAnsweredOnce(folder, task);
  // The live call had been told and had ended before the signal came.
  expect(task.calls).toMatchObject([{ outcome: 'DONE' }]);
  expect(spokenByBot(task.calls[0]!)).toContain(answer);
}, 120_000);

test('killed while a task waits for its creator, and again after the late answer: exactly one new call, which knows it', async () => {
  const { folder, start } = servers();
  const first = await start();
  const asked = await withQuestion(first);
  const waiting = await untilTask(first, asked.id, ({ status }) => status === 'PENDING_USER_INFO');
  expect(waiting.calls).toMatchObject([{ outcome: 'WAITING_FOR_USER', status: 'ended' }]);
  await first.kill();
  const second = await start();
  expect(await showTask(second, asked.id)).toEqual(waiting);
  expect((await reply(second, waiting)).status).toBe(200);
  await second.kill();
  const third = await start();
  const task = await until(() => showTask(third, asked.id), isDone);
  await expectAnsweredOnce(folder, task);
}, 120_000);
