/** Tokens over the API, for tests. */
import type { IssuedToken, NewAccessToken } from '../../server/contract/access.ts';
import type { Answer } from './server.ts';
import { call } from './server.ts';

type Server = { url: string };

/** The header that a token travels in. */
export const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** Asks for a token. @param by Secret of the token that asks; none while access is open. */
export function askForToken(server: Server, draft: Partial<NewAccessToken>, by?: string): Promise<Answer<IssuedToken>> {
  const headers = by === undefined ? {} : bearer(by);
  return call<IssuedToken>(server, 'POST', '/api/access/tokens', { name: 'Ann', role: 'admin', ...draft }, headers);
}

/** Makes a token and returns it with its secret. */
export async function makeToken(
  server: Server,
  draft: Partial<NewAccessToken> = {},
  by?: string,
): Promise<IssuedToken> {
  const { status, body } = await askForToken(server, draft, by);
  if (status !== 201) throw new Error(`the token was not made: ${JSON.stringify(body)}`);
  return body;
}
