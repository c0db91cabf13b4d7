/** A branch of a run: the same session, going on without something, under the same random numbers (PL-5). */
import type { GhostPoint } from '../../contract/activity.ts';
import type { Scorer } from '../../contract/conductor.ts';
import type { Directive } from '../../contract/observation.ts';
import { advanceSession, cloneSession, type SessionState } from '../session/session.ts';

export class Branch {
  readonly #session: SessionState;
  readonly #scorer: Scorer;
  #score: number | null = null;
  #differenceSum = 0;
  readonly #points: GhostPoint[] = [];

  /**
   * @param session Where the branch leaves; it is copied.
   * @param scorer A scorer in the state of the run's own.
   */
  constructor(session: SessionState, scorer: Scorer) {
    this.#session = cloneSession(session);
    this.#scorer = scorer;
  }

  /** @returns The branch's score at this tick, or null between points. */
  advance(directives: readonly Directive[]): number | null {
    const { observation } = advanceSession(this.#session, directives);
    this.#score = this.#scorer.take(observation)?.score ?? null;
    return this.#score;
  }

  /** Notes by how much the run itself scored above the branch at this point. */
  compare({ tick, score }: GhostPoint): void {
    if (this.#score === null) return;
    this.#differenceSum += score - this.#score;
    this.#points.push({ tick, score: this.#score });
  }

  /** The branch's scores where they were compared. */
  points(): GhostPoint[] {
    return [...this.#points];
  }

  /** Mean score of the run minus that of the branch, since it left. */
  uplift(): number {
    return this.#points.length === 0 ? 0 : this.#differenceSum / this.#points.length;
  }
}
