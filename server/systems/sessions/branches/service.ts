/** Branches of sessions: performed, kept, compared with how the session itself went on (PL-5). */
import type { Branch, BranchRequest } from '../../../contract/branch.ts';
import type { ListQuery, Page } from '../../../contract/page.ts';
import type { RunFile, RunSpec } from '../../../contract/run-file.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { ClaqueError } from '../../../kernel/errors.ts';
import type { ActivityLog } from '../../../platform/activity/activity-log.ts';
import type { Database } from '../../../platform/database/database.ts';
import type { Run } from '../../../simulation/session/run.ts';
import type { Executions, TrackedExecution } from '../../executions/index.ts';
import { SessionReading, unknownSession } from '../reading.ts';
import { findListedSession, findSession, inputsAfter, updateSession } from '../store.ts';
import { assertSameBefore, comparisonOf } from './comparison.ts';
import { branchSpec, jobOf, type BranchBase, type BranchJob } from './job.ts';
import { performInSlices, type PerformedBranch } from './perform-in-slices.ts';
import {
  branchesOf,
  countBranches,
  deleteBranch,
  findBranch,
  insertBranch,
  scoresOf,
  type StoredBranch,
} from './store.ts';
import { titleOf } from './title.ts';

/** More are more than anybody compares; a person decides which one goes, for a branch may have been hard to find. */
const maxBranches = 20;

export interface BranchServiceOptions {
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly composeRun: (spec: RunSpec) => Run;
  readonly executions: Executions;
}

/** A branch that is being performed. */
interface Performance {
  /** Why it is to stop, or null. */
  stopped: ClaqueError | null;
  readonly ended: Promise<unknown>;
}

export class BranchService {
  readonly #options: BranchServiceOptions;
  readonly #reading: SessionReading;
  /** By session: one at a time. */
  readonly #performances = new Map<string, Performance>();
  #isClosed = false;

  constructor(options: BranchServiceOptions) {
    this.#options = options;
    this.#reading = new SessionReading(options.database.read);
    options.activityLog.bus.subscribe((activities) => {
      for (const { type, sessionId } of activities)
        if (type === 'session.reset' && sessionId !== null) this.#stop(sessionId, resetMeanwhile(sessionId));
    });
  }

  /** Stops what is being performed: nothing of it is kept. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const all = [...this.#performances];
    for (const [sessionId] of all) this.#stop(sessionId, stopping());
    await Promise.all(all.map(([, { ended }]) => ended.catch(() => undefined)));
  }

  /**
   * Performs a session again with the change, to its planned end, and keeps what came of it.
   *
   * @throws {ClaqueError} not-found; bad-request and illegal-transition, as the request does not fit the session, which
   *   keeps 20 branches and has one performed at a time; unavailable, if the server stops meanwhile.
   */
  async create(sessionId: string, request: BranchRequest): Promise<Branch> {
    if (this.#isClosed) throw stopping();
    if (this.#performances.has(sessionId)) throw busy(sessionId);
    const ended = Promise.withResolvers<void>();
    const performance: Performance = { stopped: null, ended: ended.promise };
    this.#performances.set(sessionId, performance);
    try {
      return await this.#compared(await this.#make(sessionId, request, performance));
    } finally {
      this.#performances.delete(sessionId);
      ended.resolve();
    }
  }

  /** In the order in which they were made. @throws {ClaqueError} not-found. */
  async branches(sessionId: string, query: ListQuery): Promise<Page<Branch>> {
    const { read } = this.#options.database;
    if (!(await findListedSession(read, sessionId))) throw unknownSession(sessionId);
    const [stored, total] = [await branchesOf(read, sessionId, query), await countBranches(read, sessionId)];
    const scores = await scoresOf(read, sessionId);
    const items = stored.map((branch) => ({ ...branch, ...comparisonOf(branch.points, scores) }));
    return { items, total, limit: query.limit, offset: query.offset };
  }

  /** @throws {ClaqueError} not-found. */
  async branch(id: string): Promise<Branch> {
    return this.#compared((await this.#found(id)).branch);
  }

  /** @returns The branch that is gone. @throws {ClaqueError} not-found. */
  async remove(id: string): Promise<Branch> {
    const branch = await this.branch(id);
    if (!(await this.#options.activityLog.write((trx) => deleteBranch(trx, id)))) throw unknownBranch(id);
    return branch;
  }

  /** @throws {ClaqueError} not-found. */
  async runFile(id: string): Promise<RunFile> {
    const { branch, inputs } = await this.#found(id);
    const { spec } = (await findSession(this.#options.database.read, branch.sessionId))!;
    return {
      format: 'claque-run',
      version: 1,
      spec: branchSpec(spec, branch.fromTick, branch.change),
      inputs,
      tickCount: branch.tickCount,
      digest: branch.digest,
    };
  }

  async #make(sessionId: string, request: BranchRequest, performance: Performance): Promise<StoredBranch> {
    const { database, executions } = this.#options;
    const job = jobOf(await this.#base(sessionId), request);
    if ((await countBranches(database.read, sessionId)) >= maxBranches) throw full(sessionId);
    const beginning = {
      kind: 'branch',
      title: `Branch of “${job.spec.scenario.title}” from tick ${job.fromTick}`,
      stageCount: 2,
      metadata: { sessionId, fromTick: job.fromTick },
      canBeCancelled: true,
    };
    return executions.track(beginning, async (execution) => {
      execution.signal.addEventListener('abort', () => this.#stop(sessionId, calledOff(sessionId)));
      const performed = await this.#perform(job, performance, execution);
      assertSameBefore(job.fromTick, performed.points, await scoresOf(database.read, sessionId));
      execution.stage('keep');
      if (!execution.seal()) throw calledOff(sessionId);
      return this.#keep(await this.#toKeep(sessionId, request, performed), job, performance);
    });
  }

  #perform(job: BranchJob, performance: Performance, execution: TrackedExecution): Promise<PerformedBranch> {
    execution.stage('perform');
    const count = () => this.#performances.size;
    return performInSlices(this.#options.composeRun(job.spec), job, { count, stopped: () => performance.stopped });
  }

  async #base(id: string): Promise<BranchBase> {
    const { read } = this.#options.database;
    const stored = await findSession(read, id);
    if (!stored) throw unknownSession(id);
    if (stored.status === 'failed')
      throw new ClaqueError('illegal-transition', `Session ${id} has failed: ${stored.failure}. Reset it first.`);
    const { items: interventions } = await this.#reading.interventions(id, { limit: 100_000, offset: 0 });
    return { id, spec: stored.spec, tick: stored.tick, inputs: await inputsAfter(read, id, 0), interventions };
  }

  async #toKeep(sessionId: string, request: BranchRequest, performed: PerformedBranch): Promise<StoredBranch> {
    const { fromTick, change, title = titleOf(change, fromTick) } = request;
    const { result, points } = performed;
    const { activityLog, clock } = this.#options;
    // A number is never given twice, not even after its branch was deleted: links to it would lead astray.
    const number = (await activityLog.count({ sessionId, types: ['session.branched'] }, 0)) + 1;
    return {
      id: `${sessionId}-b${number}`,
      sessionId,
      number,
      title,
      fromTick,
      change,
      tickCount: result.ticks,
      anomalies: result.anomalies,
      interventions: result.interventions,
      points: points.filter(({ tick }) => tick >= fromTick),
      digest: result.digest,
      createdAt: new Date(clock.now()).toISOString(),
    };
  }

  async #keep(branch: StoredBranch, { inputs }: BranchJob, performance: Performance): Promise<StoredBranch> {
    const { id, sessionId, title, fromTick } = branch;
    await this.#options.activityLog.write(async (trx, record) => {
      // The log writes one thing at a time and tells of it at once: a reset cannot come between this and the commit.
      if (performance.stopped) throw performance.stopped;
      await insertBranch(trx, branch, inputs);
      const { tick } = (await findListedSession(trx, sessionId))!;
      const payload = { id, title, fromTick };
      const lastActivityNumber = record({ sessionId, type: 'session.branched', tick, payload, causedBy: null });
      await updateSession(trx, sessionId, { lastActivityNumber });
    });
    return branch;
  }

  async #found(id: string) {
    const found = await findBranch(this.#options.database.read, id);
    if (!found) throw unknownBranch(id);
    return found;
  }

  async #compared(branch: StoredBranch): Promise<Branch> {
    const scores = await scoresOf(this.#options.database.read, branch.sessionId);
    return { ...branch, ...comparisonOf(branch.points, scores) };
  }

  #stop(sessionId: string, why: ClaqueError): void {
    const performance = this.#performances.get(sessionId);
    if (performance) performance.stopped ??= why;
  }
}

const unknownBranch = (id: string) =>
  new ClaqueError('not-found', `There is no branch “${id}”; GET /api/sessions/{id}/branches lists those of a session.`);
const stopping = () =>
  new ClaqueError('unavailable', 'The server is stopping, and the branch was not kept; ask again when it is back.');
const resetMeanwhile = (id: string) =>
  new ClaqueError('illegal-transition', `Session ${id} was reset while its branch was being performed; ask again.`);
const calledOff = (id: string) =>
  new ClaqueError('illegal-transition', `The branch of session ${id} was called off while it was being performed.`);
const busy = (id: string) =>
  new ClaqueError('illegal-transition', `A branch of session ${id} is being performed; ask again when it is there.`);
const full = (id: string) =>
  new ClaqueError(
    'illegal-transition',
    `Session ${id} keeps ${maxBranches} branches and no more; delete one that nobody needs.`,
  );
