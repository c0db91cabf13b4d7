import { describe, expect, it } from 'vitest';
import {
  bellWords,
  minutesUntilMorning,
  stays,
  unreadBeside,
} from '../../../admin/src/components/notification/notification-words.ts';
import { notification } from './notification-fixtures.ts';

describe('the number on the bell', () => {
  it('is open questions and unread notifications, and says so (CO-8)', () => {
    expect(bellWords(2, 3)).toEqual({
      count: 5,
      label: '2 questions waiting for you, 3 unread notifications',
    });
    expect(bellWords(0, 1)).toEqual({ count: 1, label: '1 unread notification' });
    expect(bellWords(0, 0)).toEqual({ count: 0, label: 'Nothing waits for you' });
  });

  it('counts a question once, though a notification tells of it too, and one that expired as news (OR-7, CO-8)', () => {
    const asked = { text: 'May I bring my dog?', taskId: '019f5a2c-7d10-7c4e-9a51-5f2b8c0d1e37' };
    const link = `/outreach?task=${asked.taskId}`;
    const told = notification({ kind: 'question', text: asked.text, link });
    const expired = notification({ kind: 'question', text: `${asked.text} Nobody answered.`, link });
    expect(unreadBeside([told], [asked])).toBe(0);
    expect(unreadBeside([told], [])).toBe(1);
    expect(unreadBeside([expired], [])).toBe(1);
    expect(unreadBeside([told, notification()], [{ ...asked, taskId: 'another' }])).toBe(2);
  });

  it('leaves out what was read or put aside (CO-8)', () => {
    const items = [notification({ isRead: true }), notification({ snoozedUntil: '2026-11-22T08:00:00.000Z' })];
    expect(unreadBeside(items, [])).toBe(0);
  });
});

describe('a notification', () => {
  it('stays as a toast only where something failed or cannot wait (CO-8, CO-9)', () => {
    expect(stays(notification({ level: 'error' }))).toBe(true);
    expect(stays(notification({ level: 'warning', isCritical: true }))).toBe(true);
    expect(stays(notification({ level: 'warning' }))).toBe(false);
    expect(stays(notification({ level: 'coach_alert' }))).toBe(false);
  });

  it('is put aside until eight o’clock of the next day by this clock, never until this very morning (CO-8)', () => {
    const local = (hour: number, minute = 0) => new Date(2026, 10, 21, hour, minute).getTime();
    expect(minutesUntilMorning(local(7))).toBe(25 * 60);
    expect(minutesUntilMorning(local(23, 30))).toBe(8 * 60 + 30);
    expect(minutesUntilMorning(local(0))).toBe(32 * 60);
  });
});
