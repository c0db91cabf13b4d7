/** A branch beside the session that it left: pure. */
import type { Branch } from '../../../contract/branch.ts';
import { ClaqueError } from '../../../kernel/errors.ts';
import { mean } from '../../../kernel/statistics.ts';

export type ScorePoint = Branch['points'][number];
export type Comparison = Pick<Branch, 'comparedTicks' | 'meanScore' | 'sessionMeanScore' | 'uplift'>;

/**
 * Over the points that both have; the session may not be there yet, or keep one point a minute (EC-4).
 *
 * @param branch Points from the branch's first tick on, in order.
 */
export function comparisonOf(branch: readonly ScorePoint[], session: readonly ScorePoint[]): Comparison {
  const scores = new Map(session.map(({ tick, score }) => [tick, score]));
  const both = branch.filter(({ tick }) => scores.has(tick));
  if (both.length === 0) return { comparedTicks: null, meanScore: null, sessionMeanScore: null, uplift: null };
  const meanScore = mean(both.map(({ score }) => score));
  const sessionMeanScore = mean(both.map(({ tick }) => scores.get(tick)!));
  return {
    comparedTicks: [both[0]!.tick, both.at(-1)!.tick],
    meanScore,
    sessionMeanScore,
    uplift: meanScore - sessionMeanScore,
  };
}

/**
 * Checks that the branch went as the session did until it left it.
 *
 * @throws {ClaqueError} illegal-transition, if the session was performed by a program that gives another evening.
 */
export function assertSameBefore(
  fromTick: number,
  branch: readonly ScorePoint[],
  session: readonly ScorePoint[],
): void {
  const scores = new Map(branch.map(({ tick, score }) => [tick, score]));
  const other = session.find(({ tick, score }) => tick < fromTick && scores.get(tick) !== score);
  if (!other) return;
  throw new ClaqueError(
    'illegal-transition',
    `This version of Claque performs the session otherwise than the one that did (first at tick ${other.tick}), so a branch could not be compared with it. Reset the session, and branch from that.`,
  );
}
