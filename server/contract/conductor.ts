/**
 * The port between a run and its conductor. A run hands over what can be observed and carries out what is launched;
 * it tells outcomes, never the audience's hidden state.
 */
import type { GhostPoint, Point, RunActivity } from './activity.ts';
import type { SessionInput } from './input.ts';
import type { Directive, Observation } from './observation.ts';
import type { Lesson, Posterior } from './policy.ts';
import type { InterventionKind } from './vocabulary.ts';

/** The score of one moment, before the run adds what the counterfactual scored. */
export type ScoredPoint = Omit<Point, 'ghostScore' | 'anomalyScore'>;

/** Turns observations into scores; the counterfactual has one of its own. */
export interface Scorer {
  /** Takes one tick in; returns a point every fifth tick, else null. */
  take(observation: Observation): ScoredPoint | null;
  clone(): Scorer;
}

/** What came of an intervention in the minute after it began. */
export interface Outcome {
  readonly interventionNumber: number;
  /** Mean score minus the mean score of the same minute without it; null if nobody can know, as in a recorded session. */
  readonly uplift: number | null;
  /** Scores of that minute without it; none if nobody can know. */
  readonly ghost: readonly GhostPoint[];
  readonly reachedCount: number;
}

export interface Conductor {
  /** An input takes effect. */
  accept(input: SessionInput): RunActivity[];
  /** Before a tick: what is launched at it. */
  begin(tick: number): { activities: RunActivity[]; launches: Directive[] };
  /** After a tick: what was seen. `measurable` names interventions whose minute is over and whose outcome is wanted. */
  observe(observation: Observation): {
    point: Omit<Point, 'ghostScore'> | null;
    activities: RunActivity[];
    measurable: number[];
  };
  learn(outcome: Outcome, tick: number): RunActivity[];
  /** The session is over: whatever is open is cancelled. */
  end(tick: number): RunActivity[];
  /** A scorer in the state of this conductor's own, for a branch. */
  forkScorer(): Scorer;
  posterior(): Posterior;
  /** What this session has taught, in order: to be learnt again on top of what others have taught meanwhile. */
  lessons(): Lesson[];
}

/** A language model has this long, in seconds of session time, before a template takes its place (EC-16). */
export const WORDING_SECONDS = 3;

/** Whether a language model may write the words of a kind: questions and prompts; rules of games and nudges stay as they are. */
export function isWordedByModel(kind: InterventionKind): boolean {
  return kind === 'POLL' || kind === 'CHAT_PROMPT';
}

/**
 * What an intervention would bring in its minute if it began at this tick: mean score minus that of the same minute
 * without it. Nobody can know that of a real session: only a yardstick for policies is given it.
 */
export type Appraise = (directive: Directive, startTick: number) => number;
