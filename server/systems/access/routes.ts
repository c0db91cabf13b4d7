/** Routes of access: who one is, logins, tokens, ventures. A list of declarations. */
import { z } from 'zod';
import {
  AccessToken,
  AccessTokenPage,
  ActorNames,
  IssuedToken,
  Login,
  Me,
  NewAccessToken,
  NewVenture,
  Venture,
  VenturePage,
} from '../../contract/access.ts';
import { ListQuery } from '../../contract/page.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok } from '../../platform/http/route.ts';
import { loginCookie, loginOf, noCookies } from './cookie.ts';
import { meExample, tokenExample, ventureExample } from './examples.ts';
import { HttpsHeaders, cameByHttps } from './https.ts';
import type { Logins } from './logins.ts';
import { meOf } from './me.ts';
import type { AccessService } from './service.ts';
import type { ShareBook } from './share/book.ts';
import type { TokenBook } from './token-book.ts';

const tags = ['access'];
const params = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'Id of a token, a UUID.', example: '01a1ee50-5f64-7000-96ab-4b6457ed8e72' }),
});

export interface AccessRouteSources {
  readonly service: AccessService;
  readonly book: TokenBook;
  readonly logins: Logins;
  readonly shares: ShareBook;
}

export const accessRoutes = (sources: AccessRouteSources): Route[] => [
  ...loginRoutes(sources),
  ...tokenRoutes(sources),
  ...ventureRoutes(sources),
];

function loginRoutes({ service, book, logins, shares }: AccessRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/access/me',
      summary: 'Who am I?',
      description:
        'The role and the ventures of whoever asks, and whether a token is asked for at all; of a guest, which session they see and until when.',
      tags,
      access: { right: 'read', ventures: 'own', sessionOf: 'own' },
      responses: { 200: { description: 'Who asks.', schema: Me, example: meExample } },
      handle: ({ caller }) => ok(meOf(caller, book.isOpen, shares.expiryOf(caller.id))),
    }),
    defineRoute({
      method: 'get',
      path: '/api/access/names',
      summary: 'Who is behind an id?',
      description:
        'The names of those who may have done something in a venture of whoever asks, those whose token is no longer in force too: what says who did something gives their ids.',
      tags,
      access: { right: 'read', ventures: 'own' },
      responses: {
        200: {
          description: 'Names, the newest first.',
          schema: ActorNames,
          example: { items: [{ id: tokenExample.id, name: tokenExample.name }] },
        },
      },
      handle: async ({ caller }) => ok({ items: await service.names(caller) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/access/login',
      summary: 'Log in with a token',
      description:
        'Sets a cookie that stands for the token for 30 days, until it is logged out, or the token expires or is revoked. No script can read it, and no other site can send it.',
      tags,
      access: { right: null },
      audit: 'own',
      headers: HttpsHeaders,
      body: Login,
      bodyExample: { secret: 'claque_…' },
      secretOf: ({ body }) => body.secret,
      responses: { 200: { description: 'Who is logged in now.', schema: Me, example: meExample } },
      errors: ['unauthorized'],
      handle: async ({ body: { secret }, headers }) => {
        const token = await book.find(secret);
        if (!token) throw new ClaqueError('unauthorized', 'No token in force has this secret.');
        const cookie = loginCookie(await logins.begin(token), cameByHttps(headers));
        return { ...ok(meOf({ ...token, sessionId: null }, book.isOpen)), cookies: [cookie] };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/access/logout',
      summary: 'Log out',
      description:
        'Ends the login that the cookie stands for; the token itself stays in force. The browser forgets a share link that it has opened, too.',
      tags,
      access: { right: null },
      audit: 'own',
      headers: z.object({
        cookie: z
          .string()
          .optional()
          .meta({ description: 'Holds the login that is to end.', example: 'claque_login=…' }),
      }),
      responses: {
        200: {
          description: 'No login goes on.',
          schema: z.strictObject({ isLoggedIn: z.literal(false) }),
          example: { isLoggedIn: false },
        },
      },
      handle: async ({ headers }) => {
        const login = loginOf(headers.cookie);
        if (login !== null) await logins.end(login, book);
        return { ...ok({ isLoggedIn: false }), cookies: noCookies };
      },
    }),
  ];
}

function tokenRoutes({ service }: AccessRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/access/tokens',
      summary: 'All tokens',
      description: 'Newest first, those that are no longer in force too; never with their secrets.',
      tags,
      access: { right: 'configure', ventures: 'all' },
      query: ListQuery,
      responses: {
        200: {
          description: 'A page of tokens.',
          schema: AccessTokenPage,
          example: { items: [tokenExample], total: 1, limit: 50, offset: 0 },
        },
      },
      handle: async ({ query }) => ok(await service.tokens(query)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/access/tokens',
      summary: 'Make a token',
      description:
        'Its secret is in the answer and nowhere else afterwards. The first one must be an admin’s for all ventures: from then on nobody gets in without a token.',
      tags,
      access: { right: 'configure', ventures: 'all' },
      audit: 'own',
      body: NewAccessToken,
      bodyExample: {
        name: 'The host of the autumn summit',
        role: 'presenter',
        ventures: ['default'],
        expiresInDays: 30,
      },
      responses: {
        201: {
          description: 'The token, with its secret this once.',
          schema: IssuedToken,
          example: { token: tokenExample, secret: 'claque_…' },
        },
      },
      errors: ['not-found', 'illegal-transition'],
      handle: async ({ body, caller }) => ok(await service.issue(body, caller), 201),
    }),
    defineRoute({
      method: 'post',
      path: '/api/access/tokens/{id}/revoke',
      summary: 'Revoke a token',
      description:
        'It is refused from the next request on, its logins end, and its connections to the stream are closed within seconds. The last one of an admin for all ventures goes last.',
      tags,
      access: { right: 'configure', ventures: 'all' },
      audit: 'own',
      params,
      responses: {
        200: {
          description: 'The token, revoked.',
          schema: AccessToken,
          example: { ...tokenExample, revokedAt: '2026-11-22T09:00:00.000Z' },
        },
      },
      errors: ['not-found', 'illegal-transition'],
      handle: async ({ params: { id }, caller }) => ok(await service.revoke(id, caller)),
    }),
  ];
}

function ventureRoutes({ service }: AccessRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/ventures',
      summary: 'Ventures',
      description: 'Those that whoever asks has been granted.',
      tags,
      access: { right: 'read', ventures: 'own' },
      query: ListQuery,
      responses: {
        200: {
          description: 'A page of ventures.',
          schema: VenturePage,
          example: { items: [ventureExample], total: 1, limit: 50, offset: 0 },
        },
      },
      handle: async ({ query, caller }) => ok(await service.ventures(caller, query)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/ventures',
      summary: 'Create a venture',
      description: 'Executions and outreach can then belong to it; sessions and the community belong to `default`.',
      tags,
      access: { right: 'configure', ventures: 'all' },
      audit: 'own',
      body: NewVenture,
      bodyExample: { id: 'autumn-summit', name: 'Autumn summit', timeZone: 'Europe/Berlin' },
      responses: { 201: { description: 'The venture.', schema: Venture, example: ventureExample } },
      errors: ['illegal-transition'],
      handle: async ({ body, caller }) => ok(await service.createVenture(body, caller), 201),
    }),
  ];
}
