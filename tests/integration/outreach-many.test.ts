/** Hundreds of calls at once, and thousands of tasks shown (OR-8, OR-11). */
import path from 'node:path';
import { expect, test } from 'vitest';
import type { TaskDetailPage } from '../../server/contract/outreach.ts';
import { TaskDetailQuery } from '../../server/contract/outreach.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { OutreachReading } from '../../server/systems/outreach/index.ts';
import { QuestionReading } from '../../server/systems/questions/index.ts';
import { activityNumbers } from '../support/activity-numbers.ts';
import { createTask, endOf, says, startOutreach } from '../support/outreach.ts';
import { call, until } from '../support/server.ts';

const lineCount = 300;

test('300 calls are under way at once, and every turn of each is kept in its order (OR-11)', async () => {
  const all = Promise.withResolvers<void>();
  let under = 0;
  const server = await startOutreach(
    async (_brief, hands) => {
      await hands.answered();
      under += 1;
      if (under === lineCount) all.resolve();
      await all.promise;
      for (let number = 1; number <= 10; number += 1) {
        await hands.turn(says(`Turn ${number}.`, number % 2 ? 'bot' : 'contact'));
        await hands.pass(0.1);
      }
      return endOf('DONE');
    },
    { contactCount: lineCount },
  );
  for (let number = 1; number <= lineCount; number += 1) await createTask(server, { contactId: `contact-${number}` });
  const details = async (offset: number) =>
    (await call<TaskDetailPage>(server, 'GET', `/api/tasks/details?limit=100&offset=${offset}`)).body;
  await until(
    () => details(0),
    ({ totals }) => totals.COMPLETED === lineCount,
  );
  const expected = Array.from({ length: 10 }, (_, index) => `Turn ${index + 1}.`);
  for (const offset of [0, 100, 200])
    for (const { calls } of (await details(offset)).items)
      expect(calls.map(({ turns }) => turns.map(({ text }) => text))).toEqual([expected]);
  const numbers = await activityNumbers(server.folder);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
}, 120_000);

test('a page of tasks with all that belongs to them takes as many queries as a single one (OR-8)', async () => {
  const server = await startOutreach(
    async (_brief, hands) => {
      await hands.turn(says('Hello.'));
      await hands.ask({ text: 'May I?', why: null, timeoutSeconds: 60, options: [] });
      return endOf('DONE');
    },
    { contactCount: 12 },
  );
  for (let number = 1; number <= 12; number += 1) await createTask(server, { contactId: `contact-${number}` });
  await until(
    async () => (await call<TaskDetailPage>(server, 'GET', '/api/tasks/details')).body.totals.COMPLETED,
    (count) => count === 12,
  );
  const read = connect(path.join(server.folder, 'claque.db'), { isReadOnly: true });
  const queries: string[] = [];
  read.on('query', ({ sql }: { sql: string }) => queries.push(sql));
  const reading = new OutreachReading({
    read,
    contacts: new Map(),
    time: { now: () => 0 },
    questions: { ofTasks: (knex, ids) => new QuestionReading(knex).ofTasks(ids) },
    hasVenture: () => Promise.resolve(true),
  });
  try {
    const countOf = async (query: object) => {
      queries.length = 0;
      const { items } = await reading.details(TaskDetailQuery.parse(query));
      return { itemCount: items.length, turnCount: items[0]?.calls[0]?.turns.length, queryCount: queries.length };
    };
    const one = await countOf({ limit: '1' });
    expect(one).toEqual({ itemCount: 1, turnCount: 1, queryCount: 6 });
    expect(await countOf({ limit: '100' })).toEqual({ ...one, itemCount: 12 });
    expect(await countOf({ limit: '10', text: 'slides', status: 'COMPLETED', sort: 'due' })).toEqual({
      ...one,
      itemCount: 10,
    });
  } finally {
    await read.destroy();
  }
});
