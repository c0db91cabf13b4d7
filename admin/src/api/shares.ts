import { Me } from '../../../server/contract/access.ts';
import { IssuedShareLink, type NewShareLink, ShareLink, ShareLinkPage } from '../../../server/contract/share.ts';
import { request } from './client.ts';
import { pageLimit } from './sessions.ts';

const of = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}/share-links`;

export const fetchShares = (sessionId: string) =>
  request(ShareLinkPage, of(sessionId), { query: { limit: pageLimit } });
export const createShare = (sessionId: string, body: NewShareLink) =>
  request(IssuedShareLink, of(sessionId), { method: 'POST', body });
export const revokeShare = (id: string) =>
  request(ShareLink, `/api/share-links/${encodeURIComponent(id)}/revoke`, { method: 'POST' });
/** What the link lets one see; from then on this browser is let in by it. */
export const openShare = (secret: string) => request(Me, '/api/access/share', { method: 'POST', body: { secret } });
