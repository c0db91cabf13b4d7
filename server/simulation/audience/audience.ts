/** The audience as a structure of arrays: one slot an attendee, each array one trait or state. */
import type { Audience } from '../../contract/scenario.ts';
import { random, randomInteger, randomNormal, streams } from '../../kernel/random.ts';
import { clamp } from '../../kernel/statistics.ts';
import { INTEREST_DEVIATION, LURKER_FACTOR, TALKER_FACTOR, TALKER_RATIO, TALKER_SPREAD } from './calibration.ts';

/** Bits of `presence`. */
export const PRESENT = 1;
export const FOCUSED = 2;
export const ARRIVED = 4;

export interface AudienceState {
  readonly count: number;
  /** Factor on the appeal of content, mean 1. */
  readonly interest: Float32Array;
  /** Factor on the rates of chatting and reacting, mean 1, heavy-tailed. */
  readonly sociability: Float32Array;
  /** Factor on the hazard of leaving, mean about 1: below 1 is patient. */
  readonly impatience: Float32Array;
  /** First tick at which the attendee is there. */
  readonly arrivalTick: Int32Array;
  /** 0 to 1. */
  readonly attention: Float32Array;
  /** Attention added by interventions, 0 to 1, wearing off. */
  readonly lift: Float32Array;
  /** Weariness with interventions, 0 to 1. */
  readonly fatigue: Float32Array;
  readonly presence: Uint8Array;
}

/** Trait draws use the tick as the trait's index: traits are drawn once, before the first tick. */
const TRAIT = { interest: 0, talker: 1, talk: 2, impatience: 3, early: 4, arrival: 5, focus: 6 } as const;

/**
 * Fills an audience before the first tick.
 *
 * @param firstAppeal Appeal of the content at the start; attention begins where it would settle.
 */
export function createAudience(settings: Audience, seed: number, firstAppeal: number): AudienceState {
  const count = settings.attendeeCount;
  const state: AudienceState = {
    count,
    interest: new Float32Array(count),
    sociability: new Float32Array(count),
    impatience: new Float32Array(count),
    arrivalTick: new Int32Array(count),
    attention: new Float32Array(count),
    lift: new Float32Array(count),
    fatigue: new Float32Array(count),
    presence: new Uint8Array(count),
  };
  for (let agent = 0; agent < count; agent += 1) {
    const interest = 1 + INTEREST_DEVIATION * randomNormal(seed, streams.traits, agent, TRAIT.interest);
    state.interest[agent] = clamp(interest, 0.4, 1.6);
    state.sociability[agent] = drawSociability(seed, agent);
    state.impatience[agent] = -Math.log(1 - random(seed, streams.traits, agent, TRAIT.impatience));
    state.arrivalTick[agent] = drawArrival(settings, seed, agent);
    const attention = clamp(firstAppeal * state.interest[agent]!, 0, 1);
    state.attention[agent] = attention;
    if (random(seed, streams.traits, agent, TRAIT.focus) < attention) state.presence[agent] = FOCUSED;
  }
  return state;
}

/** Copies what changes; traits are shared, for nothing ever writes them. */
export function cloneAudience(state: AudienceState): AudienceState {
  return {
    ...state,
    attention: state.attention.slice(),
    lift: state.lift.slice(),
    fatigue: state.fatigue.slice(),
    presence: state.presence.slice(),
  };
}

function drawSociability(seed: number, agent: number): number {
  if (random(seed, streams.traits, agent, TRAIT.talker) >= TALKER_RATIO) return LURKER_FACTOR;
  const spread = TALKER_SPREAD * randomNormal(seed, streams.traits, agent, TRAIT.talk);
  return TALKER_FACTOR * Math.exp(spread - TALKER_SPREAD ** 2 / 2);
}

function drawArrival(settings: Audience, seed: number, agent: number): number {
  if (random(seed, streams.arrival, agent, TRAIT.early) < settings.presentAtStartRatio)
    return 1 + randomInteger(seed, streams.arrival, agent, TRAIT.arrival, 3);
  return (
    1 + Math.ceil(-Math.log(1 - random(seed, streams.arrival, agent, TRAIT.arrival)) * settings.arrivalMeanSeconds)
  );
}
