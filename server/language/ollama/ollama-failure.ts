import type { FailureCode } from '../failures.ts';
import { failed } from '../failed.ts';
import { printable } from '../finish-answer.ts';
import type { ModelFailure, ModelUsage } from '../port.ts';
import type { Line } from '../transport.ts';

const codeByStatus: Readonly<Record<number, FailureCode>> = {
  400: 'bad_request',
  401: 'unauthorised',
  402: 'no_credit',
  403: 'unauthorised',
  404: 'model_missing',
  413: 'too_large',
  429: 'rate_limited',
  503: 'overloaded',
};

/** Turns whatever the SDK threw into a failed result. */
export function ollamaFailure(error: unknown, line: Line, usage: ModelUsage): ModelFailure {
  const trouble = line.trouble();
  if (trouble) return failed(trouble.code, { detail: trouble.detail, usage });
  if (!(error instanceof Error)) return failed('stream_cut', { usage });
  const message = printable(error.message);
  const status = statusOf(error);
  if (status !== null)
    return failed(codeByStatus[status] ?? 'provider_error', {
      detail: message,
      usage,
      retryAfterMs: line.retryAfterMs(),
    });
  // Both are the SDK's own words: the stream ended early, or the connection did.
  if (/did not receive done|terminated|aborted/i.test(message)) return failed('stream_cut', { usage });
  return failed('provider_error', { detail: message, usage });
}

/** The SDK does not export its error class, so it is known by its field. */
function statusOf(error: Error): number | null {
  return 'status_code' in error && typeof error.status_code === 'number' ? error.status_code : null;
}
