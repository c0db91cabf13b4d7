/** Which interventions worked where (EC-26). Reads the tables of sessions; writes none. */
import type { Knex } from 'knex';
import type { EffectRow, InterventionEffects } from '../../contract/report.ts';
import type { InterventionKind } from '../../contract/vocabulary.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { tQuantile975 } from '../../kernel/statistics.ts';
import { interventionsByIndex } from './migration.ts';

export interface EffectsQuery {
  readonly groupBy: InterventionEffects['groupedBy'];
  readonly kind?: InterventionKind | undefined;
  /** Id of an event. */
  readonly event?: string | undefined;
}

const groups: Record<EffectsQuery['groupBy'], string> = {
  none: 'NULL',
  anomalyType: 'anomaly_type',
  sessionFormat: 's.format',
  event: 's.event',
  scenario: 's.scenario',
  topic: 's.topic',
};

const sums = `count(DISTINCT session_id) AS sessionCount, sum(is_started) AS startedCount, count(uplift) AS measuredCount,
  avg(uplift) AS upliftMean, sum(uplift * uplift) AS squares, avg(delta) AS deltaMean, sum(is_dismissed) AS dismissedCount`;

interface Sums extends Omit<EffectRow, 'kind' | 'upliftCi95'> {
  readonly kind: InterventionKind | null;
  readonly squares: number | null;
}

/**
 * One query: by variant, by kind, and over all.
 *
 * What attendees met counts, and what a person dismissed; what was recorded or only thought of does not.
 *
 * @throws {ClaqueError} not-found, if there is no such event.
 */
export async function interventionEffects(read: Knex, query: EffectsQuery): Promise<InterventionEffects> {
  const { groupBy, kind = null, event = null } = query;
  if (event !== null && !(await read('events').where({ id: event }).first()))
    throw new ClaqueError('not-found', `There is no event “${event}”; sessions carry the id of theirs as eventId.`);
  const sql = `
    WITH s AS MATERIALIZED (
      SELECT id, head ->> '$.format' AS format, head ->> '$.eventTitle' AS event, head ->> '$.scenarioId' AS scenario,
        head ->> '$.subject' AS topic
      FROM sessions WHERE coalesce(head ->> '$.isRecorded', 0) = 0 AND (:event IS NULL OR event_id = :event)
    ), met AS MATERIALIZED (
      SELECT session_id, kind, variant, ${groups[groupBy]} AS grouped, started_tick IS NOT NULL AS is_started,
        state = 'dismissed' AS is_dismissed, CASE WHEN state = 'measured' THEN uplift END AS uplift,
        CASE WHEN state = 'measured' THEN delta END AS delta
      FROM ${interventionsByIndex} JOIN s ON s.id = session_id
      WHERE (started_tick IS NOT NULL OR state = 'dismissed') AND (:kind IS NULL OR kind = :kind)
    )
    SELECT kind, variant, grouped AS "group", ${sums} FROM met GROUP BY kind, variant, grouped
    UNION ALL SELECT kind, NULL, grouped, ${sums} FROM met GROUP BY kind, grouped
    UNION ALL SELECT NULL, NULL, NULL, ${sums} FROM met`;
  const found = (await read.raw(sql, { kind, event })) as Sums[];
  const rows = found.flatMap((sum): EffectRow[] => (sum.kind === null ? [] : [rowOf({ ...sum, kind: sum.kind })]));
  return {
    groupedBy: groupBy,
    sessionCount: found.find((sum) => sum.kind === null)?.sessionCount ?? 0,
    rows: rows.toSorted(byUplift),
  };
}

function rowOf({ squares, ...row }: Sums & { kind: InterventionKind }): EffectRow {
  return { ...row, upliftCi95: intervalOf(row.measuredCount, row.upliftMean, squares) };
}

/** Student's t from the sums; null below two outcomes. */
function intervalOf(count: number, mean: number | null, squares: number | null): [number, number] | null {
  if (count < 2 || mean === null || squares === null) return null;
  const variance = Math.max(0, squares - count * mean * mean) / (count - 1);
  const half = tQuantile975(count - 1) * Math.sqrt(variance / count);
  return [mean - half, mean + half];
}

/** Largest mean uplift first; what was never measured last. */
function byUplift(left: EffectRow, right: EffectRow): number {
  if (left.upliftMean === null || right.upliftMean === null)
    return Number(left.upliftMean === null) - Number(right.upliftMean === null);
  return right.upliftMean - left.upliftMean;
}
