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
/** Noise from a 16-bit draw: uniform, with mean 0; a uniform draw in [-0.5, 0.5) has variance 1/12. */
const NOISE_SCALE = ATTENTION_NOISE * Math.sqrt(12);
const NOISE_STEP = NOISE_SCALE * 2 ** -16;
const NOISE_CENTRE = NOISE_SCALE / 2;
/** Focus is redrawn where a 16-bit draw lies below this, and given where it lies below this times the attention. */
const REDRAW_BOUND = 2 ** 16 / FOCUS_SECONDS;
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
  const actHazard = chatHazard + reactHazard;
  const leaveBound = leaveHazard * (1 + ATTENTION_REFERENCE * LEAVE_SLOPE);
  for (let index = 0; index < count; index += 1) {
    const agent = start + index;
    const action = (first[index]! >>> 0) * UNIT_32;
    let flags = presence[agent]!;
    if ((flags & PRESENT) === 0) {
      const arrives = (flags & ARRIVED) === 0 ? tick >= arrivalTick[agent]! : action < returnHazard;
      if (!arrives) continue;
      flags |= PRESENT | ARRIVED;
      joinCount += 1;
    }
    const drawn = second[index]!;
    const before = attention[agent]!;
    let target = appeal * interest[agent]!;
    const tired = fatigue[agent]!;
    // Both are zero until an intervention has been noticed: nothing to reckon with, nothing to wear off.
    if (tired > 0) {
      const lifted = lift[agent]!;
      const given = target * (1 - FATIGUE_WEIGHT * tired);
      target = given + lifted * (1 - given);
      lift[agent] = lifted * LIFT_KEPT;
      fatigue[agent] = tired * FATIGUE_KEPT;
    }
    let level = before + (target - before) * ATTENTION_STEP + (drawn & 0xffff) * NOISE_STEP - NOISE_CENTRE;
    // Written so that a NaN, should one ever come in, becomes 0 and stays with its attendee.
    level = level > 0 ? (level < 1 ? level : 1) : 0;
    attention[agent] = level;
    // Masks in place of branches that no processor could predict: all ones where focus is redrawn, and where it is given.
    const focusDraw = drawn >>> 16;
    const redrawn = (focusDraw - REDRAW_BOUND) >> 31;
    const focusing = (focusDraw - ((level * REDRAW_BOUND) | 0)) >> 31;
    flags = (flags & ~(FOCUSED & redrawn)) | (FOCUSED & redrawn & focusing);
    // A bound that most draws miss spares them the hazards themselves.
    const talkative = sociability[agent]!;
    if (action < leaveBound * impatience[agent]! + exodusHazard + actHazard * talkative) {
      const inattention = Math.max(0, ATTENTION_REFERENCE - level) * LEAVE_SLOPE;
      const leaving = leaveHazard * impatience[agent]! * (1 + inattention) + exodusHazard;
      if (action < leaving) {
        presence[agent] = flags & ~PRESENT;
        leaveCount += 1;
        continue;
      }
      if ((flags & FOCUSED) !== 0) {
        if (action < leaving + chatHazard * talkative) chatCount += 1;
        else if (action < leaving + actHazard * talkative) reactionCount += 1;
      }
    }
    presence[agent] = flags;
    presentCount += 1;
    attentionSum += level;
    activeCount += (flags & FOCUSED) >> 1;
  }
  tally.presentCount += presentCount;
  tally.activeCount += activeCount;
  tally.joinCount += joinCount;
  tally.leaveCount += leaveCount;
  tally.chatCount += chatCount;
  tally.reactionCount += reactionCount;
  tally.attentionSum += attentionSum;
}
