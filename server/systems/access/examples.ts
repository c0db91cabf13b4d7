/** Examples of access for the API's description. */
import type { AccessToken, Me, Venture } from '../../contract/access.ts';

export const meExample: Me = {
  id: 'panel',
  name: 'panel',
  role: 'admin',
  ventures: null,
  isOpen: true,
  sessionId: null,
  expiresAt: null,
};

export const tokenExample: AccessToken = {
  id: '019aa5c8-7f00-7000-8000-2b6e5c1d9f04',
  name: 'The host of the autumn summit',
  role: 'presenter',
  ventures: ['default'],
  createdAt: '2026-11-21T09:00:00.000Z',
  createdBy: '019aa5c8-0000-7000-9000-7c1f0e2d3a55',
  expiresAt: '2026-12-21T09:00:00.000Z',
  lastUsedAt: null,
  revokedAt: null,
};

export const ventureExample: Venture = {
  id: 'autumn-summit',
  name: 'Autumn summit',
  timeZone: 'Europe/Berlin',
  createdAt: '2026-11-21T09:00:00.000Z',
};
