/** What the API shows of the coach, from what is on disk. */
import type { Knex } from 'knex';
import type {
  CoachRecord,
  GradedPrediction,
  HealthHistory,
  Insight,
  InsightPage,
  Prediction,
  Recommendation,
  RecommendationCategory,
  RecommendationPage,
  RecommendationQuery,
} from '../../contract/coach.ts';
import { RecommendationCategory as Categories } from '../../contract/coach.ts';
import type { ListQuery } from '../../contract/page.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { nextMorningMs } from './local-day.ts';
import type { Factor, GivenFeedback, Graded } from './rules.ts';
import { brierOf, feedbackFactor, rankingOf, recordFactor } from './rules.ts';
import { suggestedQuestions } from './questions.ts';
import type {
  AdviceBody,
  CoachedVenture,
  FeedbackRow,
  HealthRow,
  PredictionBody,
  PredictionRow,
  RecommendationRow,
} from './store.ts';

export class CoachReading {
  readonly #read: Knex;
  readonly #clock: Clock;

  constructor(read: Knex, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** Newest first. */
  async healthHistory(ventureId: string, { limit, offset }: ListQuery): Promise<HealthHistory> {
    const own = () => this.#read('coach_health').where({ venture_id: ventureId });
    const rows: (Omit<HealthRow, 'parts'> & { parts: string })[] = await own()
      .orderBy('day', 'desc')
      .limit(limit)
      .offset(offset);
    const items = rows.map(({ day, at_ms, score, parts }) => ({
      day,
      at: isoOf(at_ms),
      score,
      parts: JSON.parse(parts) as HealthRow['parts'],
    }));
    return { items, total: await countOf(own()), limit, offset };
  }

  /** Newest first. */
  async insights(venture: CoachedVenture, { limit, offset }: ListQuery): Promise<InsightPage> {
    const own = () => this.#read('coach_insights').where({ venture_id: venture.id });
    const rows: { body: string }[] = await own()
      .orderBy([
        { column: 'at_ms', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset)
      .select('body');
    const nextAt = isoOf(nextMorningMs(this.#clock.now(), venture.timeZone));
    const items = rows.map(({ body }) => JSON.parse(body) as Insight);
    return { items, total: await countOf(own()), limit, offset, nextAt };
  }

  /** By their ranking, highest first. */
  async recommendations(ventureId: string, query: RecommendationQuery): Promise<RecommendationPage> {
    const { limit, offset, state, category } = query;
    const found = this.#read('coach_recommendations').where({ venture_id: ventureId, state });
    if (category !== undefined) void found.where({ category });
    const rows: RecommendationRow[] = await found.orderBy('last_at_ms', 'desc').limit(mostRanked);
    const all = await this.#shown(ventureId, rows);
    const ranked = all.toSorted((one, other) => other.ranking.score - one.ranking.score);
    return { items: ranked.slice(offset, offset + limit), total: ranked.length, limit, offset };
  }

  /** @throws {ClaqueError} not-found, of another venture's too. */
  async recommendation(ventureId: string, id: string): Promise<Recommendation> {
    const row: RecommendationRow | undefined = await this.#read('coach_recommendations')
      .where({ venture_id: ventureId, id })
      .first();
    if (!row) throw unknownRecommendation(id);
    const [shown] = await this.#shown(ventureId, [row]);
    return shown!;
  }

  async record(ventureId: string, { limit, offset }: ListQuery): Promise<CoachRecord> {
    const counted = (await this.#read('coach_predictions')
      .where({ venture_id: ventureId })
      .groupBy('category', 'state')
      .select('category', 'state')
      .count({ count: '*' })) as unknown as { category: string; state: PredictionRow['state']; count: number }[];
    const graded = await this.#graded(ventureId);
    const fieldsOf = (own: (category: string) => boolean) => {
      const countOfState = (state: PredictionRow['state']) =>
        counted.filter((row) => own(row.category) && row.state === state).reduce((sum, row) => sum + row.count, 0);
      const { brier, low, high } = brierOf([...graded].flatMap(([category, list]) => (own(category) ? list : [])));
      return {
        openCount: countOfState('open'),
        hitCount: countOfState('hit'),
        missCount: countOfState('miss'),
        voidCount: countOfState('void'),
        brier,
        brierLow: low,
        brierHigh: high,
      };
    };
    return {
      ventureId,
      overall: fieldsOf(() => true),
      categories: Categories.options.map((category) => {
        const { factor, why } = recordFactor(graded.get(category) ?? []);
        return { category, ...fieldsOf((name) => name === category), recordFactor: factor, sentence: why };
      }),
      predictions: await this.#predictions(ventureId, { limit, offset }),
    };
  }

  async #predictions(ventureId: string, { limit, offset }: ListQuery): Promise<CoachRecord['predictions']> {
    const own = () => this.#read('coach_predictions as p').where('p.venture_id', ventureId);
    const rows: (PredictionRow & { advice: string })[] = await own()
      .join('coach_recommendations as r', 'r.id', 'p.recommendation_id')
      .orderBy([
        { column: 'p.made_at_ms', order: 'desc' },
        { column: 'p.id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset)
      .select('p.*', { advice: 'r.body' });
    const items = rows.map((row): GradedPrediction => ({
      ...predictionOf(row),
      recommendationId: row.recommendation_id,
      templateId: row.template_id,
      category: row.category,
      title: (JSON.parse(row.advice) as AdviceBody).title,
    }));
    return { items, total: await countOf(own()), limit, offset };
  }

  /** Predictions that were checked, by category; the newest of each count. */
  async #graded(ventureId: string): Promise<Map<string, Graded[]>> {
    const rows: Pick<PredictionRow, 'category' | 'probability' | 'state'>[] = await this.#read('coach_predictions')
      .where({ venture_id: ventureId })
      .whereIn('state', ['hit', 'miss'])
      .orderBy('made_at_ms', 'desc')
      .limit(mostGraded)
      .select('category', 'probability', 'state');
    const graded = new Map<string, Graded[]>();
    for (const { category, probability, state } of rows)
      graded.set(category, [
        ...(graded.get(category) ?? []),
        { probabilityRatio: probability, isHit: state === 'hit' },
      ]);
    return graded;
  }

  async #shown(ventureId: string, rows: readonly RecommendationRow[]): Promise<Recommendation[]> {
    const ids = rows.map(({ id }) => id);
    const nowMs = this.#clock.now();
    const feedback: FeedbackRow[] = await this.#read('coach_feedback')
      .where({ venture_id: ventureId })
      .andWhere('at_ms', '>', nowMs - feedbackMs)
      .orderBy([{ column: 'at_ms' }, { column: 'id' }]);
    const predictions: PredictionRow[] = await this.#read('coach_predictions')
      .whereIn('recommendation_id', ids)
      .orderBy([{ column: 'made_at_ms' }, { column: 'id' }]);
    const plans: { id: string; recommendation_id: string }[] = await this.#read('coach_plans')
      .whereIn('recommendation_id', ids)
      .orderBy('created_at_ms')
      .select('id', 'recommendation_id');
    const records = new Map<RecommendationCategory, Factor>();
    const graded = await this.#graded(ventureId);
    for (const category of Categories.options) records.set(category, recordFactor(graded.get(category) ?? []));
    return rows.map((row) => {
      const given = feedback.filter(({ template_id: id }) => id === row.template_id).map(givenOf);
      return shown(row, {
        ranking: rankingOf(row.priority, feedbackFactor(given, nowMs), records.get(row.category)!),
        prediction: predictionOf(predictions.findLast(({ recommendation_id: id }) => id === row.id)!),
        feedback: feedback.findLast(({ recommendation_id: id }) => id === row.id) ?? null,
        actionPlanIds: plans.filter((plan) => plan.recommendation_id === row.id).map(({ id }) => id),
      });
    });
  }
}

/** Ranked at most: as many as there are templates, and subjects of some. */
const mostRanked = 1_000;
/** Looked at for the record at most. */
const mostGraded = 5_000;
/** Older feedback has faded to less than a thousandth. */
const feedbackMs = 365 * 86_400_000;

export const unknownRecommendation = (id: string): ClaqueError =>
  new ClaqueError('not-found', `There is no recommendation “${id}” in this venture.`);

const isoOf = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoOf(ms));

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const [counted] = await query.count<{ total: number }[]>({ total: '*' });
  return counted?.total ?? 0;
}

const givenOf = ({ is_helpful: isHelpful, reason, at_ms: atMs }: FeedbackRow): GivenFeedback => ({
  isHelpful: Boolean(isHelpful),
  reason,
  atMs,
});

function predictionOf(row: PredictionRow): Prediction {
  return {
    ...(JSON.parse(row.body) as PredictionBody),
    probabilityRatio: row.probability,
    madeAt: isoOf(row.made_at_ms),
    dueAt: isoOf(row.due_at_ms),
    state: row.state,
    value: row.value,
    checkedAt: isoOrNull(row.checked_at_ms),
    voidReason: row.void_reason,
  };
}

function shown(
  row: RecommendationRow,
  beside: Pick<Recommendation, 'ranking' | 'prediction' | 'actionPlanIds'> & { feedback: FeedbackRow | null },
): Recommendation {
  const { figures, ...body } = JSON.parse(row.body) as AdviceBody;
  const { feedback, ...rest } = beside;
  return {
    id: row.id,
    ventureId: row.venture_id,
    templateId: row.template_id,
    category: row.category,
    subject: row.subject === '' ? null : row.subject,
    state: row.state,
    restsUntil: isoOrNull(row.rests_until_ms),
    ...body,
    figures: [...figures],
    enriched: row.enriched,
    ...rest,
    suggestedQuestions: [...suggestedQuestions],
    feedback: feedback && {
      id: feedback.id,
      at: isoOf(feedback.at_ms),
      by: feedback.given_by,
      isHelpful: Boolean(feedback.is_helpful),
      reason: feedback.reason,
      comment: feedback.comment,
    },
    firstAt: isoOf(row.first_at_ms),
    lastAt: isoOf(row.last_at_ms),
    foundCount: row.found_count,
  };
}
