/** The life of a task, walked at random: by the table, with an event for each change, within its attempts (OR-1, OR-5). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallingHours, Weekday } from '../../../../server/contract/contact.ts';
import type { CallOutcome, TaskStatus } from '../../../../server/contract/outreach.ts';
import { callableFrom, isCallable } from '../../../../server/systems/outreach/calling-hours.ts';
import type { Asked, Changed, EndOfCall, Prospects } from '../../../../server/systems/outreach/rules.ts';
import {
  callEnded,
  callStarted,
  cancelled,
  created,
  failed,
  isOver,
  mostReschedules,
  mostWaits,
  questionClosed,
  taskLifeCycle,
} from '../../../../server/systems/outreach/rules.ts';
import type { EventState, TaskState } from '../../../../server/systems/outreach/task-state.ts';

const draft = {
  id: '01a1ff1e-959d-7b2a-b432-f7b747381f69',
  ventureId: 'default',
  creator: 'panel',
  botId: 'mona-field',
  contactId: 'kenji-mori',
  sessionId: null,
  objective: 'Confirm the talk.',
  context: '',
  priority: 'normal',
  maxAttempts: 3,
  nextActionAtMs: 0,
} as const;
const when = (clockMs = 0) => ({ atMs: clockMs, clockMs, by: 'server' });
const newTask = (maxAttempts = 3): TaskState => created({ ...draft, maxAttempts }, when()).task;
const endOf = (outcome: CallOutcome, changes: Partial<EndOfCall> = {}): EndOfCall => ({
  callId: draft.id,
  outcome,
  sentence: 'It ended.',
  result: null,
  isRetryWorthwhile: true,
  callAgainInSeconds: null,
  ...changes,
});
const prospects = (asked: Asked = 'none'): Prospects => ({ asked, callableFrom: (ms) => ms, jitterOf: () => 0.5 });
const called = (task: TaskState): TaskState => callStarted(task, draft.id, when()).task;
const ended = (outcome: CallOutcome, changes: Partial<EndOfCall> = {}, asked: Asked = 'none', task = newTask()) =>
  callEnded(called(task), endOf(outcome, changes), when(1_000), prospects(asked));

describe('what a call’s end makes of its task', () => {
  test('done completes it, and a no ends it: nobody is called again for it (OR-4)', () => {
    expect(ended('DONE', { result: 'She comes.' }).task).toMatchObject({ status: 'COMPLETED', result: 'She comes.' });
    expect(ended('REFUSED').task).toMatchObject({ status: 'FAILED', result: 'It ended.', nextActionAtMs: null });
  });

  test.each(['VOICEMAIL', 'FAILED_NO_ANSWER', 'FAILED_BUSY', 'DROPPED', 'FAILED_ERROR', 'CANCELLED'] as const)(
    '%s is retried after the backoff while attempts are left and it could help (OR-4, OR-5)',
    (outcome) => {
      expect(ended(outcome).task).toMatchObject({
        status: 'RETRY_SCHEDULED',
        nextActionAtMs: 301_000,
        attemptCount: 1,
      });
      expect(ended(outcome, { isRetryWorthwhile: false }).task.status).toBe('FAILED');
      const last = ended(outcome, {}, 'none', newTask(1));
      expect(last.task.status).toBe('FAILED');
      expect(last.event.why).toBe('It ended. The one attempt is used up.');
    },
  );

  test('another time is kept to, and gives the attempt back; thrice, then it counts (OR-5)', () => {
    let task = newTask(2);
    for (let count = 0; count < mostReschedules; count += 1) {
      task = ended('RESCHEDULED', { callAgainInSeconds: 600 }, 'none', task).task;
      expect(task).toMatchObject({ status: 'RETRY_SCHEDULED', attemptCount: 0, nextActionAtMs: 601_000 });
    }
    expect(ended('RESCHEDULED', {}, 'none', task).task).toMatchObject({ attemptCount: 1, status: 'RETRY_SCHEDULED' });
  });

  test('a question that is open keeps it waiting; one answered meanwhile does not (OR-6)', () => {
    expect(ended('WAITING_FOR_USER', {}, 'open').task).toMatchObject({ status: 'PENDING_USER_INFO', attemptCount: 0 });
    expect(ended('WAITING_FOR_USER', {}, 'answered').task).toMatchObject({
      status: 'RETRY_SCHEDULED',
      nextActionAtMs: 1_000,
    });
    expect(ended('WAITING_FOR_USER', {}, 'expired').task.status).toBe('FAILED');
  });

  test('waiting for its creator uses no attempt up, thrice; then it counts (OR-6)', () => {
    let task = newTask(1);
    for (let count = 0; count < mostWaits; count += 1)
      task = questionClosed(ended('WAITING_FOR_USER', {}, 'open', task).task, 'answered', when(5), (ms) => ms).task;
    expect(task).toMatchObject({ status: 'RETRY_SCHEDULED', attemptCount: 0, nextActionAtMs: 5 });
    expect(ended('WAITING_FOR_USER', {}, 'open', task).task).toMatchObject({ status: 'FAILED', attemptCount: 1 });
  });
});

test('what cannot follow is refused, with what can (OR-1)', () => {
  const over = cancelled(newTask(), 'Enough.', when(), null).task;
  expect(() => cancelled(over, 'Again.', when(), null)).toThrow('is CANCELLED and cannot become CANCELLED');
  expect(() => callEnded(newTask(), endOf('DONE'), when(), prospects())).toThrow('possible: IN_PROGRESS');
});

const outcomes: readonly CallOutcome[] = [
  'DONE',
  'REFUSED',
  'RESCHEDULED',
  'WAITING_FOR_USER',
  'FAILED_NO_ANSWER',
  'FAILED_BUSY',
  'VOICEMAIL',
  'DROPPED',
  'FAILED_ERROR',
  'CANCELLED',
];
const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const contacts = fc.record({
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'),
  callingHours: fc
    .record({
      days: fc.uniqueArray(fc.constantFrom(...week), { minLength: 1 }),
      from: fc.constantFrom('00:15', '01:30', '02:15', '09:00'),
      to: fc.constantFrom('02:45', '03:30', '17:00'),
    })
    .filter(({ from, to }) => from < to) as fc.Arbitrary<CallingHours>,
});
/** The evenings before both nights of the year in Europe and in America, and any other. */
const beginnings = fc.constantFrom(
  ...['2026-03-28T20:00Z', '2026-10-24T20:00Z', '2026-03-07T22:00Z', '2026-10-31T22:00Z', '2026-06-10T08:00Z'].map(
    Date.parse,
  ),
);
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...Array.from({ length: 12 }, () => 'call'), 'answer', 'expire', 'cancel', 'fail'),
    outcome: fc.constantFrom(...outcomes, 'RESCHEDULED', 'WAITING_FOR_USER', 'FAILED_NO_ANSWER'),
    asked: fc.constantFrom<Asked>('open', 'open', 'answered', 'expired', 'none'),
    isRetryWorthwhile: fc.boolean(),
    callAgainInSeconds: fc.option(fc.integer({ min: -100, max: 10_000_000 })),
    draw: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
    lateMs: fc.integer({ min: 0, max: 12 * 3_600_000 }),
    callMs: fc.integer({ min: 0, max: 1_800_000 }),
  }),
  { maxLength: 40 },
);
type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;
type Contact = typeof contacts extends fc.Arbitrary<infer One> ? One : never;

interface Walk {
  task: TaskState;
  readonly events: EventState[];
  readonly callsAtMs: number[];
  readonly retriesDueAtMs: number[];
}

/** One thing that happens, where it can. @returns What changed, in order. */
function happen({ task, callsAtMs, retriesDueAtMs }: Walk, step: Step, contact: Contact): Changed[] {
  const from = (ms: number) => callableFrom(ms, contact);
  const nowMs = Math.max(task.updatedAtMs, task.nextActionAtMs ?? 0);
  if (step.kind === 'cancel') return [cancelled(task, 'Enough.', when(nowMs), null)];
  if (step.kind === 'fail') return [failed(task, 'It cannot go on.', when(nowMs))];
  if (task.status === 'PENDING_USER_INFO') {
    const asked = step.kind === 'expire' ? 'expired' : 'answered';
    return [questionClosed(task, asked, when(nowMs + step.lateMs), from)];
  }
  if (task.status === 'RETRY_SCHEDULED') retriesDueAtMs.push(task.nextActionAtMs!);
  // Its line may be busy for hours; then it begins within the next ones.
  const beganMs = from(task.nextActionAtMs! + step.lateMs);
  callsAtMs.push(beganMs);
  const begun = callStarted(task, draft.id, when(beganMs));
  const plan = { asked: step.asked, callableFrom: from, jitterOf: () => step.draw };
  return [begun, callEnded(begun.task, endOf(step.outcome, step), when(beganMs + step.callMs), plan)];
}

test('whatever happens, changes go by the table, each has its event, attempts have their bound and retries their hours (OR-1, OR-5)', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(contacts, beginnings, fc.integer({ min: 1, max: 4 }), steps, (contact, atMs, maxAttempts, all) => {
      const first = created({ ...draft, maxAttempts, nextActionAtMs: callableFrom(atMs, contact) }, when(atMs));
      const walk: Walk = { task: first.task, events: [first.event], callsAtMs: [], retriesDueAtMs: [] };
      for (const step of all) {
        if (isOver(walk.task.status)) break;
        for (const { task, event } of happen(walk, step, contact)) {
          expect(event).toMatchObject({ from: walk.task.status, to: task.status, position: walk.events.length + 1 });
          expect(taskLifeCycle[walk.task.status]).toContain(task.status);
          seen.add(`${event.from} ${event.to}`);
          walk.events.push(event);
          walk.task = task;
          expect(task.attemptCount).toBeLessThanOrEqual(maxAttempts);
          expect(task.eventCount).toBe(walk.events.length);
          expect(task.nextActionAtMs !== null).toBe(task.status === 'RETRY_SCHEDULED');
        }
      }
      const made = walk.callsAtMs;
      expect(made.length).toBeLessThanOrEqual(maxAttempts + mostWaits + mostReschedules);
      expect(walk.retriesDueAtMs.every((dueAtMs) => isCallable(dueAtMs, contact))).toBe(true);
      expect(made.every((callAtMs, index) => index === 0 || callAtMs > made[index - 1]!)).toBe(true);
    }),
    { numRuns: 600 },
  );
  const legal = Object.entries(taskLifeCycle).flatMap(([from, next]) => next.map((to: TaskStatus) => `${from} ${to}`));
  // A task is never called off, and never fails, in the middle of a call in this walk: the call's own end comes first.
  expect(legal.filter((change) => !seen.has(change))).toEqual(['IN_PROGRESS CANCELLED']);
});
