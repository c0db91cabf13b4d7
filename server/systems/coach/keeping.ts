/** Keeps advice from one insight to the next: what is new, what still holds, what rests, what is withdrawn (CO-6). */
import type { Knex } from 'knex';
import type { Insight } from '../../contract/coach.ts';
import type { RecordActivity } from '../../platform/activity/activity-log.ts';
import { newUuid } from '../../platform/database/uuid.ts';
import { announce } from './announce.ts';
import type { AdviceBody, RecommendationRow } from './store.ts';
import {
  insertPrediction,
  insertRecommendation,
  liveRecommendations,
  updateRecommendation,
  withOpenPrediction,
} from './store.ts';
import type { Advice } from './template.ts';

interface Found {
  readonly advices: readonly Advice[];
  readonly silent: Insight['silent'];
}

/** What is the same advice. */
export const keyOf = (templateId: string, subject: string | null): string => `${templateId} ${subject ?? ''}`;

export async function keepAdvice(
  trx: Knex,
  record: RecordActivity,
  ventureId: string,
  { advices, silent }: Found,
  nowMs: number,
): Promise<{ ids: readonly string[]; fresh: readonly Advice[]; withdrawnCount: number }> {
  const live = await liveRecommendations(trx, ventureId);
  const byKey = new Map(live.map((row) => [keyOf(row.template_id, row.subject), row]));
  const predicted = await withOpenPrediction(trx, ventureId);
  const ids: string[] = [];
  const fresh: Advice[] = [];
  for (const advice of advices) {
    const key = keyOf(advice.templateId, advice.subject);
    const before = byKey.get(key);
    byKey.delete(key);
    const id = before?.id ?? newUuid(nowMs);
    const isShown = before ? await renew(trx, before, advice, nowMs) : await add(trx, { id, ventureId }, advice, nowMs);
    ids.push(id);
    if (isShown) {
      fresh.push(advice);
      const { category, priority } = advice;
      announce(record, {
        type: 'coach.recommended',
        payload: { ...namedOf(ventureId, id, advice), category, priority },
      });
    }
    if (!predicted.has(id)) await predict(trx, { id, ventureId }, advice, nowMs);
  }
  // What nobody could look at may hold or not: it stays as it is.
  const unseen = new Set(silent.map(({ templateId }) => templateId));
  const gone = [...byKey.values()].filter((row) => !unseen.has(row.template_id));
  for (const row of gone) {
    await updateRecommendation(trx, row.id, { state: 'withdrawn', rests_until_ms: null });
    const { title } = JSON.parse(row.body) as AdviceBody;
    const templateId = row.template_id;
    announce(record, { type: 'coach.withdrawn', payload: { ventureId, recommendationId: row.id, templateId, title } });
  }
  return { ids, fresh, withdrawnCount: gone.length };
}

const namedOf = (ventureId: string, recommendationId: string, { templateId, title }: Advice) => ({
  ventureId,
  recommendationId,
  templateId,
  title,
});

function bodyOf({ title, text, action, link, figures, trend, breakdown }: Advice): string {
  const body: AdviceBody = { title, text, action, link, figures, trend, breakdown };
  return JSON.stringify(body);
}

async function add(
  trx: Knex,
  { id, ventureId }: { id: string; ventureId: string },
  advice: Advice,
  nowMs: number,
): Promise<true> {
  await insertRecommendation(trx, {
    id,
    venture_id: ventureId,
    template_id: advice.templateId,
    category: advice.category,
    subject: advice.subject ?? '',
    state: 'open',
    rests_until_ms: null,
    rests_below: null,
    priority: advice.priority,
    body: bodyOf(advice),
    enriched: null,
    first_at_ms: nowMs,
    last_at_ms: nowMs,
    found_count: 1,
  });
  return true;
}

/** @returns Whether it is shown again after a rest: its time is over, or it has become much more urgent. */
async function renew(trx: Knex, before: RecommendationRow, advice: Advice, nowMs: number): Promise<boolean> {
  const hasRested = before.state === 'resting' && isRested(before, advice.priority, nowMs);
  await updateRecommendation(trx, before.id, {
    priority: advice.priority,
    body: bodyOf(advice),
    // Its figures have changed: words on the old ones would be wrong.
    ...(before.body === bodyOf(advice) ? {} : { enriched: null }),
    last_at_ms: nowMs,
    found_count: before.found_count + 1,
    ...(hasRested ? { state: 'open' as const, rests_until_ms: null, rests_below: null } : {}),
  });
  return hasRested;
}

const isRested = ({ rests_until_ms: until, rests_below: below }: RecommendationRow, priority: number, nowMs: number) =>
  (until ?? 0) <= nowMs || priority >= (below ?? Infinity);

async function predict(
  trx: Knex,
  { id, ventureId }: { id: string; ventureId: string },
  { templateId, category, subject, prediction }: Advice,
  nowMs: number,
): Promise<void> {
  const { dueMs, probabilityRatio, ...body } = prediction;
  await insertPrediction(trx, {
    id: newUuid(nowMs),
    venture_id: ventureId,
    recommendation_id: id,
    template_id: templateId,
    category,
    subject: subject ?? '',
    body: JSON.stringify(body),
    probability: probabilityRatio,
    made_at_ms: nowMs,
    due_at_ms: dueMs,
    state: 'open',
    value: null,
    checked_at_ms: null,
    void_reason: null,
  });
}
