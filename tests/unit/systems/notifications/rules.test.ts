import { expect, test } from 'vitest';
import { NotificationActivity } from '../../../../server/contract/notification.ts';
import type { NotificationDraft, NotificationState } from '../../../../server/systems/notifications/rules.ts';
import {
  afterRepeat,
  isRepeatOf,
  isUnread,
  noMark,
  raised,
  shown,
  standardPreferences,
} from '../../../../server/systems/notifications/rules.ts';

const id = '019f5a2c-9c30-7b61-a1d2-3e4f5a6b7c8d';
const at = Date.UTC(2026, 10, 21, 9);
const draft = (changes: Partial<NotificationDraft> = {}): NotificationDraft => ({
  ventureId: 'default',
  reader: null,
  kind: 'cap',
  level: 'warning',
  isCritical: false,
  title: 'A title',
  text: 'A text.',
  link: '/settings',
  groupKey: 'cap:venture:near',
  ...changes,
});
const state = (changes: Partial<NotificationDraft> = {}): NotificationState =>
  raised(draft(changes), { id, position: 1, nowMs: at }).state;

test('the same again repeats the last while nobody has read that, and within the hour even if somebody has (CO-8)', () => {
  const last = state();
  expect(isRepeatOf(last, false, at + 9e9)).toBe(true);
  expect(isRepeatOf(last, true, at + 3_599_999)).toBe(true);
  expect(isRepeatOf(last, true, at + 3_600_000)).toBe(false);
});

test('a repeat is counted and stands at the end, with the newest words and the oldest beginning (CO-8)', () => {
  const before = state();
  const { state: after, activity } = raised(draft({ text: 'Newer.' }), {
    id: 'x',
    position: 9,
    nowMs: at + 5_000,
    before,
  });
  expect(after).toMatchObject({ id, count: 2, position: 9, text: 'Newer.', firstAtMs: at, lastAtMs: at + 5_000 });
  expect(NotificationActivity.parse(activity).type).toBe('notification.repeated');
  const earlier = raised(draft(), { id: 'x', position: 9, nowMs: at - 5_000, before }).state;
  expect(earlier.lastAtMs).toBe(at);
});

test('words of models and people are data: plain, bounded, on one line where they are a title (F-40)', () => {
  const { title, text, groupKey } = state({
    title: `Bot\n<b>x</b> ${'y'.repeat(300)}`,
    text: `[click](https://evil.example) \u202E${'z'.repeat(9_000)}`,
    groupKey: 'k'.repeat(900),
  });
  expect(title).toMatch(/^Bot x y+…$/);
  expect([title.length, text.length, groupKey.length]).toEqual([119, 500, 200]);
  expect(text).toMatch(/^click z+…$/);
});

test('a reader is spared the toast by quiet hours and by choice, but never that of a critical one (CO-9)', () => {
  const quietHours = { from: '08:00', to: '10:00', timeZone: 'UTC' };
  const isQuiet = (changes: Partial<NotificationDraft>, preferences: Partial<typeof standardPreferences>) =>
    shown(state(changes), noMark, { ...standardPreferences, ...preferences }, at).isQuiet;
  const drawerOnly = { kinds: { ...standardPreferences.kinds, cap: 'drawer' as const } };
  expect(isQuiet({}, {})).toBe(false);
  expect(isQuiet({}, { quietHours })).toBe(true);
  expect(isQuiet({}, drawerOnly)).toBe(true);
  expect(isQuiet({ kind: 'question' }, {})).toBe(true);
  expect(isQuiet({ isCritical: true }, { quietHours, ...drawerOnly })).toBe(false);
});

test('what is snoozed is neither read nor unread until its time has come (CO-8)', () => {
  const mark = { ...noMark, snoozedUntilMs: at + 60_000 };
  const before = shown(state(), mark, standardPreferences, at + 59_999);
  expect([before.snoozedUntil, isUnread(before)]).toEqual(['2026-11-21T09:01:00.000Z', false]);
  const after = shown(state(), mark, standardPreferences, at + 60_000);
  expect([after.snoozedUntil, isUnread(after)]).toEqual([null, true]);
});

test('a repeat takes back that it was read or cleared, but not that it is snoozed (CO-8)', () => {
  expect(afterRepeat({ isRead: true, isCleared: true, snoozedUntilMs: 7 })).toEqual({
    isRead: false,
    isCleared: false,
    snoozedUntilMs: 7,
  });
});
