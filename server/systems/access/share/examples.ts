/** Examples of share links for the API's description. */
import type { Me } from '../../../contract/access.ts';
import type { ShareLink } from '../../../contract/share.ts';

export const shareExample: ShareLink = {
  id: '019aa5c8-7f00-7000-8000-2b6e5c1d9f05',
  sessionId: 'ses_k3vq7zt2mbxa',
  name: 'The sponsor of the evening',
  createdBy: '019aa5c8-7f00-7000-8000-2b6e5c1d9f04',
  createdAt: '2026-11-21T09:00:00.000Z',
  expiresAt: '2026-11-28T09:00:00.000Z',
  revokedAt: null,
  lastUsedAt: null,
};

export const guestExample: Me = {
  id: shareExample.id,
  name: shareExample.name,
  role: 'viewer',
  ventures: ['default'],
  isOpen: false,
  sessionId: shareExample.sessionId,
  expiresAt: shareExample.expiresAt,
};
