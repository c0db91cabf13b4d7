/** Every error as problem details (RFC 9457), and none with a stack. */
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Problem } from '../../contract/problem.ts';
import type { ErrorCode, FieldError } from '../../kernel/errors.ts';
import { ClaqueError, errorTable } from '../../kernel/errors.ts';
import { storeFailure } from '../database/store-failure.ts';

type MaskKeys = (text: string) => string;

/** Describes an error to its caller. */
export function problemOf(
  code: ErrorCode,
  detail: string,
  instance: string,
  fields: readonly FieldError[] = [],
): Problem {
  const { status, title } = errorTable[code];
  return {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    instance,
    ...(fields.length > 0 ? { errors: [...fields] } : {}),
  };
}

function sendProblem(request: Request, response: Response, error: ClaqueError, maskKeys: MaskKeys): void {
  const instance = request.originalUrl.split('?')[0] ?? '/';
  if (error.status === 401) response.set('WWW-Authenticate', 'Bearer');
  if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(error.retryAfterSeconds));
  response.status(error.status).type('application/problem+json');
  const fields = error.fields.map(({ field, message }) => ({ field: maskKeys(field), message: maskKeys(message) }));
  response.send(JSON.stringify(problemOf(error.code, maskKeys(error.message), maskKeys(instance), fields)));
}

/**
 * A schema's findings as fields and sentences.
 *
 * @param place Where the value came from: body, query or params.
 */
export function fieldErrors(error: z.ZodError, place: string): FieldError[] {
  const found = error.issues.flatMap((issue) => {
    const field = [place, ...issue.path.map(String)].join('.');
    if (issue.code !== 'unrecognized_keys') return [{ field, message: issue.message }];
    return issue.keys.map((key) => ({ field: `${field}.${key}`, message: 'there is no such field; leave it out' }));
  });
  return found.slice(0, 20);
}

/**
 * The last handler of an app: knows our errors and those of Express, logs what is our fault and answers 500 for it.
 *
 * @param maskKeys Takes keys out of a text, for errors quote what they were given.
 */
export function problemHandler(log: Logger, maskKeys: MaskKeys): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = asClaqueError(error);
    if (known) return sendProblem(request, response, known, maskKeys);
    log.error({ err: error, method: request.method, path: request.path }, 'A request failed on our side');
    const internal = new ClaqueError('internal', 'The request failed; the log of the server says why.');
    sendProblem(request, response, storeFailure(error) ?? internal, maskKeys);
  };
}

/** Express and its body parser report by a `type` or a status on plain errors. */
function asClaqueError(error: unknown): ClaqueError | undefined {
  if (error instanceof ClaqueError) return error;
  if (!(error instanceof Error)) return undefined;
  const { type, status, limit } = error as Error & { type?: string; status?: number; limit?: number };
  if (type === 'entity.too.large')
    return new ClaqueError('too-large', `A body may have ${sizeOf(limit ?? 0)} here at most; send less.`, {
      cause: error,
    });
  if (type === 'entity.parse.failed')
    return new ClaqueError('bad-json', 'The body could not be read as JSON; send one JSON object.', { cause: error });
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return new ClaqueError(
      'unsupported-media-type',
      'Send the body as UTF-8, without compression of an unknown kind.',
      { cause: error },
    );
  if (error instanceof URIError)
    return new ClaqueError('bad-request', 'The address holds a broken percent escape.', { cause: error });
  if (status !== undefined && status >= 400 && status < 500)
    return new ClaqueError('bad-request', 'The request could not be read.', { cause: error });
  return undefined;
}

const sizeOf = (bytes: number): string =>
  bytes < 1_024 * 1_024 ? `${Math.floor(bytes / 1_024)} KB` : `${Math.floor(bytes / (1_024 * 1_024))} MB`;
