/**
 * A server with the audit log and two routes, to be asked once and die of it: one before it has changed anything, one
 * right after. Prints where it can be reached.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { AuditLog } from '../../server/platform/audit/audit-log.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { createApp } from '../../server/platform/http/create-app.ts';
import { Intake } from '../../server/platform/http/intake.ts';
import { ownSiteOf } from '../../server/platform/http/own-site.ts';
import type { Route } from '../../server/platform/http/route.ts';
import { defineRoute, ok } from '../../server/platform/http/route.ts';
import { noLimits, openAdmission } from './open-admission.ts';

const clock = { now: () => Date.now() };
const log = pino({ level: 'silent' });
const database = await openDatabase(process.argv[2]!, migrations);
const activityLog = await ActivityLog.open(database, clock, () => undefined);

const change = (id: string) => activityLog.write((trx) => trx('ventures').insert({ id, title: id }));
const die = () => process.kill(process.pid, 'SIGKILL');

const dying = (path: string, handle: () => Promise<unknown>): Route =>
  defineRoute({
    method: 'post',
    path,
    summary: path,
    description: path,
    tags: [],
    access: { right: 'steer', ventures: 'none' },
    responses: { 200: { description: 'Never.' } },
    handle: async () => ok(await handle()),
  });

const app = createApp({
  routes: [
    dying('/api/before', () => {
      die();
      return change('before');
    }),
    dying('/api/after', () => change('after').then(die)),
  ],
  log,
  panelFolder: 'none',
  site: ownSiteOf('127.0.0.1', []),
  trustedProxies: [],
  admission: openAdmission,
  limits: noLimits(),
  intake: new Intake(),
  audit: new AuditLog({ activityLog, clock, log, secrets: [] }),
  maskKeys: (text) => text,
  checksResponses: true,
  observers: [],
});
const server = createServer(app);
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
