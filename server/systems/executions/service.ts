/** Commands on executions: what the server tracks of its own work, and what others report over the API. */
import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Execution, ExecutionPatch, ExecutionReceipt, NewExecution } from '../../contract/execution.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { EndedCall } from '../../language/keep-calls.ts';
import type { ActivityLog } from '../../platform/activity/activity-log.ts';
import type { Database } from '../../platform/database/database.ts';
import { correlated } from '../../platform/telemetry/correlation.ts';
import { maskedCopy } from '../../platform/telemetry/mask-secrets.ts';
import type { Alerts } from './alerts.ts';
import type { RequestKey, RequestOutcome, WriteRequest } from './group.ts';
import { Group } from './group.ts';
import { GroupWriter } from './group-writer.ts';
import type { Measures } from './measures.ts';
import { keptCall } from './model-call.ts';
import { findExecutions, findKeys, hasVenture, interruptedIds, writeGroup } from './store.ts';
import type { Beginning, Executions, TrackedExecution } from './tracked.ts';
import { TrackedWork } from './tracked.ts';
import { newUuid } from '../../platform/database/uuid.ts';

/** How long an idempotency key is remembered (EX-5). */
export const keyLifeMs = 24 * 3_600_000;

/** Requests before a call at most, or it is not kept: of 48 kB and more each, that is some 50 MB. */
const mostWaitingCalls = 1_000;

const interruptedReason = 'The server stopped while it was under way.';

export interface ExecutionServiceParts {
  readonly ventureId: string;
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly alerts: Alerts;
  readonly measures: Measures;
  /** Takes keys out of a text that is kept. */
  readonly mask: (text: string) => string;
}

export class ExecutionService implements Executions {
  readonly #parts: ExecutionServiceParts;
  readonly #writer: GroupWriter;
  readonly #own = new Map<string, TrackedWork>();

  private constructor(parts: ExecutionServiceParts) {
    this.#parts = parts;
    const { log, measures } = parts;
    const write = (requests: readonly WriteRequest[]) => this.#write(requests);
    this.#writer = new GroupWriter({ write, log, onDropped: (count) => measures.dropped(count) });
  }

  /** Opens for work; what the last process was performing when it ended has failed with it (EX-9). */
  static async open(parts: ExecutionServiceParts): Promise<ExecutionService> {
    const service = new ExecutionService(parts);
    const ids = await interruptedIds(parts.database.write);
    const atMs = parts.clock.now();
    const change = { atMs, status: 'failed', reason: interruptedReason } as const;
    const requests = ids.map((executionId) => ({ executionId, atMs, by: null, change }));
    for (let from = 0; from < requests.length; from += 500)
      await service.#write(requests.slice(from, from + 500), false);
    return service;
  }

  /** The server's own that are under way. */
  get ownCount(): number {
    return this.#own.size;
  }

  /** What was said of executions and is not on disk yet. */
  get waitingCount(): number {
    return this.#writer.waitingCount;
  }

  begin(beginning: Beginning): TrackedExecution {
    return this.#begin(beginning);
  }

  async track<T>(beginning: Beginning, work: (execution: TrackedExecution) => Promise<T>): Promise<T> {
    const execution = this.#begin(beginning);
    try {
      const result = await correlated(execution.id, () => work(execution));
      execution.complete();
      return result;
    } catch (error) {
      execution.fail(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  /** @throws {ClaqueError} not-found for a venture that does not exist; key-reused. */
  async create(draft: NewExecution, key: string | undefined, by: string): Promise<Execution> {
    const { ventureId, status, kind, title, stageCount, metadata } = draft;
    if (!(await hasVenture(this.#parts.database.read, ventureId))) throw unknownVenture(ventureId);
    const atMs = this.#parts.clock.now();
    const id = newUuid(atMs);
    return this.#ask<Execution>({
      executionId: id,
      atMs,
      by,
      draft: { id, ventureId, kind, title, source: 'api', stageCount, metadata },
      change: status === 'running' ? { atMs, status } : undefined,
      key: key === undefined ? undefined : { scope: `create ${ventureId}`, key, bodyDigest: digestOf(draft) },
    });
  }

  /** @throws {ClaqueError} not-found; illegal-transition; key-reused. */
  async patch(id: string, patch: ExecutionPatch, key: string | undefined, by: string): Promise<ExecutionReceipt> {
    const atMs = this.#parts.clock.now();
    return this.#ask<ExecutionReceipt>({
      executionId: id,
      atMs,
      by,
      change: { atMs, ...patch },
      key: key === undefined ? undefined : { scope: id, key, bodyDigest: digestOf(patch) },
      answersWith: 'receipt',
    });
  }

  /** Has work called off; what the server itself performs stops as soon as it can. @throws {ClaqueError} as `patch`. */
  async cancel(id: string, reason: string, by: string): Promise<Execution> {
    const atMs = this.#parts.clock.now();
    const own = this.#own.get(id);
    const change = { atMs, status: 'cancelled', reason } as const;
    const canTouchOwn = own?.beginCallingOff() ?? false;
    try {
      const execution = await this.#ask<Execution>({ executionId: id, atMs, by, change, canTouchOwn });
      own?.callOff(reason);
      this.#own.delete(id);
      return execution;
    } catch (error) {
      own?.goOn();
      throw error;
    }
  }

  /**
   * Keeps a call to a model with its execution. Nobody waits for it, and it gives way: while the disk takes nothing, its
   * texts would fill memory.
   *
   * @param costUsd Null where it is not known.
   */
  keepCall(executionId: string, call: EndedCall, costUsd: number | null): void {
    const { clock, mask } = this.#parts;
    const modelCall = keptCall(call, costUsd, mask);
    this.#writer.tell({ executionId, atMs: clock.now(), by: null, modelCall }, mostWaitingCalls);
  }

  /** Settles when everything said so far is on disk. */
  flush(): Promise<void> {
    return this.#writer.flush();
  }

  close(): Promise<void> {
    return this.#writer.close();
  }

  #begin(beginning: Beginning): TrackedWork {
    const { clock } = this.#parts;
    const { ventureId = this.#parts.ventureId, kind, title, stageCount = null, metadata = {} } = beginning;
    const atMs = clock.now();
    const id = newUuid(atMs);
    const own = new TrackedWork(id, beginning, (said) => {
      const atMs = clock.now();
      if (own.isOver) this.#own.delete(id);
      this.#writer.tell(this.#masked({ executionId: id, atMs, by: null, change: { atMs, ...said } }));
    });
    this.#own.set(id, own);
    const draft = { id, ventureId, kind, title: title.slice(0, 200), source: 'server', stageCount, metadata } as const;
    this.#writer.tell(this.#masked({ executionId: id, atMs, by: null, draft, change: { atMs, status: 'running' } }));
    return own;
  }

  async #ask<T>(request: WriteRequest): Promise<T> {
    if (this.#writer.isFull)
      throw new ClaqueError('unavailable', 'More executions wait to be written than fit; try again in a second.');
    return (await this.#writer.ask(this.#masked(request))) as T;
  }

  /** Whoever writes a log may have a key in hand: none is kept, and so none is told or shown (F-42). */
  #masked(request: WriteRequest): WriteRequest {
    const { mask } = this.#parts;
    const { draft, change } = request;
    return {
      ...request,
      ...(draft && { draft: maskedCopy(draft, mask) }),
      ...(change && { change: maskedCopy(change, mask) }),
    };
  }

  async #write(requests: readonly WriteRequest[], isAlerting = true): Promise<readonly RequestOutcome[]> {
    const { activityLog, alerts, measures, clock } = this.#parts;
    const keys = requests.flatMap(({ key }): RequestKey[] => (key ? [key] : []));
    const ids = new Set(requests.filter(({ draft }) => !draft).map(({ executionId }) => executionId));
    const { group, outcomes } = await activityLog.write(async (trx, record) => {
      const nowMs = clock.now();
      const group = new Group(await findExecutions(trx, [...ids]), await findKeys(trx, keys, nowMs - keyLifeMs));
      const outcomes = requests.map((request) => group.take(request));
      await writeGroup(trx, record, group);
      if (isAlerting) await alerts.raise(trx, record, group.ended, nowMs);
      return { group, outcomes };
    });
    measures.wrote(group);
    return outcomes;
  }
}

const digestOf = (body: unknown): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');

export const unknownVenture = (id: string): ClaqueError => new ClaqueError('not-found', `There is no venture “${id}”.`);
