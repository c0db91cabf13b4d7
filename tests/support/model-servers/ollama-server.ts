/** Ollama's API as it answers on the wire: chat in lines of JSON, tags, errors. */
import type { ServerResponse } from 'node:http';
import type { ModelServer, Protocol } from './model-server.ts';
import { startModelServer } from './model-server.ts';
import type { PlannedAnswer, ReceivedRequest } from './plan.ts';

export const ollamaModel = 'qwen3:8b';

export function startOllamaServer(): Promise<ModelServer> {
  return startModelServer(protocol);
}

const errorBody = (_status: number, message: string): string => JSON.stringify({ error: message });

const line = (request: ReceivedRequest, rest: Record<string, unknown>): string =>
  `${JSON.stringify({ model: request.body['model'], created_at: '2026-11-21T09:00:00.123456Z', ...rest })}\n`;

const piece = (request: ReceivedRequest, content: string): string =>
  line(request, { message: { role: 'assistant', content }, done: false });

function pieces(plan: PlannedAnswer, request: ReceivedRequest): string[] {
  const calls = (plan.toolCalls ?? []).map((call) => ({ function: { name: call.name, arguments: call.arguments } }));
  const text = plan.text ?? (calls.length > 0 ? '' : 'All is well.');
  return [
    ...[...text.matchAll(/[\s\S]{1,8192}/g)].map(([content]) => piece(request, content)),
    ...(calls.length > 0
      ? [line(request, { message: { role: 'assistant', content: '', tool_calls: calls }, done: false })]
      : []),
    line(request, {
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: plan.stop ?? 'stop',
      total_duration: 4_883_583_458,
      load_duration: 1_334_875,
      prompt_eval_count: 'inputTokens' in plan ? plan.inputTokens : 21,
      prompt_eval_duration: 342_546_000,
      eval_count: 'outputTokens' in plan ? plan.outputTokens : 12,
      eval_duration: 4_535_599_000,
    }),
  ];
}

function refuse(request: ReceivedRequest, response: ServerResponse): boolean {
  const send = (status: number, body: string): true => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(body);
    return true;
  };
  if (request.path === '/api/tags')
    return send(200, JSON.stringify({ models: [{ name: ollamaModel, model: ollamaModel, size: 5_225_388_164 }] }));
  if (request.path !== '/api/chat') return send(404, '404 page not found');
  if (request.body['model'] !== ollamaModel)
    return send(404, errorBody(404, `model '${String(request.body['model'])}' not found`));
  return false;
}

const protocol: Protocol = {
  before: refuse,
  contentType: () => 'application/x-ndjson',
  pieces,
  beginning: (text, request) => [piece(request, text)],
  errorBody,
  errorInStream: (message) => `${errorBody(500, message)}\n`,
  garbled: '{"model":"qwen3:8b","created_at":"2026-\n',
};
