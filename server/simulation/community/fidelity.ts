/** The shape of a community beside published figures for real ones (BC-18); docs/fidelity.md says how it is measured. */
import type { Fidelity } from '../../contract/community.ts';
import { burstRows } from './fidelity/bursts.ts';
import { dayCurveRows } from './fidelity/day-curve.ts';
import { gapTailRows } from './fidelity/gap-tail.ts';
import { gapsByMember } from './fidelity/gaps.ts';
import { pairRows } from './fidelity/pairs.ts';
import { participationRows } from './fidelity/participation.ts';
import type { CommunityRecord, Window } from './fidelity/record.ts';
import { cutOf, dayMs } from './fidelity/record.ts';
import { threadRows } from './fidelity/threads.ts';

export type { CommunityRecord, RecordedPost, Window } from './fidelity/record.ts';
export { repeatedPairsRow } from './fidelity/pairs.ts';

/**
 * Measures a community in a window of time.
 *
 * @param window The end should be now or before it: hours that are yet to come count as silent.
 * @returns One row for each statistic, always the same ones in the same order. A row for which there is too little time
 *   or too few posts has no value, and its note says what is missing.
 */
export function fidelityOf(record: CommunityRecord, window: Window): Fidelity {
  const cut = cutOf(record, window);
  const gaps = gapsByMember(cut);
  return {
    days: Math.max(0, window.toMs - window.fromMs) / dayMs,
    memberCount: cut.memberIds.length,
    postCount: cut.posts.length,
    rows: [
      ...participationRows(cut),
      ...burstRows(gaps),
      ...gapTailRows(gaps),
      ...threadRows(cut),
      ...dayCurveRows(cut),
      ...pairRows(cut),
    ],
  };
}
