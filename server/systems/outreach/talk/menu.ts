/** A touch-tone menu as a small state machine: pure, and over within bounds whatever is pressed (OR-2). */
import type { MenuNode } from '../../../contract/contact.ts';

export interface MenuState {
  readonly nodeId: string;
  /** How often this level has said its words since it was reached. */
  readonly saidCount: number;
  /** Keys and silences so far. */
  readonly stepCount: number;
}

export type MenuStep =
  | { readonly kind: 'says'; readonly state: MenuState; readonly text: string }
  | { readonly kind: 'put_through' }
  | { readonly kind: 'hangs_up'; readonly text: string };

/** A level says its words so often at most; then the line ends. */
const mostSaid = 3;
/** Keys and silences that a line puts up with. Assumed: three times through a menu of three levels. */
export const mostMenuSteps = 30;

const farewell = 'We have not received a choice. Goodbye.';

/** The line answers with the first level. */
export const enterMenu = (menu: readonly MenuNode[]): MenuStep => reach(menu, menu[0]?.id ?? '', 0);

/** What one key leads to: a level, the contact, or the end of the line. A key that is none of its choices costs a try. */
export function pressKey(menu: readonly MenuNode[], state: MenuState, key: string): MenuStep {
  const node = menu.find(({ id }) => id === state.nodeId);
  const target = node && Object.hasOwn(node.keys, key) ? node.keys[key] : undefined;
  if (target === 'contact') return { kind: 'put_through' };
  if (target === 'hang_up') return { kind: 'hangs_up', text: 'The line ends.' };
  if (target === undefined) return again(menu, state, 'That is not one of the choices. ');
  return reach(menu, target, state.stepCount + 1);
}

/** Presses several keys one after the other, until the menu is left. */
export function pressKeys(menu: readonly MenuNode[], state: MenuState, keys: string): MenuStep {
  let step: MenuStep = { kind: 'says', state, text: '' };
  for (const key of keys) if (step.kind === 'says') step = pressKey(menu, step.state, key);
  return step;
}

/** Nobody pressed anything in time. */
export const keepSilent = (menu: readonly MenuNode[], state: MenuState): MenuStep => again(menu, state, '');

/** How long a level waits for a key, in seconds. */
export const patienceSeconds = (menu: readonly MenuNode[], { nodeId }: MenuState): number =>
  menu.find(({ id }) => id === nodeId)?.timeoutSeconds ?? 0;

function again(menu: readonly MenuNode[], { nodeId, saidCount, stepCount }: MenuState, before: string): MenuStep {
  const node = menu.find(({ id }) => id === nodeId);
  if (!node || saidCount >= mostSaid || stepCount + 1 >= mostMenuSteps) return { kind: 'hangs_up', text: farewell };
  const state = { nodeId, saidCount: saidCount + 1, stepCount: stepCount + 1 };
  return { kind: 'says', state, text: before + node.says };
}

/** A level that is not there is the end of the line: a file that names one is at fault, and nobody is to be stuck in it. */
function reach(menu: readonly MenuNode[], nodeId: string, stepCount: number): MenuStep {
  const node = menu.find(({ id }) => id === nodeId);
  if (!node) return { kind: 'hangs_up', text: 'The line ends.' };
  if (stepCount >= mostMenuSteps) return { kind: 'hangs_up', text: farewell };
  return { kind: 'says', state: { nodeId, saidCount: 1, stepCount }, text: node.says };
}
