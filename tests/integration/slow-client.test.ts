/** A stream client that stops reading. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { ownSiteOf } from '../../server/platform/http/own-site.ts';
import { Hub } from '../../server/platform/live/hub.ts';
import { noLimits, openAdmission } from '../support/open-admission.ts';
import { temporaryFolder } from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';

const clock = { now: () => Date.now() };

async function startHub() {
  const database = await openDatabase(temporaryFolder(), migrations);
  const activityLog = await ActivityLog.open(database, clock, (error) => {
    throw error;
  });
  const server = createServer();
  const hub = new Hub({
    server,
    activityLog,
    clock,
    log: pino({ level: 'silent' }),
    site: ownSiteOf('127.0.0.1', []),
    admission: openAdmission,
    limits: noLimits(),
    clientsPerAddress: 0,
    topicsOf: () => ['sessions'],
    filterOf: () => ({}),
    snapshot: () => Promise.resolve([]),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    hub.close();
    hub.terminate();
    await hub.settled();
    server.close();
    await database.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, activityLog };
}

test('a client that stops reading is cut at a byte bound, told so, and shown the present when it is back (F-34, PL-10)', async () => {
  const { url, activityLog } = await startHub();
  const [slow, quick] = await Promise.all([StreamClient.connect({ url }), StreamClient.connect({ url })]);
  for (const client of [slow, quick]) {
    client.subscribe('sessions');
    await client.until(() => client.messages.some((message) => message.type === 'subscribed'));
  }
  slow.socket.pause();

  const entry = { sessionId: null, type: 'noted', tick: null, payload: { text: 'x'.repeat(50_000) }, causedBy: null };
  const total = 800; // 40 MB: far beyond what the kernel's socket buffers take.
  for (let count = 0; count < total; count += 1) {
    await activityLog.write((_trx, record) => record(entry));
    // The one that reads gets each as it comes, whatever the other does.
    await quick.until(() => quick.activities.at(-1)?.number === count + 1);
  }

  slow.socket.resume();
  await slow.until(() => slow.messages.some((message) => message.type === 'snapshot'));
  const lagging = slow.messages.find((message) => message.type === 'lagging')!;
  const got = slow.activities.map((activity) => activity.number);
  expect(lagging.droppedFrom).toBe(got.length + 1);
  expect(got.length).toBeLessThan(total / 2);
  expect(slow.messages.find((message) => message.type === 'snapshot')?.latest).toBe(total);

  // And it goes on from there, each once and in order.
  for (let count = 0; count < 3; count += 1)
    await activityLog.write((_trx, record) => record({ ...entry, payload: {} }));
  await slow.until(() => slow.activities.at(-1)?.number === total + 3);
  const expected = [...Array.from({ length: got.length }, (_, index) => index + 1), total + 1, total + 2, total + 3];
  expect(slow.activities.map((activity) => activity.number)).toEqual(expected);
});
