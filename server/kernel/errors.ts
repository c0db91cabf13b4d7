/**
 * The one table of errors: code, HTTP status, title, and what the system does next. Everything a caller can do wrong
 * has a row; a broken invariant has none and becomes 500.
 */
export const errorTable = {
  'bad-request': { status: 400, title: 'The request is not valid', next: 'Nothing was changed.' },
  'bad-json': { status: 400, title: 'The body is not valid JSON', next: 'Nothing was changed.' },
  unauthorized: { status: 401, title: 'The request needs a valid token', next: 'Nothing was changed.' },
  forbidden: { status: 403, title: 'The token does not allow that', next: 'Nothing was changed.' },
  'forbidden-origin': { status: 403, title: 'The request comes from a foreign site', next: 'Nothing was changed.' },
  'not-found': { status: 404, title: 'There is no such thing', next: 'Nothing was changed.' },
  'method-not-allowed': { status: 405, title: 'The route does not know this method', next: 'Nothing was changed.' },
  'illegal-transition': { status: 409, title: 'That cannot follow on the present state', next: 'Nothing was changed.' },
  'too-large': { status: 413, title: 'The body is too large', next: 'Nothing was changed.' },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not of a kind that the route takes',
    next: 'Nothing was changed.',
  },
  'too-slow': { status: 408, title: 'The request did not arrive in time', next: 'Nothing was changed.' },
  'headers-too-large': {
    status: 431,
    title: 'The address and the headers are too large',
    next: 'Nothing was changed.',
  },
  'bad-file': { status: 422, title: 'The file is not valid', next: 'Nothing was performed.' },
  'key-reused': { status: 422, title: 'The idempotency key stands for another request', next: 'Nothing was changed.' },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    next: 'Nothing was changed; Retry-After says in how many seconds to go on.',
  },
  internal: { status: 500, title: 'Something broke on our side', next: 'It was logged; other sessions go on.' },
  unavailable: { status: 503, title: 'Not ready', next: 'Try again later.' },
} as const;
export type ErrorCode = keyof typeof errorTable;

export interface FieldError {
  field: string;
  message: string;
}

export interface ClaqueErrorOptions {
  readonly fields?: readonly FieldError[];
  readonly cause?: unknown;
  readonly retryAfterSeconds?: number;
}

/** A caller's mistake: typed, with a sentence that says what would be right. */
export class ClaqueError extends Error {
  override readonly name = 'ClaqueError';
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];
  /** When trying again may help, in whole seconds from now. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: ClaqueErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}

/** Checks an invariant of ours; a failure is our mistake and never the caller's. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${sentence}`);
}
