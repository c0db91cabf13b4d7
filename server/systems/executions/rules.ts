/** The life of an execution: what may follow on what, and which activities tell it. Pure functions. */
import type {
  Execution,
  ExecutionActivity,
  ExecutionBody,
  ExecutionStatus,
  LogDraft,
  LogLevel,
} from '../../contract/execution.ts';
import type { ModelCall } from '../../contract/model-call.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { LifeCycle } from '../../kernel/life-cycle.ts';
import { assertSuccessor } from '../../kernel/life-cycle.ts';

export const executionLifeCycle: LifeCycle<ExecutionStatus> = {
  pending: ['running', 'failed', 'cancelled'],
  running: ['completed', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
};

/** Stages whose beginnings are kept: more are no stages but steps, which the log can tell. */
const mostStages = 200;

export interface StageMark {
  readonly number: number;
  readonly name: string | null;
  readonly atMs: number;
}

/** An execution as it is kept. Times are ms since 1970. */
export interface ExecutionState {
  readonly id: string;
  readonly ventureId: string;
  readonly kind: string;
  readonly title: string;
  readonly source: Execution['source'];
  readonly status: ExecutionStatus;
  readonly stageNumber: number;
  readonly stageCount: number | null;
  readonly stageName: string | null;
  readonly stages: readonly StageMark[];
  readonly reason: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly entryCount: number;
  readonly modelCallCount: number;
  readonly createdAtMs: number;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly updatedAtMs: number;
  /** Number of the newest activity about it. */
  readonly activityNumber: number | null;
}

type ModelCallBody = Pick<ModelCall, 'provider' | 'model' | 'purpose' | 'code'>;

/** What one request changes: all of it, or nothing. */
export interface ExecutionChange {
  readonly atMs: number;
  readonly status?: ExecutionStatus | undefined;
  /** Why it failed or was cancelled. */
  readonly reason?: string | undefined;
  readonly stage?: { readonly number: number; readonly name: string | null } | undefined;
  readonly entries?: readonly LogDraft[];
  readonly metrics?: readonly { readonly name: string; readonly value: number }[];
}

export interface Changed {
  readonly state: ExecutionState;
  readonly activities: readonly ExecutionActivity[];
}

/** What is not known at the beginning of an execution that is created now. */
export function created(
  draft: Pick<ExecutionState, 'id' | 'ventureId' | 'kind' | 'title' | 'source' | 'stageCount' | 'metadata'>,
  atMs: number,
): Changed {
  const state: ExecutionState = {
    ...draft,
    status: 'pending',
    stageNumber: 0,
    stageName: null,
    stages: [],
    reason: null,
    entryCount: 0,
    modelCallCount: 0,
    createdAtMs: atMs,
    startedAtMs: null,
    endedAtMs: null,
    updatedAtMs: atMs,
    activityNumber: null,
  };
  return { state, activities: [{ type: 'execution.created', payload: bodyOf(state) }] };
}

/**
 * The execution after a change: its beginning first, then its stage, its entries, and its end.
 *
 * @throws {ClaqueError} illegal-transition, the caller's mistake: what has ended takes nothing more, stages never go back.
 */
export function changed(before: ExecutionState, change: ExecutionChange): Changed {
  assertOpen(before);
  const activities: ExecutionActivity[] = [];
  const { atMs, status, stage, entries = [] } = change;
  let state: ExecutionState = { ...before, updatedAtMs: Math.max(before.updatedAtMs, atMs) };
  if (status === 'running') {
    state = moved(state, change);
    activities.push({ type: 'execution.started', payload: bodyOf(state) });
  }
  if (stage && !isSameStage(state, stage)) {
    state = staged(state, stage, atMs);
    activities.push({ type: 'execution.stage_changed', payload: bodyOf(state) });
  }
  if (entries.length > 0) {
    activities.push(loggedActivity(state, entries));
    state = { ...state, entryCount: state.entryCount + entries.length };
  }
  if (status !== undefined && status !== 'running') {
    state = moved(state, change);
    activities.push({ type: `execution.${endOf(status)}`, payload: bodyOf(state) });
  }
  return { state, activities };
}

/** The execution after a call to a model that was made for it; one may come in when it is over, having been called off. */
export function called(before: ExecutionState, call: ModelCallBody, atMs: number): Changed {
  const position = before.modelCallCount + 1;
  const updatedAtMs = isOver(before.status) ? before.updatedAtMs : Math.max(before.updatedAtMs, atMs);
  const { provider, model, purpose, code } = call;
  const { id: executionId, ventureId } = before;
  const payload = { executionId, ventureId, position, provider, model, purpose, code };
  return {
    state: { ...before, modelCallCount: position, updatedAtMs },
    activities: [{ type: 'execution.model_called', payload }],
  };
}

export const isOver = (status: ExecutionStatus): boolean => executionLifeCycle[status].length === 0;

function assertOpen({ id, status, reason }: ExecutionState): void {
  if (!isOver(status)) return;
  const why = reason === null ? '' : ` (${reason})`;
  throw new ClaqueError(
    'illegal-transition',
    `Execution ${id} is ${status}${why}: nothing can be added to it any more.`,
  );
}

function moved(state: ExecutionState, { status, reason, atMs }: ExecutionChange): ExecutionState {
  const to = status!;
  assertSuccessor(executionLifeCycle, state.status, to, `Execution ${state.id}`);
  if (to === 'running') return { ...state, status: to, startedAtMs: atMs };
  return { ...state, status: to, reason: reason ?? null, endedAtMs: Math.max(atMs, state.startedAtMs ?? atMs) };
}

function endOf(status: ExecutionStatus): 'completed' | 'failed' | 'cancelled' {
  return status as 'completed' | 'failed' | 'cancelled';
}

function isSameStage(state: ExecutionState, { number, name }: { number: number; name: string | null }): boolean {
  return state.stageNumber === number && (name === null || name === state.stageName);
}

function staged(
  state: ExecutionState,
  { number, name }: { number: number; name: string | null },
  atMs: number,
): ExecutionState {
  const refuse = (why: string) => new ClaqueError('illegal-transition', `Execution ${state.id} ${why}.`);
  if (state.status !== 'running') throw refuse(`is ${state.status}: its stages begin once it is running`);
  if (number < state.stageNumber) throw refuse(`is in stage ${state.stageNumber}: stages never go back`);
  if (state.stageCount !== null && number > state.stageCount) throw refuse(`has ${state.stageCount} stages`);
  const stages = [...state.stages, { number, name, atMs }].slice(0, mostStages);
  return { ...state, stageNumber: number, stageName: name, stages };
}

const levels: readonly LogLevel[] = ['info', 'warning', 'error'];

function loggedActivity(
  { id, ventureId, entryCount }: ExecutionState,
  entries: readonly LogDraft[],
): ExecutionActivity {
  const level = levels.findLast((name) => entries.some((entry) => entry.level === name))!;
  const [firstPosition, lastPosition] = [entryCount + 1, entryCount + entries.length];
  return { type: 'execution.logged', payload: { executionId: id, ventureId, level, firstPosition, lastPosition } };
}

function bodyOf(state: ExecutionState): ExecutionBody {
  const { id: executionId, ventureId, kind, title, status, stageNumber, stageCount, stageName, reason } = state;
  return { executionId, ventureId, kind, title, status, stageNumber, stageCount, stageName, reason };
}

/** The share of its stages that an execution has completed; null where their number is not known. */
export function completionRatioOf({
  status,
  stageNumber,
  stageCount,
}: Pick<ExecutionState, 'status' | 'stageNumber' | 'stageCount'>): number | null {
  if (status === 'completed') return 1;
  return stageCount === null ? null : Math.max(0, stageNumber - 1) / stageCount;
}

/** An execution as the API shows it. */
export function shown(state: ExecutionState): Execution {
  const { activityNumber: _, createdAtMs, startedAtMs, endedAtMs, updatedAtMs, stages, metadata, ...rest } = state;
  return {
    ...rest,
    metadata: { ...metadata },
    stages: stages.map(({ number, name, atMs }) => ({ number, name, startedAt: isoOf(atMs) })),
    createdAt: isoOf(createdAtMs),
    startedAt: startedAtMs === null ? null : isoOf(startedAtMs),
    endedAt: endedAtMs === null ? null : isoOf(endedAtMs),
    updatedAt: isoOf(updatedAtMs),
  };
}

export const isoOf = (atMs: number): string => new Date(atMs).toISOString();
