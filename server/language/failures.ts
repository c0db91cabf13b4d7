/** The one table of what can go wrong with a model call. A catalogue: long because it is a list. */

interface FailureRow {
  readonly sentence: string;
  /** Whether the same call may succeed a moment later. */
  readonly isRetryable: boolean;
  /** Whether it speaks against the provider's health: the breaker counts these. */
  readonly isProviderFault: boolean;
  /** Whether it tells how the provider or our account there is, beyond the one call: the panel shows the last of them. */
  readonly isAboutProvider: boolean;
  /** Whether the provider may have done, and billed, work of which it reported nothing. */
  readonly billing: 'none' | 'maybe';
  /** What a bot does then: skip this heartbeat, or pause until a person has looked. */
  readonly next: 'skip' | 'pause';
}

const row = (
  sentence: string,
  next: 'skip' | 'pause',
  flags: Partial<Omit<FailureRow, 'sentence' | 'next'>> = {},
): FailureRow => ({
  sentence,
  next,
  isRetryable: false,
  isProviderFault: false,
  isAboutProvider: false,
  billing: 'none',
  ...flags,
});

const retry = { isRetryable: true } as const;
const fault = { isProviderFault: true, isAboutProvider: true } as const;
const account = { isAboutProvider: true } as const;
const maybe = { billing: 'maybe' } as const;

export const failureTable = {
  rate_limited: row('The provider has had enough calls for now.', 'skip', { ...retry, ...account }),
  overloaded: row('The provider is overloaded.', 'skip', { ...retry, ...fault }),
  provider_error: row('The provider failed.', 'skip', { ...retry, ...fault, ...maybe }),
  unauthorised: row('The provider does not accept the key.', 'pause', account),
  no_credit: row('The account at the provider has no credit.', 'pause', account),
  bad_request: row('The provider rejects the request.', 'pause'),
  too_large: row('The prompt is too large for the model.', 'pause'),
  model_missing: row('The provider does not have the model.', 'pause', account),
  unreachable: row('Nobody answers at the provider’s address.', 'skip', { ...retry, ...fault }),
  connection_reset: row('The provider closed the connection before it answered.', 'skip', {
    ...retry,
    ...fault,
    ...maybe,
  }),
  timed_out: row('The answer did not come in time.', 'skip', { ...fault, ...maybe }),
  cancelled: row('The call was called off.', 'skip', maybe),
  stream_cut: row('The answer broke off before its end.', 'skip', { ...retry, ...fault, ...maybe }),
  foreign_answer: row('What answered is not a model.', 'skip', { ...fault, ...maybe }),
  flooded: row('The answer has more bytes than any answer should.', 'skip', { ...fault, ...maybe }),
  not_json: row('The answer is not JSON.', 'skip', maybe),
  broken_schema: row('The answer is JSON of another form than was asked for.', 'skip', maybe),
  empty_answer: row('The answer is empty.', 'skip', { ...retry, ...maybe }),
  out_of_tokens: row('The model used up its tokens before it wrote anything.', 'skip', maybe),
  refused: row('The model refuses.', 'skip', maybe),
  unknown_stop: row('The answer ended for a reason that is not known here, so it may be incomplete.', 'skip', maybe),
  unknown_tool: row('The model asks for a tool that it was not offered.', 'skip', maybe),
  bad_arguments: row('The model calls a tool with arguments that do not fit it.', 'skip', maybe),
  cap_reached: row('The cap is reached.', 'skip'),
  no_price: row('The model has no price, so it is not used.', 'pause'),
  not_configured: row('The provider is not configured.', 'pause'),
  breaker_open: row('The provider failed repeatedly and is left alone for a while.', 'skip'),
  no_part: row('The scripted provider has no part for this purpose.', 'pause'),
  not_recorded: row('The recording has no such call, or no more of them.', 'skip'),
} as const satisfies Record<string, FailureRow>;

export type FailureCode = keyof typeof failureTable;

/** The reason with which a deadline aborts a call, so that it can be told from a caller who lost interest. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/** Which failure an aborted signal stands for; `AbortSignal.timeout` is a deadline too. */
export function codeOfAbort({ reason }: AbortSignal): 'timed_out' | 'cancelled' {
  const isTimeout = reason instanceof DOMException && reason.name === 'TimeoutError';
  return isTimeout || reason instanceof DeadlinePassed ? 'timed_out' : 'cancelled';
}
