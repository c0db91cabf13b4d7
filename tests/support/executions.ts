/** Executions over the API, for tests. */
import type { Execution, ExecutionDetail, ExecutionPage, ExecutionReceipt } from '../../server/contract/execution.ts';
import type { Problem } from '../../server/contract/problem.ts';
import type { Answer } from './server.ts';
import { call } from './server.ts';

type Server = { url: string };
type Refusal = Omit<Problem, 'status'>;

/** Creates an execution that runs. */
export async function createExecution(server: Server, request: object = {}): Promise<Execution> {
  const draft = { kind: 'call', title: 'Ask the venue', status: 'running', ...request };
  const { status, body } = await call<Execution & Refusal>(server, 'POST', '/api/agents/executions', draft);
  if (status !== 201) throw new Error(`the execution was not created: ${body.detail}`);
  return body;
}

/** Appends to a log as a client does; with a key, as one that may repeat itself. */
export async function patchLogs(
  server: Server,
  id: string,
  patch: object,
  key?: string,
): Promise<Answer<ExecutionReceipt & Refusal>> {
  const response = await fetch(`${server.url}/api/agents/executions/${id}/logs`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
    body: JSON.stringify(patch),
  });
  const body = (await response.json()) as ExecutionReceipt & Refusal;
  return { status: response.status, headers: response.headers, body };
}

export async function showExecution(server: Server, id: string, query = ''): Promise<ExecutionDetail> {
  const { status, body } = await call<ExecutionDetail & Refusal>(server, 'GET', `/api/agents/executions/${id}${query}`);
  if (status !== 200) throw new Error(`the execution could not be shown: ${body.detail}`);
  return body;
}

/** Executions of a kind, newest first. */
export async function listExecutions(server: Server, query: string): Promise<ExecutionPage> {
  const route = `/api/agents/execution-logs/default?limit=500&${query}`;
  const { status, body } = await call<ExecutionPage & Refusal>(server, 'GET', route);
  if (status !== 200) throw new Error(`executions could not be listed: ${body.detail}`);
  return body;
}
