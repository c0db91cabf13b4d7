import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Agenda } from '../../../../server/systems/bots/agenda.ts';

const appointments = fc.array(fc.record({ atMs: fc.nat(50), botId: fc.constantFrom('ann', 'ben', 'cleo') }), {
  maxLength: 80,
});
type Appointment = { readonly atMs: number; readonly botId: string };
const inOrder = (one: Appointment, other: Appointment) =>
  one.atMs - other.atMs || (one.botId < other.botId ? -1 : one.botId > other.botId ? 1 : 0);

function takeAll(agenda: Agenda): Appointment[] {
  const taken: Appointment[] = [];
  for (let next = agenda.take(); next; next = agenda.take()) taken.push(next);
  return taken;
}

describe('an agenda', () => {
  test('gives appointments by time, and by id where two are at once, in whatever order they were made', () => {
    fc.assert(
      fc.property(appointments, (made) => {
        const agenda = new Agenda();
        for (const { atMs, botId } of made) agenda.add(atMs, botId);
        expect(takeAll(agenda)).toEqual(made.toSorted(inOrder));
        expect(agenda.take()).toBeUndefined();
      }),
    );
  });

  test('always gives the earliest of those it has, while others come in between', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(50), { freq: 3 }), { maxLength: 120 }), (steps) => {
        const agenda = new Agenda();
        const waiting: number[] = [];
        for (const step of steps) {
          if (step === null) {
            const earliest = waiting.toSorted((one, other) => one - other)[0];
            expect(agenda.take()?.atMs).toBe(earliest);
            if (earliest !== undefined) waiting.splice(waiting.indexOf(earliest), 1);
          } else {
            agenda.add(step, 'ann');
            waiting.push(step);
          }
        }
      }),
    );
  });
});
