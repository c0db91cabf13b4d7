/** How often people would have done what the conductor decided (EC-14). Reads the tables of sessions; writes none. */
import type { Knex } from 'knex';
import type { Agreement } from '../../contract/report.ts';
import type { InterventionKind } from '../../contract/vocabulary.ts';
import { SessionReading, shareInterval95 } from '../sessions/index.ts';
import { interventionsByIndex } from './migration.ts';

const recentCount = 20;

/** Who answers in a person's place. */
const nobodies = ['policy', 'demo', 'counterfactual'];
/** What the host of a recorded session did tells of that session; over all, it is those who use this panel that are asked for. */
const strangers = ['host'];

interface DecisionRow {
  id: string;
  kind: InterventionKind;
  variant: string;
  agrees: number;
}

/**
 * Decisions of the policy that somebody answered: approved, dismissed, or judged in shadow mode. What a person asked for
 * by hand is no decision of the policy.
 *
 * @param sessionId Null for all sessions.
 * @throws {ClaqueError} not-found.
 */
export async function agreementWith(read: Knex, sessionId: string | null): Promise<Agreement> {
  if (sessionId !== null) await new SessionReading(read).session(sessionId);
  const answered = () =>
    read(read.raw(interventionsByIndex))
      .whereNotNull('confidence')
      .whereNotNull('decided_by')
      .whereNotIn('decided_by', sessionId === null ? [...nobodies, ...strangers] : nobodies)
      .where(sessionId === null ? {} : { session_id: sessionId });
  const agrees = `state <> 'dismissed' AND coalesce(verdict, 'agree') = 'agree'`;
  const { decisionCount, agreeCount } = (await answered().first(
    read.raw(`count(*) AS decisionCount, coalesce(sum(${agrees}), 0) AS agreeCount`),
  )) as { decisionCount: number; agreeCount: number };
  const recent = (await answered()
    .select('id', 'kind', 'variant', read.raw(`${agrees} AS agrees`))
    .orderBy('rowid', 'desc') // Rows keep their place when they change: the newest decision has the last.
    .limit(recentCount)) as DecisionRow[];
  const share = decisionCount === 0 ? null : shareInterval95(decisionCount, agreeCount);
  return {
    decisionCount,
    agreeCount,
    ratio: share?.mean ?? null,
    low: share?.low ?? null,
    high: share?.high ?? null,
    recent: recent.map(({ id, kind, variant, agrees: is }) => ({
      interventionId: id,
      kind,
      variant,
      agrees: is === 1,
    })),
  };
}
