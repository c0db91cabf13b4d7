/** Looks once a minute for what cannot wait, and says it once: as a notification and as an activity (CO-9). */
import type { Knex } from 'knex';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import { announce } from './announce.ts';
import type { Alert, SaidAlert, StalledTask, Urgency } from './alerts.ts';
import { alertsOf, runLength, sorted } from './alerts.ts';
import type { CapForecastData } from './knowledge/cap-forecast.ts';
import type { DataReader } from './knowledge/datum.ts';
import { readStill } from './knowledge/executions.ts';
import { failureGates } from './knowledge/heartbeats.ts';
import type { CoachedVenture } from './store.ts';
import type { Tell } from './tell.ts';

/** A task on which nothing happens for so long stands still. Assumed: calls take minutes, retries at most four hours. */
const taskStillMs = 2 * 3_600_000;
/** Heartbeats that are older say nothing about now. */
const heartbeatMs = 3_600_000;

export interface AlertWatchParts {
  readonly read: Knex;
  readonly activityLog: ActivityLog;
  readonly cap: DataReader<CapForecastData>;
  /** Whose community there is. */
  readonly communityVentureId: string;
  readonly tell: Tell;
}

export class AlertWatch {
  readonly #parts: AlertWatchParts;

  constructor(parts: AlertWatchParts) {
    this.#parts = parts;
  }

  async look(venture: CoachedVenture, nowMs: number): Promise<void> {
    const found = alertsOf(await this.#urgency(venture, nowMs), nowMs);
    const isNews = ({ raised, again, over }: ReturnType<typeof sorted>) =>
      raised.length + again.length + over.length > 0;
    const { read, activityLog } = this.#parts;
    if (!isNews(sorted(found, await saidAlerts(read, venture.id), nowMs))) return;
    await activityLog.write(async (trx, record) => {
      const { raised, again, over } = sorted(found, await saidAlerts(trx, venture.id), nowMs);
      for (const alert of [...raised, ...again]) await keepRaised(trx, venture.id, alert, nowMs);
      for (const alert of raised) await this.#say(trx, record, venture.id, alert);
      await trx('coach_alerts')
        .where({ venture_id: venture.id })
        .whereIn('alert', [...over])
        .update({ cleared_at_ms: nowMs });
    });
  }

  async #say(trx: Knex, record: RecordActivity, ventureId: string, { key, ...told }: Alert): Promise<void> {
    const { title, text, link } = told;
    announce(record, { type: 'coach.alerted', payload: { ventureId, alert: key, title, text, link } });
    await this.#parts.tell(trx, record, { ventureId, ...told });
  }

  async #urgency({ id: ventureId, timeZone }: CoachedVenture, nowMs: number): Promise<Urgency> {
    const { read, cap, communityVentureId } = this.#parts;
    return {
      cap: await cap({ ventureId, timeZone, atMs: nowMs }),
      heartbeats: ventureId === communityVentureId ? await newestHeartbeats(read, nowMs) : [],
      still: await readStill(read, ventureId, nowMs),
      tasks: await stalledTasks(read, ventureId, nowMs),
    };
  }
}

async function newestHeartbeats(read: Knex, nowMs: number): Promise<Urgency['heartbeats']> {
  const rows: { bot_id: string; gate: string | null }[] = await read('bot_heartbeats')
    .where('at_ms', '>', nowMs - heartbeatMs)
    .orderBy('at_ms', 'desc')
    .limit(runLength)
    .select('bot_id', 'gate');
  const failures: readonly (string | null)[] = failureGates;
  return rows.map(({ bot_id: botId, gate }) => ({ botId, isFailed: failures.includes(gate) }));
}

/** A call that never ends, or one that is due and is not made. Whoever waits for a person is told by the question. */
async function stalledTasks(read: Knex, ventureId: string, nowMs: number): Promise<StalledTask[]> {
  const clock = (await read('outreach_clock').first('now_ms')) as { now_ms: number } | undefined;
  const dueBeforeMs = (clock?.now_ms ?? nowMs) - taskStillMs;
  const rows: { id: string; objective: string; status: string; updatedAtMs: number }[] = await read('outreach_tasks')
    .where({ venture_id: ventureId })
    .andWhere('updated_at_ms', '<', nowMs - taskStillMs)
    .andWhere((either) => {
      void either
        .where({ status: 'IN_PROGRESS' })
        .orWhere((due) =>
          due.whereIn('status', ['PENDING', 'RETRY_SCHEDULED']).andWhere('next_action_at_ms', '<', dueBeforeMs),
        );
    })
    .orderBy('updated_at_ms')
    .limit(20)
    .select('id', 'objective', 'status', { updatedAtMs: 'updated_at_ms' });
  return rows.map(({ id, objective, status, updatedAtMs }) => ({
    id,
    objective,
    stillMs: nowMs - updatedAtMs,
    why: status === 'IN_PROGRESS' ? 'Its call does not end.' : 'Its next call is due and is not made.',
  }));
}

async function saidAlerts(knex: Knex, ventureId: string): Promise<SaidAlert[]> {
  return knex('coach_alerts')
    .where({ venture_id: ventureId })
    .select({ key: 'alert', raisedAtMs: 'raised_at_ms', clearedAtMs: 'cleared_at_ms' });
}

async function keepRaised(trx: Knex, ventureId: string, { key }: Alert, nowMs: number): Promise<void> {
  await trx('coach_alerts')
    .insert({ venture_id: ventureId, alert: key, raised_at_ms: nowMs, cleared_at_ms: null })
    .onConflict(['venture_id', 'alert'])
    .merge();
}
