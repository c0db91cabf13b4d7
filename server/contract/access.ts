/** Access: who may do what, for which ventures (EX-2, PL-13). */
import { z } from 'zod';
import { plainName } from './legible.ts';
import { pageOf } from './page.ts';

const moment = z.iso.datetime();
const ventureId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'use lower-case letters, digits and -, 40 at most, not beginning with -');

/** What a request needs. read: look. steer: act as a person does. track: write executions. configure: settings, caps, tokens, ventures. */
export const Right = z.enum(['read', 'steer', 'track', 'configure']).meta({ id: 'Right' });
export type Right = z.infer<typeof Right>;

export const Role = z.enum(['admin', 'presenter', 'viewer', 'service']).meta({
  id: 'Role',
  description:
    'admin: everything. presenter: reads and steers. viewer: reads. service: a program that reads, steers and writes executions (PL-13).',
});
export type Role = z.infer<typeof Role>;

/** The one table of what a role may. */
export const rightsOf = {
  admin: ['read', 'steer', 'track', 'configure'],
  presenter: ['read', 'steer'],
  viewer: ['read'],
  service: ['read', 'steer', 'track'],
} as const satisfies Record<Role, readonly Right[]>;

export const Venture = z
  .strictObject({
    id: ventureId,
    name: z.string(),
    timeZone: z.string().describe('IANA name, such as Europe/Berlin.'),
    createdAt: moment,
  })
  .meta({ id: 'Venture', description: 'The tenant: access is granted per venture.' });
export type Venture = z.infer<typeof Venture>;
export const VenturePage = pageOf(Venture, 'VenturePage');

export const NewVenture = z
  .strictObject({
    id: ventureId,
    name: plainName,
    timeZone: z.string().min(1).max(60).default('UTC').describe('IANA name, such as Europe/Berlin.'),
  })
  .meta({ id: 'NewVenture' });
export type NewVenture = z.infer<typeof NewVenture>;

/** A token as it is shown: never with its secret. */
export const AccessToken = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    role: Role,
    ventures: z.array(ventureId).nullable().describe('Null: all of them, those to come too.'),
    createdAt: moment,
    createdBy: z.string(),
    expiresAt: moment.nullable(),
    lastUsedAt: moment.nullable(),
    revokedAt: moment.nullable(),
  })
  .meta({ id: 'AccessToken' });
export type AccessToken = z.infer<typeof AccessToken>;
export const AccessTokenPage = pageOf(AccessToken, 'AccessTokenPage');

export const NewAccessToken = z
  .strictObject({
    name: plainName.describe('Who or what it is for.'),
    role: Role,
    ventures: z.array(ventureId).min(1).max(100).nullable().default(null).describe('Null: all of them.'),
    expiresInDays: z.int().min(1).max(3_650).nullable().default(null),
  })
  .meta({ id: 'NewAccessToken' });
export type NewAccessToken = z.infer<typeof NewAccessToken>;

export const IssuedToken = z
  .strictObject({
    token: AccessToken,
    secret: z.string().describe('Shown this once: only its hash is kept.'),
  })
  .meta({ id: 'IssuedToken' });
export type IssuedToken = z.infer<typeof IssuedToken>;

/** The name behind an id that says who did something. */
export const ActorName = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: 'ActorName' });
export type ActorName = z.infer<typeof ActorName>;
export const ActorNames = z.strictObject({ items: z.array(ActorName) }).meta({ id: 'ActorNames' });

/** Who asks, as far as they may know. */
export const Me = z
  .strictObject({
    id: z.string().describe('`panel` while access is open; otherwise the id of the token.'),
    name: z.string(),
    role: Role,
    ventures: z.array(ventureId).nullable().describe('Null: all of them.'),
    isOpen: z.boolean().describe('No token is asked for: the server is on loopback, and none has been made.'),
    sessionId: z
      .string()
      .nullable()
      .describe('Of a guest, who came by a share link: the one session that they may look at. Null for all others.'),
    expiresAt: moment.nullable().describe('When that link expires. Null for all others.'),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const Login = z.strictObject({ secret: z.string().min(1).max(400) }).meta({ id: 'Login' });
export type Login = z.infer<typeof Login>;
