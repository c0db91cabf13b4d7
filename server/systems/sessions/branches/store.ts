/** Branches in the database: rows in, rows out. */
import type { Knex } from 'knex';
import type { Branch } from '../../../contract/branch.ts';
import { SessionInput } from '../../../contract/input.ts';
import type { Comparison, ScorePoint } from './comparison.ts';

/** A branch without what depends on how far its session has come meanwhile. */
export type StoredBranch = Omit<Branch, keyof Comparison>;

interface BranchRow {
  id: string;
  session_id: string;
  number: number;
  body: string;
  inputs: string;
}

export async function insertBranch(trx: Knex, branch: StoredBranch, inputs: readonly SessionInput[]): Promise<void> {
  const { id, sessionId, number } = branch;
  const row: BranchRow = {
    id,
    session_id: sessionId,
    number,
    body: JSON.stringify(branch),
    inputs: JSON.stringify(inputs),
  };
  await trx('session_branches').insert(row);
}

export async function findBranch(
  knex: Knex,
  id: string,
): Promise<{ branch: StoredBranch; inputs: SessionInput[] } | undefined> {
  const row: BranchRow | undefined = await knex('session_branches').where({ id }).first();
  return (
    row && {
      branch: JSON.parse(row.body) as StoredBranch,
      inputs: SessionInput.array().parse(JSON.parse(row.inputs)),
    }
  );
}

/** A page of a session's branches, in the order in which they were made. */
export async function branchesOf(
  knex: Knex,
  sessionId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<StoredBranch[]> {
  const rows: Pick<BranchRow, 'body'>[] = await knex('session_branches')
    .select('body')
    .where({ session_id: sessionId })
    .orderBy('number')
    .limit(limit)
    .offset(offset);
  return rows.map(({ body }) => JSON.parse(body) as StoredBranch);
}

export async function countBranches(knex: Knex, sessionId: string): Promise<number> {
  const [counted] = await knex('session_branches').where({ session_id: sessionId }).count<{ total: number }[]>({
    total: '*',
  });
  return counted?.total ?? 0;
}

/** @returns Whether there was one. */
export async function deleteBranch(trx: Knex, id: string): Promise<boolean> {
  return (await trx('session_branches').where({ id }).delete()) > 0;
}

/** The scores of a session so far, by time. */
export async function scoresOf(knex: Knex, sessionId: string): Promise<ScorePoint[]> {
  const rows: ScorePoint[] = await knex('session_points')
    .select('tick', 'score')
    .where({ session_id: sessionId })
    .orderBy('tick');
  return rows;
}
