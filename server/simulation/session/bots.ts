/** Bots that sit in a session: when they speak. What they say is written elsewhere. */
import type { Persona } from '../../contract/persona.ts';
import { random, streams } from '../../kernel/random.ts';

/** Messages a minute of a bot that is not shy at all, in a session that holds its attention. Assumed. */
const MESSAGES_PER_MINUTE = 1.2;
const styleFactor = { active: 1, reactive: 0.6, observer: 0.2 } as const;
/** How much likelier a bot speaks when others have just answered something. Assumed. */
const ANSWER_FACTOR = 6;

/**
 * Which bots speak at this tick.
 *
 * @param meanAttention Of the audience around them, 0 to 1: bots are no keener than the room.
 * @returns Indices into `personas`.
 */
export function speakingBots(
  personas: readonly Persona[],
  seed: number,
  tick: number,
  meanAttention: number,
  isAnswering: boolean,
): number[] {
  const speaking: number[] = [];
  personas.forEach((persona, index) => {
    const { shyness, engagementStyle } = persona.behaviour;
    const perMinute = MESSAGES_PER_MINUTE * styleFactor[engagementStyle] * (1 - shyness / 125) * meanAttention;
    const factor = isAnswering && engagementStyle !== 'observer' ? ANSWER_FACTOR : 1;
    if (random(seed, streams.bots, index, tick) < (perMinute * factor) / 60) speaking.push(index);
  });
  return speaking;
}
