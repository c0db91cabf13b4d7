/** One tick of the audience: one pass over the arrays, no allocation. The hot loop of Claque. */
import { fillWords, streams } from '../../kernel/random.ts';
import { ARRIVED, FOCUSED, PRESENT, type AudienceState } from './audience.ts';
import {
  ATTENTION_NOISE,
  ATTENTION_REFERENCE,
  ATTENTION_SECONDS,
  FATIGUE_SECONDS,
  FATIGUE_WEIGHT,
  FOCUS_SECONDS,
  LEAVE_INATTENTION_FACTOR,
  LIFT_SECONDS,
} from './calibration.ts';

/** What holds for every attendee at one tick. Hazards are per second. */
export interface Surroundings {
  readonly appeal: number;
  readonly chatHazard: number;
  readonly reactHazard: number;
  readonly leaveHazard: number;
  readonly exodusHazard: number;
  readonly returnHazard: number;
}

/** Sums over a slice of the audience; slices add up in order, whichever thread made them. */
export interface Tally {
  presentCount: number;
  activeCount: number;
  joinCount: number;
  leaveCount: number;
  chatCount: number;
  reactionCount: number;
  attentionSum: number;
}

export function emptyTally(): Tally {
  return {
    presentCount: 0,
    activeCount: 0,
    joinCount: 0,
    leaveCount: 0,
    chatCount: 0,
    reactionCount: 0,
    attentionSum: 0,
  };
}

/** Attendees whose draws are made together: two arrays of this length stay in the first-level cache. */
export const BLOCK = 1_024;
const first = new Int32Array(BLOCK);
const second = new Int32Array(BLOCK);

const UNIT_32 = 2 ** -32;
const UNIT_16 = 2 ** -16;
/** A uniform draw in [-0.5, 0.5) has variance 1/12. */
const NOISE_SCALE = ATTENTION_NOISE * Math.sqrt(12);
const ATTENTION_STEP = 1 / ATTENTION_SECONDS;
const LIFT_KEPT = 1 - 1 / LIFT_SECONDS;
const FATIGUE_KEPT = 1 - 1 / FATIGUE_SECONDS;
const LEAVE_SLOPE = LEAVE_INATTENTION_FACTOR / ATTENTION_REFERENCE;

/**
 * Advances attendees `from` to `until` - 1 by one tick and adds what they did to the tally.
 *
 * Attention relaxes towards what the content gives; focus is redrawn now and then with the attention as its chance;
 * leaving, chatting and reacting are competing hazards, so that one 32-bit draw decides them all.
 *
 * @param from A multiple of BLOCK, so that sums come out the same however the audience is cut.
 */
export function advanceAudience(
  state: AudienceState,
  seed: number,
  tick: number,
  around: Surroundings,
  tally: Tally,
  from = 0,
  until = state.count,
): void {
  for (let start = from; start < until; start += BLOCK) {
    const count = Math.min(BLOCK, until - start);
    fillWords(seed, streams.behaviour, tick, start, count, first, second);
    advanceBlock(state, tick, around, tally, start, count);
  }
}

function advanceBlock(
  state: AudienceState,
  tick: number,
  around: Surroundings,
  tally: Tally,
  start: number,
  count: number,
): void {
  const { interest, sociability, impatience, arrivalTick, attention, lift, fatigue, presence } = state;
  const { appeal, chatHazard, reactHazard, leaveHazard, exodusHazard, returnHazard } = around;
  let presentCount = 0;
  let activeCount = 0;
  let joinCount = 0;
  let leaveCount = 0;
  let chatCount = 0;
  let reactionCount = 0;
  let attentionSum = 0;
  for (let index = 0; index < count; index += 1) {
    const agent = start + index;
    const action = (first[index]! >>> 0) * UNIT_32;
    let flags = presence[agent]!;
    if ((flags & PRESENT) === 0) {
      const arrives = (flags & ARRIVED) === 0 ? tick >= arrivalTick[agent]! : action < returnHazard;
      if (!arrives) continue;
      flags |= PRESENT | ARRIVED;
      joinCount += 1;
      presence[agent] = flags;
    }
    const drawn = second[index]!;
    const tired = fatigue[agent]!;
    const lifted = lift[agent]!;
    let level = attention[agent]!;
    const given = appeal * interest[agent]! * (1 - FATIGUE_WEIGHT * tired);
    const target = given + lifted * (1 - given);
    level += (target - level) * ATTENTION_STEP + ((drawn & 0xffff) * UNIT_16 - 0.5) * NOISE_SCALE;
    level = level < 0 ? 0 : level > 1 ? 1 : level;
    attention[agent] = level;
    lift[agent] = lifted * LIFT_KEPT;
    fatigue[agent] = tired * FATIGUE_KEPT;
    const focusDraw = (drawn >>> 16) * UNIT_16 * FOCUS_SECONDS;
    if (focusDraw < 1) {
      flags = focusDraw < level ? flags | FOCUSED : flags & ~FOCUSED;
      presence[agent] = flags;
    }
    const inattention = level < ATTENTION_REFERENCE ? (ATTENTION_REFERENCE - level) * LEAVE_SLOPE : 0;
    const leaving = leaveHazard * impatience[agent]! * (1 + inattention) + exodusHazard;
    if (action < leaving) {
      presence[agent] = flags & ~PRESENT;
      leaveCount += 1;
      continue;
    }
    presentCount += 1;
    attentionSum += level;
    if ((flags & FOCUSED) === 0) continue;
    activeCount += 1;
    const talkative = sociability[agent]!;
    const chatting = leaving + chatHazard * talkative;
    if (action < chatting) chatCount += 1;
    else if (action < chatting + reactHazard * talkative) reactionCount += 1;
  }
  tally.presentCount += presentCount;
  tally.activeCount += activeCount;
  tally.joinCount += joinCount;
  tally.leaveCount += leaveCount;
  tally.chatCount += chatCount;
  tally.reactionCount += reactionCount;
  tally.attentionSum += attentionSum;
}
