/** The end of a server: what is in hand is finished and written, in the order in which parts need one another (PL-18). */
import type { Server } from 'node:http';
import type { Core } from './compose-core.ts';
import type { Beat } from './platform/jobs/beat.ts';
import type { Hub } from './platform/live/hub.ts';

/** Calls to language models may take so long to end by themselves when the server stops; then they are called off. */
const callsMs = 3_000;

/** Connections that have not ended by themselves after this are cut, so that a stop stays within 10 s (PL-18). */
const farewellMs = 4_000;

/** Takes no new work, finishes and writes what is in hand, tells clients, and gives everything back. */
export async function shutDown(core: Core, shell: { server: Server; hub: Hub; beat: Beat }): Promise<void> {
  const { log, database, metrics, service, branches, community, seedRuns, traces } = core;
  const { executions, outreach, coach, notifications, audit, intake, language } = core;
  const { server, hub, beat } = shell;
  log.info('Stopping: what is under way is finished, within ten seconds');
  intake.close();
  hub.close();
  const closed = new Promise((resolve) => server.close(resolve));
  const calls = setTimeout(() => language.models.close(), callsMs);
  const farewell = setTimeout(() => cutOff(server, hub), farewellMs);
  await beat.stop();
  seedRuns.close();
  await Promise.all([
    service.close(),
    branches.close(),
    community.service.close(),
    outreach.service.close(),
    coach.idle(),
    intake.idle(),
  ]);
  clearTimeout(calls);
  const traced = traces.close();
  server.closeIdleConnections();
  await closed;
  clearTimeout(farewell);
  await executions.service.close();
  await notifications.follower.close();
  await audit.log.flush().catch((err: unknown) => log.error({ err }, 'Answers of the audit log were not written'));
  await Promise.all([hub.settled(), traced]);
  core.limits.close();
  metrics.close();
  await database.close();
  log.info('Stopped: everything is written');
}

function cutOff(server: Server, hub: Hub): void {
  hub.terminate();
  server.closeAllConnections();
}
