/** The one place that every write passes before it is performed: its line in the audit log (PL-13). */
import { ClaqueError } from '../../kernel/errors.ts';
import type { AuditAnswer, AuditLog, AuditedRequest } from '../audit/audit-log.ts';
import { ventureOfRequest } from './admission.ts';
import type { Route, RouteRequest, RouteResult } from './route.ts';

export type Audit = Pick<AuditLog, 'begin' | 'beginDaily' | 'finish' | 'refused'>;
type Asked = RouteRequest<unknown, unknown, unknown, unknown>;

/**
 * Performs a validated request. Nothing is done that has no line: if that cannot be written, the request fails.
 *
 * @throws {ClaqueError} unavailable, if the audit log cannot be written; and whatever the handler throws.
 */
export async function performAudited(route: Route, asked: Asked, audit: Audit): Promise<RouteResult> {
  if (route.method === 'get' || route.audit === 'none') return route.handle(asked);
  const line = lineOf(route, asked);
  if (route.audit === 'own') return await performOwn(route, asked, (status) => audit.refused(line, status));
  const number = await (route.audit === 'daily' ? audit.beginDaily(line) : audit.begin(line));
  const finish = (answer: AuditAnswer) => number !== null && audit.finish(number, answer);
  try {
    const result = await route.handle(asked);
    finish({ status: result.status, created: createdBy(result) });
    return result;
  } catch (error) {
    finish({ status: statusOf(error), created: null });
    throw error;
  }
}

/** The id of what a request made, so that whoever looks for that finds who did. */
function createdBy({ status, body }: RouteResult): string | null {
  const id: unknown = status === 201 ? (body as { id?: unknown } | null)?.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

/** What its system has done it has written itself; what it refused nobody else would know. */
async function performOwn(route: Route, asked: Asked, onRefused: (status: number) => Promise<void>) {
  try {
    return await route.handle(asked);
  } catch (error) {
    await onRefused(statusOf(error));
    throw error;
  }
}

function lineOf(route: Route, asked: Asked): AuditedRequest {
  const { caller, body, query } = asked;
  return {
    who: caller.id,
    name: caller.name,
    what: routeName(route),
    subject: pathOf(route, asked),
    ventureOf: () => ventureOfRequest(route.access, asked),
    asked: query === undefined ? body : { query, body },
  };
}

/** With ids, each written in one way however it was asked for: whoever writes %73 for s must not hide from a search. */
const pathOf = ({ path }: Route, { params }: Asked): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String((params as Params)[name])));

type Params = Readonly<Record<string, unknown>>;

/** Such as PUT /api/sessions/{id}/mode. */
export const routeName = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

const statusOf = (error: unknown): number => (error instanceof ClaqueError ? error.status : 500);
