/** Many requests as one transaction: what each of them comes to, in the order in which they came. Pure. */
import type { ExecutionActivity, ExecutionReceipt, LogDraft } from '../../contract/execution.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { AuditEntry } from '../../platform/audit/record-audit.ts';
import type { Changed, ExecutionChange, ExecutionState } from './rules.ts';
import type { KeptCall } from './model-call.ts';
import type { PlacedCall } from './model-call-store.ts';
import { called, changed, created, isOver, shown } from './rules.ts';

/** What an idempotency key stands for. */
export interface RequestKey {
  /** Within which a key means one thing: an execution, or the creation of those of a venture. */
  readonly scope: string;
  readonly key: string;
  readonly bodyDigest: string;
}

export interface WriteRequest {
  readonly executionId: string;
  /** Set where the execution is to be created. */
  readonly draft?: Parameters<typeof created>[0];
  readonly atMs: number;
  /** Set where something is to change, be it right after the creation. */
  readonly change?: ExecutionChange | undefined;
  /** Set where a call to a model has been made for it. */
  readonly modelCall?: KeptCall;
  readonly key?: RequestKey | undefined;
  /** Who asks over the API; null for the server about its own work. */
  readonly by: string | null;
  /** Whether somebody outside may change what the server tracks itself. */
  readonly canTouchOwn?: boolean;
  readonly answersWith?: 'execution' | 'receipt';
}

export interface StoredKey extends RequestKey {
  readonly answer: unknown;
  readonly atMs: number;
}

interface PlacedEntry extends LogDraft {
  readonly executionId: string;
  readonly position: number;
  readonly atMs: number;
}

/** What came of a request: an answer, or why there is none; the others go on. */
export type RequestOutcome = { readonly answer: unknown } | { readonly error: ClaqueError };

/** What is to be written, gathered over all requests. */
export class Group {
  readonly states = new Map<string, ExecutionState>();
  readonly touched = new Set<string>();
  readonly ended: ExecutionState[] = [];
  readonly activities: { executionId: string; activity: ExecutionActivity }[] = [];
  readonly entries: PlacedEntry[] = [];
  readonly modelCalls: PlacedCall[] = [];
  readonly metrics: { executionId: string; name: string; value: number; atMs: number }[] = [];
  readonly audits: AuditEntry[] = [];
  readonly newKeys: StoredKey[] = [];
  readonly #keys: Map<string, StoredKey>;

  /** @param states Those of the executions that the requests name, as far as there are any. */
  constructor(states: readonly ExecutionState[], keys: readonly StoredKey[]) {
    for (const state of states) this.states.set(state.id, state);
    this.#keys = new Map(keys.map((stored) => [nameOf(stored), stored]));
  }

  take(request: WriteRequest): RequestOutcome {
    try {
      const known = request.key && this.#keys.get(nameOf(request.key));
      if (known) return repeated(known, request.key!);
      const answer = this.#perform(request);
      if (request.key) this.#remember({ ...request.key, answer, atMs: request.atMs });
      return { answer };
    } catch (error) {
      if (error instanceof ClaqueError) return { error };
      throw error;
    }
  }

  /** Of the stages that work of our own went through within one group, the last alone is told: nobody saw the others. */
  told(): { executionId: string; activity: ExecutionActivity }[] {
    const last = new Map<string, ExecutionActivity>();
    for (const { executionId, activity } of this.activities)
      if (activity.type === 'execution.stage_changed') last.set(executionId, activity);
    return this.activities.filter(
      ({ executionId, activity }) =>
        activity.type !== 'execution.stage_changed' ||
        this.states.get(executionId)?.source !== 'server' ||
        last.get(executionId) === activity,
    );
  }

  #perform(request: WriteRequest): unknown {
    const { executionId, draft, change, modelCall, atMs } = request;
    const before = this.states.get(executionId);
    if (!draft && !before) throw unknownExecution(executionId);
    if (before) assertMayTouch(before, request);
    const first = draft ? created(draft, atMs) : { state: before!, activities: [] };
    const second = change ? changed(first.state, change) : { state: first.state, activities: [] };
    if (modelCall) return this.#keepCall(second.state, modelCall, atMs);
    this.#keep({ state: second.state, activities: [...first.activities, ...second.activities] }, request);
    if (request.by !== null) this.#audit(request, before, second.state);
    return request.answersWith === 'receipt' ? receiptOf(first.state, second.state) : shown(second.state);
  }

  #keep({ state, activities }: Changed, { executionId, change }: WriteRequest): void {
    const { entries = [], metrics = [], atMs = 0 } = change ?? {};
    const from = state.entryCount - entries.length + 1;
    this.states.set(executionId, state);
    this.touched.add(executionId);
    if (isOver(state.status)) this.ended.push(state);
    for (const activity of activities) this.activities.push({ executionId, activity });
    for (const [index, entry] of entries.entries())
      this.entries.push({ ...entry, executionId, position: from + index, atMs });
    for (const metric of metrics) this.metrics.push({ ...metric, executionId, atMs });
  }

  #keepCall(before: ExecutionState, call: KeptCall, atMs: number): void {
    const { state, activities } = called(before, call, atMs);
    const { id: executionId, modelCallCount: position } = state;
    this.states.set(executionId, state);
    this.touched.add(executionId);
    for (const activity of activities) this.activities.push({ executionId, activity });
    this.modelCalls.push({ executionId, position, atMs, call });
  }

  /** What somebody outside created, or whose status they changed; log entries are no such matter. */
  #audit(
    { by, draft, change, atMs, executionId }: WriteRequest,
    before: ExecutionState | undefined,
    after: ExecutionState,
  ) {
    const status = change?.status;
    if (!draft && status === undefined) return;
    const what = draft ? 'execution.create' : `execution.${status}`;
    const seen = (state: ExecutionState) => ({ status: state.status, reason: state.reason, kind: state.kind });
    this.audits.push({
      who: by!,
      what,
      subject: executionId,
      ventureId: after.ventureId,
      before: before ? seen(before) : null,
      after: seen(after),
      atMs,
    });
  }

  #remember(stored: StoredKey): void {
    this.#keys.set(nameOf(stored), stored);
    this.newKeys.push(stored);
  }
}

const nameOf = ({ scope, key }: Pick<RequestKey, 'scope' | 'key'>): string => JSON.stringify([scope, key]);

function repeated(known: StoredKey, { key, bodyDigest }: RequestKey): RequestOutcome {
  if (known.bodyDigest === bodyDigest) return { answer: known.answer };
  const at = new Date(known.atMs).toISOString();
  const sentence = `Idempotency-Key “${key}” came at ${at} with another body. Repeat that body, or take a new key for a new request.`;
  return {
    error: new ClaqueError('key-reused', sentence, {
      fields: [{ field: 'headers.idempotency-key', message: 'use a new one' }],
    }),
  };
}

export const unknownExecution = (id: string): ClaqueError =>
  new ClaqueError(
    'not-found',
    `There is no execution “${id}”; GET /api/agents/execution-logs/{ventureId} lists those of a venture.`,
  );

function assertMayTouch({ id, source, kind, status }: ExecutionState, { by, canTouchOwn }: WriteRequest): void {
  if (by === null || source === 'api' || canTouchOwn || isOver(status)) return;
  throw new ClaqueError(
    'illegal-transition',
    `Execution ${id} is a ${kind} that the server itself performs and tracks: nobody else can write it, and this one cannot be called off.`,
  );
}

function receiptOf(before: ExecutionState, after: ExecutionState): ExecutionReceipt {
  const { id: executionId, status, stageNumber, entryCount } = after;
  const hasEntries = entryCount > before.entryCount;
  return {
    executionId,
    status,
    stageNumber,
    entryCount,
    firstPosition: hasEntries ? before.entryCount + 1 : null,
    lastPosition: hasEntries ? entryCount : null,
  };
}
