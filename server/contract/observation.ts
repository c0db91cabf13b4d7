/**
 * The border between the audience and the conductor: what can be seen of a session from outside, and what can be done
 * to it. Nothing here tells what attendees think; the conductor must earn its results (ARCHITECTURE.md, "Rooms").
 */
import type { InterventionKind } from './vocabulary.ts';

/** What a webinar platform reports of one tick (EC-1). Counts are of attendees or acts, integers >= 0. */
export interface Observation {
  /** Ticks of session time that have passed, from 1. */
  readonly tick: number;
  readonly presentCount: number;
  /** Present with the window in focus. */
  readonly activeCount: number;
  readonly joinCount: number;
  readonly leaveCount: number;
  readonly chatCount: number;
  readonly reactionCount: number;
  /** The open poll, or null. */
  readonly poll: { readonly openedTick: number; readonly voteCount: number } | null;
  /** Signals that this session's platform does not report; left out where it reports all. Without focus, activeCount equals presentCount. */
  readonly unreported?: readonly UnreportedSignal[];
}

export type UnreportedSignal = 'focus' | 'reactions';

/** One intervention delivered to the session. */
export interface Directive {
  readonly interventionNumber: number;
  readonly kind: InterventionKind;
  readonly variant: string;
  readonly durationSeconds: number;
}
