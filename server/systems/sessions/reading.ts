/** Sessions as the API shows them, read from the database alone: what is shown is what is on disk. */
import type { Knex } from 'knex';
import type { AnomalyBody, InterventionBody, Point } from '../../contract/activity.ts';
import type { SessionInput } from '../../contract/input.ts';
import type { RunFile } from '../../contract/run-file.ts';
import type { Page } from '../../contract/page.ts';
import type { Anomaly, Counterfactual, Intervention, Metrics, Session, SessionStatus } from '../../contract/session.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { takesAnswers, withPendingAnswer, withPendingMode } from './rules.ts';
import type { ListedSession } from './store.ts';
import { findListedSession, findSession, inputsAfter, listSessions } from './store.ts';

interface BodyRow {
  id: string;
  sessionId: string;
  body: string;
}

interface Figures {
  count: number;
  mean: number | null;
  min: number | null;
  max: number | null;
}

export interface PageQuery {
  readonly limit: number;
  readonly offset: number;
}

/** Joins what was stored of a session with the inputs that were accepted and have not taken effect. */
function sessionView(stored: ListedSession, pending: readonly SessionInput[]): Session {
  const { openSuggestions: _open, ...state } = stored.state;
  return {
    ...stored.head,
    ...state,
    mode: withPendingMode(state.mode, pending),
    status: stored.status,
    speed: stored.speed,
    tick: stored.tick,
    digest: stored.digest,
    failure: stored.failure,
    lastActivityNumber: stored.lastActivityNumber,
    endedAt: stored.endedAtMs === null ? null : new Date(stored.endedAtMs).toISOString(),
  };
}

/** @throws {ClaqueError} not-found, the caller's mistake. */
export function unknownSession(id: string): ClaqueError {
  return new ClaqueError('not-found', `There is no session “${id}”; GET /api/sessions lists them.`);
}

export class SessionReading {
  readonly #read: Knex;

  constructor(read: Knex) {
    this.#read = read;
  }

  /** @throws {ClaqueError} not-found. */
  async session(id: string): Promise<Session> {
    return this.#view(await this.#stored(id));
  }

  async sessions(query: PageQuery & { status?: SessionStatus | undefined }): Promise<Page<Session>> {
    const { sessions, total } = await listSessions(this.#read, query);
    const items = await Promise.all(sessions.map((stored) => this.#view(stored)));
    return { items, total, limit: query.limit, offset: query.offset };
  }

  /** The session behind a topic, or the newest of all: for a stream client that fell behind. */
  async snapshot(sessionId: string | null): Promise<Session[]> {
    if (sessionId === null) return (await this.sessions({ limit: 100, offset: 0 })).items;
    const stored = await findListedSession(this.#read, sessionId);
    return stored ? [await this.#view(stored)] : [];
  }

  /** Points by time, oldest first, with statistics over the whole range. @throws {ClaqueError} not-found. */
  async metrics(id: string, query: PageQuery & { from: number; to: number }): Promise<Metrics> {
    await this.#stored(id);
    // One view of the store for both: thinning between them would count other points than are shown.
    const { rows, figures } = await this.#read.transaction(async (trx) => {
      const range = () => trx('session_points').where({ session_id: id }).whereBetween('tick', [query.from, query.to]);
      const rows: { body: string }[] = await range()
        .select('body')
        .orderBy('tick')
        .limit(query.limit)
        .offset(query.offset);
      const counted = range().count({ count: '*' }).avg({ mean: 'score' }).min({ min: 'score' }).max({ max: 'score' });
      return { rows, figures: (await counted.first()) as unknown as Figures };
    });
    const { count, mean, min, max } = figures;
    return {
      sessionId: id,
      points: rows.map((row) => JSON.parse(row.body) as Point),
      total: count,
      limit: query.limit,
      offset: query.offset,
      statistics: { pointCount: count, mean, min, max },
    };
  }

  /** @throws {ClaqueError} not-found. */
  async counterfactual(id: string): Promise<Counterfactual> {
    await this.#stored(id);
    const rows: { tick: number; score: number; ghost_score: number | null }[] = await this.#read('session_points')
      .where({ session_id: id })
      .orderBy('tick')
      .select('tick', 'score', 'ghost_score');
    // Until there is an intervention the run is its own counterfactual.
    const points = rows.map((row) => ({ tick: row.tick, score: row.score, ghostScore: row.ghost_score ?? row.score }));
    const meanOf = (pick: (point: (typeof points)[number]) => number) =>
      points.length === 0 ? null : points.reduce((sum, point) => sum + pick(point), 0) / points.length;
    const runMeanScore = meanOf((point) => point.score);
    const meanScore = meanOf((point) => point.ghostScore);
    const uplift = runMeanScore === null || meanScore === null ? null : runMeanScore - meanScore;
    return { sessionId: id, meanScore, runMeanScore, uplift, points };
  }

  /** @throws {ClaqueError} not-found. */
  async anomalies(id: string, query: PageQuery): Promise<Page<Anomaly>> {
    await this.#stored(id);
    const matching = () => this.#read('anomalies').where({ session_id: id });
    return this.#page<AnomalyBody>('anomalies', matching, query, (builder) => builder.orderBy('number'));
  }

  /** In the order of their numbers. @throws {ClaqueError} not-found. */
  async interventions(id: string, query: PageQuery): Promise<Page<Intervention>> {
    await this.#stored(id);
    const matching = () => this.#read('interventions').where({ session_id: id });
    return this.#answered(
      await this.#page<InterventionBody>('interventions', matching, query, (builder) => builder.orderBy('number')),
    );
  }

  /** Of all sessions of an event, newest session first. @throws {ClaqueError} not-found. */
  async eventInterventions(eventId: string, query: PageQuery): Promise<Page<Intervention>> {
    const event: unknown = await this.#read('events').where({ id: eventId }).first();
    if (!event)
      throw new ClaqueError('not-found', `There is no event “${eventId}”; sessions carry the id of theirs as eventId.`);
    const matching = () =>
      this.#read('interventions')
        .join('sessions', 'sessions.id', 'interventions.session_id')
        .where('sessions.event_id', eventId);
    const order = (builder: Knex.QueryBuilder) =>
      builder.orderBy([
        { column: 'sessions.position', order: 'desc' },
        { column: 'number', order: 'desc' },
      ]);
    return this.#answered(await this.#page<InterventionBody>('interventions', matching, query, order));
  }

  /** @throws {ClaqueError} not-found. */
  async intervention(id: string): Promise<Intervention> {
    const row: { id: string; session_id: string; body: string } | undefined = await this.#read('interventions')
      .where({ id })
      .first();
    if (!row)
      throw new ClaqueError(
        'not-found',
        `There is no intervention “${id}”; GET /api/sessions/{id}/interventions lists those of a session.`,
      );
    const intervention: Intervention = {
      ...(JSON.parse(row.body) as InterventionBody),
      id: row.id,
      sessionId: row.session_id,
    };
    return withPendingAnswer(intervention, await this.#pending(row.session_id));
  }

  /** @throws {ClaqueError} not-found; illegal-transition, unless the session has ended. */
  async runFile(id: string): Promise<RunFile> {
    const stored = await findSession(this.#read, id);
    if (!stored) throw unknownSession(id);
    if (stored.digest === null)
      throw new ClaqueError(
        'illegal-transition',
        `Session ${id} is ${stored.status}; its run file is there once it has ended.`,
      );
    const inputs = await inputsAfter(this.#read, id, 0);
    return {
      format: 'claque-run',
      version: 1,
      spec: stored.spec,
      inputs,
      tickCount: stored.tick,
      digest: stored.digest,
    };
  }

  async #stored(id: string): Promise<ListedSession> {
    const stored = await findListedSession(this.#read, id);
    if (!stored) throw unknownSession(id);
    return stored;
  }

  async #view(stored: ListedSession): Promise<Session> {
    const isLive = stored.status === 'running' || stored.status === 'paused';
    return sessionView(stored, isLive ? await inputsAfter(this.#read, stored.id, stored.tick) : []);
  }

  async #pending(sessionId: string): Promise<SessionInput[]> {
    const stored = await this.#stored(sessionId);
    return inputsAfter(this.#read, sessionId, stored.tick);
  }

  async #answered(page: Page<Intervention>): Promise<Page<Intervention>> {
    const pending = new Map<string, SessionInput[]>();
    for (const item of page.items)
      if (takesAnswers(item) && !pending.has(item.sessionId))
        pending.set(item.sessionId, await this.#pending(item.sessionId));
    const items = page.items.map((item) => withPendingAnswer(item, pending.get(item.sessionId) ?? []));
    return { ...page, items };
  }

  async #page<Body>(
    table: 'anomalies' | 'interventions',
    matching: () => Knex.QueryBuilder,
    { limit, offset }: PageQuery,
    order: (builder: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<Page<Body & { id: string; sessionId: string }>> {
    const [counted] = (await matching().count({ total: '*' })) as { total: number }[];
    const rows = (await order(matching())
      .select({ id: `${table}.id`, body: 'body', sessionId: 'session_id' })
      .limit(limit)
      .offset(offset)) as BodyRow[];
    const items = rows.map(({ id, body, sessionId }) => ({ ...(JSON.parse(body) as Body), id, sessionId }));
    return { items, total: counted?.total ?? 0, limit, offset };
  }
}
