/** Routes that look over many sessions at once. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { Agreement, InterventionEffects, SessionComparison } from '../../contract/report.ts';
import { InterventionKind } from '../../contract/vocabulary.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../platform/http/route.ts';
import { agreementWith } from './agreement.ts';
import { compareSessions } from './comparison.ts';
import { interventionEffects } from './effects.ts';
import { agreementExample, comparisonExample, effectsExample } from './examples.ts';

const tags = ['analytics'];

const ComparisonQuery = z.strictObject({
  ids: z
    .string()
    .max(800)
    .regex(/^[^,]+(,[^,]+){0,11}$/, 'use 1 to 12 ids of sessions, separated by commas')
    .meta({
      description: 'Ids of 1 to 12 sessions, separated by commas, in the order in which they are to stand.',
      example: 'ses_k3vq7zt2mbxa,ses_4ldw8ay5ncyb',
    }),
});

const EffectsQuery = z.strictObject({
  groupBy: InterventionEffects.shape.groupedBy
    .default('none')
    .describe('What the rows are told apart by, beside kind and variant.'),
  kind: InterventionKind.optional().describe('Only interventions of this kind.'),
  event: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .meta({ description: 'Only sessions of the event with this id.', example: 'evt_autumn-summit' }),
});

const AgreementQuery = z.strictObject({
  sessionId: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .meta({ description: 'Only decisions of this session.', example: 'ses_k3vq7zt2mbxa' }),
});

export const analyticsRoutes = (read: Knex): Route[] => [
  defineRoute({
    method: 'get',
    path: '/api/analytics/sessions',
    summary: 'Set sessions side by side',
    description:
      'Scores, uplift, anomalies and interventions of up to twelve sessions, with at most 240 points of each one’s curve. Those that go on are shown as they stand.',
    tags,
    access: ofDefaultVenture('read'),
    query: ComparisonQuery,
    responses: {
      200: {
        description: 'The sessions, in the order asked for.',
        schema: SessionComparison,
        example: comparisonExample,
      },
    },
    errors: ['not-found'],
    handle: async ({ query: { ids } }) => ok(await compareSessions(read, [...new Set(ids.split(','))])),
  }),
  defineRoute({
    method: 'get',
    path: '/api/analytics/interventions',
    summary: 'Which interventions worked where',
    description:
      'Mean uplift with its 95% interval by kind and variant, over all sessions or those of an event, grouped by what they were up against or where. A row with no variant takes all variants of its kind together. What was recorded, or only decided in shadow mode, has no effect and is left out.',
    tags,
    access: ofDefaultVenture('read'),
    query: EffectsQuery,
    responses: {
      200: {
        description: 'Largest mean uplift first; what was never measured last.',
        schema: InterventionEffects,
        example: effectsExample,
      },
    },
    errors: ['not-found'],
    handle: async ({ query }) => ok(await interventionEffects(read, query)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/conductor/agreement',
    summary: 'How often people agree with the conductor',
    description:
      'Over its decisions that a person answered: approved, dismissed, or judged in shadow mode. Of one recorded session the host’s acts count as answers; over all sessions they do not. What approved itself does not count, nor what a person asked for by hand. The interval is the central 95% of Beta(1 + agreed, 1 + not).',
    tags,
    access: ofDefaultVenture('read'),
    query: AgreementQuery,
    responses: {
      200: { description: 'The agreement, and the newest 20 answers.', schema: Agreement, example: agreementExample },
    },
    errors: ['not-found'],
    handle: async ({ query: { sessionId = null } }) => ok(await agreementWith(read, sessionId)),
  }),
];
