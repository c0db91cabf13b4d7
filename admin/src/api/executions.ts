import {
  Execution,
  ExecutionDetail,
  ExecutionMetrics,
  ExecutionPage,
  type ExecutionQuery,
  type ExecutionSummary,
  type LogQuery,
} from '../../../server/contract/execution.ts';
import { ModelCallPage } from '../../../server/contract/model-call.ts';
import { request } from './client.ts';
import { pageLimit } from './sessions.ts';

const of = (id: string) => `/api/agents/executions/${encodeURIComponent(id)}`;

export const fetchExecutions = (ventureId: string, query: Partial<ExecutionQuery>) =>
  request(ExecutionPage, `/api/agents/execution-logs/${encodeURIComponent(ventureId)}`, { query });

/** An execution with the page of its log that is asked for. */
export const fetchExecution = (id: string, query: Partial<LogQuery> = {}) =>
  request(ExecutionDetail, of(id), { query });

export const fetchExecutionMetrics = (id: string) =>
  request(ExecutionMetrics, `${of(id)}/metrics`, { query: { limit: 1 } });

export const modelCallsPerPage = 20;

/** @param page From 1. */
export const fetchModelCalls = (id: string, page: number) =>
  request(ModelCallPage, `${of(id)}/model-calls`, {
    query: { limit: modelCallsPerPage, offset: (page - 1) * modelCallsPerPage },
  });

export const cancelExecution = (id: string) => request(Execution, `${of(id)}/cancel`, { method: 'POST' });

/** All that match, newest first, page by page up to `mostCount`. */
export async function fetchAllExecutions(ventureId: string, query: Partial<ExecutionQuery>, mostCount: number) {
  const byId = new Map<string, ExecutionSummary>();
  for (let offset = 0; offset < mostCount; offset += pageLimit) {
    const page = await fetchExecutions(ventureId, { ...query, limit: pageLimit, offset });
    // One created meanwhile moves the others on by a place.
    for (const item of page.items) byId.set(item.id, item);
    if (offset + page.items.length >= page.total || page.items.length === 0) break;
  }
  return [...byId.values()];
}
