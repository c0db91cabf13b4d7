import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Contact, ContactSummary } from '../../../server/contract/contact.ts';
import { readYamlFile } from '../../../server/systems/scenarios/index.ts';

const folder = path.resolve(import.meta.dirname, '../../../seeds/contacts');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const contacts = files.map((name) => readYamlFile(path.join(folder, name), Contact));

/** Day and time of a contact at a moment. */
function localTime(timeZone: string, at: Date): { day: string; clock: string } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: parts['weekday']!.toLowerCase(), clock: `${parts['hour']}:${parts['minute']}` };
}

function isCallable({ timeZone, callingHours }: Contact, at: Date): boolean {
  const { day, clock } = localTime(timeZone, at);
  const { days, from, to } = callingHours;
  return (days as string[]).includes(day) && clock >= from && clock < to;
}

test('every contact that ships is named as its file, and has a role, a temperament and a phone of its own (OR-2)', () => {
  expect(files).toEqual(contacts.map(({ id }) => `${id}.yaml`));
  expect(contacts.length).toBeGreaterThanOrEqual(14);
  expect(new Set(contacts.map(({ phone }) => phone)).size).toBe(contacts.length);
  expect(new Set(contacts.map(({ role }) => role)).size).toBe(4);
  expect(new Set(contacts.map(({ temperament }) => temperament)).size).toBe(5);
});

test.each(['2026-01-12', '2026-07-13'])('somebody can be called at any hour of the week of %s (OR-2)', (monday) => {
  for (let halfHours = 0; halfHours < 7 * 48; halfHours += 1) {
    const at = new Date(Date.parse(`${monday}T00:00:00Z`) + halfHours * 1_800_000);
    const callable = contacts.filter((contact) => isCallable(contact, at));
    expect(callable.length, at.toISOString()).toBeGreaterThanOrEqual(2);
  }
});

test('every menu that ships leads to its contact, and each of its keys somewhere (OR-2)', () => {
  const menus = contacts.flatMap(({ menu }) => (menu ? [menu] : []));
  expect(menus.length).toBeGreaterThanOrEqual(3);
  for (const menu of menus) {
    const ids = new Set<string>([...menu.map(({ id }) => id), 'contact', 'hang_up']);
    const reached = new Set([menu[0]!.id]);
    for (const id of reached) {
      for (const target of Object.values(menu.find((node) => node.id === id)?.keys ?? {})) {
        expect(ids).toContain(target);
        reached.add(target);
      }
    }
    expect(reached).toContain('contact');
  }
});

test('some have voicemail, some are often busy, and some ask what a bot cannot know (OR-2)', () => {
  expect(contacts.filter(({ hasVoicemail }) => hasVoicemail).length).toBeGreaterThanOrEqual(3);
  expect(contacts.filter(({ answer }) => answer.busyPercent >= 40).length).toBeGreaterThanOrEqual(2);
  expect(contacts.filter(({ doubts }) => doubts.length > 0).length).toBeGreaterThanOrEqual(8);
});

test('what is told of a contact before a call says nothing of how the call will go (OR-2)', () => {
  const told = Object.keys(ContactSummary.shape);
  for (const secret of ['answer', 'agreePercent', 'doubts', 'knows', 'menu', 'patienceTurns', 'style'])
    expect(told).not.toContain(secret);
});
