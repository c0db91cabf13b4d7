/** The bot in a touch-tone menu: it hears the line, presses keys, and is put through or not (OR-2, OR-3). */
import type { MenuNode } from '../../../contract/contact.ts';
import type { MenuStep } from './menu.ts';
import { enterMenu, keepSilent, patienceSeconds, pressKeys } from './menu.ts';
import type { Speakers } from './speakers.ts';
import { botSpeaks } from './speakers.ts';

/** Until the line of a menu answers, in seconds. Assumed. */
const pickupSeconds = 4;

/** @returns Whether it was put through. The machine ends by itself within `mostMenuSteps`. */
export async function findTheWay(speakers: Speakers, menu: readonly MenuNode[]): Promise<boolean> {
  const { course } = speakers;
  await course.wait(pickupSeconds);
  let step = enterMenu(menu);
  while (step.kind === 'says') {
    await course.say('line', step.text);
    const next = await choose(speakers, menu, step);
    if (!next) return false;
    step = next;
  }
  await course.say('line', step.kind === 'put_through' ? 'You are being put through.' : step.text);
  return step.kind === 'put_through';
}

/** @returns Where the bot’s turn leads; null where it hangs up. */
async function choose(
  speakers: Speakers,
  menu: readonly MenuNode[],
  { state }: Extract<MenuStep, { kind: 'says' }>,
): Promise<MenuStep | null> {
  const deeds = await botSpeaks(speakers, 'menu');
  if (deeds.some(({ kind }) => kind === 'end')) return null;
  const pressed = deeds.find(({ kind }) => kind === 'press');
  if (pressed?.kind === 'press') return pressKeys(menu, state, pressed.keys);
  await speakers.course.wait(patienceSeconds(menu, state));
  return keepSilent(menu, state);
}
