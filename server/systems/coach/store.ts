/** The coach in the database: rows in, rows out. Queries take the connection, so that they can be part of a transaction. */
import type { Knex } from 'knex';
import type {
  FeedbackReason,
  Health,
  HealthPartName,
  Insight,
  RecommendationCategory,
  RecommendationState,
} from '../../contract/coach.ts';
import type { Advice, MadePrediction } from './template.ts';

export interface CoachedVenture {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

/** Since when the coach looks after a venture, in ms since 1970; from now on where it did not. */
export async function coachedSince(trx: Knex, ventureId: string, nowMs: number): Promise<number> {
  const row = { venture_id: ventureId, since_ms: nowMs };
  await trx('coach_ventures').insert(row).onConflict('venture_id').ignore();
  const kept = (await trx('coach_ventures').where({ venture_id: ventureId }).first('since_ms')) as { since_ms: number };
  return kept.since_ms;
}

/** The newest day that has its daily insight. */
export async function newestDailyDay(knex: Knex, ventureId: string): Promise<string | null> {
  const [row] = await knex('coach_insights')
    .where({ venture_id: ventureId })
    .max<{ day: string | null }[]>({ day: 'daily_day' });
  return row?.day ?? null;
}

export async function insertInsight(trx: Knex, insight: Insight): Promise<void> {
  const { id, ventureId, day, trigger, at } = insight;
  await trx('coach_insights').insert({
    id,
    venture_id: ventureId,
    day,
    daily_day: trigger === 'person' ? null : day,
    at_ms: Date.parse(at),
    body: JSON.stringify(insight),
  });
}

/** The newest of a day counts. */
export async function saveHealth(trx: Knex, day: string, { ventureId, at, score, parts }: Health): Promise<void> {
  const points: Record<string, number | null> = {};
  for (const part of parts) points[part.name] = part.points;
  await trx('coach_health')
    .insert({ venture_id: ventureId, day, at_ms: Date.parse(at), score, parts: JSON.stringify(points) })
    .onConflict(['venture_id', 'day'])
    .merge();
}

export interface HealthRow {
  readonly day: string;
  readonly at_ms: number;
  readonly score: number | null;
  readonly parts: Record<HealthPartName, number | null>;
}

/** The words and figures of a recommendation. */
export type AdviceBody = Omit<Advice, 'templateId' | 'category' | 'subject' | 'priority' | 'prediction'>;

export interface RecommendationRow {
  readonly id: string;
  readonly venture_id: string;
  readonly template_id: string;
  readonly category: RecommendationCategory;
  readonly subject: string;
  readonly state: RecommendationState;
  readonly rests_until_ms: number | null;
  readonly rests_below: number | null;
  readonly priority: number;
  readonly body: string;
  readonly enriched: string | null;
  readonly first_at_ms: number;
  readonly last_at_ms: number;
  readonly found_count: number;
}

/** Those that have not been withdrawn. */
export async function liveRecommendations(trx: Knex, ventureId: string): Promise<RecommendationRow[]> {
  return trx('coach_recommendations').where({ venture_id: ventureId }).whereNot({ state: 'withdrawn' }).orderBy('id');
}

/** Open ones that no model has added words to, by what they are about. */
export async function withoutWords(knex: Knex, ventureId: string): Promise<Map<string, string>> {
  const rows: Pick<RecommendationRow, 'id' | 'template_id' | 'subject'>[] = await knex('coach_recommendations')
    .where({ venture_id: ventureId, state: 'open' })
    .whereNull('enriched')
    .select('id', 'template_id', 'subject');
  return new Map(rows.map(({ id, template_id: templateId, subject }) => [`${templateId} ${subject}`, id]));
}

export async function insertRecommendation(trx: Knex, row: RecommendationRow): Promise<void> {
  await trx('coach_recommendations').insert(row);
}

export async function updateRecommendation(
  trx: Knex,
  id: string,
  change: Partial<Omit<RecommendationRow, 'id' | 'venture_id'>>,
): Promise<void> {
  await trx('coach_recommendations').where({ id }).update(change);
}

export interface PredictionRow {
  readonly id: string;
  readonly venture_id: string;
  readonly recommendation_id: string;
  readonly template_id: string;
  readonly category: RecommendationCategory;
  readonly subject: string;
  readonly body: string; // MadePrediction without what has a column.
  readonly probability: number;
  readonly made_at_ms: number;
  readonly due_at_ms: number;
  readonly state: 'open' | 'hit' | 'miss' | 'void';
  readonly value: number | null;
  readonly checked_at_ms: number | null;
  readonly void_reason: string | null;
}
export type PredictionBody = Omit<MadePrediction, 'dueMs' | 'probabilityRatio'>;

export async function insertPrediction(trx: Knex, row: PredictionRow): Promise<void> {
  await trx('coach_predictions').insert(row);
}

/** Of those recommendations, the ones that have a prediction which is not due yet. */
export async function withOpenPrediction(trx: Knex, ventureId: string): Promise<Set<string>> {
  const rows: Pick<PredictionRow, 'recommendation_id'>[] = await trx('coach_predictions')
    .where({ venture_id: ventureId, state: 'open' })
    .select('recommendation_id');
  return new Set(rows.map((row) => row.recommendation_id));
}

export async function duePredictions(knex: Knex, nowMs: number, ventureId?: string): Promise<PredictionRow[]> {
  const due = knex('coach_predictions').where({ state: 'open' }).andWhere('due_at_ms', '<=', nowMs);
  if (ventureId !== undefined) void due.where({ venture_id: ventureId });
  return due.orderBy(['due_at_ms', 'id']).limit(500);
}

export interface Verdict {
  readonly state: 'hit' | 'miss' | 'void';
  readonly value: number | null;
  readonly voidReason: string | null;
}

/** @returns Whether it was still open: whoever comes first decides. */
export async function closePrediction(trx: Knex, id: string, verdict: Verdict, atMs: number): Promise<boolean> {
  const { state, value, voidReason } = verdict;
  const changed: number = await trx('coach_predictions')
    .where({ id, state: 'open' })
    .update({ state, value, checked_at_ms: atMs, void_reason: voidReason });
  return changed === 1;
}

export interface FeedbackRow {
  readonly id: string;
  readonly venture_id: string;
  readonly recommendation_id: string;
  readonly template_id: string;
  readonly category: RecommendationCategory;
  readonly given_by: string;
  readonly is_helpful: number | boolean;
  readonly reason: FeedbackReason | null;
  readonly comment: string;
  readonly at_ms: number;
}

export async function insertFeedback(trx: Knex, row: FeedbackRow): Promise<void> {
  await trx('coach_feedback').insert(row);
}
