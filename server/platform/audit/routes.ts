/** The route of the audit log. */
import { AuditPage, AuditQuery } from '../../contract/audit.ts';
import type { AuditLine } from '../../contract/audit.ts';
import type { Route } from '../http/route.ts';
import { defineRoute, ok } from '../http/route.ts';
import type { AuditSources } from './reading.ts';
import { auditPage } from './reading.ts';

const example: AuditLine = {
  number: 4711,
  at: '2026-11-21T09:00:00.000Z',
  who: '019aa5c8-7f00-7000-8000-2b6e5c1d9f04',
  name: 'The host of the autumn summit',
  ventureId: 'default',
  what: 'PUT /api/sessions/{id}/mode',
  title: 'Set the mode',
  subject: '/api/sessions/019aa5c8-0000-7000-9000-7c1f0e2d3a55/mode',
  outcome: 'done',
  status: 200,
  isFirstOfDay: false,
  asked: '{"mode":"auto"}',
  before: null,
  after: null,
};

export const auditRoute = (sources: AuditSources): Route =>
  defineRoute({
    method: 'get',
    path: '/api/audit',
    summary: 'Who changed what',
    description:
      'Every write there was, newest first: a line is on disk before a request is performed, and its answer is noted after it. What a program appends to one execution has one line a day.',
    tags: ['access'],
    access: { right: 'configure', ventures: 'all' },
    query: AuditQuery,
    responses: {
      200: {
        description: 'A page of the log.',
        schema: AuditPage,
        example: { items: [example], total: 1, limit: 50, offset: 0 },
      },
    },
    handle: async ({ query }) => ok(await auditPage(sources, query)),
  });
