/** Every constant of the audience, with its unit and its source, or "assumed". A catalogue. */
import type { Audience, Cause } from '../../contract/scenario.ts';
import type { Format, InterventionKind } from '../../contract/vocabulary.ts';

/** Seconds in which attention follows content. Assumed. */
export const ATTENTION_SECONDS = 6;
/** Standard deviation of the random walk of one attendee's attention, per root second. Assumed. */
export const ATTENTION_NOISE = 0.02;
/** Mean seconds between two decisions to have the window in focus or not. Assumed. */
export const FOCUS_SECONDS = 8;
/** Spread of interest over attendees: standard deviation of a factor with mean 1. Assumed. */
export const INTEREST_DEVIATION = 0.15;

/** Acts per minute of an average attendee whose window is in focus all the time. */
export const actsPerMinute: Record<Format, { chat: number; reactions: number }> = {
  // Chat: 0.2 in small meetings to 0.002 in large streams (measured on real sessions); reactions: assumed.
  webinar: { chat: 0.065, reactions: 0.1 },
  meeting: { chat: 0.3, reactions: 0.15 },
  stream: { chat: 0.015, reactions: 0.05 },
};
/** Bigger audience, less chat a head: the sign is published (arXiv 2012.00215), the slope is assumed. */
export const SIZE_EXPONENT = -0.1;
/** Audience size at which actsPerMinute holds. Assumed. */
export const SIZE_REFERENCE = 200;

/** Who talks: 5 to 20% of an event's viewers chat at all (after streamscharts, March 2023); the rest only rarely. */
export const TALKER_RATIO = 0.18;
/** Rate of a talker and of the others against the mean of all: 0.18 x 5 + 0.82 x 0.12 = 1. Spread assumed. */
export const TALKER_FACTOR = 5;
export const LURKER_FACTOR = 0.122;
export const TALKER_SPREAD = 0.7;

/** Conversation comes in bouts: a common factor, log-normal, that makes chat over-dispersed (measured: variance 2 to 6 times the mean). */
export const BOUT_SECONDS = 25;
export const BOUT_DEVIATION = 0.45;

/** Mean stay as a share of the length: 52 of 60 min (PCMA) and 68% (SIIA). */
export const meanStayRatio: Record<Audience['preset'], number> = { committed: 0.87, casual: 0.68 };
/** Leaving is a bathtub: this much more likely in the first and the last tenth (PCMA; Xie, arXiv 1809.07170; factors assumed). */
export const LEAVE_EDGE_FACTOR = 1.6;
/** How much likelier a person with no attention leaves than one with 0.65. Assumed. */
export const LEAVE_INATTENTION_FACTOR = 3;
export const ATTENTION_REFERENCE = 0.65;
/** Chance per minute that somebody who left comes back. Assumed. */
export const RETURN_PER_MINUTE = 0.01;

/** Seconds in which a lift of attention wears off. Assumed. */
export const LIFT_SECONDS = 150;
/** Seconds in which fatigue with interventions wears off. Assumed. */
export const FATIGUE_SECONDS = 900;
/** How far full fatigue lowers attention. Assumed. */
export const FATIGUE_WEIGHT = 0.3;

export interface KindEffect {
  /** Hazard of noticing, per second, with the window in focus and without. */
  readonly noticeFocused: number;
  readonly noticeAway: number;
  /** Lift of attention of somebody with none to lose: scaled by what is missing to 1. */
  readonly lift: number;
  /** Fatigue added by noticing it. */
  readonly fatigue: number;
  /** Chance to write in the chat, and to react, on noticing it. */
  readonly chatRatio: number;
  readonly reactRatio: number;
  /** Whether noticing it brings somebody who was away back into the window. */
  readonly drawsBack: boolean;
}
/** What each kind does to those who notice it. */
export type KindEffects = Readonly<Record<InterventionKind, KindEffect>>;

/** All assumed: nothing trustworthy is published. Hidden from the conductor, which has to find out. */
export const kindEffects: KindEffects = {
  POLL: {
    noticeFocused: 0.3,
    noticeAway: 0.05,
    lift: 0.6,
    fatigue: 0.08,
    chatRatio: 0.01,
    reactRatio: 0.02,
    drawsBack: true,
  },
  CHAT_PROMPT: {
    noticeFocused: 0.2,
    noticeAway: 0.015,
    lift: 0.45,
    fatigue: 0.05,
    chatRatio: 0.09,
    reactRatio: 0.01,
    drawsBack: true,
  },
  NOTIFICATION: {
    noticeFocused: 0,
    noticeAway: 0.06,
    lift: 0.4,
    fatigue: 0.12,
    chatRatio: 0,
    reactRatio: 0,
    drawsBack: true,
  },
  GAMIFICATION: {
    noticeFocused: 0.3,
    noticeAway: 0.06,
    lift: 0.75,
    fatigue: 0.2,
    chatRatio: 0.03,
    reactRatio: 0.12,
    drawsBack: true,
  },
};
/** How well a kind fits the reason why attention is low. Assumed. */
export const causeFit: Record<Cause, Record<InterventionKind, number>> = {
  tiring: { POLL: 1, CHAT_PROMPT: 0.7, NOTIFICATION: 0.5, GAMIFICATION: 1.2 },
  confusing: { POLL: 0.8, CHAT_PROMPT: 1.2, NOTIFICATION: 0.3, GAMIFICATION: 0.4 },
  off_topic: { POLL: 1, CHAT_PROMPT: 1, NOTIFICATION: 0.4, GAMIFICATION: 0.6 },
  technical_fault: { POLL: 0.3, CHAT_PROMPT: 0.7, NOTIFICATION: 1, GAMIFICATION: 0.15 },
  competing_event: { POLL: 0.5, CHAT_PROMPT: 0.4, NOTIFICATION: 1.2, GAMIFICATION: 0.9 },
};
/** Votes: share of those who noticed a poll that is willing, so that 40 to 60% of those present answer (assumed, research found nothing trustworthy). */
export const VOTE_WILL_RATIO = 0.75;
/** Hazard of voting once noticed, willing and in focus, per second. Assumed. */
export const VOTE_HAZARD = 0.15;

/** How a variant changes the lift, given what a session is about and why attention is low. Assumed. */
export function variantFactor(variant: string, isTechnical: boolean, cause: Cause): number {
  const isCrisis = cause === 'technical_fault' || cause === 'competing_event';
  switch (variant) {
    case 'technical':
      return isTechnical ? 1.2 : 0.7;
    case 'crisis':
      return isCrisis ? 1.8 : 0.7;
    case 'opinion':
    case 'experience':
    case 'recap':
      return 1.1;
    case 'challenge':
    case 'leaderboard':
      return cause === 'confusing' ? 0.7 : 1.1;
    default:
      return 1;
  }
}
