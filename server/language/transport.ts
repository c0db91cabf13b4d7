/**
 * One HTTP call to a provider, watched from its first byte to its last. Both SDKs get their `fetch` from here, because
 * neither can be trusted with time: one stops watching at the headers, the other never starts.
 */
import type { Clock } from '../kernel/clock.ts';
import type { FailureCode } from './failures.ts';
import { codeOfAbort } from './failures.ts';

/** Most bytes of an answer. Assumed: a hundred times the longest post; below it, memory stays flat. */
const mostBytes = 8 * 1024 * 1024;
/** Most bytes of an error's body that are read. */
const mostErrorBytes = 64 * 1024;

export interface Trouble {
  readonly code: FailureCode;
  readonly detail?: string;
}

interface LineOptions {
  /** Longest silence before the headers or between two pieces of the body, in ms. */
  readonly silenceMs: number;
  /** What a successful answer's content type must begin with. */
  readonly contentType: string;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
  /** Whether each line of the body must be JSON of its own. */
  readonly isLinesOfJson?: boolean;
}

export interface Line {
  readonly fetch: typeof fetch;
  /** What went wrong on the way, if anything did; said here, because the SDKs word it in a dozen ways. */
  readonly trouble: () => Trouble | null;
  /** What Retry-After asked for, in ms. */
  readonly retryAfterMs: () => number | null;
  /** Ends the watch and whatever still flows. Call it whatever happened. */
  readonly close: () => void;
}

export function openLine(options: LineOptions): Line {
  const { silenceMs, signal, clock } = options;
  const controller = new AbortController();
  let trouble: Trouble | null = null;
  let retryAfterMs: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const stop = (reason: Trouble): void => {
    trouble ??= reason;
    controller.abort();
  };
  const heard = (): void => {
    clearTimeout(timer);
    if (isClosed) return;
    timer = setTimeout(() => stop({ code: 'timed_out', detail: `It said nothing for ${silenceMs} ms.` }), silenceMs);
  };
  const called = (): void => stop({ code: signal ? codeOfAbort(signal) : 'cancelled' });
  signal?.addEventListener('abort', called, { once: true });
  if (signal?.aborted) called();

  const watchedFetch: typeof fetch = async (input, init = {}) => {
    heard();
    let response: Response;
    try {
      // No redirect is followed: it would carry the key to wherever the answer points.
      response = await fetch(input, {
        ...init,
        redirect: 'manual',
        signal: init.signal ? AbortSignal.any([init.signal, controller.signal]) : controller.signal,
      });
    } catch (error) {
      trouble ??= connectionTrouble(error);
      throw error;
    }
    heard();
    retryAfterMs = readRetryAfter(response.headers, clock.now());
    if (!response.ok) return errorAsJson(response);
    const contentType = response.headers.get('content-type') ?? 'nothing';
    if (!contentType.startsWith(options.contentType)) {
      const known = contentType.split(';')[0]!.slice(0, 60);
      stop({ code: 'foreign_answer', detail: `It sent ${known} in place of ${options.contentType}.` });
      throw new Error('foreign answer');
    }
    const watched = watchBody(response, { heard, stop, isLinesOfJson: options.isLinesOfJson ?? false });
    return new Response(watched, { status: response.status, headers: response.headers });
  };

  return {
    fetch: watchedFetch,
    trouble: () => trouble,
    retryAfterMs: () => retryAfterMs,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', called);
      controller.abort();
    },
  };
}

interface Watch {
  readonly heard: () => void;
  readonly stop: (reason: Trouble) => void;
  readonly isLinesOfJson: boolean;
}

/** The body, with every piece reported and counted; a broken line ends it before an SDK can print it to the console. */
function watchBody(response: Response, { heard, stop, isLinesOfJson }: Watch): ReadableStream<Uint8Array> | null {
  let byteCount = 0;
  let rest = '';
  const decoder = new TextDecoder();
  const check = (line: string): void => {
    if (line.trim() === '' || isJson(line)) return;
    stop({ code: 'stream_cut', detail: 'A line of it is not JSON.' });
    throw new Error('broken line');
  };
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, flow) {
      heard();
      byteCount += chunk.byteLength;
      if (byteCount > mostBytes) {
        stop({ code: 'flooded', detail: `It sent more than ${mostBytes} bytes.` });
        throw new Error('flooded');
      }
      if (isLinesOfJson) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop()!;
        lines.forEach(check);
      }
      flow.enqueue(chunk);
    },
    flush() {
      if (isLinesOfJson) check(rest + decoder.decode());
    },
  });
  return response.body?.pipeThrough(watch) ?? null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** An error's body as JSON, whatever it was: an SDK that meets another form writes to the console. */
async function errorAsJson(response: Response): Promise<Response> {
  const text = await readAtMost(response, mostErrorBytes);
  const body = isJson(text) ? text : JSON.stringify({ error: `HTTP ${response.status}` });
  return new Response(body, {
    // A redirect has no body in its own status; to a provider's client it is a broken gateway.
    status: response.status >= 400 ? response.status : 502,
    headers: { 'content-type': 'application/json' },
  });
}

async function readAtMost(response: Response, bytes: number): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > bytes) break;
    }
  } catch {
    // The status alone says enough; what the body would have added is lost with the connection.
  }
  return text;
}

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Which failure a rejected `fetch` stands for: without a connection nothing can have been billed. */
function connectionTrouble(error: unknown): Trouble {
  const code = codesOf(error).find((candidate) => /^[A-Z_]{3,40}$/.test(candidate));
  if (code === undefined) return { code: 'unreachable' };
  if (neverConnected.has(code)) return { code: 'unreachable', detail: `(${code})` };
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return { code: 'timed_out', detail: `(${code})` };
  return { code: 'connection_reset', detail: `(${code})` };
}

/** Codes along the chain of causes; a host with several addresses fails with one error for each. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const each = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...each, ...codesOf(error.cause)];
}

/** Retry-After in ms: seconds, or a date; null where it is missing or makes no sense. */
export function readRetryAfter(headers: Headers, nowMs: number): number | null {
  const written = headers.get('retry-after');
  if (written === null || written.trim() === '') return null;
  const seconds = Number(written);
  const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(written) - nowMs;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : null;
}
