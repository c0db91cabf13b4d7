import { describe, expect, it } from 'vitest';
import { cityOf, hoursWords, isWithinHours, localTime } from '../../../admin/src/components/outreach/contact-time.ts';
import { clockAfter } from '../../../admin/src/components/outreach/outreach-clock.ts';
import {
  aheadWords,
  attemptWords,
  lengthWords,
  nextActionReason,
  nextActionWords,
  speedSentence,
} from '../../../admin/src/components/outreach/outreach-words.ts';
import { daysWords, usualDays } from '../../../admin/src/components/ui/days.ts';
import { draftAgain, emptyDraft, faultsOf, refusalOf } from '../../../admin/src/components/outreach/task-draft.ts';
import { argumentWords } from '../../../admin/src/components/outreach/tool-words.ts';
import { at, contact, ms, task } from './outreach-fixtures.ts';

describe('the time where a contact is', () => {
  it('is said with its day where that is another than today there', () => {
    expect(localTime(ms(240), 'Asia/Kolkata', ms(0))).toBe('14:34');
    expect(localTime(ms(86_400), 'Europe/Lisbon', ms(0))).toBe('Sat 09:00');
    expect(localTime(ms(9 * 86_400), 'Europe/Lisbon', ms(0))).toBe('29 Nov, 09:00');
    expect(localTime(ms(365 * 86_400), 'Europe/Lisbon', ms(0))).toBe('20 Nov 2027, 09:00');
  });

  it('tells whether they take calls, from the first minute of their hours up to the last one before they end', () => {
    const { timeZone, callingHours } = contact();
    const isOpen = (seconds: number) => isWithinHours(ms(seconds), timeZone, callingHours);
    expect([isOpen(-1), isOpen(0), isOpen(9 * 3_600 - 1), isOpen(9 * 3_600)]).toEqual([false, true, true, false]);
    expect(isOpen(86_400)).toBe(false);
  });

  it('goes by summer time on either side of its night', () => {
    const hours = { days: ['sun' as const], from: '09:00', to: '10:00' };
    const isOpen = (time: string) => isWithinHours(Date.parse(time), 'Europe/Berlin', hours);
    expect(isOpen('2026-03-22T08:30:00Z')).toBe(true);
    expect(isOpen('2026-03-29T08:30:00Z')).toBe(false);
    expect(isOpen('2026-03-29T07:30:00Z')).toBe(true);
  });

  it('has names for places and for days in a row', () => {
    expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
    expect(hoursWords(contact().callingHours)).toBe('Mon to Fri, 09:00 to 18:00');
    expect(hoursWords({ days: ['sat', 'mon'], from: '10:00', to: '12:00' })).toBe('Mon, Sat, 10:00 to 12:00');
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    expect(hoursWords({ days: [...days], from: '08:00', to: '20:00' })).toBe('every day, 08:00 to 20:00');
  });
});

describe('what is next', () => {
  const next = (given: Parameters<typeof task>[0]) => nextActionWords(task(given), ms(0), 'Europe/Lisbon');

  it('is said as a length and as the time there (OR-9)', () => {
    expect(next({})).toBe('in 4 min, 09:04 in Lisbon');
    expect(next({ nextActionAt: at(20 * 3_600) })).toBe('in 20 h, Sat 05:00 in Lisbon');
    expect(next({ nextActionAt: at(-5) })).toBe('due now, waits for its turn');
    expect(nextActionWords(task(), ms(0), null)).toBe('in 4 min');
  });

  it('is what the task waits for, or what came of it', () => {
    expect(next({ status: 'IN_PROGRESS', nextActionAt: null })).toBe('on the phone');
    expect(next({ status: 'PENDING_USER_INFO', nextActionAt: null })).toBe('waits for an answer to its question');
    expect(next({ status: 'FAILED', result: 'He said no.', nextActionAt: null })).toBe('He said no.');
  });

  it('has a reason: their hours, the time that was given, or that others come first (OR-5, OR-9)', () => {
    const reason = (given: Parameters<typeof task>[0], seconds = 0) =>
      nextActionReason(task(given), ms(seconds), contact());
    expect(reason({}, -60)).toBe('They take calls Mon to Fri, 09:00 to 18:00.');
    expect(reason({})).toBe('Not before the time that it was given.');
    expect(reason({}, 240)).toContain('by priority and waiting time');
    expect(reason({ status: 'IN_PROGRESS' }, 240)).toBeNull();
  });

  it('counts the attempt that is under way as one that is being made', () => {
    expect(attemptWords(task({ status: 'IN_PROGRESS', attemptCount: 2 }))).toBe('attempt 2 of 3');
    expect(attemptWords(task({ attemptCount: 2 }))).toBe('2 of 3 attempts');
  });

  it('has lengths from seconds to days', () =>
    expect([45, 240, 7_000, 50_400, 100_000, 200_000].map(lengthWords)).toEqual([
      '45 s',
      '4 min',
      '2 h',
      '14 h',
      '28 h',
      '2 days',
    ]));

  it('has years where nobody counts days any more', () =>
    expect([729, 730, 26_339].map((days) => lengthWords(days * 86_400))).toEqual(['729 days', '2 years', '72 years']));
});

describe('the outreach clock', () => {
  it('moves on at its speed, and so does how far it is ahead (OR-9)', () => {
    const clock = { now: at(0), speed: 60, aheadSeconds: 100 };
    expect(clockAfter(clock, 2_000)).toEqual({ now: at(120), speed: 60, aheadSeconds: 218 });
  });

  it('says what its speed means, and that it is ahead only where somebody would notice', () => {
    expect(speedSentence(1)).toContain('comes in 5 min');
    expect(speedSentence(60)).toContain('a retry in 5 min comes in 5 s');
    expect(aheadWords({ aheadSeconds: 0.4 })).toBeNull();
    expect(aheadWords({ aheadSeconds: 10_800 })).toBe('3 h ahead of the wall clock');
  });
});

describe('a span of days', () => {
  const words = (from: string | null, to: string | null) => daysWords({ from, to }, ms(0));

  it('go by their usual names, and by their dates otherwise (OR-9)', () => {
    expect(words(null, null)).toBe('Any day');
    for (const { label, days } of usualDays(ms(0))) expect(daysWords(days, ms(0))).toBe(label);
    expect(words('2026-11-01', null)).toBe('since 1 Nov 2026');
    expect(words(null, '2026-11-03')).toBe('until 3 Nov 2026');
    expect(words('2026-11-03', '2026-11-03')).toBe('3 Nov 2026');
    expect(words('2026-11-01', '2026-11-03')).toBe('1 Nov to 3 Nov 2026');
    expect(words('2025-12-30', '2026-01-02')).toBe('30 Dec 2025 to 2 Jan 2026');
  });

  it('begin so that today is one of them', () =>
    expect(usualDays(Date.parse('2026-11-21T23:59:59Z')).map(({ days }) => days.from)).toEqual([
      null,
      '2026-11-21',
      '2026-11-15',
      '2026-10-23',
    ]));
});

describe('a new task', () => {
  it('says by field what it lacks', () => {
    expect(Object.keys(faultsOf(emptyDraft()))).toEqual(['botId', 'contactId', 'objective']);
    const written = { ...emptyDraft(), botId: 'mona-field', contactId: 'joana-reis', objective: 'Ask.' };
    expect(faultsOf(written)).toEqual({});
    expect(faultsOf({ ...written, maxAttempts: 21 })).toEqual({ maxAttempts: 'A whole number from 1 to 20.' });
  });

  it('begins with what is known when the same contact is called again', () => {
    const again = draftAgain(task({ status: 'FAILED', context: 'She draws.', result: 'Nobody picked up.' }));
    expect(again).toMatchObject({ contactId: 'joana-reis', context: 'She draws.\nBefore: Nobody picked up.' });
    expect(faultsOf(again)).toEqual({});
  });

  it('shows what the server refused at its field, and in one sentence where there is none', () => {
    const problem = { type: '/problems/invalid', title: 'Invalid', status: 400, detail: 'Wrong.' };
    const errors = [{ field: 'body.contactId', message: 'There is no such contact.' }];
    expect(refusalOf({ ...problem, errors }, 'Wrong.')).toEqual({
      faults: { contactId: 'There is no such contact.' },
      fault: null,
    });
    expect(refusalOf(problem, 'Wrong.')).toEqual({ faults: {}, fault: 'Wrong.' });
  });
});

it('tells what a tool was given in one line, or that it could not be read (OR-3)', () => {
  expect(argumentWords({ in_minutes: 30, why: 'in a meeting' })).toBe('in minutes 30, why “in a meeting”');
  expect(argumentWords({ text: 'x'.repeat(500) }).length).toBeLessThan(140);
  expect(argumentWords(null)).toContain('could not be read');
});
