import { APIError } from '@anthropic-ai/sdk';
import type { FailureCode } from '../failures.ts';
import { failed } from '../failed.ts';
import { printable } from '../finish-answer.ts';
import type { ModelFailure, ModelUsage } from '../port.ts';
import type { Secret } from '../secret.ts';
import type { Line } from '../transport.ts';

/** The provider's own error types; an error in mid-stream has no status. */
const codeByType: Readonly<Record<string, FailureCode>> = {
  authentication_error: 'unauthorised',
  permission_error: 'unauthorised',
  billing_error: 'no_credit',
  invalid_request_error: 'bad_request',
  not_found_error: 'model_missing',
  request_too_large: 'too_large',
  rate_limit_error: 'rate_limited',
  overloaded_error: 'overloaded',
  timeout_error: 'provider_error',
  api_error: 'provider_error',
};

const codeByStatus: Readonly<Record<number, FailureCode>> = {
  400: 'bad_request',
  401: 'unauthorised',
  402: 'no_credit',
  403: 'unauthorised',
  404: 'model_missing',
  413: 'too_large',
  422: 'bad_request',
  429: 'rate_limited',
  503: 'overloaded',
  529: 'overloaded',
};

/** Turns whatever the SDK threw into a failed result, without the key and without the prompt. */
export function anthropicFailure(error: unknown, line: Line, apiKey: Secret, usage: ModelUsage): ModelFailure {
  const trouble = line.trouble();
  if (trouble) return failed(trouble.code, { detail: trouble.detail, usage });
  if (!(error instanceof APIError) || (error.status === undefined && error.error === undefined))
    return failed('stream_cut', { usage });
  const message = printable(apiKey.maskIn(error.apiMessage ?? ''));
  const code = refine(codeOf(error), message);
  return failed(code, { detail: message, usage, retryAfterMs: line.retryAfterMs() });
}

function codeOf(error: APIError): FailureCode {
  const byStatus = error.status === undefined ? undefined : codeByStatus[error.status];
  return byStatus ?? codeByType[error.type ?? ''] ?? 'provider_error';
}

/** Two things that the API says in words only, under the status 400. */
function refine(code: FailureCode, message: string): FailureCode {
  if (code !== 'bad_request') return code;
  if (/credit balance/i.test(message)) return 'no_credit';
  return /prompt is too long|exceed.{0,20}context/i.test(message) ? 'too_large' : code;
}
