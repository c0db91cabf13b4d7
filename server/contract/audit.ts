/** The audit log: who changed what, and what came of it (PL-13). */
import { z } from 'zod';
import { ListQuery, pageOf } from './page.ts';

const json = z.record(z.string(), z.unknown()).nullable();
const bound = z.iso.datetime({ offset: true });
const part = z.string().trim().min(1).max(200);

export const AuditOutcome = z.enum(['done', 'refused', 'failed', 'open']).meta({
  id: 'AuditOutcome',
  description:
    'done: it is on disk. refused: nothing was changed, and whoever asked was told why. failed: something broke on the server’s side. open: it is under way, or the server went down before it could say.',
});
export type AuditOutcome = z.infer<typeof AuditOutcome>;

export const AuditLine = z
  .strictObject({
    number: z.int().min(1),
    at: z.iso.datetime(),
    who: z
      .string()
      .describe(
        'Id of a token; `panel` while access is open, `nobody` without a token, `command line`, or a part of the server such as `retention`.',
      ),
    name: z.string().nullable().describe('Of whoever it was, as it was then; null where it was not noted.'),
    ventureId: z.string().nullable().describe('Null where it is about none, or about all.'),
    what: z.string().describe('A route such as `PUT /api/sessions/{id}/mode`, or a change such as `token.create`.'),
    title: z.string().nullable().describe('What a route is called; null where it is none, or is gone.'),
    subject: z
      .string()
      .describe(
        'The path that was asked for, with the id of what was made at its end where something was; or the id of what was changed.',
      ),
    outcome: AuditOutcome,
    status: z.int().nullable().describe('What the request was answered; null where no answer is known.'),
    isFirstOfDay: z
      .boolean()
      .describe('It stands for all that the same one asked for there on the same day (UTC): what a program appends.'),
    asked: z
      .string()
      .nullable()
      .describe('What was asked, as JSON: secrets masked, and cut after 2,000 characters, which it says.'),
    before: json.describe('What it was, where that was noted.'),
    after: json.describe('What it was then, where that was noted.'),
  })
  .meta({ id: 'AuditLine' });
export type AuditLine = z.infer<typeof AuditLine>;
export const AuditPage = pageOf(AuditLine, 'AuditPage');
export type AuditPage = z.infer<typeof AuditPage>;

export const AuditQuery = ListQuery.extend({
  who: z.string().min(1).max(200).optional().meta({ description: 'Only what this one did, by id.', example: 'panel' }),
  what: part
    .optional()
    .meta({ description: 'Only what has this in its route, or in the name of the change.', example: '/mode' }),
  subject: part
    .optional()
    .meta({ description: 'Only what has this in its subject, such as an id.', example: 'mona-field' }),
  from: bound.optional().meta({ description: 'Only from then on.', example: '2026-11-21T00:00:00Z' }),
  to: bound.optional().meta({ description: 'Only before then.', example: '2026-11-22T00:00:00Z' }),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
