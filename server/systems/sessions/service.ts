/** Commands on sessions: each checked, recorded, committed, and only then acknowledged. */
import type { Logger } from 'pino';
import type { ServerActivity } from '../../contract/activity.ts';
import type { SessionInput } from '../../contract/input.ts';
import type { Persona } from '../../contract/persona.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import type { Scenario } from '../../contract/scenario.ts';
import type { InterventionStatistics, Session, SessionStatus, Speed, StartSession } from '../../contract/session.ts';
import type { Mode } from '../../contract/vocabulary.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { assertSuccessor } from '../../kernel/life-cycle.ts';
import type { ActivityLog } from '../../platform/activity/activity-log.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Run } from '../../simulation/session/run.ts';
import { acceptNow, Answers, assertNotRecorded } from './answers.ts';
import { assertAwaitable } from './awaited-ticks.ts';
import { headOf, newSessionId, specOf } from './beginning.ts';
import { LiveSession } from './live-session.ts';
import { Performer } from './performer.ts';
import { SessionReading, unknownSession } from './reading.ts';
import { demoStartTick, initialState, noLinks, sessionLifeCycle } from './rules.ts';
import { interventionStatistics } from './statistics.ts';
import type { SessionChange, SessionHead, StoredSession } from './store.ts';
import {
  clearPerformance,
  findSession,
  inputsAfter,
  insertSession,
  unfinishedSessions,
  updateSession,
} from './store.ts';
import type { Wording } from './wording.ts';

export interface SessionServiceOptions {
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly personas: ReadonlyMap<string, Persona>;
  /** Makes the run of a specification: the audience and the conductor, put together. */
  readonly composeRun: (spec: RunSpec) => Run;
  readonly onTicks: (count: number) => void;
  readonly wording: Wording;
}

/** How the time of a new session goes. */
interface Pacing {
  readonly speed: Speed;
  readonly isPaused: boolean;
  readonly isDemo: boolean;
}

/** Plays the demo’s minute in ten seconds of wall time. */
const demoSpeed = 6;

export class SessionService {
  readonly reading: SessionReading;
  readonly performer: Performer;
  /** What people say to interventions. */
  readonly answers: Answers;
  readonly #options: SessionServiceOptions;

  constructor(options: SessionServiceOptions) {
    this.#options = options;
    this.reading = new SessionReading(options.database.read);
    this.performer = new Performer(options);
    this.answers = new Answers({ performer: this.performer, reading: this.reading, live: (id) => this.#live(id) });
  }

  /**
   * Takes up the sessions that the last server process left (PL-6); they catch up in the background. Commands that come
   * in meanwhile wait: before its session is here, a reset would be undone and any other refused.
   */
  async resumeAll(): Promise<void> {
    await this.performer.lane.run(async () => {
      for (const stored of await unfinishedSessions(this.#options.database.write)) await this.#takeUp(stored);
    });
    this.performer.kick();
  }

  async close(): Promise<void> {
    await this.performer.close();
  }

  /** @throws {ClaqueError} not-found, if there is no such scenario; bad-request for a demo that begins too late. */
  async start(request: StartSession): Promise<Session> {
    const { isPaused, isDemo, speed = isDemo ? demoSpeed : 1 } = request;
    const spec = await specOf(request, this.#options);
    if (isDemo) assertAwaitable(spec, demoStartTick(spec.scenario), 'attendeeCount');
    return this.startSpec(spec, { speed, isPaused, isDemo });
  }

  /** Starts a session of a specification that may come from elsewhere than a scenario. */
  async startSpec(spec: RunSpec, { speed, isPaused, isDemo }: Pacing): Promise<Session> {
    const run = this.#options.composeRun(spec);
    const id = newSessionId();
    const nowMs = this.#options.clock.now();
    const live = new LiveSession({
      id,
      spec,
      run,
      speed,
      nowMs,
      isPaused,
      isDemo,
      state: initialState(spec.mode),
      links: noLinks,
      inputs: [],
      storedTick: 0,
    });
    await this.performer.lane.run(async () => {
      await this.#insert(live, speed, headOf(id, spec, isDemo, run.tickCount, nowMs));
      this.performer.add(live);
    });
    await this.#begin(live);
    return this.reading.session(id);
  }

  pause(id: string, by: string): Promise<Session> {
    return this.#command(id, async (live) => {
      await this.#changeStatus(live, 'paused', { type: 'session.paused', tick: live.writtenTick, payload: { by } });
      live.isPaused = true;
    });
  }

  resume(id: string, by: string): Promise<Session> {
    return this.#command(id, async (live, session) => {
      const activity = { type: 'session.resumed', tick: live.writtenTick, payload: { by, reason: 'person' } } as const;
      await this.#changeStatus(live, 'running', activity);
      live.isPaused = false;
      live.go(session.speed, this.#options.clock.now());
    });
  }

  setSpeed(id: string, speed: Speed): Promise<Session> {
    return this.#command(id, async (live) => {
      await this.#announce(
        live,
        { type: 'session.speed_changed', tick: live.writtenTick, payload: { speed } },
        { speed },
      );
      live.change(speed, this.#options.clock.now());
    });
  }

  setMode(id: string, mode: Mode, by: string): Promise<Session> {
    return this.#command(id, async (live) => {
      if (mode !== 'shadow' && mode !== 'off') assertNotRecorded(live);
      await acceptNow(this.performer, live, { kind: 'mode', mode, by });
    });
  }

  /**
   * Performs some ticks of a paused session, and waits for them.
   *
   * @throws {ClaqueError} illegal-transition while it runs; bad-request for more than can be waited for.
   */
  async step(id: string, ticks: number): Promise<Session> {
    let target = 0;
    const live = await this.#find(id, (found) => {
      if (!found.isPaused)
        throw new ClaqueError('illegal-transition', `Session ${id} is running; pause it before stepping.`);
      assertAwaitable(found.spec, ticks, 'ticks');
      target = Math.max(found.run.tick, found.storedTick) + ticks;
      found.hurryTo(target);
    });
    return this.#performed(live, target);
  }

  /** Ends a session at its next tick, which is performed at once. */
  async stop(id: string, by: string): Promise<Session> {
    let target = 0;
    const live = await this.#find(id, async (found) => {
      target = found.nextTick;
      await acceptNow(this.performer, found, { kind: 'stop', by });
      found.hurryTo(target);
    });
    return this.#performed(live, target);
  }

  /** Performs the same scenario anew under the same seed. A paused session stays paused; any other runs. */
  async reset(id: string, by: string): Promise<Session> {
    const live = await this.performer.lane.run(async () => {
      const stored = await findSession(this.#options.database.write, id);
      if (!stored) throw unknownSession(id);
      const fresh = await this.#revive(
        { ...stored, tick: 0, state: initialState(stored.spec.mode), links: noLinks },
        [],
      );
      await this.#options.activityLog.write(async (trx, record) => {
        await clearPerformance(trx, id);
        const lastActivityNumber = record({
          sessionId: id,
          type: 'session.reset',
          tick: 0,
          payload: { by },
          causedBy: null,
        });
        await updateSession(trx, id, {
          status: fresh.isPaused ? 'paused' : 'running',
          tick: 0,
          state: fresh.state,
          links: fresh.links,
          posterior: null,
          digest: null,
          failure: null,
          endedAtMs: null,
          lastActivityNumber,
        });
      });
      this.performer.add(fresh);
      return fresh;
    });
    await this.#begin(live);
    return this.reading.session(id);
  }

  /** @throws {ClaqueError} not-found. */
  async statistics(id: string): Promise<InterventionStatistics> {
    const stored = await findSession(this.#options.database.read, id);
    if (!stored) throw unknownSession(id);
    const { items } = await this.reading.interventions(id, { limit: 100_000, offset: 0 });
    const posterior = this.performer.find(id)?.run.posterior() ?? stored.posterior;
    return interventionStatistics(id, items, posterior);
  }

  /** A session that cannot be taken up fails alone: the server starts, and the others go on (EC-20). */
  async #takeUp(stored: StoredSession): Promise<void> {
    const { id, tick, status } = stored;
    let live: LiveSession;
    try {
      live = await this.#revive(stored);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#options.log.error({ err: error, session: id }, 'A session could not be taken up');
      const change = { status: 'failed', failure: message, endedAtMs: this.#options.clock.now() } as const;
      return this.#announce(stored, { type: 'session.failed', tick, payload: { message } }, change);
    }
    if (status === 'running')
      await this.#announce(live, { type: 'session.resumed', tick, payload: { by: 'server', reason: 'restart' } });
    this.performer.add(live);
  }

  async #insert(live: LiveSession, speed: Speed, head: SessionHead): Promise<void> {
    const { title, scenarioId, seed } = head;
    await this.#options.activityLog.write(async (trx, record) => {
      const created = { type: 'session.created', tick: 0, payload: { title, scenarioId, seed } };
      const lastActivityNumber = record({ sessionId: live.id, ...created, causedBy: null });
      await insertSession(trx, {
        id: live.id,
        eventId: head.eventId,
        head,
        speed,
        lastActivityNumber,
        status: live.isPaused ? 'paused' : 'running',
        tick: 0,
        spec: live.spec,
        state: live.state,
        links: live.links,
        posterior: null,
        digest: null,
        failure: null,
        endedAtMs: null,
      });
    });
  }

  /** The demo's build-up is played before anybody looks. */
  async #begin(live: LiveSession): Promise<void> {
    const target = live.isDemo ? demoStartTick(live.spec.scenario) : 0;
    live.hurryTo(target);
    this.performer.kick();
    await this.performer.until(live, target);
  }

  async #revive(stored: StoredSession, inputs?: readonly SessionInput[]): Promise<LiveSession> {
    return new LiveSession({
      id: stored.id,
      spec: stored.spec,
      run: this.#options.composeRun(stored.spec),
      speed: stored.speed,
      isPaused: stored.status === 'paused',
      isDemo: stored.head.isDemo,
      state: stored.state,
      links: stored.links,
      inputs: inputs ?? (await inputsAfter(this.#options.database.write, stored.id, 0)),
      storedTick: stored.tick,
      nowMs: this.#options.clock.now(),
    });
  }

  /** @throws {ClaqueError} not-found; illegal-transition, if the session has ended or failed. */
  async #live(id: string): Promise<{ live: LiveSession; session: Session }> {
    const session = await this.reading.session(id);
    const live = this.performer.find(id);
    if (live) return { live, session };
    throw new ClaqueError('illegal-transition', `Session ${id} has ${session.status} and takes no commands but reset.`);
  }

  async #find(id: string, check: (live: LiveSession) => Promise<void> | void): Promise<LiveSession> {
    return this.performer.lane.run(async () => {
      const { live } = await this.#live(id);
      await check(live);
      return live;
    });
  }

  async #command(id: string, change: (live: LiveSession, session: Session) => Promise<unknown>): Promise<Session> {
    await this.performer.lane.run(async () => {
      const { live, session } = await this.#live(id);
      await change(live, session);
    });
    this.performer.kick();
    return this.reading.session(id);
  }

  async #performed(live: LiveSession, target: number): Promise<Session> {
    this.performer.kick();
    await this.performer.until(live, target);
    return this.reading.session(live.id);
  }

  async #changeStatus(live: LiveSession, status: SessionStatus, activity: ServerActivity): Promise<void> {
    assertSuccessor(sessionLifeCycle, live.isPaused ? 'paused' : 'running', status, `Session ${live.id}`);
    await this.#announce(live, activity, { status });
  }

  async #announce(
    { id }: { readonly id: string },
    activity: ServerActivity,
    change: SessionChange = {},
  ): Promise<void> {
    await this.#options.activityLog.write(async (trx, record) => {
      const lastActivityNumber = record({ sessionId: id, ...activity, causedBy: null });
      await updateSession(trx, id, { ...change, lastActivityNumber });
    });
  }
}
