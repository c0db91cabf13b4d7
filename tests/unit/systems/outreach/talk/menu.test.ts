import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MenuNode } from '../../../../../server/contract/contact.ts';
import type { MenuStep } from '../../../../../server/systems/outreach/talk/menu.ts';
import {
  enterMenu,
  keepSilent,
  mostMenuSteps,
  pressKey,
  pressKeys,
} from '../../../../../server/systems/outreach/talk/menu.ts';

const phoneKeys = Array.from('0123456789*#');

const menu: readonly MenuNode[] = [
  {
    id: 'front',
    says: 'For sales, press 1. For people, press 2.',
    keys: { '1': 'sales', '2': 'names' },
    timeoutSeconds: 8,
  },
  { id: 'sales', says: 'Nobody is in. To go back, press 0.', keys: { '0': 'front' }, timeoutSeconds: 8 },
  {
    id: 'names',
    says: 'For Bell, press 2.',
    keys: { '1': 'hang_up', '2': 'contact', '9': 'nowhere' },
    timeoutSeconds: 8,
  },
];

const stateOf = (step: MenuStep) => {
  if (step.kind !== 'says') throw new Error(`It does not say anything: ${step.kind}.`);
  return step.state;
};
const front = stateOf(enterMenu(menu));

describe('a touch-tone menu (OR-2)', () => {
  test('leads from level to level by its keys, and puts through', () => {
    const names = pressKey(menu, front, '2');
    expect(names).toMatchObject({ kind: 'says', text: 'For Bell, press 2.' });
    expect(pressKey(menu, stateOf(names), '2')).toEqual({ kind: 'put_through' });
    expect(pressKey(menu, stateOf(names), '1')).toMatchObject({ kind: 'hangs_up' });
  });

  test('hears several keys one after the other, and none after it has put through', () => {
    expect(pressKeys(menu, front, '22')).toEqual({ kind: 'put_through' });
    expect(pressKeys(menu, front, '1022')).toEqual({ kind: 'put_through' });
    expect(pressKeys(menu, front, '2212')).toEqual({ kind: 'put_through' });
  });

  test('says its words again after a wrong key or a silence, three times in all, and then hangs up', () => {
    const wrong = pressKey(menu, front, '7');
    expect(wrong).toMatchObject({
      kind: 'says',
      text: expect.stringMatching(/^That is not one of the choices. For sales/),
    });
    const silent = keepSilent(menu, stateOf(wrong));
    expect(silent).toMatchObject({ kind: 'says', text: expect.stringMatching(/^For sales/) });
    expect(keepSilent(menu, stateOf(silent))).toMatchObject({ kind: 'hangs_up' });
  });

  test('ends the line where a key leads to a level that is not there', () => {
    expect(pressKeys(menu, front, '29')).toEqual({ kind: 'hangs_up', text: 'The line ends.' });
    expect(enterMenu([])).toMatchObject({ kind: 'hangs_up' });
  });

  test('does not take what every object has for a key', () => {
    for (const key of ['constructor', '__proto__', 'toString'])
      expect(pressKey(menu, front, key)).toMatchObject({ kind: 'says', text: expect.stringMatching(/^That is not/) });
  });

  test('is over within its bound, whatever it is made of and whatever is pressed', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const node = (id: string) =>
      fc.record({
        id: fc.constant(id),
        says: fc.constant(`This is ${id}.`),
        keys: fc.dictionary(fc.constantFrom(...phoneKeys), fc.constantFrom(...ids, 'contact', 'hang_up', 'nowhere')),
        timeoutSeconds: fc.constant(8),
      });
    const presses = fc.infiniteStream(fc.constantFrom(...phoneKeys, null));
    fc.assert(
      fc.property(fc.tuple(...ids.map(node)), presses, (nodes, keys) => {
        let step = enterMenu(nodes);
        let count = 0;
        for (const key of keys) {
          if (step.kind !== 'says') break;
          expect(step.text).not.toBe('');
          step = key === null ? keepSilent(nodes, step.state) : pressKey(nodes, step.state, key);
          expect((count += 1)).toBeLessThanOrEqual(mostMenuSteps);
        }
        expect(step.kind).not.toBe('says');
      }),
    );
  });
});
