/** Drawers of several readers under random commands, time and restarts, against a plain model of them (CO-8). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Notification } from '../../server/contract/notification.ts';
import { drawerQuery, notificationDraft, openNotifications } from '../support/notifications.ts';

const readers = ['ana', 'ben'] as const;
const keys = ['a', 'b', 'c'] as const;
const minuteMs = 60_000;

interface Mark {
  isRead: boolean;
  isCleared: boolean;
  until: number | null;
}
interface Entry {
  readonly key: string;
  readonly reader: string | null;
  count: number;
  lastMs: number;
  readonly marks: Record<string, Mark>;
}

const reader = fc.constantFrom(...readers);
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('notify' as const),
      key: fc.constantFrom(...keys),
      reader: fc.constantFrom(null, ...readers),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('read' as const, 'unread' as const, 'snooze' as const),
      reader,
      index: fc.nat(4),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('read all' as const, 'clear' as const), reader }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 5, 30, 60, 61) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** The same without a database: the newest last. */
class Model {
  entries: Entry[] = [];

  notify(key: string, whose: string | null, nowMs: number): void {
    const last = this.entries.findLast((entry) => entry.key === key && entry.reader === whose);
    const isSeen = last && Object.values(last.marks).some(({ isRead, isCleared }) => isRead || isCleared);
    if (!last || (isSeen && nowMs - last.lastMs >= 60 * minuteMs)) {
      const marks = Object.fromEntries(readers.map((name) => [name, { isRead: false, isCleared: false, until: null }]));
      this.entries.push({ key, reader: whose, count: 1, lastMs: nowMs, marks });
      return;
    }
    this.entries = [...this.entries.filter((entry) => entry !== last), last];
    Object.assign(last, { count: last.count + 1, lastMs: nowMs });
    for (const mark of Object.values(last.marks)) Object.assign(mark, { isRead: false, isCleared: false });
  }

  /** What comes back comes back unread. */
  returnDue(nowMs: number): void {
    for (const { marks } of this.entries)
      for (const mark of Object.values(marks))
        if (mark.until !== null && mark.until <= nowMs) Object.assign(mark, { until: null, isRead: false });
  }

  drawer(whose: string): Entry[] {
    const isThere = (entry: Entry) => (entry.reader ?? whose) === whose && !entry.marks[whose]!.isCleared;
    return this.entries.filter(isThere).toReversed();
  }
}

const told = ({ title, count, reader: whose, isRead, snoozedUntil }: Notification) =>
  `${title} ${whose} ×${count} ${isRead ? 'read' : ''} ${snoozedUntil === null ? '' : Date.parse(snoozedUntil)}`;
const expected = (whose: string, { key, count, reader: of, marks }: Entry) =>
  `${key} ${of} ×${count} ${marks[whose]!.isRead ? 'read' : ''} ${marks[whose]!.until ?? ''}`;

type Parts = Awaited<ReturnType<typeof openNotifications>>;

/** Does the same to the service, opened anew as after a restart, and to the model. */
async function perform({ open, time }: Parts, ventureId: string, model: Model, one: Command): Promise<void> {
  const service = open();
  if (one.do === 'notify') {
    await service.notify(notificationDraft({ ventureId, reader: one.reader, groupKey: one.key, title: one.key }));
    return model.notify(one.key, one.reader, time.now());
  }
  if (one.do === 'pass') {
    time.advance(one.minutes * minuteMs);
    await service.beat(time.now());
    return model.returnDue(time.now());
  }
  const drawer = { ventureId, reader: one.reader };
  const there = model.drawer(one.reader).map((entry) => entry.marks[one.reader]!);
  if (!('index' in one)) {
    await (one.do === 'clear' ? service.clear(drawer) : service.readAll(drawer));
    const change = one.do === 'clear' ? { isCleared: true } : { isRead: true };
    for (const mark of there) if (mark.until === null) Object.assign(mark, change);
    return;
  }
  const { items } = await service.page(drawer, { ...drawerQuery, ventureId });
  const picked = items[one.index];
  if (!picked) return;
  if (one.do === 'snooze') await service.snooze(drawer, [picked.id], 30);
  else await service.markRead(drawer, [picked.id], one.do === 'read');
  const until = one.do === 'snooze' ? time.now() + 30 * minuteMs : null;
  Object.assign(there[one.index]!, { until, isRead: one.do === 'read' });
}

test('whatever is raised, read, cleared and snoozed, each drawer is what a plain model says, and so is its count (CO-8)', async () => {
  const parts = await openNotifications();
  const venture: object = (await parts.database.write('ventures').first('*')) as object;
  let runCount = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
      const ventureId = `run-${(runCount += 1)}`;
      await parts.database.write('ventures').insert({ ...venture, id: ventureId });
      const model = new Model();
      for (const one of commands) await perform(parts, ventureId, model, one);
      for (const whose of readers) {
        const page = await parts.open().page({ reader: whose }, { ...drawerQuery, ventureId });
        const drawer = model.drawer(whose);
        expect(page.items.map(told)).toEqual(drawer.map((entry) => expected(whose, entry)));
        const isUnread = ({ marks }: Entry) => !marks[whose]!.isRead && marks[whose]!.until === null;
        expect(page.unread).toBe(drawer.filter(isUnread).length);
        const positions = page.items.map(({ position }) => position);
        expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => b - a));
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
