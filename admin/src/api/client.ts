/** The border to the server: every answer is parsed by the contract's schema, every refusal becomes an ApiError. */
import type { z } from 'zod';
import { Problem } from '../../../server/contract/problem.ts';
import { needLogin } from './login-state.ts';
import { pause, pauseOver } from './pause.ts';
import { serverClock } from './server-clock.ts';

/** The server's refusal, or its silence (status 0), in words for a person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, message: string, options: { problem?: Problem | null; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.status = status;
    this.problem = options.problem ?? null;
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  query?: Record<string, string | number | undefined>;
  /** In place of `body`: text as it is, with its media type. */
  text?: { content: string; type: string };
  /** Sent twice under one key, it is done once. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Whether a refusal for too many requests is shown at once; all others wait as long as the server asks, and are sent again. */
  isImpatient?: boolean;
}

/** So often a request waits: a server that refuses it still is asked by too many others. Assumed. */
const mostPauses = 3;

/**
 * Asks the server and parses its answer.
 *
 * @throws {ApiError} On no answer, problem details, or an answer that is not what the contract says.
 */
export async function request<T>(schema: z.ZodType<T>, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, body);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ApiError(response.status, `The server's answer to ${path} is not what its contract says.`, {
    cause: parsed.error,
  });
}

/** As {@link request}, where the answer is a file: its text as it is. While it is being made (202), asks again. */
export async function requestText(path: string, options: RequestOptions = {}): Promise<string> {
  let response = await send(path, options);
  while (response.status === 202) {
    await until(1_000 * Number(response.headers.get('retry-after') ?? 1), options.signal);
    response = await send(path, options);
  }
  if (response.ok) return response.text();
  throw refusal(response.status, await response.json().catch(() => null));
}

/** Resolves after so many milliseconds. @throws the signal's reason, as soon as it is aborted. */
function until(durationMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, durationMs);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

/** As {@link request}, where the answer carries nothing the panel needs: its activities say what changed. */
export async function command(path: string, options: RequestOptions = {}): Promise<void> {
  const response = await send(path, { method: 'POST', ...options });
  if (response.ok) return;
  throw refusal(response.status, await response.json().catch(() => null));
}

/** What is refused for too many requests has not been looked at, so sending it again does nothing twice. */
async function send(path: string, options: RequestOptions): Promise<Response> {
  const { signal = null, isImpatient = false } = options;
  for (let pauseCount = 0; ; pauseCount += 1) {
    if (!isImpatient) await pauseOver(signal);
    const response = await sendOnce(path, options);
    if (response.status !== 429 || isImpatient || pauseCount >= mostPauses) return response;
    pause(response.headers.get('retry-after'));
  }
}

async function sendOnce(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, text, query = {}, idempotencyKey, signal = null } = options;
  const { content, type } = text ?? { content: JSON.stringify(body ?? {}), type: 'application/json' };
  const once: Record<string, string> = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  const init: RequestInit =
    method === 'GET' || method === 'DELETE'
      ? { method, signal }
      : { method, signal, headers: { 'content-type': type, ...once }, body: content };
  const sentAt = serverClock.own();
  const response = await fetch(addressOf(path, query), init).catch((cause: unknown) => {
    throw new ApiError(0, 'The server does not answer. Is it running?', { cause });
  });
  serverClock.hearDate(response.headers.get('date'), sentAt);
  if (response.status === 401) needLogin();
  return response;
}

/** A path of the server with its query; what is undefined is left out. */
export function addressOf(path: string, query: NonNullable<RequestOptions['query']>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `${path}?${search}` : path;
}

function refusal(status: number, body: unknown): ApiError {
  const problem = Problem.safeParse(body);
  if (!problem.success) return new ApiError(status, `The server answered ${status}.`);
  const fields = problem.data.errors?.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new ApiError(status, fields ? `${problem.data.detail} (${fields})` : problem.data.detail, {
    problem: problem.data,
  });
}
