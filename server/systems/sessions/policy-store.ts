/** What a venture's policy has learnt, and from which sessions (EC-13, EC-18). */
import type { Knex } from 'knex';
import type { Lesson, Posterior } from '../../contract/policy.ts';
import type { PolicyStanding } from '../../contract/report.ts';
import type { PolicyName } from '../../contract/vocabulary.ts';
import { defaultVentureId as ventureId } from '../../contract/vocabulary.ts';
import { learnOnTop } from '../../conductor/learn/belief.ts';
import { insertRows, upsertRows } from '../../platform/database/rows.ts';
import type { Migration } from '../../platform/database/migrate.ts';
import { armStatistics } from './statistics.ts';

/** Sessions that the standing shows, the newest. */
const shownCount = 50;

export const policyHistoryMigration: Migration = {
  name: '008-policy-history',
  async up(database) {
    await database.schema.createTable('policy_history', (table) => {
      table.increments('position');
      table.string('venture_id').notNullable().references('id').inTable('ventures');
      table.string('policy').notNullable();
      table.string('session_id').notNullable().unique().references('id').inTable('sessions').onDelete('CASCADE');
      table.integer('lesson_count').notNullable();
      table.text('arms').notNullable(); // ArmRecord[], as they stood once it had taught.
      table.bigInteger('at_ms').notNullable();
      table.index(['venture_id', 'policy', 'position']);
    });
  },
  async down(database) {
    await database.schema.dropTable('policy_history');
  },
};

/** What a venture's policy has learnt, or null. */
export async function findPosterior(knex: Knex, policy: PolicyName): Promise<Posterior | null> {
  const row: { posterior: string } | undefined = await knex('policy_posteriors')
    .where({ venture_id: ventureId, policy })
    .first();
  return row ? (JSON.parse(row.posterior) as Posterior) : null;
}

/** What a session that has ended hands on. */
export interface Teaching {
  readonly policy: PolicyName;
  readonly sessionId: string;
  readonly lessons: readonly Lesson[];
  readonly atMs: number;
}

/**
 * Has the venture's policy learn a session's lessons on top of what it knows by now, so that sessions that end side by
 * side both count. A session teaches once: performed again after a reset it is the same evening, and no new evidence.
 */
export async function teach(trx: Knex, { policy, sessionId, lessons, atMs }: Teaching): Promise<void> {
  if (lessons.length === 0 || (await trx('policy_history').where({ session_id: sessionId }).first('position'))) return;
  const posterior = learnOnTop(await findPosterior(trx, policy), lessons);
  const own = { venture_id: ventureId, policy, session_id: sessionId };
  await upsertRows(
    trx,
    'policy_posteriors',
    ['venture_id', 'policy'],
    [{ ...own, posterior: JSON.stringify(posterior) }],
  );
  const arms = JSON.stringify(posterior.arms);
  await insertRows(trx, 'policy_history', [{ ...own, lesson_count: lessons.length, arms, at_ms: atMs }]);
}

interface HistoryRow {
  sessionId: string;
  title: string;
  atMs: number;
  arms: string;
}

/** What the venture's policy has learnt by now, and how that has changed. */
export async function policyStanding(knex: Knex, policy: PolicyName): Promise<PolicyStanding> {
  const taught = () => knex('policy_history').where({ venture_id: ventureId, policy });
  const counts = (await taught().first(
    knex.raw('count(*) AS sessionCount, coalesce(sum(lesson_count), 0) AS lessonCount'),
  )) as { sessionCount: number; lessonCount: number };
  const rows = (await taught()
    .join('sessions', 'sessions.id', 'policy_history.session_id')
    .select({ sessionId: 'session_id', atMs: 'at_ms', arms: 'arms' }, knex.raw(`head ->> '$.title' AS title`))
    .orderBy('policy_history.position', 'desc')
    .limit(shownCount)) as HistoryRow[];
  const posterior = (await findPosterior(knex, policy)) ?? learnOnTop(null, []);
  return { policy, ...counts, arms: posterior.arms.map(armStatistics), history: rows.toReversed().map(entryOf) };
}

function entryOf({ sessionId, title, atMs, arms }: HistoryRow): PolicyStanding['history'][number] {
  return {
    sessionId,
    title,
    at: new Date(atMs).toISOString(),
    arms: (JSON.parse(arms) as Posterior['arms']).map((record) => {
      const { kind, variant, trialCount, successRatio } = armStatistics(record);
      return { kind, variant, trialCount, successRatio };
    }),
  };
}
