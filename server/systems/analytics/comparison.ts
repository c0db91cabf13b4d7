/** Sessions side by side (EC-26): a constant number of queries. Reads the tables of sessions; writes none. */
import type { Knex } from 'knex';
import type { SessionComparison, SessionFigures } from '../../contract/report.ts';
import type { Session, SessionStatus } from '../../contract/session.ts';
import type { AnomalyType, Mode } from '../../contract/vocabulary.ts';
import { ClaqueError } from '../../kernel/errors.ts';

/** Points of a session's curve: more cannot be told apart beside eleven others. */
const pointCount = 240;

interface SessionRow {
  id: string;
  status: SessionStatus;
  tick: number;
  head: string;
  mode: Mode;
}

interface ScoreRow {
  id: string;
  mean: number;
  min: number;
  max: number;
  final: number;
  ghostMean: number;
}

interface AnomalyRow {
  id: string;
  type: AnomalyType;
  count: number;
  delaySum: number | null;
  delayCount: number;
}

interface InterventionRow {
  id: string;
  metCount: number;
  measuredCount: number;
}

/**
 * @param ids In the order in which they are to stand.
 * @throws {ClaqueError} not-found, if there is no such session: the first one of them is named.
 */
export async function compareSessions(read: Knex, ids: readonly string[]): Promise<SessionComparison> {
  const marks = ids.map(() => '?').join(', ');
  const ask = async <Row extends { id: string }>(sql: string, values: readonly (string | number)[] = ids) =>
    Map.groupBy((await read.raw(sql, values)) as Row[], ({ id }) => id);
  const sessions = await ask<SessionRow>(
    `SELECT id, status, tick, head, state ->> '$.mode' AS mode FROM sessions WHERE id IN (${marks})`,
  );
  const missing = ids.find((id) => !sessions.has(id));
  if (missing !== undefined)
    throw new ClaqueError('not-found', `There is no session “${missing}”; GET /api/sessions lists them.`);
  const scores = await ask<ScoreRow>(
    `SELECT session_id AS id, avg(score) AS mean, min(score) AS min, max(score) AS max,
      avg(coalesce(ghost_score, score)) AS ghostMean,
      (SELECT score FROM session_points last WHERE last.session_id = p.session_id ORDER BY tick DESC LIMIT 1) AS final
    FROM session_points p WHERE session_id IN (${marks}) GROUP BY session_id`,
  );
  // Counted from the last point back, so that the last one is always among them.
  const points = await ask<{ id: string; tick: number; score: number }>(
    `SELECT id, tick, score FROM (
      SELECT session_id AS id, tick, score, row_number() OVER (PARTITION BY session_id ORDER BY tick DESC) - 1 AS place,
        count(*) OVER (PARTITION BY session_id) AS total FROM session_points WHERE session_id IN (${marks})
    ) WHERE place % ((total + ? - 1) / ?) = 0 ORDER BY tick`,
    [...ids, pointCount, pointCount],
  );
  const anomalies = await ask<AnomalyRow>(
    `SELECT session_id AS id, body ->> '$.type' AS type, count(*) AS count,
      sum(body ->> '$.detectionDelaySeconds') AS delaySum, count(body ->> '$.detectionDelaySeconds') AS delayCount
    FROM anomalies WHERE session_id IN (${marks}) GROUP BY session_id, type`,
  );
  const interventions = await ask<InterventionRow>(
    `SELECT session_id AS id, count(started_tick) AS metCount, sum(state = 'measured') AS measuredCount
    FROM interventions WHERE session_id IN (${marks}) GROUP BY session_id`,
  );
  return {
    sessions: ids.map((id) =>
      figuresOf(sessions.get(id)![0]!, {
        score: scores.get(id)?.[0],
        points: points.get(id) ?? [],
        anomalies: anomalies.get(id) ?? [],
        intervention: interventions.get(id)?.[0],
      }),
    ),
  };
}

interface Found {
  readonly score: ScoreRow | undefined;
  readonly points: readonly { tick: number; score: number }[];
  readonly anomalies: readonly AnomalyRow[];
  readonly intervention: InterventionRow | undefined;
}

function figuresOf(row: SessionRow, { score, points, anomalies, intervention }: Found): SessionFigures {
  const head = JSON.parse(row.head) as Pick<
    Session,
    'title' | 'eventTitle' | 'scenarioId' | 'seed' | 'isRecorded' | 'format' | 'policy' | 'attendeeCount'
  >;
  const { metCount = 0, measuredCount = 0 } = intervention ?? {};
  const uplift = score && !head.isRecorded ? score.mean - score.ghostMean : null;
  const sum = (pick: (row: AnomalyRow) => number) => anomalies.reduce((total, each) => total + pick(each), 0);
  const delayCount = sum((each) => each.delayCount);
  return {
    sessionId: row.id,
    title: head.title,
    event: head.eventTitle,
    scenarioId: head.scenarioId,
    seed: head.seed,
    isRecorded: head.isRecorded,
    sessionFormat: head.format,
    mode: row.mode,
    policy: head.policy,
    status: row.status,
    attendeeCount: head.attendeeCount,
    tick: row.tick,
    scores: score ? { mean: score.mean, min: score.min, max: score.max, final: score.final } : null,
    uplift,
    anomalyCount: sum((each) => each.count),
    anomaliesByType: Object.fromEntries(anomalies.map(({ type, count }) => [type, count])),
    detectionDelayMeanSeconds: delayCount === 0 ? null : sum((each) => each.delaySum ?? 0) / delayCount,
    interventionCount: metCount,
    measuredCount,
    upliftPerIntervention: uplift === null || metCount === 0 ? null : uplift / metCount,
    points: points.map(({ tick, score: value }) => ({ tick, score: value })),
  };
}
