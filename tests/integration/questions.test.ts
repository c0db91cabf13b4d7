/** Questions to a person: asked, waited for, answered once, left open, expired, over a real database (OR-6, OR-7). */
import { expect, test } from 'vitest';
import type { Question } from '../../server/contract/question.ts';
import { callId, questionDraft, taskId } from '../support/question-draft.ts';
import { openQuestions } from '../support/questions.ts';

const never = new AbortController().signal;
const otherCall = '019f5a2c-8a02-7e91-b2c4-90d1e2f3a4b6';

/** What the log tells of questions, in order. */
async function toldOf(parts: Awaited<ReturnType<typeof openQuestions>>): Promise<string[]> {
  const activities = await parts.activityLog.read({ subject: `task:${taskId}` }, 0, 500);
  return activities.map(({ type, payload }) => `${type} ${(payload as Question).text}`);
}

test('an answer in time reaches whoever waits, and is on disk before (OR-6)', async () => {
  const parts = await openQuestions();
  const service = await parts.open();
  const { id, liveUntil } = await service.ask(questionDraft());
  expect(Date.parse(liveUntil!) - parts.clock.now()).toBe(10_000);
  const waiting = service.waitFor(id, never);
  parts.clock.time.advance(10_000);
  const answered = await service.answer(id, { optionId: 'yes' }, 'panel');
  expect(await waiting).toEqual(answered.answer);
  expect(answered).toMatchObject({ status: 'answered', answer: { isLive: true } });
  expect(await parts.reading.one(id)).toEqual(answered);
  expect(parts.closed).toEqual([answered]);
  expect(await service.answersOf(taskId)).toEqual([{ question: answered.text, answer: 'Yes, half an hour later' }]);
});

test('a millisecond after its time whoever waits is told so, and the answer counts as a late one (OR-6)', async () => {
  const parts = await openQuestions();
  const service = await parts.open();
  const { id, text } = await service.ask(questionDraft());
  const waiting = service.waitFor(id, never);
  parts.clock.time.advance(10_001);
  const answered = await service.answer(id, { text: 'Fine with me' }, 'panel');
  expect(answered.answer).toMatchObject({ text: 'Fine with me', isLive: false });
  expect(await waiting).toBeNull();
  expect(await toldOf(parts)).toEqual(['asked', 'left_open', 'answered'].map((what) => `question.${what} ${text}`));
});

test('nobody answers: it is left open once, then expires with its default, and whoever cares hears once (OR-6)', async () => {
  const parts = await openQuestions();
  const service = await parts.open();
  const { id } = await service.ask(questionDraft({ defaultText: 'No, the time stays' }));
  const waiting = service.waitFor(id, never);
  parts.clock.time.advance(10_001);
  await service.beat();
  await service.beat();
  expect(await waiting).toBeNull();
  expect(await parts.reading.one(id)).toMatchObject({ status: 'open', liveUntil: null });
  parts.clock.time.advance(3_590_000);
  await service.beat();
  await service.beat();
  expect(parts.closed).toMatchObject([{ status: 'expired', closedReason: expect.stringContaining('default holds') }]);
  expect((await toldOf(parts)).map((line) => line.split(' ')[0])).toEqual([
    'question.asked',
    'question.left_open',
    'question.expired',
  ]);
  await expect(service.answer(id, { optionId: 'yes' }, 'panel')).rejects.toThrow(
    '“No, the time stays” holds since then',
  );
  expect(await service.answersOf(taskId)).toMatchObject([{ answer: 'No, the time stays' }]);
});

test('an answer after it expired is refused even where no beat has been since, and it stays expired (OR-7)', async () => {
  const parts = await openQuestions();
  const service = await parts.open();
  const { id } = await service.ask(questionDraft());
  parts.clock.time.advance(3_600_001);
  await expect(service.answer(id, { optionId: 'yes' }, 'panel')).rejects.toThrow('an answer comes too late');
  expect(await parts.reading.one(id)).toMatchObject({ status: 'expired', answer: null });
  expect(parts.closed).toHaveLength(1);
});

test('many answers at once are one: the same person’s same answer is told again, any other is refused (OR-7)', async () => {
  const parts = await openQuestions();
  const service = await parts.open();
  const { id } = await service.ask(questionDraft());
  const results = await Promise.allSettled([
    service.answer(id, { optionId: 'yes' }, 'ana'),
    service.answer(id, { optionId: 'yes' }, 'ana'),
    service.answer(id, { optionId: 'yes' }, 'ben'),
    service.answer(id, { optionId: 'no' }, 'ana'),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
  const [first, second] = results as PromiseFulfilledResult<Question>[];
  expect(second!.value).toEqual(first!.value);
  expect(parts.closed).toHaveLength(1);
  const audits: { who: string; what: string; subject: string }[] = await parts.database.read('audit');
  expect(audits.map(({ who, what, subject }) => [who, what, subject])).toEqual([['ana', 'question.answer', id]]);
});

test('asked again while it is open it is the same question, gone over to the new call (OR-6)', async () => {
  const parts = await openQuestions();
  const service = await parts.open();
  const first = await service.ask(questionDraft());
  parts.clock.time.advance(10_001);
  const again = await service.ask(questionDraft({ callId: otherCall, text: ` ${first.text}\u200B` }));
  expect(again).toMatchObject({ id: first.id, callId: otherCall, askedAt: first.askedAt });
  expect((await parts.reading.page({ ...pageQuery, taskId }, 'panel')).total).toBe(1);
  const waiting = service.waitFor(first.id, never);
  parts.clock.time.advance(9_000);
  await service.answer(first.id, { optionId: 'no' }, 'panel');
  expect(await waiting).toMatchObject({ optionId: 'no', isLive: true });
  const anew = await service.ask(questionDraft());
  expect(anew.id).not.toBe(first.id);
});

test('what is no longer needed is taken back with its task, and whoever waits hears nothing but that (OR-6)', async () => {
  const parts = await openQuestions();
  const service = await parts.open();
  const { id } = await service.ask(questionDraft());
  const waiting = service.waitFor(id, never);
  await parts.activityLog.write((trx, record) => service.cancelOfTask(trx, record, taskId, 'The task was cancelled.'));
  expect(await waiting).toBeNull();
  expect(await parts.reading.one(id)).toMatchObject({ status: 'cancelled', closedReason: 'The task was cancelled.' });
  expect(parts.closed).toEqual([]);
  await expect(service.answer(id, { optionId: 'yes' }, 'panel')).rejects.toThrow('The task was cancelled.');
});

test('a call that is called off waits no longer, and its question stays', async () => {
  const parts = await openQuestions();
  const service = await parts.open();
  const { id } = await service.ask(questionDraft());
  const off = new AbortController();
  const waiting = service.waitFor(id, off.signal);
  off.abort(new Error('called off'));
  await expect(waiting).rejects.toThrow('called off');
  expect(await parts.reading.one(id)).toMatchObject({ status: 'open', callId });
});

test('after a downtime what was waited for is left open, and what was due closes in its order (OR-10)', async () => {
  const parts = await openQuestions();
  const before = await parts.open();
  for (const [text, expiresInSeconds] of [
    ['Third?', 300],
    ['First?', 100],
    ['Second?', 200],
    ['Fourth?', 90_000],
  ] as const)
    await before.ask(questionDraft({ text, expiresInSeconds }));
  parts.clock.time.advance(3_600_000);
  const service = await parts.open();
  await service.beat();
  expect(parts.closed.map(({ text }) => text)).toEqual(['First?', 'Second?', 'Third?']);
  const { items } = await parts.reading.page({ ...pageQuery, status: 'open' }, 'panel');
  expect(items).toMatchObject([{ text: 'Fourth?', liveUntil: null }]);
});

test('a clock that goes back an hour keeps nobody waiting an hour longer, and closes nothing twice (F-26)', async () => {
  const parts = await openQuestions();
  const service = await parts.open();
  const { id } = await service.ask(questionDraft({ expiresInSeconds: 20 }));
  const waiting = service.waitFor(id, never);
  parts.clock.set(-3_600_000);
  await service.beat();
  expect(Date.parse((await parts.reading.one(id)).liveUntil!) - parts.clock.now()).toBe(10_000);
  parts.clock.time.advance(10_001);
  expect(await waiting).toBeNull();
  parts.clock.set(3_600_000);
  parts.clock.time.advance(10_000);
  await service.beat();
  parts.clock.set(-3_600_000);
  await service.beat();
  expect(parts.closed).toHaveLength(1);
  expect(await parts.reading.one(id)).toMatchObject({ status: 'expired' });
});

test('what goes wrong with one that is due keeps no other from its end, and is tried again', async () => {
  const parts = await openQuestions();
  let isBroken = true;
  const service = await parts.open({
    onClosed: (_trx, _record, question) => {
      if (isBroken && question.text === 'One?') return Promise.reject(new Error('broken'));
      parts.closed.push(question);
      return Promise.resolve();
    },
  });
  await service.ask(questionDraft({ text: 'One?', expiresInSeconds: 60 }));
  await service.ask(questionDraft({ text: 'Two?', expiresInSeconds: 61 }));
  parts.clock.time.advance(90_000);
  await service.beat();
  expect(parts.closed.map(({ text }) => text)).toEqual(['Two?']);
  isBroken = false;
  await service.beat();
  expect(parts.closed.map(({ text }) => text)).toEqual(['Two?', 'One?']);
});

const pageQuery = { ventureId: 'default', mine: 'no', order: 'oldest', limit: 50, offset: 0 } as const;
