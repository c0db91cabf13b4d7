/**
 * Servers that are killed at random moments while everything is written to that can be (F-25, F-28).
 *
 * Eight kills by default; CLAQUE_KILLS=200 for a long evening, CLAQUE_KILL_SEED to repeat one.
 */
import { readFileSync } from 'node:fs';
import type { Knex } from 'knex';
import path from 'node:path';
import { expect, test } from 'vitest';
import { randomInteger, streams } from '../../server/kernel/random.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { databaseFault, thoroughCheck } from '../../server/platform/database/database-file.ts';
import { BusyClient } from '../support/busy-client.ts';
import { ChildServer } from '../support/child-server.ts';
import { contactFolder } from '../support/outreach.ts';
import { temporaryFolder, until } from '../support/server.ts';

const killCount = Number(process.env['CLAQUE_KILLS'] ?? 8);
const seed = Number(process.env['CLAQUE_KILL_SEED'] ?? Date.now() % 1_000_000);

/** A server is killed once so many writes have been acknowledged, at most. */
const mostWrites = 60;

/** One server of four is killed while it starts: right after it took the folder, in the middle of migrations or resuming. */
const isKilledAtStart = (round: number): boolean => round % 4 === 3;

/** Counts acknowledged writes of all clients, and kills the server of the day at one of them. */
class Executioner {
  acknowledgedCount = 0;
  #left = Infinity;
  #kill: () => void = () => undefined;

  /** @param writeCount How many are still acknowledged; 0 kills at once. */
  sentence(child: ChildServer, writeCount: number): void {
    this.#left = writeCount;
    this.#kill = () => void child.signal('SIGKILL');
    if (writeCount === 0) this.#kill();
  }

  readonly onAcknowledged = (): void => {
    this.acknowledgedCount += 1;
    this.#left -= 1;
    if (this.#left === 0) this.#kill();
  };
}

const holderNote = (folder: string): string => {
  try {
    return readFileSync(path.join(folder, 'claque.pid'), 'utf8');
  } catch {
    return '';
  }
};

/** Starts a server and kills it as soon as it has the folder. */
async function killAtStart(folder: string, start: () => ChildServer): Promise<void> {
  const before = holderNote(folder);
  const child = start();
  await until(
    () => Promise.resolve(holderNote(folder)),
    (note) => note !== before && note !== '',
  );
  await child.signal('SIGKILL');
}

/** Things that were made over the API, of which there are more than the audit log has lines (PL-13). */
async function changesWithoutLine(database: Knex): Promise<string[]> {
  const countOf = async (query: Knex.QueryBuilder) =>
    ((await query.count({ total: '*' }).first()) as { total: number }).total;
  const made = { sessions: 'POST /api/sessions', outreach_tasks: 'POST /api/tasks' };
  const counts = Object.entries(made).map(async ([table, what]) =>
    (await countOf(database(table))) > (await countOf(database('audit').where({ what }))) ? [table] : [],
  );
  return (await Promise.all(counts)).flat();
}

/** Whether numbers of activities have no gap, and whether every page, index and reference is whole. */
async function databaseFaults(folder: string): Promise<string[]> {
  const file = path.join(folder, 'claque.db');
  const damage = await databaseFault(file, thoroughCheck);
  const database = connect(file, { isReadOnly: true });
  try {
    const [numbers] = (await database('activities').select(
      database.raw('count(*) AS count, coalesce(min(number), 1) AS low, coalesce(max(number), 0) AS high'),
    )) as unknown as [{ count: number; low: number; high: number }];
    const orphans = (await database.raw('PRAGMA foreign_key_check')) as unknown[];
    const unknown = await changesWithoutLine(database);
    return [
      damage,
      unknown.length > 0 ? `changes without a line in the audit log: ${unknown.join()}` : null,
      numbers.low !== 1 || numbers.high !== numbers.count ? `gaps in the log: ${JSON.stringify(numbers)}` : null,
      orphans.length > 0 ? `rows without what they refer to: ${JSON.stringify(orphans.slice(0, 5))}` : null,
    ].filter((sentence) => sentence !== null);
  } finally {
    await database.destroy();
  }
}

test(
  `killed ${killCount} times under load: no acknowledged write lost, no torn batch, the same digests (F-25, F-28, PL-16)`,
  async () => {
    const folder = temporaryFolder();
    const environment = { CLAQUE_CONTACT_DIR: contactFolder(3), NODE_COMPILE_CACHE: temporaryFolder() };
    const start = () => new ChildServer(folder, environment);
    const executioner = new Executioner();
    const clients = [0, 1, 2].map((index) => new BusyClient(index, folder, executioner.onAcknowledged));
    const faultsOf = async (server: { url: string }, isLast: boolean): Promise<string[]> => {
      const kept = await Promise.all(clients.map((client) => client.faults(server)));
      const digests = await Promise.all(clients.map((client) => client.digestFault(server, isLast)));
      return [...kept.flat(), ...digests.filter((fault) => fault !== null)];
    };

    for (let round = 0; round < killCount; round += 1) {
      const told = `seed ${seed}, kill ${round + 1}: CLAQUE_KILL_SEED=${seed} CLAQUE_KILLS=${killCount} repeats its choices`;
      if (isKilledAtStart(round)) {
        await killAtStart(folder, start);
        // While nobody has the folder, what the killed server left is looked at as it is.
        expect(await databaseFaults(folder), told).toEqual([]);
        continue;
      }
      const child = start();
      const server = await child.ready();
      if (round > 0) expect(await faultsOf(server, false), told).toEqual([]);
      expect(await databaseFaults(folder), told).toEqual([]);
      for (const client of clients) await client.begin(server);
      executioner.sentence(child, randomInteger(seed, streams.scenario, 0, round, mostWrites));
      await Promise.all(clients.map((client) => client.writeOn(server)));
      await child.ended;
    }

    const server = await start().ready();
    expect(await faultsOf(server, true), `seed ${seed}, at the end`).toEqual([]);
    const tasks = await Promise.all(clients.map((client) => client.taskFaults(server)));
    expect(tasks.flat(), `seed ${seed}, at the end`).toEqual([]);
    expect(await databaseFaults(folder), `seed ${seed}, at the end`).toEqual([]);
  },
  Math.max(300_000, killCount * 60_000),
);
