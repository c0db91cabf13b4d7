/** Hangs declared routes into an Express app: validation, answers, 405 for methods a path does not know. */
import type { Express, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { ClaqueError, assert } from '../../kernel/errors.ts';
import type { Admission } from './admission.ts';
import { assertRight, assertSession, assertStated, assertVenture, bearerOf } from './admission.ts';
import type { Audit } from './audited.ts';
import { performAudited } from './audited.ts';
import type { Caller } from './caller.ts';
import { nobody } from './caller.ts';
import type { Intake } from './intake.ts';
import { jsonBody } from './json-body.ts';
import { fieldErrors } from './problem-details.ts';
import type { RateLimits } from './rate-limits.ts';
import { callerOf } from './rate-limits.ts';
import type { Route, RouteResult } from './route.ts';
import { textBody } from './text-body.ts';

export interface RouteOptions {
  /** Asked before anything else of a request is looked at. */
  readonly admission: Admission;
  /** Told of every write before it is performed. */
  readonly audit: Audit;
  readonly limits: RateLimits;
  readonly intake: Intake;
  /**
   * Whether an answer that does not match its declaration becomes a 500: in development and in tests; in production a
   * declaration that lags behind must not take a working route down.
   */
  readonly checksResponses: boolean;
  /** Takes keys out of a text: out of every body that comes in, but for the secret with which one logs in. */
  readonly maskKeys: (text: string) => string;
}

/** Who asks comes first, then how much and what they may, then the body: nobody without a token has anything read. */
export function registerRoutes(app: Express, routes: readonly Route[], options: RouteOptions): void {
  const { limits } = options;
  const identify = identifyBy(options);
  const json = jsonBody(options.maskKeys);
  const asItCame = jsonBody((text) => text);
  for (const route of routes) {
    assertStated(route);
    const { method, path, text, access, secretOf, isForProbes } = route;
    const body = secretOf ? asItCame : json;
    // What a read is sent as a body is not looked at: it has no meaning (RFC 9110, 9.3.1).
    const bodies = method === 'get' ? [] : text ? [...textBody(text), ...body] : body;
    const anybody = isForProbes ? admitAnybody : [admitAnybody, limits.count];
    const known = isForProbes ? identifyBy(options, { isFree: true }) : identify;
    const admit = access.right === null ? anybody : [known, admitTo(route)];
    app[method](expressPath(path), admit, ...bodies, handlerOf(route, options));
  }
  for (const path of new Set(routes.map((route) => route.path)))
    app.all(expressPath(path), identify, refuseMethod(path, routes));
  // Which other paths there are is nobody's business without a token.
  app.use('/api', identify);
}

/** A stranger is counted, too, and by the address, before being told so. */
const identifyBy =
  ({ admission, limits }: RouteOptions, { isFree } = { isFree: false }): RequestHandler =>
  async (request, response, next) => {
    const { headers } = request;
    const judgement = () => admission.authenticate(headers);
    const isMade = (secret: string) => admission.hasMade(secret);
    let refusal: unknown;
    const shown = { address: limits.addressOf(request), secret: bearerOf(headers), isMade };
    try {
      keepCaller(response, await limits.secrets.judge(shown, judgement));
    } catch (error) {
      keepCaller(response, nobody);
      refusal = error;
    }
    if (isFree && refusal === undefined) return next();
    await limits.count(request, response, (excess?: unknown) => next(excess ?? refusal));
  };

const admitAnybody: RequestHandler = (_request, response, next) => {
  keepCaller(response, nobody);
  next();
};

const admitTo =
  ({ access }: Route): RequestHandler =>
  (_request, response, next) => {
    assertRight(access, callerOf(response));
    next();
  };

const keepCaller = (response: Response, caller: Caller): void => void (response.locals['caller'] = caller);

const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

function handlerOf(route: Route, { admission, audit, limits, intake, checksResponses }: RouteOptions): RequestHandler {
  return async (request, response) => {
    const caller = callerOf(response);
    const asked = {
      params: parse(route.params, request.params, 'params'),
      query: parse(route.query, request.query, 'query'),
      // A route whose fields all have defaults may be called with no body at all.
      body: parse(route.body, request.body ?? {}, 'body'),
      headers: route.headers && parse(route.headers, request.headers, 'headers'),
    };
    await assertSession(route.access, asked, caller);
    await assertVenture(route.access, asked, caller);
    const secret = route.secretOf?.(asked) ?? null;
    const perform = () => performAudited(route, { ...asked, caller }, audit);
    const isMade = (one: string) => admission.hasMade(one);
    const judged = () => limits.secrets.judge({ address: limits.addressOf(request), secret, isMade }, perform);
    const result = await intake.perform(judged);
    if (checksResponses) checkResult(route, result);
    send(route, result, response);
  };
}

function parse(schema: z.ZodType | undefined, value: unknown, place: string): unknown {
  if (place !== 'body') refuseNull(value, place);
  if (!schema) {
    const extra = Object.keys((value ?? {}) as object);
    if (extra.length === 0 || place === 'params') return undefined;
    const field = `${place}.${extra[0]}`;
    throw new ClaqueError('bad-request', `This route takes no ${place}.`, {
      fields: [{ field, message: 'leave it out' }],
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = fieldErrors(parsed.error, place);
  const sentence = fields.map((field) => `${field.field}: ${field.message}`).join('; ');
  throw new ClaqueError('bad-request', sentence, { fields, cause: parsed.error });
}

/** Nothing that can be named in an address has U+0000 in it, and SQL would search for what stands before it. */
function refuseNull(value: unknown, place: string): void {
  for (const [name, text] of Object.entries(value ?? {}))
    if (String(text).includes('\u0000'))
      throw new ClaqueError('bad-request', `${place}.${name} holds the character U+0000; leave it out.`, {
        fields: [{ field: `${place}.${name}`, message: 'leave the character U+0000 out' }],
      });
}

function checkResult(route: Route, result: RouteResult): void {
  const name = `${route.method.toUpperCase()} ${route.path}`;
  const declared = route.responses[result.status];
  assert(declared, `${name} declares its answer ${result.status}`);
  if (result.contentType !== undefined)
    return assert(declared.others?.[result.contentType] !== undefined, `${name} declares ${result.contentType}`);
  if (!declared.schema) return;
  const parsed = declared.schema.safeParse(result.body);
  const findings = parsed.success
    ? ''
    : fieldErrors(parsed.error, 'answer')
        .map((e) => `${e.field}: ${e.message}`)
        .join('; ');
  assert(parsed.success, `${name} answers what it declares (${findings})`);
}

function send(route: Route, result: RouteResult, response: Response): void {
  const contentType = result.contentType ?? route.responses[result.status]?.contentType;
  if (result.fileName !== undefined) response.attachment(result.fileName);
  response.status(result.status).set('Cache-Control', result.cacheControl ?? 'no-store');
  if (result.cookies !== undefined) response.set('Set-Cookie', [...result.cookies]);
  if (result.retryAfterSeconds !== undefined) response.set('Retry-After', String(result.retryAfterSeconds));
  if (result.etag !== undefined) {
    response.set('ETag', result.etag);
    if (isKnown(response.req, result.etag)) return void response.status(304).end();
  }
  // Express would answer 304 to `If-None-Match: *` wherever there is an answer, whether that was declared or not.
  delete response.req.headers['if-none-match'];
  if (contentType === undefined) response.json(result.body);
  else response.type(contentType).send(String(result.body));
}

/** Express would not say so to `fetch`, which sends `Cache-Control: no-cache` beside an If-None-Match of its caller's. */
const isKnown = ({ headers }: Request, etag: string): boolean =>
  (headers['if-none-match'] ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === etag);

function refuseMethod(path: string, routes: readonly Route[]): RequestHandler {
  const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
  const allowed = [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].join(', ');
  return (request: Request, response: Response) => {
    response.set('Allow', allowed);
    throw new ClaqueError('method-not-allowed', `${request.method} is not possible here; possible: ${allowed}.`);
  };
}
