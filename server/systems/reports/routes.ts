/** The route of reports. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { inQuery } from '../../contract/page.ts';
import type { SeedAgreement } from '../../contract/report.ts';
import { PendingReport, SessionReport } from '../../contract/report.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ofDefaultVenture, type RouteResult } from '../../platform/http/route.ts';
import { reportExample } from './examples.ts';
import { readReport } from './reading.ts';
import { renderReport, reportForms } from './render.ts';
import type { SeedRuns } from './seed-runs.ts';
import { planSeeds } from './seeds.ts';

export interface ReportSources {
  readonly read: Knex;
  readonly seedRuns: SeedRuns;
  /** Of Claque. */
  readonly version: string;
}

const params = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'Id of a session, such as ses_k3vq7zt2mbxa.', example: 'ses_k3vq7zt2mbxa' }),
});
const query = z.strictObject({
  format: z
    .enum(reportForms)
    .default('json')
    .describe('json: all of it. csv: one row an intervention. html: a page to read, print and hand on.'),
  seeds: inQuery(z.int().min(0).max(50))
    .default(10)
    .describe('On how many seeds, from the session’s own on, to perform the same: 0 to 50. 0 answers at once.'),
});

/** How long a request waits for the seeds, in ms; whoever asks again finds them performed, or waits as long again. */
const patienceMs = 500;
const retryAfterSeconds = 1;

export const reportRoutes = ({ read, seedRuns, version }: ReportSources): Route[] => [
  defineRoute({
    method: 'get',
    path: '/api/sessions/{id}/report',
    summary: 'Report on a session',
    description:
      'What happened, what was noticed, proposed and done about it, with reasons, evidence and outcomes against the counterfactual; of a session that goes on as well as of one that has ended. Says on how many of N seeds the conductor helps; these are performed the first time, and until they are, 202 says when to ask again. A recorded session has no counterfactual: its proposals stand beside what the host did.',
    tags: ['sessions'],
    access: ofDefaultVenture('read'),
    params,
    query,
    responses: {
      200: {
        description: 'The report, in the format asked for.',
        schema: SessionReport,
        example: reportExample,
        others: { 'text/csv': renderReport(reportExample, 'csv'), 'text/html': '<!doctype html>' },
      },
      202: { description: 'The seeds are still being performed.', schema: PendingReport, example: pendingOf(10) },
    },
    errors: ['not-found', 'unavailable'],
    handle: async ({ params: { id }, query: { format, seeds: askedCount } }) => {
      const { report: bare, spec } = await readReport(read, id);
      const { specs, note: seedsNote } = planSeeds(spec, askedCount);
      const seeds = specs.length === 0 ? null : await inTime(seedRuns.agreement(id, specs));
      if (seeds === late) return notYet(specs.length);
      const report: SessionReport = { ...bare, version, seeds, seedsNote };
      if (format === 'json') return { status: 200, body: report };
      const body = renderReport(report, format);
      if (format === 'html') return { status: 200, body, contentType: 'text/html' };
      return { status: 200, body, contentType: 'text/csv', fileName: `claque-report-${id}.csv` };
    },
  }),
];

const late = Symbol('late');

/** What is performed goes on being performed, whoever waits for it. */
async function inTime(agreement: Promise<SeedAgreement | null>): Promise<SeedAgreement | null | typeof late> {
  const { promise: isLate, resolve } = Promise.withResolvers<typeof late>();
  const timer = setTimeout(() => resolve(late), patienceMs);
  try {
    return await Promise.race([agreement, isLate]);
  } finally {
    clearTimeout(timer);
  }
}

function pendingOf(count: number): PendingReport {
  return { sentence: `${count} seeds are being performed; ask again for the report.`, retryAfterSeconds };
}

const notYet = (count: number): RouteResult => ({ status: 202, body: pendingOf(count), retryAfterSeconds });
