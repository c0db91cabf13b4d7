/** What a bot does in a heartbeat: actions are weighed by traits and by the moment, and one is drawn (BC-2, BC-7). */
import type { Considered } from '../../contract/bot.ts';
import { answers } from './answers.ts';
import { follows, openings, searches, votes } from './initiatives.ts';
import type { Intention, Moment, Option } from './option.ts';

export interface Decision {
  readonly intention: Intention;
  readonly considered: readonly Considered[];
  readonly drawRatio: number;
  /** What the bot would have done instead of nothing if no gate had excluded it; null where nothing held it back. */
  readonly heldBack: Option | null;
}

/** The weight of doing nothing: the others are measured against it. */
const idleWeight = 1;

export function decide(moment: Moment): Decision {
  const options: Option[] = [
    ...answers(moment),
    ...openings(moment),
    ...votes(moment),
    ...follows(moment),
    ...searches(moment),
    {
      action: 'nothing',
      intend: () => ({ action: 'nothing' }),
      weight: idleWeight,
      target: null,
      excludedBy: null,
      why: 'there is always the choice to look on',
    },
  ];
  const open = options.filter(({ excludedBy }) => excludedBy === null);
  const total = open.reduce((sum, { weight }) => sum + weight, 0);
  const drawRatio = moment.draw('action');
  let left = drawRatio * total;
  const chosen = open.find(({ weight }) => (left -= weight) < 0) ?? open.at(-1)!;
  const considered = options.map(({ action, weight, target, excludedBy, why }) => ({
    action,
    target,
    excludedBy,
    why,
    chanceRatio: excludedBy === null ? toFourDigits(weight / total) : 0,
  }));
  const heldBack = chosen.action === 'nothing' ? heldBackFrom(moment, options, total) : null;
  return { intention: chosen.intend(), considered, drawRatio, heldBack };
}

/**
 * Drawn by a draw of its own, with the chance that a draw among all actions would have fallen on an excluded one: so a
 * gate is named as often as it made the difference, and no other draw is shifted.
 */
function heldBackFrom({ draw }: Moment, options: readonly Option[], openWeight: number): Option | null {
  const excluded = options.filter(({ excludedBy }) => excludedBy !== null);
  let left = draw('held back') * excluded.reduce((sum, { weight }) => sum + weight, openWeight);
  return excluded.find(({ weight }) => (left -= weight) < 0) ?? null;
}

/** These are kept for every heartbeat: more digits than a person reads would only fill the disk. */
const toFourDigits = (value: number): number => Math.round(value * 10_000) / 10_000;
