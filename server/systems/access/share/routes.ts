/** Routes of share links. A list of declarations. */
import { z } from 'zod';
import { Me } from '../../../contract/access.ts';
import { ListQuery } from '../../../contract/page.ts';
import { IssuedShareLink, NewShareLink, OpenShareLink, ShareLink, ShareLinkPage } from '../../../contract/share.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Route } from '../../../platform/http/route.ts';
import { defineRoute, ofDefaultVenture, ok } from '../../../platform/http/route.ts';
import { shareCookie } from '../cookie.ts';
import { HttpsHeaders, cameByHttps } from '../https.ts';
import { meOf } from '../me.ts';
import { guestExample, shareExample } from './examples.ts';
import { guestOf } from './guest.ts';
import type { ShareService } from './service.ts';

const tags = ['access'];
const ofSession = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'Id of a session, such as ses_k3vq7zt2mbxa.', example: 'ses_k3vq7zt2mbxa' }),
});
const params = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'Id of a share link, a UUID.', example: '01a1ee50-5f64-7000-96ab-4b6457ed8e72' }),
});

export interface ShareRouteSources {
  readonly shareService: ShareService;
  readonly clock: Clock;
}

export function shareRoutes({ shareService, clock }: ShareRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/sessions/{id}/share-links',
      summary: 'Share links of a session',
      description: 'Newest first, those that are no longer in force too; never with their secrets.',
      tags,
      access: ofDefaultVenture('steer'),
      params: ofSession,
      query: ListQuery,
      responses: {
        200: {
          description: 'A page of share links.',
          schema: ShareLinkPage,
          example: { items: [shareExample], total: 1, limit: 50, offset: 0 },
        },
      },
      errors: ['not-found'],
      handle: async ({ params: { id }, query }) => ok(await shareService.links(id, query)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/sessions/{id}/share-links',
      summary: 'Share a session',
      description:
        'Makes a link that shows this session to whoever has it, read-only, until it expires or is revoked. Its secret is in the answer and nowhere else afterwards. A session has 50 in force at most.',
      tags,
      access: ofDefaultVenture('steer'),
      audit: 'own',
      params: ofSession,
      body: NewShareLink,
      bodyExample: { name: shareExample.name, expiresInDays: 7 },
      responses: {
        201: {
          description: 'The link, with its secret this once.',
          schema: IssuedShareLink,
          example: { link: shareExample, secret: 'claque_share_…', path: '/shared#claque_share_…' },
        },
      },
      errors: ['not-found', 'illegal-transition'],
      handle: async ({ params: { id }, body, caller }) => ok(await shareService.issue(id, body, caller), 201),
    }),
    defineRoute({
      method: 'post',
      path: '/api/share-links/{id}/revoke',
      summary: 'Revoke a share link',
      description:
        'It is refused from the next request on, and connections to the stream that came by it are closed within seconds.',
      tags,
      access: { right: 'steer', ventureOfThing: ({ params: { id } }) => shareService.ventureOf(id) },
      audit: 'own',
      params,
      responses: {
        200: {
          description: 'The link, revoked.',
          schema: ShareLink,
          example: { ...shareExample, revokedAt: '2026-11-22T09:00:00.000Z' },
        },
      },
      errors: ['not-found'],
      handle: async ({ params: { id }, caller }) => ok(await shareService.revoke(id, caller)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/access/share',
      summary: 'Open a share link',
      description:
        'Sets a cookie that lets a browser look at the session of the link for as long as the link is in force. No script can read it, and no other site can send it. Whoever is logged in, or sends a token, stays who they are. A browser has one link open at a time.',
      tags,
      access: { right: null },
      audit: 'own',
      headers: HttpsHeaders,
      body: OpenShareLink,
      bodyExample: { secret: 'claque_share_…' },
      secretOf: ({ body }) => body.secret,
      responses: { 200: { description: 'What the link lets one see.', schema: Me, example: guestExample } },
      errors: ['unauthorized'],
      handle: async ({ body: { secret }, headers }) => {
        const share = await shareService.open(secret);
        const lifeMs = share.expiresAtMs - clock.now();
        return {
          ...ok(meOf(guestOf(share), false, share.expiresAtMs)),
          cookies: [shareCookie(secret, lifeMs, cameByHttps(headers))],
        };
      },
    }),
  ];
}
