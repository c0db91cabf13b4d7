/** Anthropic's Messages API as it answers on the wire: whole messages, event streams, errors, model entries. */
import type { ServerResponse } from 'node:http';
import type { ModelServer, Protocol } from './model-server.ts';
import { startModelServer } from './model-server.ts';
import type { PlannedAnswer, ReceivedRequest } from './plan.ts';

export const anthropicKey = 'sk-ant-test-0123456789abcdef';
export const anthropicModel = 'claude-haiku-5-5';

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

export function startAnthropicServer(): Promise<ModelServer> {
  return startModelServer(protocol);
}

const errorBody = (status: number, message: string): string =>
  JSON.stringify({
    type: 'error',
    error: { type: errorTypes[status] ?? 'api_error', message },
    request_id: 'req_011CSHoEeqs5C35K2UUqR7Fy',
  });

const event = (type: string, data: Record<string, unknown>): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;

function usageOf(plan: PlannedAnswer): Record<string, unknown> {
  return {
    input_tokens: 'inputTokens' in plan ? plan.inputTokens : 21,
    cache_creation_input_tokens: 30,
    cache_read_input_tokens: 400,
    cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
    output_tokens: 'outputTokens' in plan ? plan.outputTokens : 12,
    service_tier: 'standard',
  };
}

function message(plan: PlannedAnswer, request: ReceivedRequest): Record<string, unknown> {
  const calls = (plan.toolCalls ?? []).map((call, index) => ({
    type: 'tool_use',
    id: `toolu_0${index}`,
    name: call.name,
    input: call.arguments,
  }));
  const text = plan.text ?? (calls.length > 0 ? '' : 'All is well.');
  return {
    id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
    type: 'message',
    role: 'assistant',
    model: request.body['model'],
    content: [...(text === '' ? [] : [{ type: 'text', text }]), ...calls],
    stop_reason: plan.stop ?? (calls.length > 0 ? 'tool_use' : 'end_turn'),
    stop_sequence: null,
    usage: usageOf(plan),
  };
}

function start(plan: PlannedAnswer, request: ReceivedRequest): string {
  const usage = { ...usageOf(plan), output_tokens: 1 };
  return event('message_start', {
    message: { ...message(plan, request), content: [], stop_reason: null, usage },
  });
}

function textDeltas(text: string): string[] {
  return [...text.matchAll(/[\s\S]{1,8192}/g)].map(([piece]) =>
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } }),
  );
}

function blocks(plan: PlannedAnswer, request: ReceivedRequest): string[] {
  const content = message(plan, request)['content'] as Record<string, unknown>[];
  return content.flatMap((block, index) => {
    const isText = block['type'] === 'text';
    const json = JSON.stringify(block['input'] ?? {});
    return [
      event('content_block_start', { index, content_block: { ...block, ...(isText ? { text: '' } : { input: {} }) } }),
      event('ping', {}),
      ...(isText
        ? textDeltas(block['text'] as string)
        : [json.slice(0, 5), json.slice(5)].map((partial) =>
            event('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json: partial } }),
          )),
      event('content_block_stop', { index }),
    ];
  });
}

function refuse(request: ReceivedRequest, response: ServerResponse): boolean {
  const error = (status: number, text: string): true => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(errorBody(status, text));
    return true;
  };
  if (request.headers['authorization'] !== `Bearer ${anthropicKey}`)
    return error(401, `invalid api key: ${String(request.headers['authorization'])}`);
  if (request.headers['anthropic-version'] === undefined) return error(400, 'anthropic-version: header is required');
  if (request.method === 'GET' && request.path === `/v1/models/${anthropicModel}`) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ type: 'model', id: anthropicModel, display_name: 'Claude Haiku 5.5' }));
    return true;
  }
  if (request.method === 'GET' && request.path.startsWith('/v1/models?')) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: [], has_more: false, first_id: null, last_id: null }));
    return true;
  }
  if (request.path.startsWith('/v1/models/')) return error(404, `model: ${request.path.slice(11)}`);
  const { model, max_tokens: maxTokens, messages } = request.body;
  if (model !== anthropicModel) return error(404, `model: ${String(model)}`);
  if (typeof maxTokens !== 'number') return error(400, 'max_tokens: Field required');
  if (!Array.isArray(messages) || messages.length === 0)
    return error(400, 'messages: at least one message is required');
  if ('temperature' in request.body) return error(400, 'temperature: Extra inputs are not permitted');
  return false;
}

function events(plan: PlannedAnswer, request: ReceivedRequest): string[] {
  return [
    start(plan, request),
    ...blocks(plan, request),
    event('message_delta', {
      delta: { stop_reason: message(plan, request)['stop_reason'], stop_sequence: null },
      usage: { output_tokens: usageOf(plan)['output_tokens'] },
    }),
    event('message_stop', {}),
  ];
}

function firstEvents(text: string, request: ReceivedRequest): string[] {
  return [
    start({ kind: 'answer' }, request),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  ];
}

const wantsStream = (request: ReceivedRequest): boolean => request.body['stream'] === true;

const protocol: Protocol = {
  before: refuse,
  contentType: (request) => (wantsStream(request) ? 'text/event-stream; charset=utf-8' : 'application/json'),
  pieces: (plan, request) => (wantsStream(request) ? events(plan, request) : [JSON.stringify(message(plan, request))]),
  beginning: (text, request) =>
    wantsStream(request) ? firstEvents(text, request) : [`{"id":"msg_01","content":[{"type":"text","text":"${text}`],
  errorBody,
  errorInStream: (text) => `event: error\ndata: ${errorBody(529, text)}\n\n`,
  garbled: 'event: content_block_delta\ndata: {"type":"content_bl\n\n',
};
