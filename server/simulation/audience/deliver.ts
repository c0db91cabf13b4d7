/** How attendees meet an intervention: who notices it, what that does to them, who answers. */
import type { Directive } from '../../contract/observation.ts';
import type { Cause } from '../../contract/scenario.ts';
import { fillWords, streams, type Stream } from '../../kernel/random.ts';
import { BLOCK } from './advance.ts';
import { FOCUSED, PRESENT, type AudienceState } from './audience.ts';
import { causeFit, variantFactor, type KindEffects, VOTE_HAZARD, VOTE_WILL_RATIO } from './calibration.ts';

/** An intervention in the session, with what each attendee has done about it. */
export interface Delivery {
  readonly directive: Directive;
  readonly startTick: number;
  readonly endTick: number;
  /** Per attendee: NOTICED, VOTED bits. */
  readonly met: Uint8Array;
  reachedCount: number;
  voteCount: number;
}
const NOTICED = 1;
const VOTED = 2;

/** What attendees did about interventions in one tick. */
export interface Answers {
  chatCount: number;
  reactionCount: number;
}

const first = new Int32Array(BLOCK);
const second = new Int32Array(BLOCK);
const UNIT_32 = 2 ** -32;
const UNIT_16 = 2 ** -16;
/** Keeps the draws of one intervention apart from those of every other, so that leaving one out shifts none. */
const STREAMS_PER_INTERVENTION = 256;

export function startDelivery(directive: Directive, tick: number, attendeeCount: number): Delivery {
  return {
    directive,
    startTick: tick,
    endTick: tick + directive.durationSeconds,
    met: new Uint8Array(attendeeCount),
    reachedCount: 0,
    voteCount: 0,
  };
}

export function cloneDelivery(delivery: Delivery): Delivery {
  return { ...delivery, met: delivery.met.slice() };
}

/**
 * Lets the audience meet an intervention for one tick.
 *
 * Noticing is a hazard that depends on focus; it lifts attention by kind, variant, fit to the moment and weariness, so
 * that each repeat works less. Votes come from those who noticed, are willing and in focus.
 *
 * @param effectRatio Scales the hazard of noticing; 0: nobody notices anything.
 */
export function deliver(
  state: AudienceState,
  delivery: Delivery,
  seed: number,
  tick: number,
  moment: { cause: Cause; isTechnical: boolean; effectRatio: number; effects: KindEffects },
  answers: Answers,
): void {
  if (moment.effectRatio === 0) return;
  const { kind, variant, interventionNumber } = delivery.directive;
  const effect = moment.effects[kind];
  const lift = effect.lift * causeFit[moment.cause][kind] * variantFactor(variant, moment.isTechnical, moment.cause);
  const focusedHazard = effect.noticeFocused * moment.effectRatio;
  const awayHazard = effect.noticeAway * moment.effectRatio;
  const stream = (streams.notice + STREAMS_PER_INTERVENTION * interventionNumber) as Stream;
  const { met } = delivery;
  for (let start = 0; start < state.count; start += BLOCK) {
    const count = Math.min(BLOCK, state.count - start);
    fillWords(seed, stream, tick, start, count, first, second);
    for (let index = 0; index < count; index += 1) {
      const agent = start + index;
      const flags = state.presence[agent]!;
      if ((flags & PRESENT) === 0) continue;
      const isFocused = (flags & FOCUSED) !== 0;
      const seen = met[agent]!;
      const notices = (first[index]! >>> 0) * UNIT_32;
      if (seen === 0) {
        if (notices >= (isFocused ? focusedHazard : awayHazard)) continue;
        met[agent] = NOTICED;
        delivery.reachedCount += 1;
        state.lift[agent] = Math.min(1, state.lift[agent]! + lift * (1 - state.fatigue[agent]!));
        state.fatigue[agent] = Math.min(1, state.fatigue[agent]! + effect.fatigue);
        // Whoever looks up is back in the window.
        if (effect.drawsBack) state.presence[agent] = flags | FOCUSED;
        const answer = (second[index]! & 0xffff) * UNIT_16;
        if (answer < effect.chatRatio * state.sociability[agent]!) answers.chatCount += 1;
        else if ((second[index]! >>> 16) * UNIT_16 < effect.reactRatio * state.sociability[agent]!)
          answers.reactionCount += 1;
      } else if (
        kind === 'POLL' &&
        seen === NOTICED &&
        isFocused &&
        notices < VOTE_HAZARD &&
        isWilling(seed, interventionNumber, agent)
      ) {
        met[agent] = NOTICED | VOTED;
        delivery.voteCount += 1;
      }
    }
  }
}

const will = new Int32Array(1);
const unused = new Int32Array(1);

/** Whether an attendee would answer this poll at all: drawn once for each attendee and poll. */
function isWilling(seed: number, interventionNumber: number, agent: number): boolean {
  fillWords(seed, streams.vote, interventionNumber, agent, 1, will, unused);
  return (will[0]! >>> 0) * UNIT_32 < VOTE_WILL_RATIO;
}
