/** A session's report from the database: of one that goes on as well as of one that has ended. */
import type { Knex } from 'knex';
import type { SessionReport } from '../../contract/report.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import { SessionReading } from '../sessions/index.ts';
import { counterfactualOf, scoresOf } from './assemble.ts';

/** A report before other seeds were asked. */
export type BareReport = Omit<SessionReport, 'seeds' | 'seedsNote' | 'version'>;

const all = { limit: 1_000_000, offset: 0 };

/**
 * Reads within one transaction, so that its parts are of one moment while the session goes on.
 *
 * @throws {ClaqueError} not-found.
 */
export function readReport(read: Knex, id: string): Promise<{ report: BareReport; spec: RunSpec }> {
  return read.transaction(async (trx) => {
    const reading = new SessionReading(trx);
    const session = await reading.session(id);
    const spec = await specOf(trx, id);
    const rows: { tick: number; score: number; ghost_score: number | null }[] = await trx('session_points')
      .where({ session_id: id })
      .orderBy('tick')
      .select('tick', 'score', 'ghost_score');
    const points = rows.map((row) => ({ tick: row.tick, score: row.score, ghostScore: row.ghost_score }));
    const anomalies = (await reading.anomalies(id, all)).items.map(withoutIds);
    const interventions = (await reading.interventions(id, all)).items.map(withoutIds);
    const { isRecorded } = session;
    const report: BareReport = {
      format: 'claque-report',
      sessionId: id,
      title: session.title,
      event: session.eventTitle,
      scenarioId: session.scenarioId,
      seed: session.seed,
      digest: session.digest,
      isRecorded,
      sessionFormat: session.format,
      subject: session.subject,
      mode: session.mode,
      policy: session.policy,
      attendeeCount: session.attendeeCount,
      tick: session.tick,
      tickCount: session.tickCount,
      createdAt: session.createdAt,
      endedAt: session.endedAt,
      scores: scoresOf(points),
      counterfactual: counterfactualOf(points, isRecorded),
      anomalies,
      interventions,
      points,
      hostActs: spec.recording?.acts ?? [],
    };
    return { report, spec };
  });
}

async function specOf(trx: Knex, id: string): Promise<RunSpec> {
  const row: { spec: string } = await trx('sessions').where({ id }).first('spec');
  return JSON.parse(row.spec) as RunSpec;
}

function withoutIds<T extends { id: string; sessionId: string }>(entry: T): Omit<T, 'id' | 'sessionId'> {
  const { id: _id, sessionId: _sessionId, ...body } = entry;
  return body;
}
