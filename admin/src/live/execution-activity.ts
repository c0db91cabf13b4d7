/** What the stream tells of executions, and what it changes in those that are shown. Pure (EX-7). */
import type { Activity } from '../../../server/contract/activity.ts';
import {
  ExecutionActivity,
  type ExecutionBody,
  type ExecutionPage,
  type ExecutionSummary,
} from '../../../server/contract/execution.ts';

export type KnownExecutionActivity = ExecutionActivity & Pick<Activity, 'number' | 'at'>;

/** Parses an activity's payload by its type; null for a type of a newer server, which an older panel passes over. */
export function toExecutionActivity({ type, payload, number, at }: Activity): KnownExecutionActivity | null {
  const parsed = ExecutionActivity.safeParse({ type, payload });
  return parsed.success ? { ...parsed.data, number, at } : null;
}

export const isOver = ({ status }: Pick<ExecutionBody, 'status'>) =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

/** An execution as it stands after an activity about it; the same one where the activity tells nothing newer. */
export function patchExecution<T extends ExecutionSummary>(execution: T, activity: KnownExecutionActivity): T {
  if (activity.type === 'execution.alert' || activity.payload.executionId !== execution.id) return execution;
  if (activity.type === 'execution.logged') {
    const entryCount = Math.max(execution.entryCount, activity.payload.lastPosition);
    return entryCount === execution.entryCount ? execution : { ...execution, entryCount };
  }
  if (activity.type === 'execution.model_called') {
    const modelCallCount = Math.max(execution.modelCallCount, activity.payload.position);
    return modelCallCount === execution.modelCallCount ? execution : { ...execution, modelCallCount };
  }
  if (isOver(execution) || isBefore(activity.at, execution.updatedAt)) return execution;
  const { status, stageNumber, stageCount, stageName, reason } = activity.payload;
  return {
    ...execution,
    status,
    stageNumber,
    stageCount,
    stageName,
    reason,
    updatedAt: activity.at,
    startedAt: status === 'running' ? (execution.startedAt ?? activity.at) : execution.startedAt,
    endedAt: isOver(activity.payload) ? activity.at : null,
    progress: progressAfter(execution, activity.payload),
  };
}

export function patchExecutions(page: ExecutionPage, activity: KnownExecutionActivity): ExecutionPage {
  const items = page.items.map((item) => patchExecution(item, activity));
  return items.every((item, index) => item === page.items[index]) ? page : { ...page, items };
}

const isBefore = (one: string, other: string) => Date.parse(one) < Date.parse(other);

/** Until the server has said anew: how long the rest takes depends on those that were as far. */
function progressAfter({ progress, stageNumber: before }: ExecutionSummary, body: ExecutionBody) {
  const { status, stageNumber, stageCount } = body;
  const left = { secondsLeft: null, secondsLeftLow: null, secondsLeftHigh: null, basis: null, sampleCount: 0 };
  if (status === 'completed') return { ...progress, ...left, state: status, percent: 100 };
  if (status !== 'running') return { ...progress, ...left, state: status };
  const percent = stageCount === null ? null : (100 * Math.max(0, stageNumber - 1)) / stageCount;
  return { ...progress, ...(stageNumber === before ? {} : left), state: 'moving' as const, percent };
}
