/** One declaration of a route: it validates, it answers, and it documents (PL-9). */
import type { z } from 'zod';
import type { Right } from '../../contract/access.ts';
import { defaultVentureId } from '../../contract/vocabulary.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import type { Caller } from './caller.ts';
import type { TextBody } from './text-body.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a handler gets: validated, typed. */
export interface RouteRequest<Params, Query, Body, Headers = undefined> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Headers;
  readonly caller: Caller;
}

/** Tells the venture, or the session, of a validated request; null where there is no such thing, which the handler then says. */
type Of<Params, Query, Body> = (request: {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}) => Promise<string | null> | string | null;

/**
 * Who may call a route: checked before its handler, in one place (EX-2). Null as a right: anybody may, without a token.
 * Every other route also says which venture it is about, in one of three ways. With `sessionOf`, which only reads have,
 * guests of a share link may call it too, where it tells their session: any other is 404, and every other route 403.
 */
export type RouteAccess<Params, Query, Body> =
  | { readonly right: null }
  /** The venture that the request itself names: 403 where the caller has not been granted it. */
  | { readonly right: Right; readonly ventureOf: Of<Params, Query, Body>; readonly sessionOf?: Of<Params, Query, Body> }
  /** The venture of a thing that the request names by its id: a foreign thing is 404, as if it were not there. */
  | { readonly right: Right; readonly ventureOfThing: Of<Params, Query, Body> }
  /**
   * all: it is about every venture at once, so that the caller must have all of them. own: its handler keeps to
   * `caller.ventures`, and for guests to what is theirs. none: what it gives belongs to no venture.
   */
  | { readonly right: Right; readonly ventures: 'all' | 'own' | 'none'; readonly sessionOf?: 'own' };

/** The access of a route whose system serves one venture only. */
export const ofDefaultVenture = (right: Right): RouteAccess<unknown, unknown, unknown> => ({
  right,
  ventureOf: () => defaultVentureId,
});

/** The access of a read of one session, which its `id` names: for guests of that session too (PL-14). */
export const readOfSession: RouteAccess<{ readonly id: string }, unknown, unknown> = {
  right: 'read',
  ventureOf: () => defaultVentureId,
  sessionOf: ({ params: { id } }) => id,
};

export interface RouteResponse {
  readonly description: string;
  /** Of a JSON body; a text body has `contentType` instead, and an answer without a body neither. */
  readonly schema?: z.ZodType;
  readonly contentType?: string;
  readonly example?: unknown;
  /** Examples of the same answer as text of other content types, by content type. */
  readonly others?: Readonly<Record<string, string>>;
}

export interface RouteResult {
  readonly status: number;
  readonly body: unknown;
  /** One of the answer's others; the body is then text. */
  readonly contentType?: string;
  /** Has a browser save the answer under this name. */
  readonly fileName?: string;
  /** In place of `Cache-Control: no-store`. */
  readonly cacheControl?: string;
  readonly etag?: string;
  /** When to ask again, where the answer is not ready. */
  readonly retryAfterSeconds?: number;
  /** Cookies to be set, each as the header says it. */
  readonly cookies?: readonly string[];
}

export interface RouteDeclaration<Params, Query, Body, Headers = undefined> {
  readonly method: Method;
  /** With parameters in braces, as OpenAPI writes them: /api/sessions/{id}. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly access: RouteAccess<Params, Query, Body>;
  /**
   * The secret of a request that shows one in its body in place of a token: refused ones are counted (PL-15), and the body
   * is left as it came, where keys are taken out of all others (F-42).
   */
  readonly secretOf?: (request: { readonly body: Body }) => string;
  /** Watched by machines that must always get an answer, and so not counted (PL-11). */
  readonly isForProbes?: true;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  readonly bodyExample?: unknown;
  /** Of the headers, by their names in lower case, those that the route looks at. */
  readonly headers?: z.ZodType<Headers>;
  /** The body is text of one of these kinds, not JSON; `body` judges it as a string. */
  readonly text?: TextBody;
  readonly responses: Readonly<Record<number, RouteResponse>>;
  /** Besides those that every route can answer: of the request, of its token and, but for a get, of a body. */
  readonly errors?: readonly ErrorCode[];
  /**
   * How a write comes into the audit log, if not by a line each before it is performed (PL-13). own: its system writes the
   * line with before and after, in its transaction. daily: what programs append by the thousand has one line a day for
   * each of them and each subject. none: it changes nothing.
   */
  readonly audit?: 'own' | 'daily' | 'none';
  handle(request: RouteRequest<Params, Query, Body, Headers>): Promise<RouteResult> | RouteResult;
}

export type Route = RouteDeclaration<unknown, unknown, unknown, unknown>;

/**
 * Declares a route. The schemas given determine what the handler gets; a value that does not fit never reaches it.
 */
export function defineRoute<Params = undefined, Query = undefined, Body = undefined, Headers = undefined>(
  declaration: RouteDeclaration<Params, Query, Body, Headers>,
): Route {
  // The handler is only ever called with what the schemas of the same declaration returned.
  return declaration as unknown as Route;
}

/** Short for the usual answer. */
export const ok = (body: unknown, status = 200): RouteResult => ({ status, body });
