import { expect, test } from 'vitest';
import { TrackedWork } from '../../../../server/systems/executions/tracked.ts';

const work = (canBeCancelled = true) =>
  new TrackedWork('one', { kind: 'branch', title: 'A branch', canBeCancelled }, () => undefined);

test('what is about to be kept cannot be called off any more (EX-1)', () => {
  const sealed = work();
  expect(sealed.seal()).toBe(true);
  expect(sealed.beginCallingOff()).toBe(false);
});

test('what somebody is calling off is not kept, neither before that is on disk nor after (EX-1)', () => {
  const going = work();
  expect(going.beginCallingOff()).toBe(true);
  expect(going.seal()).toBe(false);
  going.callOff('enough');
  expect(going.signal.aborted).toBe(true);
  going.goOn();
  expect(going.seal()).toBe(false);
});

test('work goes on where calling it off could not be written, and where it heeds nobody (EX-1)', () => {
  const unwritten = work();
  unwritten.beginCallingOff();
  unwritten.goOn();
  expect(unwritten.seal()).toBe(true);
  const deaf = work(false);
  expect(deaf.beginCallingOff()).toBe(false);
  expect(deaf.seal()).toBe(true);
});
