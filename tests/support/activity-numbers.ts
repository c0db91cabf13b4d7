/** The numbers of all activities on disk, in order: whatever they are about, there must be no gaps. */
import path from 'node:path';
import { connect } from '../../server/platform/database/connect.ts';

export async function activityNumbers(folder: string): Promise<number[]> {
  const knex = connect(path.join(folder, 'claque.db'), { isReadOnly: true });
  try {
    const rows: { number: number }[] = await knex('activities').orderBy('number').select('number');
    return rows.map(({ number }) => number);
  } finally {
    await knex.destroy();
  }
}
