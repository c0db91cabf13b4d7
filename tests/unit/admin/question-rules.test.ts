import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../../admin/src/api/server-clock.ts';
import { endOf, standingOf, thanksFor } from '../../../admin/src/components/question/question-words.ts';
import { askingOf, newerOf, waitingFor } from '../../../admin/src/live/question-queue.ts';
import { answeredBy, askedMs, at, question } from './question-fixtures.ts';

describe('the server’s clock', () => {
  const header = (ms: number) => new Date(Math.floor(ms / 1_000) * 1_000).toUTCString();

  it('is known to within a second from any answers, however slow, and whatever the laptop shows (OR-7)', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -86_400_000, max: 86_400_000 }),
        fc.array(fc.tuple(fc.nat(5_000), fc.nat(2_000), fc.nat(2_000)), { minLength: 1, maxLength: 20 }),
        (wrongByMs, requests) => {
          let own = 0;
          const trueMs = () => askedMs + own;
          const clock = createServerClock(
            () => own,
            () => trueMs() + wrongByMs,
          );
          let shortest = Infinity;
          for (const [pause, there, back] of requests) {
            own += pause;
            const sentAt = own;
            own += there;
            const date = header(trueMs());
            own += back;
            clock.hearDate(date, sentAt);
            shortest = Math.min(shortest, there + back);
          }
          expect(Math.abs(clock.now() - trueMs())).toBeLessThanOrEqual((1_000 + shortest) / 2 + 1);
        },
      ),
    ));

  it('is never behind something that has happened there, and starts anew when it was set back', () => {
    let own = 0;
    const clock = createServerClock(
      () => own,
      () => 0,
    );
    clock.hearDate(header(askedMs), 0);
    clock.hearMoment(at(0.9));
    expect(clock.now()).toBeGreaterThanOrEqual(askedMs + 900);
    own = 60_000;
    const hourAgo = askedMs - 3_600_000;
    clock.hearDate(header(hourAgo), 60_000);
    expect(Math.abs(clock.now() - hourAgo)).toBeLessThanOrEqual(1_000);
  });

  it('is this computer’s until the server has said anything that can be read', () => {
    const clock = createServerClock(
      () => 5,
      () => 77,
    );
    clock.hearDate(null, 0);
    clock.hearDate('yesterday', 0);
    expect(clock.now()).toBe(77);
  });
});

describe('what waits for somebody', () => {
  it('comes oldest first, theirs alone, and open alone (OR-7)', () => {
    const known = [
      question({ id: 'c', askedAt: at(2) }),
      question({ id: 'b', askedAt: at(1) }),
      question({ id: 'd', askedAt: at(1) }),
      question({ id: 'x', creator: 'another' }),
      answeredBy('panel', true, { id: 'y' }),
    ];
    expect(waitingFor('panel', known).map(({ id }) => id)).toEqual(['b', 'd', 'c']);
  });

  it('stays closed once it is, though an older word of it comes late (OR-7)', () => {
    const closed = answeredBy('panel', true);
    expect(newerOf(closed, question())).toBe(closed);
    expect(newerOf(question(), closed)).toBe(closed);
    expect(newerOf(undefined, closed)).toBe(closed);
  });

  it('is another asking when another call asks it (OR-6)', () =>
    expect(askingOf(question({ callId: 'other' }))).not.toBe(askingOf(question())));
});

describe('where a question stands', () => {
  it('counts whole seconds down to what the server has said, and says what comes after (OR-7)', () => {
    const standing = standingOf(question({ defaultText: 'No, the time stays' }), askedMs + 2_100);
    expect(standing).toMatchObject({ phase: 'live', headline: 'The call waits 8 s more' });
    expect(standing.consequence).toBe(
      'Then the call ends; an answer after that starts a new one, within 60 min. Otherwise “No, the time stays” holds.',
    );
  });

  it('is over for the call at its deadline and not a moment before, and still open (OR-6)', () => {
    expect(standingOf(question(), askedMs + 9_999).phase).toBe('live');
    const left = standingOf(question(), askedMs + 10_000);
    expect(left).toMatchObject({ phase: 'left', headline: 'The call has ended' });
    expect(left.consequence).toContain('An answer starts a new call');
    expect(left.consequence).toContain('expires unanswered');
    expect(standingOf(question({ liveUntil: null }), askedMs + 1).phase).toBe('left');
  });

  it('is due when its time is up and the server has not said so yet', () =>
    expect(standingOf(question(), askedMs + 3_600_000)).toMatchObject({ phase: 'due', secondsLeft: 0 }));

  it('never speaks of a call where there was none', () => {
    const lone = question({ callId: null });
    for (const seconds of [1, 11, 3_700]) {
      const { headline, consequence } = standingOf(lone, askedMs + seconds * 1_000);
      expect(`${headline} ${consequence}`).not.toContain('call');
    }
  });
});

describe('how a question ended', () => {
  it('is nothing while it is open', () => expect(endOf(question(), 'panel')).toBeNull());

  it('tells one’s own answer from another’s, and a live one from a late one (OR-7)', () => {
    expect(endOf(answeredBy('panel', true), 'panel')).toBe('You answered “Yes, half an hour later”, in time.');
    expect(endOf(answeredBy('leo', false), 'panel')).toContain('Leo answered');
    expect(thanksFor(answeredBy('panel', true))).toBe('The call goes on with your answer.');
    expect(thanksFor(answeredBy('panel', false))).toBe('A new call goes out with your answer.');
  });

  it('keeps expired and taken back apart, and says which default holds (OR-7)', () => {
    expect(endOf(question({ status: 'expired', defaultText: 'No' }), 'panel')).toBe(
      'Nobody answered in time. “No” holds.',
    );
    const taken = question({ status: 'cancelled', defaultText: 'No', closedReason: 'The task was cancelled.' });
    expect(endOf(taken, 'panel')).toBe('The task was cancelled.');
  });
});
