/** What the doctor has to know from the database, read beside a running server. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../config.ts';
import { connect } from '../../platform/database/connect.ts';
import { isLoopback } from '../../platform/http/own-site.ts';
import { TokenBook } from '../../systems/access/index.ts';

export interface KnownData {
  readonly hasAdministrator: boolean;
  /** Null without an activity. */
  readonly newestMs: number | null;
  readonly timeZones: readonly string[];
}

/** Of a database that is missing, damaged or older than a table, what nobody can know counts as not there. */
export async function readKnownData({ dataFolder, host, token }: Config): Promise<KnownData> {
  const nothing: KnownData = { hasAdministrator: token !== null, newestMs: null, timeZones: [] };
  const file = path.join(dataFolder, 'claque.db');
  if (!existsSync(file)) return nothing;
  const read = connect(file, { isReadOnly: true });
  try {
    const clock = { now: () => Date.now() };
    const environmentToken = token?.reveal() ?? null;
    const book = await TokenBook.open({ read, clock, environmentToken, isLoopback: isLoopback(host) });
    const newest = (await read('activities').max({ atMs: 'at_ms' }).first()) as { atMs: number | null } | undefined;
    const timeZones = (await read('ventures').distinct().pluck('time_zone')) as string[];
    return { hasAdministrator: book.hasAdministrator, newestMs: newest?.atMs ?? null, timeZones };
  } catch {
    return nothing; // The findings on the database say why.
  } finally {
    await read.destroy();
  }
}
