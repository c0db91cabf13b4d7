import {
  AccessToken,
  AccessTokenPage,
  ActorNames,
  IssuedToken,
  Me,
  type NewAccessToken,
  type NewVenture,
  Venture,
  VenturePage,
} from '../../../server/contract/access.ts';
import { command, request } from './client.ts';
import { pageLimit } from './sessions.ts';

const tokensPath = '/api/access/tokens';
/** Longer, and the panel opens without knowing who one is. Assumed. */
const patienceMs = 3_000;

export const fetchMe = () => request(Me, '/api/access/me', { signal: AbortSignal.timeout(patienceMs) });
/** Who is behind the ids that say who did something. */
export const fetchActorNames = () => request(ActorNames, '/api/access/names');
export const login = (secret: string) => command('/api/access/login', { body: { secret }, isImpatient: true });
export const logout = () => command('/api/access/logout');

export const fetchTokens = () => request(AccessTokenPage, tokensPath, { query: { limit: pageLimit } });
export const createToken = (body: NewAccessToken) => request(IssuedToken, tokensPath, { method: 'POST', body });
export const revokeToken = (id: string) =>
  request(AccessToken, `${tokensPath}/${encodeURIComponent(id)}/revoke`, { method: 'POST' });

export const fetchVentures = () => request(VenturePage, '/api/ventures', { query: { limit: pageLimit } });
export const createVenture = (body: NewVenture) => request(Venture, '/api/ventures', { method: 'POST', body });
