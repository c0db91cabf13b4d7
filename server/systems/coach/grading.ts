/** Checks predictions when they are due, against what was really measured: a hit, a miss, or void with the reason. */
import type { Knex } from 'knex';
import type { CoachActivity } from '../../contract/coach.ts';
import type { ActivityLog } from '../../platform/activity/activity-log.ts';
import type { Moment } from './knowledge/datum.ts';
import type { DataReaders } from './knowledge/known.ts';
import { readKnown } from './knowledge/known.ts';
import type { Metric } from './metrics.ts';
import { metrics } from './metrics.ts';
import { announce } from './announce.ts';
import type { AdviceBody, CoachedVenture, PredictionBody, PredictionRow, Verdict } from './store.ts';
import { closePrediction, duePredictions } from './store.ts';
import { worded } from './words.ts';

export interface GradingParts {
  readonly read: Knex;
  readonly activityLog: ActivityLog;
  readonly readers: DataReaders;
}

/** @returns How many were checked. Each by its own transaction: one that is checked stays checked. */
export async function checkDue(parts: GradingParts, venture: CoachedVenture, nowMs: number): Promise<number> {
  const due = await duePredictions(parts.read, nowMs, venture.id);
  for (const row of due) {
    const moment = { ventureId: venture.id, timeZone: venture.timeZone, atMs: row.due_at_ms };
    const verdict = await judged(parts.readers, row, moment);
    await parts.activityLog.write(async (trx, record) => {
      if (!(await closePrediction(trx, row.id, verdict, nowMs))) return;
      announce(record, await checkedActivity(trx, row, verdict));
    });
  }
  return due.length;
}

async function judged(readers: DataReaders, row: PredictionRow, moment: Moment): Promise<Verdict> {
  const { metric: name, comparator, threshold } = JSON.parse(row.body) as PredictionBody;
  const metric: Metric | undefined = Object.hasOwn(metrics, name) ? metrics[name as keyof typeof metrics] : undefined;
  if (!metric) return voided('What it was about is not measured any more.');
  const measured = metric.series(await readKnown(readers, moment, metric.needs), row.subject || null, moment.atMs);
  if ('missing' in measured) return voided(measured.missing);
  const value = measured.series.at(-1)!;
  const isTrue = comparator === 'above' ? value >= threshold : value < threshold;
  return { state: isTrue ? 'hit' : 'miss', value, voidReason: null };
}

const voided = (voidReason: string): Verdict => ({ state: 'void', value: null, voidReason });

export async function checkedActivity(trx: Knex, row: PredictionRow, verdict: Verdict): Promise<CoachActivity> {
  const { sentence, unit } = JSON.parse(row.body) as PredictionBody;
  const [found] = (await trx('coach_recommendations').where({ id: row.recommendation_id }).select('body')) as {
    body: string;
  }[];
  const came = verdict.value === null ? verdict.voidReason! : `It was ${worded(verdict.value, unit)}.`;
  return {
    type: 'coach.prediction_checked',
    payload: {
      ventureId: row.venture_id,
      recommendationId: row.recommendation_id,
      templateId: row.template_id,
      title: (JSON.parse(found!.body) as AdviceBody).title,
      state: verdict.state,
      sentence: `${sentence} ${came}`,
    },
  };
}
