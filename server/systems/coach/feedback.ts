/** What people say of advice: kept, and heeded at once (CO-6). */
import type { Knex } from 'knex';
import type { FeedbackReceipt, NewFeedback } from '../../contract/coach.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import { newUuid } from '../../platform/database/uuid.ts';
import { announce } from './announce.ts';
import { checkedActivity } from './grading.ts';
import { unknownRecommendation } from './reading.ts';
import { restsUntilMs, urgentRise } from './rules.ts';
import type { AdviceBody, PredictionRow, RecommendationRow } from './store.ts';
import { closePrediction, insertFeedback, updateRecommendation } from './store.ts';

export class FeedbackService {
  readonly #activityLog: ActivityLog;
  readonly #clock: Clock;

  constructor(activityLog: ActivityLog, clock: Clock) {
    this.#activityLog = activityLog;
    this.#clock = clock;
  }

  /** @throws {ClaqueError} not-found. */
  give(ventureId: string, id: string, given: NewFeedback, by: string): Promise<FeedbackReceipt> {
    return this.#activityLog.write(async (trx, record) => {
      const row = await findRecommendation(trx, ventureId, id);
      const atMs = this.#clock.now();
      const { isHelpful, reason, comment } = given;
      const feedbackId = newUuid(atMs);
      await insertFeedback(trx, {
        id: feedbackId,
        venture_id: ventureId,
        recommendation_id: id,
        template_id: row.template_id,
        category: row.category,
        given_by: by,
        is_helpful: isHelpful,
        reason,
        comment,
        at_ms: atMs,
      });
      const untilMs = restsUntilMs({ isHelpful, reason, atMs });
      if (untilMs !== null && row.state !== 'withdrawn')
        await updateRecommendation(trx, id, {
          state: 'resting',
          rests_until_ms: untilMs,
          rests_below: row.priority + urgentRise,
        });
      if (reason === 'already_done')
        await voidOpenPrediction(
          trx,
          record,
          id,
          'Somebody had acted on it: what would have come without is not known.',
          atMs,
        );
      const { title } = JSON.parse(row.body) as AdviceBody;
      const named = { ventureId, recommendationId: id, templateId: row.template_id, title };
      announce(record, { type: 'coach.feedback_given', payload: { ...named, isHelpful, reason } });
      return { id: feedbackId, at: new Date(atMs).toISOString() };
    });
  }
}

/** @throws {ClaqueError} not-found, of another venture's too. */
export async function findRecommendation(trx: Knex, ventureId: string, id: string): Promise<RecommendationRow> {
  const row: RecommendationRow | undefined = await trx('coach_recommendations')
    .where({ venture_id: ventureId, id })
    .first();
  if (!row) throw unknownRecommendation(id);
  return row;
}

/** A prediction is about what comes if nobody acts: once somebody has, nobody can know. */
export async function voidOpenPrediction(
  trx: Knex,
  record: RecordActivity,
  recommendationId: string,
  voidReason: string,
  atMs: number,
): Promise<void> {
  const rows: PredictionRow[] = await trx('coach_predictions').where({
    recommendation_id: recommendationId,
    state: 'open',
  });
  for (const row of rows) {
    const verdict = { state: 'void', value: null, voidReason } as const;
    if (await closePrediction(trx, row.id, verdict, atMs)) announce(record, await checkedActivity(trx, row, verdict));
  }
}
