/** Advice from one day to the next: kept, graded, heeded, withdrawn (CO-3, CO-6, CO-7). */
import { expect, test } from 'vitest';
import type { Activity } from '../../server/contract/activity.ts';
import { well } from '../support/coach.ts';
import { cases } from '../unit/systems/coach/template-cases.ts';
import { CoachWorld, venture } from '../support/coach-world.ts';

const dayMs = 86_400_000;
const page = { limit: 100, offset: 0 };
const failing = { change: cases['heartbeats-failing']!.fires };
const planned = {
  recommendationId: null,
  title: 'Mend it',
  details: '',
  priority: 'medium' as const,
  startsOn: '2026-11-21',
  dueOn: '2026-11-25',
};

/** A world in which heartbeats fail today, and the advice on it. */
async function withAdvice() {
  const world = await CoachWorld.open();
  const told: Activity[] = [];
  world.activityLog.bus.subscribe((activities) => told.push(...activities));
  world.pastAt = () => failing;
  await world.look();
  const [advice] = await world.shown();
  return { world, advice: advice!, told, typesOf: () => told.map(({ type }) => type) };
}

test('a prediction is checked when due against what was measured then: a hit, whatever is so later', async () => {
  const { world, advice } = await withAdvice();
  expect(advice.prediction).toMatchObject({ state: 'open', comparator: 'above', threshold: 0.1, valueThen: 0.2 });
  const dueMs = Date.parse(advice.prediction.dueAt);
  world.pastAt = (atMs) => (atMs === dueMs ? failing : {});
  await world.job.beat(dueMs - 1_000);
  expect((await world.reading.recommendation('default', advice.id)).prediction.state).toBe('open');
  world.nowMs = dueMs + 3 * dayMs;
  await world.job.beat(world.nowMs);
  const { prediction } = await world.reading.recommendation('default', advice.id);
  expect(prediction).toMatchObject({ state: 'hit', value: 0.2, checkedAt: new Date(world.nowMs).toISOString() });
  const record = await world.reading.record('default', page);
  const error = (1 - prediction.probabilityRatio) ** 2;
  expect(record.overall).toMatchObject({ hitCount: 1, missCount: 0, brier: expect.closeTo(error, 9) as number });
  expect(record.categories.find(({ category }) => category === 'operations')!.recordFactor).toBeGreaterThan(1);
  expect(record.predictions.items[0]).toMatchObject({ recommendationId: advice.id, state: 'hit' });
});

test('it is a miss where the other thing came, and void where nobody can know (with the reason)', async () => {
  for (const [past, state] of [
    [{}, 'miss'],
    [{ missing: 'heartbeats' }, 'void'],
  ] as const) {
    const { world, advice, told } = await withAdvice();
    world.nowMs = Date.parse(advice.prediction.dueAt);
    world.pastAt = () => past;
    await world.job.beat(world.nowMs);
    const { prediction } = await world.reading.recommendation('default', advice.id);
    expect(prediction).toMatchObject({ state, voidReason: state === 'void' ? 'No heartbeats.' : null });
    const checked = told.filter(({ type }) => type === 'coach.prediction_checked');
    expect(checked.map(({ payload }) => payload['state'])).toEqual([state]);
    const { overall } = await world.reading.record('default', page);
    expect(overall.brier === null).toBe(state === 'void');
  }
});

test('what still holds is the same advice with new figures, and gets a new prediction once the last is checked', async () => {
  const { world, advice, typesOf } = await withAdvice();
  world.nowMs += dayMs / 2;
  expect(await world.look()).toMatchObject({ recommendationIds: [advice.id], checkedCount: 0 });
  expect((await world.reading.record('default', page)).overall.openCount).toBe(1);
  world.nowMs += dayMs / 2;
  expect(await world.look()).toMatchObject({ recommendationIds: [advice.id], checkedCount: 1 });
  const again = (await world.shown())[0]!;
  expect(again).toMatchObject({ id: advice.id, foundCount: 3, firstAt: advice.firstAt });
  expect(again.prediction).toMatchObject({ state: 'open', madeAt: new Date(world.nowMs).toISOString() });
  expect((await world.reading.record('default', page)).predictions.total).toBe(2);
  expect(typesOf().filter((type) => type === 'coach.recommended')).toHaveLength(1);
});

test('what no longer holds is withdrawn; what nobody could look at stays', async () => {
  const { world, advice, typesOf } = await withAdvice();
  world.pastAt = () => ({ missing: 'heartbeats' });
  const { silent } = await world.look();
  expect(silent).toContainEqual({ templateId: 'heartbeats-failing', missing: 'No heartbeats.' });
  expect((await world.shown()).map(({ id }) => id)).toEqual([advice.id]);
  world.pastAt = () => ({});
  expect((await world.look()).withdrawnCount).toBe(1);
  expect(await world.shown()).toEqual([]);
  expect((await world.shown('withdrawn')).map(({ id }) => id)).toEqual([advice.id]);
  expect(typesOf()).toContain('coach.withdrawn');
});

test('what is dismissed as not relevant rests for two weeks, comes back lower, and says why (CO-6)', async () => {
  const { world, advice } = await withAdvice();
  const receipt = await world.feedback.give(
    'default',
    advice.id,
    { isHelpful: false, reason: 'not_relevant', comment: 'No.' },
    'panel',
  );
  expect(receipt).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    at: new Date(world.nowMs).toISOString(),
  });
  expect(await world.shown()).toEqual([]);
  for (let day = 1; day < 14; day += 1) {
    world.nowMs += dayMs;
    await world.look();
    expect({ day, shown: (await world.shown()).length }).toEqual({ day, shown: 0 });
  }
  world.nowMs += dayMs;
  await world.look();
  const back = (await world.shown())[0]!;
  expect(back).toMatchObject({ id: advice.id, feedback: { reason: 'not_relevant', comment: 'No.', by: 'panel' } });
  expect(back.ranking.score).toBeLessThan(advice.ranking.score);
  expect(back.ranking.feedbackWhy).toMatch(/^1 × not relevant/);
});

test('it comes back at once where it has become much more urgent', async () => {
  const { world, advice } = await withAdvice();
  await world.feedback.give('default', advice.id, { isHelpful: false, reason: 'not_priority', comment: '' }, 'panel');
  world.nowMs += dayMs;
  const worse = { ...failing.change!.heartbeats!, failed: well.heartbeats.failed.map(() => 200) };
  world.pastAt = () => ({ change: { heartbeats: worse } });
  await world.look();
  const [back] = await world.shown();
  expect(back!.id).toBe(advice.id);
  expect(back!.ranking.priority).toBeGreaterThanOrEqual(advice.ranking.priority + 20);
});

test('“helpful” raises it at once, and leaves it where it is', async () => {
  const { world, advice } = await withAdvice();
  await world.feedback.give('default', advice.id, { isHelpful: true, reason: null, comment: '' }, 'panel');
  const [now] = await world.shown();
  expect(now).toMatchObject({ id: advice.id, state: 'open' });
  expect(now!.ranking.score).toBeCloseTo(1.2 * advice.ranking.score, 9);
});

test('once somebody acts on it, what would have come without is not known: the prediction is void (CO-5)', async () => {
  const { world, advice, typesOf } = await withAdvice();
  const tasks = [{ title: 'Look', priority: 'high' as const, dueOn: '2026-11-22' }];
  const plan = await world.plans.create(venture, { ...planned, recommendationId: advice.id, tasks }, 'ana');
  expect(plan).toMatchObject({ state: 'open', createdBy: 'ana', recommendationId: advice.id });
  const now = await world.reading.recommendation('default', advice.id);
  expect(now).toMatchObject({ actionPlanIds: [plan.id], prediction: { state: 'void' } });
  expect(now.prediction.voidReason).toContain('made a plan');
  expect(typesOf()).toContain('coach.plan_changed');

  const other = await withAdvice();
  await other.world.feedback.give(
    'default',
    other.advice.id,
    { isHelpful: false, reason: 'already_done', comment: '' },
    'panel',
  );
  expect((await other.world.shown('resting'))[0]!.prediction.state).toBe('void');
});

test('tasks are ticked off once, overdue ones are noticed by the coach, abandoned plans are not (CO-7)', async () => {
  const world = await CoachWorld.open();
  const task = (title: string, dueOn: string) => ({ title, priority: 'medium' as const, dueOn });
  const tasks = [task('Early', '2026-11-22'), task('Late', '2026-11-25')];
  const plan = await world.plans.create(venture, { ...planned, tasks }, 'ana');
  world.nowMs += dayMs;
  expect((await world.look()).recommendationIds).toEqual([]);
  world.nowMs += dayMs;
  await world.look();
  const [advice] = await world.shown();
  expect(advice).toMatchObject({ templateId: 'plan-tasks-overdue', title: '1 task of your plans is overdue' });
  expect(await world.plans.plan(venture, plan.id)).toMatchObject({ overdueCount: 1, doneCount: 0, state: 'open' });

  const ids = { planId: plan.id, taskId: plan.tasks[0]!.id };
  const ticked = await world.plans.changeTask(venture, ids, { isDone: true }, 'ben');
  const again = await world.plans.changeTask(venture, ids, { isDone: true }, 'cid');
  expect(again.tasks[0]).toEqual({ ...ticked.tasks[0], isDone: true, doneBy: 'ben' });
  expect((await world.look()).withdrawnCount).toBe(1);
  const done = await world.plans.changeTask(venture, { ...ids, taskId: plan.tasks[1]!.id }, { isDone: true }, 'ben');
  expect(done).toMatchObject({ state: 'done', doneCount: 2, overdueCount: 0 });
  const open = await world.plans.changeTask(venture, ids, { isDone: false }, 'ben');
  expect(open).toMatchObject({ state: 'open', overdueCount: 1 });
  expect(await world.plans.change(venture, plan.id, { isAbandoned: true })).toMatchObject({
    state: 'abandoned',
    overdueCount: 0,
  });
  expect((await world.look()).recommendationIds).toEqual([]);
});

test('plans refuse what cannot be, and say which field (CO-5)', async () => {
  const world = await CoachWorld.open();
  const tasks = [{ title: 'Look', priority: 'low' as const, dueOn: '2026-11-24' }];
  const plan = await world.plans.create(venture, { ...planned, tasks }, 'ana');
  const fieldOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: { code: string; fields?: { field: string }[] }) => error.fields?.[0]?.field ?? error.code,
    );
  expect(await fieldOf(world.plans.change(venture, plan.id, { dueOn: '2026-11-23' }))).toBe('body.dueOn');
  expect(await fieldOf(world.plans.addTask(venture, plan.id, { ...tasks[0]!, dueOn: '2026-12-01' }))).toBe(
    'body.dueOn',
  );
  const ids = { planId: plan.id, taskId: plan.id };
  expect(await fieldOf(world.plans.changeTask(venture, ids, { isDone: true }, 'ana'))).toBe('not-found');
  expect(await fieldOf(world.plans.create(venture, { ...planned, recommendationId: plan.id, tasks }, 'ana'))).toBe(
    'not-found',
  );
});

test('nothing of one venture is found through another (EX-2)', async () => {
  const { world, advice } = await withAdvice();
  const row = { id: 'other', title: 'Other', time_zone: 'UTC', created_at_ms: 0 };
  await world.activityLog.write((trx) => trx('ventures').insert(row));
  const other = { ...venture, id: 'other' };
  const tasks = [{ title: 'Look', priority: 'low' as const, dueOn: '2026-11-24' }];
  const plan = await world.plans.create(venture, { ...planned, tasks }, 'ana');
  await expect(world.reading.recommendation('other', advice.id)).rejects.toMatchObject({ code: 'not-found' });
  const no = { isHelpful: false, reason: 'other' as const, comment: '' };
  await expect(world.feedback.give('other', advice.id, no, 'eve')).rejects.toMatchObject({ code: 'not-found' });
  await expect(world.plans.plan(other, plan.id)).rejects.toMatchObject({ code: 'not-found' });
  const stolen = { ...planned, recommendationId: advice.id, tasks };
  await expect(world.plans.create(other, stolen, 'eve')).rejects.toMatchObject({ code: 'not-found' });
  expect((await world.reading.recommendations('other', { state: 'open', ...page })).total).toBe(0);
  expect((await world.plans.page(other, page)).total).toBe(0);
  expect((await world.reading.record('other', page)).predictions.total).toBe(0);
});

test('in the morning people are told what is new, and nothing where nothing is; by hand nobody is told (CO-8)', async () => {
  const world = await CoachWorld.open();
  await world.wake();
  world.nowMs += dayMs;
  world.pastAt = () => failing;
  await world.wake();
  world.nowMs += dayMs;
  await world.wake();
  expect(world.told).toEqual(['1 new thing deserves attention']);
  const other = await CoachWorld.open();
  other.pastAt = () => failing;
  await other.look();
  expect(other.told).toEqual([]);
});
