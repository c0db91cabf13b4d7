/** Bodies that are plain text of a kind, for the routes that declare one; each has a size of its own. */
import express from 'express';
import type { RequestHandler } from 'express';
import { ClaqueError } from '../../kernel/errors.ts';

export interface TextBody {
  /** Media types that are taken, each with an example for the documents. */
  readonly examples: Readonly<Record<string, string>>;
  readonly limitBytes: number;
}

/** Reads the body of one route; the JSON that all others take is then no matter. */
export function textBody({ examples, limitBytes }: TextBody): RequestHandler[] {
  const types = Object.keys(examples);
  const requireType: RequestHandler = (request, _response, next) => {
    if (request.is(types)) return next();
    next(new ClaqueError('unsupported-media-type', `Send the body as ${types.join(' or ')}.`));
  };
  return [requireType, express.text({ type: types, limit: limitBytes, defaultCharset: 'utf-8' })];
}
