/** The one place that every request passes: who asks, and whether they may (EX-2, PL-13). */
import type { IncomingHttpHeaders } from 'node:http';
import type { Right } from '../../contract/access.ts';
import { rightsOf } from '../../contract/access.ts';
import { ClaqueError, assert } from '../../kernel/errors.ts';
import type { Caller } from './caller.ts';
import type { Route, RouteAccess } from './route.ts';

/** Knows tokens and logins; what a caller may then do is the same for all and judged here. */
export interface Admission {
  /** @throws {ClaqueError} unauthorized, if a token is asked for and none in force came along. */
  authenticate(headers: IncomingHttpHeaders): Promise<Caller>;
  /** Whether somebody it has admitted still is: for connections that outlive their request. */
  stillAdmits(caller: Caller): boolean;
  /** Whether a secret, of a token or a share link, is in force and was made here, of so many bits that nobody guesses it. */
  hasMade(secret: string): boolean;
}

/** The token that came along; null where there is none. */
export const bearerOf = ({ authorization }: IncomingHttpHeaders): string | null =>
  /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;

type AnyAccess = RouteAccess<unknown, unknown, unknown>;
type Asked = Parameters<Extract<AnyAccess, { ventureOf: unknown }>['ventureOf']>[0];

/** Deny by default: a route that does not say what it needs stops the start. */
export function assertStated({ method, path, access }: Route): void {
  const stated = access as AnyAccess | undefined;
  const rules = ['ventureOf', 'ventureOfThing', 'ventures'].filter((rule) => stated && rule in stated);
  const isStated = stated?.right === null ? rules.length === 0 : stated?.right !== undefined && rules.length === 1;
  assert(isStated, `${method.toUpperCase()} ${path} says who may call it, and whose venture it is about`);
  const isForGuests = stated !== undefined && 'sessionOf' in stated;
  const isRead = method === 'get' && stated?.right === 'read';
  assert(!isForGuests || isRead, `${method.toUpperCase()} ${path} reads, since guests may call it`);
}

/** Judges what can be judged before the request is read. @throws {ClaqueError} forbidden. */
export function assertRight(access: AnyAccess, caller: Caller): void {
  if (access.right === null) return;
  if (caller.sessionId !== null && !('sessionOf' in access))
    throw new ClaqueError('forbidden', 'A share link shows one session, and nothing else.');
  if (!has(caller, access.right))
    throw new ClaqueError('forbidden', `This takes the right to ${access.right}; a ${caller.role} does not have it.`);
  if ('ventures' in access && access.ventures === 'all' && caller.ventures !== null)
    throw new ClaqueError('forbidden', 'This is about all ventures, and only for tokens that have all of them.');
}

/**
 * Judges the venture that a validated request is about.
 *
 * @throws {ClaqueError} forbidden, if the request names a venture that the caller has not been granted; not-found, if it
 *   names a thing of such a venture, or none: the two must not be told apart.
 */
export async function assertVenture(access: AnyAccess, request: Asked, caller: Caller): Promise<void> {
  if (caller.ventures === null) return;
  if ('ventureOf' in access) {
    const ventureId = await access.ventureOf(request);
    if (ventureId === null || !caller.ventures.includes(ventureId))
      throw new ClaqueError('forbidden', 'This token has not been granted the venture that the request is about.');
  }
  if ('ventureOfThing' in access) {
    const ventureId = await access.ventureOfThing(request);
    if (ventureId === null || !caller.ventures.includes(ventureId))
      throw new ClaqueError('not-found', 'There is no such thing in the ventures of this token.');
  }
}

/**
 * Judges the session that a validated request is about, where a guest asks.
 *
 * @throws {ClaqueError} not-found for any session but that of their link, be there one or not.
 */
export async function assertSession(access: AnyAccess, request: Asked, { sessionId }: Caller): Promise<void> {
  if (sessionId === null || access.right === null) return;
  const told = 'sessionOf' in access ? access.sessionOf : undefined;
  if (told !== 'own' && (await told?.(request)) !== sessionId)
    throw new ClaqueError('not-found', 'There is no such session behind this share link.');
}

/** The venture that a validated request is about; null where it names none, or a thing that is not there. */
export async function ventureOfRequest(access: AnyAccess, request: Asked): Promise<string | null> {
  if ('ventureOf' in access) return access.ventureOf(request);
  return 'ventureOfThing' in access ? access.ventureOfThing(request) : null;
}

const has = ({ role }: Caller, right: Right): boolean => (rightsOf[role] as readonly Right[]).includes(right);
