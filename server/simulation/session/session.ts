/** A simulated session: script, audience, bots and the interventions in it, advanced tick by tick. */
import type { Directive, Observation } from '../../contract/observation.ts';
import type { Persona } from '../../contract/persona.ts';
import type { Scenario } from '../../contract/scenario.ts';
import { randomNormal, streams } from '../../kernel/random.ts';
import { advanceAudience, emptyTally, type Surroundings } from '../audience/advance.ts';
import { cloneAudience, createAudience, type AudienceState } from '../audience/audience.ts';
import {
  actsPerMinute,
  BOUT_DEVIATION,
  BOUT_SECONDS,
  LEAVE_EDGE_FACTOR,
  kindEffects,
  meanStayRatio,
  RETURN_PER_MINUTE,
  SIZE_EXPONENT,
  SIZE_REFERENCE,
  type KindEffects,
} from '../audience/calibration.ts';
import { cloneDelivery, deliver, startDelivery, type Answers, type Delivery } from '../audience/deliver.ts';
import { compileTimeline, type Timeline } from '../scenario/timeline.ts';
import { speakingBots } from './bots.ts';

export interface SessionState {
  readonly scenario: Scenario;
  readonly personas: readonly Persona[];
  readonly seed: number;
  /** What interventions do to those who notice them. */
  readonly effects: KindEffects;
  readonly timeline: Timeline;
  readonly rates: { readonly chat: number; readonly reactions: number; readonly leave: number };
  readonly audience: AudienceState;
  tick: number;
  /** Logarithm of the bout of conversation, before centring. */
  bout: number;
  /** Mean attention of those present at the last tick: the truth, which no conductor sees. */
  meanAttention: number;
  deliveries: Delivery[];
  /** How many attendees each intervention reached, by its number. */
  readonly reached: Map<number, number>;
}

/** What one tick brought: what can be seen, and what only the simulator knows. */
export interface Advance {
  readonly observation: Observation;
  /** Chat messages by origin, for writing them out. */
  readonly chat: { readonly attendees: number; readonly answers: number; readonly bots: readonly number[] };
}

const PER_MINUTE = 1 / 60;

/** @param effects What interventions do to this audience; the calibrated effects unless others are given. */
export function createSession(
  scenario: Scenario,
  seed: number,
  personas: readonly Persona[],
  effects: KindEffects = kindEffects,
): SessionState {
  const timeline = compileTimeline(scenario);
  const { chat, reactions } = actsPerMinute[scenario.format];
  const crowd = (Math.max(1, scenario.audience.attendeeCount) / SIZE_REFERENCE) ** SIZE_EXPONENT;
  return {
    scenario,
    personas,
    seed,
    effects,
    timeline,
    rates: {
      chat: chat * crowd * PER_MINUTE,
      reactions: reactions * PER_MINUTE,
      leave: leaveHazard(meanStayRatio[scenario.audience.preset]) / scenario.durationSeconds,
    },
    audience: createAudience(scenario.audience, seed, timeline.appeal[1]!),
    tick: 0,
    bout: 0,
    meanAttention: 0,
    deliveries: [],
    reached: new Map(),
  };
}

/** A copy that can go another way from here. */
export function cloneSession(state: SessionState): SessionState {
  return {
    ...state,
    audience: cloneAudience(state.audience),
    deliveries: state.deliveries.map(cloneDelivery),
    reached: new Map(state.reached),
  };
}

/**
 * Performs the next tick.
 *
 * @param directives Interventions that begin at this tick.
 */
export function advanceSession(state: SessionState, directives: readonly Directive[]): Advance {
  const tick = (state.tick += 1);
  const kept = Math.exp(-1 / BOUT_SECONDS);
  const innovation = BOUT_DEVIATION * Math.sqrt(1 - kept * kept);
  state.bout = kept * state.bout + innovation * randomNormal(state.seed, streams.behaviour, -1, tick);
  for (const directive of directives) state.deliveries.push(startDelivery(directive, tick, state.audience.count));
  state.deliveries = state.deliveries.filter((delivery) => delivery.endTick > tick);
  const answers: Answers = { chatCount: 0, reactionCount: 0 };
  const cause = state.timeline.causes[state.timeline.causeIndex[tick]!]!;
  const { interventionEffectRatio: effectRatio, topic } = state.scenario;
  for (const delivery of state.deliveries)
    deliver(
      state.audience,
      delivery,
      state.seed,
      tick,
      { cause, isTechnical: topic.isTechnical, effectRatio, effects: state.effects },
      answers,
    );
  for (const { directive, reachedCount } of state.deliveries)
    state.reached.set(directive.interventionNumber, reachedCount);

  const tally = emptyTally();
  advanceAudience(state.audience, state.seed, tick, surroundings(state, tick), tally);
  state.meanAttention = tally.presentCount === 0 ? 0 : tally.attentionSum / tally.presentCount;

  const bots = speakingBots(state.personas, state.seed, tick, state.meanAttention, answers.chatCount > 0);
  const poll = state.deliveries.findLast((delivery) => delivery.directive.kind === 'POLL');
  return {
    observation: {
      tick,
      presentCount: tally.presentCount,
      activeCount: tally.activeCount,
      joinCount: tally.joinCount,
      leaveCount: tally.leaveCount,
      chatCount: tally.chatCount + answers.chatCount + bots.length,
      reactionCount: tally.reactionCount + answers.reactionCount,
      poll: poll ? { openedTick: poll.startTick, voteCount: poll.voteCount } : null,
    },
    chat: { attendees: tally.chatCount, answers: answers.chatCount, bots },
  };
}

function surroundings(state: SessionState, tick: number): Surroundings {
  const { timeline, rates } = state;
  const progress = tick / timeline.tickCount;
  const edge = progress < 0.1 || progress > 0.9 ? LEAVE_EDGE_FACTOR : 1;
  return {
    appeal: timeline.appeal[tick]!,
    chatHazard: rates.chat * Math.exp(state.bout - BOUT_DEVIATION ** 2 / 2),
    reactHazard: rates.reactions,
    leaveHazard: rates.leave * edge,
    exodusHazard: timeline.exodusHazard[tick]!,
    returnHazard: RETURN_PER_MINUTE * PER_MINUTE,
  };
}

/**
 * The hazard h of leaving, per length of the session, at which people stay for the given share of it on average:
 * solves (1 - exp(-h)) / h = ratio by bisection, and takes the bathtub's edges off again.
 */
function leaveHazard(stayRatio: number): number {
  let low = 1e-6;
  let high = 20;
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if ((1 - Math.exp(-middle)) / middle > stayRatio) low = middle;
    else high = middle;
  }
  return low / (1 + 0.2 * (LEAVE_EDGE_FACTOR - 1));
}
