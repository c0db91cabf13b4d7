import type { FailureCode } from './failures.ts';
import { failureTable } from './failures.ts';
import type { ModelFailure, ModelUsage } from './port.ts';
import { noUsage } from './usage.ts';

interface FailureDetails {
  /** Added to the table's sentence; the caller vouches that it holds no secret. */
  readonly detail?: string | undefined;
  readonly usage?: ModelUsage;
  readonly retryAfterMs?: number | null;
  readonly broken?: { readonly text: string; readonly issue: string };
}

/** A failed result by its code. */
export function failed(code: FailureCode, details: FailureDetails = {}): ModelFailure {
  const { sentence, isRetryable } = failureTable[code];
  return {
    kind: 'failed',
    code,
    sentence: details.detail ? `${sentence} ${details.detail}` : sentence,
    isRetryable,
    usage: details.usage ?? noUsage,
    retryAfterMs: details.retryAfterMs ?? null,
    ...(details.broken && { broken: details.broken }),
  };
}
