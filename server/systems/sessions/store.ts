/** Sessions in the database: rows in, rows out. Queries take the connection, so that they can be part of a transaction. */
import type { Knex } from 'knex';
import type { AnomalyBody, InterventionBody, Point } from '../../contract/activity.ts';
import { SessionInput } from '../../contract/input.ts';
import type { Posterior } from '../../contract/policy.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import type { Session, SessionStatus, Speed } from '../../contract/session.ts';
import { defaultVentureId as ventureId } from '../../contract/vocabulary.ts';
import { insertRows, upsertRows } from '../../platform/database/rows.ts';
import type { Links, SessionState } from './rules.ts';
import { anomalyIdOf, interventionIdOf } from './rules.ts';

/** What never changes of a session's view. */
export type SessionHead = Pick<
  Session,
  | 'id'
  | 'scenarioId'
  | 'title'
  | 'eventId'
  | 'eventTitle'
  | 'format'
  | 'subject'
  | 'seed'
  | 'attendeeCount'
  | 'policy'
  | 'isDemo'
  | 'wording'
  | 'isRecorded'
  | 'tickCount'
  | 'buildUpSeconds'
  | 'windDownSeconds'
  | 'semiConfidenceRatio'
  | 'createdAt'
>;

export interface StoredSession {
  readonly id: string;
  readonly eventId: string;
  readonly status: SessionStatus;
  readonly speed: Speed;
  readonly tick: number;
  readonly spec: RunSpec;
  readonly head: SessionHead;
  readonly state: SessionState;
  readonly links: Links;
  readonly posterior: Posterior | null;
  readonly digest: string | null;
  readonly failure: string | null;
  readonly lastActivityNumber: number;
  readonly endedAtMs: number | null;
}

/** A session without what only a restart needs: specifications are long, and lists of them longer. */
export type ListedSession = Omit<StoredSession, 'spec' | 'links' | 'posterior'>;

/** What one batch brings for one session. */
export interface SessionRows {
  readonly sessionId: string;
  readonly points: readonly Point[];
  readonly anomalies: readonly AnomalyBody[];
  readonly interventions: readonly InterventionBody[];
}

interface SessionRow {
  id: string;
  event_id: string;
  status: SessionStatus;
  speed: string;
  tick: number;
  spec: string;
  head: string;
  state: string;
  posterior: string | null;
  digest: string | null;
  failure: string | null;
  last_activity_number: number;
  ended_at_ms: number | null;
}

const listedColumns = [
  'id',
  'event_id',
  'status',
  'speed',
  'tick',
  'head',
  'state',
  'digest',
  'failure',
  'last_activity_number',
  'ended_at_ms',
];

function fromListedRow(row: Omit<SessionRow, 'spec' | 'posterior'>): ListedSession & { links: Links } {
  const { links, ...state } = JSON.parse(row.state) as SessionState & { links: Links };
  return {
    id: row.id,
    eventId: row.event_id,
    status: row.status,
    speed: JSON.parse(row.speed) as Speed,
    tick: row.tick,
    head: JSON.parse(row.head) as SessionHead,
    state,
    links,
    digest: row.digest,
    failure: row.failure,
    lastActivityNumber: row.last_activity_number,
    endedAtMs: row.ended_at_ms,
  };
}

const fromRow = (row: SessionRow): StoredSession => ({
  ...fromListedRow(row),
  spec: JSON.parse(row.spec) as RunSpec,
  posterior: row.posterior === null ? null : (JSON.parse(row.posterior) as Posterior),
});

/** A change to a session; what is left out stays. */
export type SessionChange = Partial<Omit<StoredSession, 'id' | 'eventId' | 'head'>>;

function toColumns(change: SessionChange): Record<string, string | number | null> {
  const columns: Record<string, string | number | null | undefined> = {
    status: change.status,
    speed: change.speed === undefined ? undefined : JSON.stringify(change.speed),
    tick: change.tick,
    spec: change.spec && JSON.stringify(change.spec),
    state: change.state && JSON.stringify({ ...change.state, links: change.links }),
    posterior: change.posterior && JSON.stringify(change.posterior),
    digest: change.digest,
    failure: change.failure,
    last_activity_number: change.lastActivityNumber,
    ended_at_ms: change.endedAtMs,
  };
  return Object.fromEntries(
    Object.entries(columns).filter((entry): entry is [string, string | number | null] => entry[1] !== undefined),
  );
}

export async function insertSession(trx: Knex, session: StoredSession): Promise<void> {
  await trx('events')
    .insert({ id: session.eventId, venture_id: ventureId, title: session.head.eventTitle })
    .onConflict('id')
    .ignore();
  const head = { id: session.id, event_id: session.eventId, head: JSON.stringify(session.head) };
  await trx('sessions').insert({ ...head, ...toColumns(session) });
}

export async function updateSession(trx: Knex, id: string, change: SessionChange): Promise<void> {
  await trx('sessions').where({ id }).update(toColumns(change));
}

export async function findSession(knex: Knex, id: string): Promise<StoredSession | undefined> {
  const row: SessionRow | undefined = await knex('sessions').where({ id }).first();
  return row && fromRow(row);
}

export async function findListedSession(knex: Knex, id: string): Promise<ListedSession | undefined> {
  const row: SessionRow | undefined = await knex('sessions').select(listedColumns).where({ id }).first();
  return row && fromListedRow(row);
}

/** Sessions that were running or paused when the server went away. */
export async function unfinishedSessions(knex: Knex): Promise<StoredSession[]> {
  const rows: SessionRow[] = await knex('sessions').whereIn('status', ['running', 'paused']).orderBy('position');
  return rows.map(fromRow);
}

/** A page of sessions, newest first. */
export async function listSessions(
  knex: Knex,
  page: { status?: SessionStatus | undefined; limit: number; offset: number },
): Promise<{ sessions: ListedSession[]; total: number }> {
  const matching = () => knex('sessions').where(page.status === undefined ? {} : { status: page.status });
  const rows: SessionRow[] = await matching()
    .select(listedColumns)
    .orderBy('position', 'desc')
    .limit(page.limit)
    .offset(page.offset);
  const [counted] = await matching().count<{ total: number }[]>({ total: '*' });
  return { sessions: rows.map(fromListedRow), total: counted?.total ?? 0 };
}

export async function insertInput(trx: Knex, sessionId: string, input: SessionInput): Promise<void> {
  await trx('session_inputs').insert({ session_id: sessionId, tick: input.tick, input: JSON.stringify(input) });
}

/** The inputs of a session after a tick, in the order in which they take effect. */
export async function inputsAfter(knex: Knex, sessionId: string, tick: number): Promise<SessionInput[]> {
  const rows: { input: string }[] = await knex('session_inputs')
    .where({ session_id: sessionId })
    .andWhere('tick', '>', tick)
    .orderBy(['tick', 'position'])
    .select('input');
  return rows.map((row) => SessionInput.parse(JSON.parse(row.input)));
}

/** Writes what a batch brought for all its sessions, each table by one statement. */
export async function writeSessionRows(trx: Knex, batch: readonly SessionRows[]): Promise<void> {
  const points = batch.flatMap(({ sessionId, points }) =>
    points.map((point) => ({
      session_id: sessionId,
      tick: point.tick,
      score: point.score,
      ghost_score: point.ghostScore,
      body: JSON.stringify(point),
    })),
  );
  await insertRows(trx, 'session_points', points);
  const anomalies = batch.flatMap((rows) => rows.anomalies.map((body) => bodyRow(rows.sessionId, anomalyIdOf, body)));
  await upsertRows(trx, 'anomalies', ['id'], anomalies);
  const interventions = batch.flatMap((rows) =>
    rows.interventions.map((body) => bodyRow(rows.sessionId, interventionIdOf, body)),
  );
  await upsertRows(trx, 'interventions', ['id'], interventions);
}

const bodyRow = (sessionId: string, idOf: typeof anomalyIdOf, body: AnomalyBody | InterventionBody) => ({
  id: idOf(sessionId, body.number),
  session_id: sessionId,
  number: body.number,
  body: JSON.stringify(body),
});

/** Removes what a performance has left, for it to begin anew; activities stay, for the log is append-only. */
export async function clearPerformance(trx: Knex, sessionId: string): Promise<void> {
  for (const table of ['session_points', 'anomalies', 'interventions', 'session_inputs', 'session_branches'])
    await trx(table).where({ session_id: sessionId }).delete();
}
