/** What is kept of a session's score history, and for how long. */
import { expect, test } from 'vitest';
import type { Metrics } from '../../server/contract/session.ts';
import { call, startSession, startTestServer, until, untilSession } from '../support/server.ts';

const dayMs = 24 * 3_600_000;

test('every point is kept for a week after a session has ended, then one a minute (EC-4)', async () => {
  let aheadMs = 0;
  const server = await startTestServer({ parts: { clock: { now: () => Date.now() + aheadMs } } });
  const performed = async () => {
    const { id } = await startSession(server, { mode: 'auto', speed: 'max' });
    await untilSession(server, id, ({ status }) => status === 'ended');
    return id;
  };
  const historyOf = async (id: string) =>
    (await call<Metrics>(server, 'GET', `/api/sessions/${id}/metrics?limit=2000`)).body;
  const old = await performed();
  const raw = await historyOf(old);
  expect(raw.total).toBe(raw.points.at(-1)!.tick / 5);

  aheadMs = 5 * dayMs;
  const young = await performed();

  aheadMs = 8 * dayMs;
  const thinned = await until(
    () => historyOf(old),
    ({ total }) => total < raw.total,
  );
  expect(thinned.points).toEqual(raw.points.filter(({ tick }) => tick % 60 === 0));
  expect((await historyOf(young)).total).toBe(raw.total);
});
