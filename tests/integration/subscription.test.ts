/** A subscription under every order of commits and reads: nothing twice, nothing left out (PL-10). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Activity } from '../../server/contract/activity.ts';
import type { ServerMessage } from '../../server/contract/stream.ts';
import { activityFrame } from '../../server/platform/live/frames.ts';
import { Subscription, maxBufferedBytes } from '../../server/platform/live/subscription.ts';

const activityOf = (number: number): Activity => ({
  number,
  ventureId: 'default',
  sessionId: null,
  type: 'noted',
  tick: null,
  payload: {},
  causedBy: null,
  at: new Date(0).toISOString(),
});

/** A log, a client that may stop reading, and the subscription between them. */
function world(schedule: fc.Scheduler, since: number) {
  const log: Activity[] = [];
  const sent: ServerMessage[] = [];
  const attempts: Promise<void>[] = [];
  const blocked: (() => void)[] = [];
  const client = { isReading: true };
  const outlet = {
    isOpen: () => true,
    bufferedBytes: () => (client.isReading ? 0 : maxBufferedBytes + 1),
    send: (frame: Buffer, onSent?: () => void) => {
      sent.push(JSON.parse(frame.toString()) as ServerMessage);
      if (!onSent) return;
      if (client.isReading) onSent();
      else blocked.push(onSent);
    },
    attempt: (operation: () => Promise<void>) => void attempts.push(operation()),
  };
  const past = {
    latest: () => log.length,
    // The page is what was on disk when it was asked for; it arrives some time later.
    read: (_topic: string, after: number) => schedule.schedule(Promise.resolve(log.slice(after, after + 3))),
    snapshot: () => schedule.schedule(Promise.resolve([])),
  };
  const commit = () => {
    const activity = activityOf(log.length + 1);
    log.push(activity);
    subscription.publish(activity.number, activityFrame('sessions', activity));
  };
  const setReading = (isReading: boolean) => {
    client.isReading = isReading;
    if (isReading) for (const onSent of blocked.splice(0)) onSent();
  };
  for (let count = 0; count < 5; count += 1) log.push(activityOf(count + 1));
  const subscription = new Subscription('sessions', since, outlet, past);
  return { log, sent, subscription, commit, setReading };
}

test('with a client that reads, each activity comes once and in order, however commits fall', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 12 }),
      async (schedule, since, count) => {
        const { sent, subscription, commit, log } = world(schedule, since);
        subscription.start();
        schedule.scheduleSequence(Array.from({ length: count }, () => () => Promise.resolve(commit())));
        await schedule.waitIdle();
        const numbers = sent.flatMap((message) => (message.type === 'activity' ? [message.activity.number] : []));
        expect(numbers).toEqual(log.map(({ number }) => number).filter((number) => number > since));
      },
    ),
  );
});

test('with a client that stops and goes on, a snapshot covers exactly what was left out', async () => {
  const steps = fc.array(fc.constantFrom('commit', 'stop', 'read'), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), steps, async (schedule, script) => {
      const { sent, subscription, commit, setReading, log } = world(schedule, 5);
      subscription.start();
      const actions = { commit, stop: () => setReading(false), read: () => setReading(true) };
      schedule.scheduleSequence([...script, 'read' as const].map((step) => () => Promise.resolve(actions[step]())));
      await schedule.waitIdle();
      let cursor = 5;
      for (const message of sent) {
        if (message.type === 'activity') expect(message.activity.number).toBe((cursor += 1));
        if (message.type === 'lagging') expect(message.droppedFrom).toBe(cursor + 1);
        if (message.type === 'snapshot') cursor = message.latest;
      }
      expect(cursor).toBe(log.length);
    }),
  );
});
