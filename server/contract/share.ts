/** Share links: one session, read-only, for somebody without a token (PL-14). */
import { z } from 'zod';
import { plainName } from './legible.ts';
import { pageOf } from './page.ts';

const moment = z.iso.datetime();

/** What the secret of every share link begins with; it stands in the fragment of an address. */
export const shareSecretPrefix = 'claque_share_';

/** A link as it is shown: never with its secret. */
export const ShareLink = z
  .strictObject({
    id: z.uuid(),
    sessionId: z.string(),
    name: z.string(),
    createdBy: z.string(),
    createdAt: moment,
    expiresAt: moment,
    revokedAt: moment.nullable(),
    lastUsedAt: moment.nullable(),
  })
  .meta({ id: 'ShareLink', description: 'Lets whoever has it look at one session, until it expires or is revoked.' });
export type ShareLink = z.infer<typeof ShareLink>;
export const ShareLinkPage = pageOf(ShareLink, 'ShareLinkPage');

export const NewShareLink = z
  .strictObject({
    name: plainName.describe('Who it is for. Whoever opens the link can read it.'),
    expiresInDays: z.int().min(1).max(90).default(7),
  })
  .meta({ id: 'NewShareLink' });
export type NewShareLink = z.infer<typeof NewShareLink>;

export const IssuedShareLink = z
  .strictObject({
    link: ShareLink,
    secret: z.string().describe('Shown this once: only its hash is kept.'),
    path: z
      .string()
      .describe('Where the panel takes it. It stands behind the #, which browsers do not send to servers.'),
  })
  .meta({ id: 'IssuedShareLink' });
export type IssuedShareLink = z.infer<typeof IssuedShareLink>;

export const OpenShareLink = z.strictObject({ secret: z.string().min(1).max(400) }).meta({ id: 'OpenShareLink' });
export type OpenShareLink = z.infer<typeof OpenShareLink>;
