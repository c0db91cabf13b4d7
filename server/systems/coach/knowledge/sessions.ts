/** Sessions that ended lately: how engaged their attendees were, and what interventions brought. Reads their tables. */
import type { Knex } from 'knex';
import { categoryFloors } from '../../../contract/vocabulary.ts';
import { spanBefore } from './days.ts';
import type { DataReader } from './datum.ts';

export interface EndedSession {
  readonly id: string;
  readonly title: string;
  readonly scenarioId: string;
  readonly mode: string;
  readonly endedAtMs: number;
  /** Minutes that attendees were there, all together. */
  readonly attendedMinutes: number;
  /** The same, each weighted by the engagement score of its moment. */
  readonly engagedMinutes: number;
  /** Engaged minutes beyond those of the same run without any intervention. */
  readonly wonMinutes: number;
  /** Share of its time in which the score was below steady. */
  readonly lowRatio: number;
  /** Mean score of its first quarter, and of the rest. */
  readonly openingScore: number | null;
  readonly laterScore: number | null;
  readonly peakCount: number;
  readonly endCount: number;
  readonly anomalyCount: number;
  /** Anomalies that no attendee ever saw an answer to. */
  readonly unansweredCount: number;
}

export interface MetIntervention {
  readonly sessionId: string;
  readonly endedAtMs: number;
  readonly kind: string;
  readonly variant: string;
  readonly state: string;
  readonly isStarted: boolean;
  /** Points of the mean score in [-1, 1]; null where it was not measured. */
  readonly uplift: number | null;
  readonly verdict: string | null;
}

export interface SessionData {
  /** Oldest first. */
  readonly sessions: readonly EndedSession[];
  readonly interventions: readonly MetIntervention[];
}

/** Seconds between two points of a session (EC-4). */
const pointSeconds = 5;

export function sessionReader(read: Knex): DataReader<SessionData> {
  return async ({ ventureId, atMs }) => {
    const { fromMs, toMs } = spanBefore(atMs);
    const ended = `SELECT s.id FROM sessions s JOIN events e ON e.id = s.event_id
      WHERE e.venture_id = ? AND s.status = 'ended' AND s.ended_at_ms >= ? AND s.ended_at_ms < ?
        AND coalesce(s.head ->> '$.isRecorded', 0) = 0`;
    const values = [ventureId, fromMs, toMs];
    const rows = (await read.raw(sessionsSql(ended), values)) as SessionRow[];
    if (rows.length === 0) return { missing: 'No session has ended in the last 28 days.' };
    const interventions = (await read.raw(
      `SELECT i.session_id AS sessionId, s.ended_at_ms AS endedAtMs, i.kind, i.variant, i.state,
         i.started_tick IS NOT NULL AS isStarted, CASE WHEN i.state = 'measured' THEN i.uplift END AS uplift, i.verdict
       FROM interventions i JOIN sessions s ON s.id = i.session_id WHERE i.session_id IN (${ended})`,
      values,
    )) as (Omit<MetIntervention, 'isStarted'> & { isStarted: number })[];
    return {
      value: {
        sessions: rows.map(sessionOf),
        interventions: interventions.map((row) => ({ ...row, isStarted: row.isStarted === 1 })),
      },
    };
  };
}

type SessionRow = Omit<EndedSession, 'attendedMinutes' | 'engagedMinutes' | 'wonMinutes' | 'lowRatio'> & {
  attended: number | null;
  engaged: number | null;
  won: number | null;
  lowRatio: number | null;
};

function sessionOf({ attended, engaged, won, lowRatio, ...row }: SessionRow): EndedSession {
  const minutes = (counts: number | null) => ((counts ?? 0) * pointSeconds) / 60;
  return {
    ...row,
    lowRatio: lowRatio ?? 0,
    attendedMinutes: minutes(attended),
    engagedMinutes: minutes(engaged),
    wonMinutes: minutes(won),
  };
}

const sessionsSql = (ended: string): string => `
  WITH points AS MATERIALIZED (
    SELECT session_id, tick, score, coalesce(ghost_score, score) AS ghost,
      coalesce(body ->> '$.signals.presentCount', 0) AS present
    FROM session_points WHERE session_id IN (${ended})
  ), sums AS (
    SELECT p.session_id, sum(present) AS attended, sum(present * score) AS engaged,
      sum(present * (score - ghost)) AS won, avg(score < ${categoryFloors.steady}) AS lowRatio, max(present) AS peakCount,
      avg(CASE WHEN 4 * p.tick < s.tick THEN score END) AS openingScore,
      avg(CASE WHEN 4 * p.tick >= s.tick THEN score END) AS laterScore
    FROM points p JOIN sessions s ON s.id = p.session_id GROUP BY p.session_id
  )
  SELECT s.id, s.head ->> '$.title' AS title, s.head ->> '$.scenarioId' AS scenarioId, s.state ->> '$.mode' AS mode,
    s.ended_at_ms AS endedAtMs, sums.attended, sums.engaged, sums.won, sums.lowRatio, sums.openingScore,
    sums.laterScore, coalesce(sums.peakCount, 0) AS peakCount, coalesce(s.state ->> '$.presentCount', 0) AS endCount,
    (SELECT count(*) FROM anomalies a WHERE a.session_id = s.id) AS anomalyCount,
    (SELECT count(*) FROM anomalies a WHERE a.session_id = s.id AND NOT EXISTS (
      SELECT 1 FROM interventions i WHERE i.session_id = s.id AND i.started_tick IS NOT NULL
        AND (i.body ->> '$.anomalyNumber') = a.number)) AS unansweredCount
  FROM sessions s JOIN sums ON sums.session_id = s.id ORDER BY s.ended_at_ms, s.id`;
