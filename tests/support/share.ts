/** Share links over the API, for tests. */
import type { Me } from '../../server/contract/access.ts';
import type { IssuedShareLink, NewShareLink } from '../../server/contract/share.ts';
import { call } from './server.ts';

type Server = { url: string };
type Headers = Record<string, string>;

/** Makes a link and returns it with its secret. @param by Headers of whoever makes it; none while access is open. */
export async function shareSession(
  server: Server,
  sessionId: string,
  by: Headers = {},
  draft: Partial<NewShareLink> = {},
): Promise<IssuedShareLink> {
  const route = `/api/sessions/${sessionId}/share-links`;
  const { status, body } = await call<IssuedShareLink>(server, 'POST', route, { name: 'The sponsor', ...draft }, by);
  if (status !== 201) throw new Error(`the session was not shared: ${JSON.stringify(body)}`);
  return body;
}

/** Opens a link as the panel does. @returns The answer, its cookie, and the header that a browser sends from then on. */
export async function openShare(server: Server, secret: string, headers: Headers = {}) {
  const answer = await call<Me>(server, 'POST', '/api/access/share', { secret }, headers);
  const cookie = answer.headers.get('set-cookie') ?? '';
  return { ...answer, cookie, sent: { cookie: cookie.split(';')[0]! } };
}
