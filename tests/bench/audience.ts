/** The tick of the audience against a bare loop over the same typed arrays. */
import { fillWords, streams } from '../../server/kernel/random.ts';
import { advanceAudience, BLOCK, emptyTally, type Surroundings } from '../../server/simulation/audience/advance.ts';
import { createAudience, type AudienceState } from '../../server/simulation/audience/audience.ts';
import { medianMs } from './measure.ts';

const SEED = 1;
const TARGET_RATIO = 0.5;
const around: Surroundings = {
  appeal: 0.7,
  chatHazard: 0.001,
  reactHazard: 0.0015,
  // Nobody leaves, or the loop would soon run over an empty room.
  leaveHazard: 0,
  exodusHazard: 0,
  returnHazard: 0.0002,
};

export function benchAudience({ attendeeCount, ticks }: { attendeeCount: number; ticks: number }): string[] {
  const settings = { attendeeCount, preset: 'committed' as const, presentAtStartRatio: 1, arrivalMeanSeconds: 1 };
  const state = createAudience(settings, SEED, around.appeal);
  for (let tick = 1; tick <= 10; tick += 1) advanceAudience(state, SEED, tick, around, emptyTally());
  const rounds = 7;
  const tickMs = medianMs(rounds, () => {
    for (let tick = 11; tick < 11 + ticks; tick += 1) advanceAudience(state, SEED, tick, around, emptyTally());
  });
  const floorMs = medianMs(rounds, () => {
    for (let tick = 11; tick < 11 + ticks; tick += 1) bareLoop(state, tick);
  });
  const ratio = floorMs / tickMs;
  const perSecond = (attendeeCount * ticks) / tickMs / 1_000;
  return [
    `${attendeeCount} attendees: ${perSecond.toFixed(0)} million attendee ticks a second, ` +
      `${ratio.toFixed(2)} of a bare loop (${ratio >= TARGET_RATIO ? 'inside' : 'OUTSIDE'} the target of ${TARGET_RATIO}), ` +
      `one tick in ${(tickMs / ticks).toFixed(3)} ms: ${(1_000 / (tickMs / ticks)).toFixed(0)} times real time`,
  ];
}

const first = new Int32Array(BLOCK);
const second = new Int32Array(BLOCK);

/** The floor: the same draws and one read and write of each changing field, with no behaviour. */
function bareLoop(state: AudienceState, tick: number): number {
  const { interest, sociability, impatience, attention, lift, fatigue, presence } = state;
  let sum = 0;
  for (let start = 0; start < state.count; start += BLOCK) {
    const count = Math.min(BLOCK, state.count - start);
    fillWords(SEED, streams.behaviour, tick, start, count, first, second);
    for (let index = 0; index < count; index += 1) {
      const agent = start + index;
      const level = attention[agent]! * 0.99 + interest[agent]! * 0.001;
      attention[agent] = level;
      lift[agent] = lift[agent]! * 0.99;
      fatigue[agent] = fatigue[agent]! * 0.99;
      presence[agent] = presence[agent]! | 1;
      sum += level + sociability[agent]! + impatience[agent]! + first[index]! + second[index]!;
    }
  }
  return sum;
}
