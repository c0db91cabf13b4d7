/** Reports over HTTP and from the command line. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { Problem } from '../../server/contract/problem.ts';
import type { Page } from '../../server/contract/page.ts';
import { SessionReport } from '../../server/contract/report.ts';
import { claque } from '../support/command-line.ts';
import { call, reportOf as askReport, sharedServer, startSession } from '../support/server.ts';
import { temporaryFolder, untilSession } from '../support/server.ts';

const server = sharedServer();

async function endedSession(request: object = {}) {
  const { id } = await startSession(server, { mode: 'auto', speed: 'max', ...request });
  return untilSession(server, id, ({ status }) => status === 'ended');
}

const reportOf = async (id: string, query = '') =>
  SessionReport.parse((await askReport<unknown>(server, id, query)).body);

test('the server and the command line report the same run alike (EC-25)', async () => {
  const session = await endedSession({ seed: 2 });
  const served = await reportOf(session.id, '?seeds=3');
  const file = path.join(temporaryFolder(), 'report.json');
  const ended = await claque([
    'run',
    'webinar-drop',
    '--seed',
    '2',
    '--replicates',
    '3',
    '--mode',
    'auto',
    '--report',
    file,
  ]);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const written = SessionReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { sessionId: _id, createdAt: _created, endedAt: _ended, ...same } = served;
  expect(written).toMatchObject(same);
  expect(served.seeds!.count).toBe(3);
  expect(served.digest).toBe(session.digest);
  expect(served.counterfactual!.uplift).toBeGreaterThan(0);
});

test('the first of the seeds is the session’s own run (EC-25)', async () => {
  const { id } = await endedSession({ seed: 5 });
  const { seeds, counterfactual } = await reportOf(id, '?seeds=1');
  expect(seeds).toMatchObject({ count: 1, agreeCount: 1, upliftMean: counterfactual!.uplift });
});

test('a session that goes on can be exported as it then stands (EC-25)', async () => {
  const { id } = await startSession(server, { mode: 'auto', isPaused: true });
  await call(server, 'POST', `/api/sessions/${id}/step`, { ticks: 270 });
  const report = await reportOf(id, '?seeds=0');
  expect(report).toMatchObject({ digest: null, endedAt: null, tick: 270, seeds: null, seedsNote: null });
  expect(report.points).toHaveLength(54);
  expect(report.scores!.final).toBe(report.points.at(-1)!.score);
  expect(report.interventions[0]).toMatchObject({ state: 'active' });
});

test('as CSV it is saved as a file of one row an intervention (EC-25)', async () => {
  const { id } = await endedSession();
  const { headers, body } = await askReport(server, id, '?format=csv&seeds=2');
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(headers.get('content-disposition')).toBe(`attachment; filename=claque-report-${id}.csv`);
  const rows = parse(body, { columns: true }) as Record<string, string>[];
  const { interventions } = await reportOf(id, '?seeds=0');
  expect(rows.map(({ uplift }) => Number(uplift))).toEqual(interventions.map(({ uplift }) => uplift));
  expect(rows[0]).toMatchObject({ session_id: id, seeds: '2' });
});

test('as HTML it is one page with its chart, under the policy that forbids scripts from elsewhere (EC-25)', async () => {
  const { id, digest } = await endedSession();
  const { headers, body } = await askReport(server, id, '?format=html&seeds=2');
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('content-disposition')).toBeNull();
  for (const text of ['<svg class="chart"', '2 of 2 seeds agree', digest!]) expect(body).toContain(text);
});

test('sessions go on while other seeds are performed (EC-20, EC-25)', async () => {
  const { id } = await endedSession({ attendeeCount: 2_000 });
  const going = await startSession(server, { speed: 'max', mode: 'auto', seed: 9 });
  let isAnswered = false;
  const asked = reportOf(id, '?seeds=20').finally(() => (isAnswered = true));
  await untilSession(server, going.id, ({ status }) => status === 'ended');
  expect(isAnswered).toBe(false);
  const [first, again] = await Promise.all([asked, reportOf(id, '?seeds=20')]);
  expect(again.seeds).toEqual(first.seeds);
});

test('a request does not wait for many seeds: it is told when to ask again, and they are performed once (PL-8, EC-25)', async () => {
  const { id } = await endedSession({ attendeeCount: 2_000 });
  const { status, headers, body } = await call(server, 'GET', `/api/sessions/${id}/report?seeds=50`);
  expect({ status, again: headers.get('retry-after'), body }).toEqual({
    status: 202,
    again: '1',
    body: { sentence: '34 seeds are being performed; ask again for the report.', retryAfterSeconds: 1 },
  });
  expect((await reportOf(id, '?seeds=50')).seeds!.count).toBe(34);
  const reports = '/api/agents/execution-logs/default?kind=report&search=34';
  expect((await call<Page<unknown>>(server, 'GET', reports)).body.total).toBe(1);
});

test('an unknown session, format or number of seeds is named (PL-8)', async () => {
  const { id } = await startSession(server, { isPaused: true });
  const ask = (address: string) => call<Problem>(server, 'GET', `/api/sessions/${address}`);
  expect((await ask('ses_nope/report')).body).toMatchObject({
    status: 404,
    detail: expect.stringContaining('ses_nope'),
  });
  expect((await ask(`${id}/report?format=pdf`)).body).toMatchObject({
    status: 400,
    detail: expect.stringContaining('format'),
  });
  expect((await ask(`${id}/report?seeds=51`)).body).toMatchObject({
    status: 400,
    detail: expect.stringContaining('seeds'),
  });
});

test('the command line refuses a report whose name says no form, before it performs anything (PL-7)', async () => {
  const { code, stderr } = await claque(['run', 'webinar-drop', '--report', 'report.pdf']);
  expect(code).toBe(2);
  expect(stderr).toContain('.json, .csv, .html');
});
