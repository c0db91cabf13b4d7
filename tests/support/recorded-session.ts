/** A recording for tests, and a session on disk that has it in place of the audience. */
import type { RunningServer } from '../../server/app.ts';
import type { Recording } from '../../server/contract/recording.ts';
import type { RunSpec } from '../../server/contract/run-file.ts';
import type { Session } from '../../server/contract/session.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { startSession } from './server.ts';

const seconds = 720;
const steady = (value: number) => Array.from({ length: seconds }, () => value);

/** Two hundred people; at 500 s forty leave within ten seconds. */
const recording: Recording = {
  name: 'town-hall.csv',
  presentCounts: steady(200).map((count, index) => count - 4 * Math.min(10, Math.max(0, index - 499))),
  activeCounts: null,
  joinCounts: steady(0),
  leaveCounts: steady(0).map((_, index) => (index >= 500 && index < 510 ? 4 : 0)),
  chatCounts: steady(0).map((_, index) => (index % 4 === 0 ? 1 : 0)),
  reactionCounts: null,
  polls: [],
  acts: [],
  messages: [],
};

/**
 * Starts a paused session and closes the server; on disk the session is then one of a recording.
 *
 * @param file The database of the server's folder.
 */
export async function recordedSession(file: string, server: RunningServer): Promise<string> {
  const { id } = await startSession(server, { mode: 'shadow', isPaused: true });
  await server.close();
  const knex = connect(file);
  const row = (await knex('sessions').where({ id }).first()) as { spec: string; head: string };
  const spec: RunSpec = { ...(JSON.parse(row.spec) as RunSpec), recording };
  const head: Partial<Session> = { ...(JSON.parse(row.head) as Partial<Session>), isRecorded: true };
  await knex('sessions')
    .where({ id })
    .update({ spec: JSON.stringify(spec), head: JSON.stringify(head) });
  await knex.destroy();
  return id;
}
