/** Questions over HTTP and stream, by real servers that are killed in between (OR-6, OR-7, OR-10, F-28). */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Problem } from '../../server/contract/problem.ts';
import type { Question, QuestionPage } from '../../server/contract/question.ts';
import { activityNumbers } from '../support/activity-numbers.ts';
import { ChildServer } from '../support/child-server.ts';
import { taskId } from '../support/question-draft.ts';
import { plantQuestion } from '../support/questions.ts';
import { StreamClient } from '../support/stream-client.ts';
import { call, startTestServer, temporaryFolder } from '../support/server.ts';

type Refusal = Omit<Problem, 'status'>;

/** Asks question after question over a folder, and is killed in the midst of it. @returns Ids that were acknowledged. */
async function askUntilKilled(folder: string, leastCount: number): Promise<string[]> {
  const script = path.resolve(import.meta.dirname, '../support/questions-process.ts');
  const asking = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void asking.kill('SIGKILL'));
  const ended = new Promise((resolve) => asking.once('close', resolve));
  let said = '';
  asking.stdout.on('data', (data: Buffer) => {
    said += data.toString();
    if (said.split('\n').length > leastCount) asking.kill('SIGKILL');
  });
  asking.stdin.write('go\n');
  await ended;
  return said.split('\n').filter((line) => line.length === 36);
}

const show = async (server: { url: string }, id: string): Promise<Question> =>
  (await call<Question>(server, 'GET', `/api/questions/${id}`)).body;

test('killed between asking and answering, and again right after the answer, nothing of either is lost (OR-10, F-28)', async () => {
  const folder = temporaryFolder();
  const ids = await askUntilKilled(folder, 30);
  const first = new ChildServer(folder);
  const server = await first.ready();
  const { body: page } = await call<QuestionPage>(
    server,
    'GET',
    `/api/questions?status=open&taskId=${taskId}&limit=500`,
  );
  expect(page.items.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  expect(page.items.every(({ liveUntil }) => liveUntil === null)).toBe(true);
  const [id] = ids;
  const { status, body: answered } = await call<Question>(server, 'POST', `/api/questions/${id}/answer`, {
    text: 'Yes',
  });
  expect({ status, isLive: answered.answer!.isLive }).toEqual({ status: 200, isLive: false });
  await first.signal('SIGKILL');
  const second = await new ChildServer(folder).ready();
  expect(await show(second, id!)).toEqual(answered);
  const late = await call<Refusal>(second, 'POST', `/api/questions/${id}/answer`, { text: 'No' });
  expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('answered it already') } });
  const numbers = await activityNumbers(folder);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test('a panel that was offline gets what was asked meanwhile in order and once, and then what happens (OR-7)', async () => {
  const folder = temporaryFolder();
  const ids = await askUntilKilled(folder, 5);
  const server = await startTestServer({ folder });
  const client = await StreamClient.connect(server);
  client.subscribe('questions', 0);
  await call(server, 'POST', `/api/questions/${ids[0]}/answer`, { optionId: 'yes' });
  await client.until(() => client.activities.some(({ type }) => type === 'question.answered'));
  const numbers = client.activities.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other));
  const askedIds = client.activities.flatMap(({ type, payload }) => (type === 'question.asked' ? [payload['id']] : []));
  expect(askedIds.slice(0, ids.length)).toEqual(ids);
  const { total } = (await call<QuestionPage>(server, 'GET', '/api/questions')).body;
  const countOf = (what: string) => client.activities.filter(({ type }) => type === what).length;
  expect([countOf('question.asked'), countOf('question.left_open'), countOf('question.answered')]).toEqual([
    total,
    total,
    1,
  ]);
});

test('questions are listed by whom they are put to, by status and by task, and paged either way (OR-7)', async () => {
  const folder = temporaryFolder();
  const server = await startTestServer({ folder });
  const mine = [await plantQuestion(folder, { text: 'One?' }), await plantQuestion(folder, { text: 'Two?' })];
  const other = await plantQuestion(folder, { text: 'Three?', creator: 'somebody else', taskId: null });
  const list = async (query: string) => {
    const { body } = await call<QuestionPage>(server, 'GET', `/api/questions?${query}`);
    return { ids: body.items.map(({ id }) => id), total: body.total };
  };
  expect(await list('')).toEqual({ ids: [...mine, other], total: 3 });
  expect(await list('mine=yes&order=newest')).toEqual({ ids: mine.toReversed(), total: 2 });
  expect(await list(`taskId=${taskId}&limit=1&offset=1`)).toEqual({ ids: mine.slice(1), total: 2 });
  expect(await list('status=answered')).toEqual({ ids: [], total: 0 });
  expect(await list('ventureId=elsewhere')).toEqual({ ids: [], total: 0 });
});

test('what cannot be an answer is refused with what would be right, and what is unknown is not found', async () => {
  const folder = temporaryFolder();
  const server = await startTestServer({ folder });
  const id = await plantQuestion(folder, { allowsText: false });
  const cases = [
    [{}, 400, 'body.text'],
    [{ optionId: 'yes', text: 'Yes' }, 400, 'body.text'],
    [{ optionId: 'maybe' }, 400, 'body.optionId'],
    [{ text: 'Yes' }, 400, 'body.text'],
    [{ text: 'x'.repeat(1_001) }, 400, 'body.text'],
  ] as const;
  for (const [answer, status, field] of cases) {
    const refused = await call<Refusal>(server, 'POST', `/api/questions/${id}/answer`, answer);
    expect({ status: refused.status, field: refused.body.errors?.[0]?.field }).toEqual({ status, field });
  }
  expect(await show(server, id)).toMatchObject({ status: 'open', answer: null });
  expect((await call(server, 'POST', '/api/questions/nobody/answer', { optionId: 'yes' })).status).toBe(404);
  expect((await call(server, 'GET', '/api/questions/nobody')).status).toBe(404);
});
