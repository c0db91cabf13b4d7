/** The people who can be called: read from their files, and as the API shows them (OR-2). */
import { Contact } from '../../contract/contact.ts';
import type { ContactSummary } from '../../contract/contact.ts';
import { loadFolder } from '../scenarios/index.ts';
import { callableFrom, isCallable, isTimeZone, localTimeOf } from './calling-hours.ts';
import { isoOf } from './task-state.ts';

/** A contact whose time zone there is, and whose menu leads somewhere with every key. */
const ContactFile = Contact.refine(({ timeZone }) => isTimeZone(timeZone), {
  path: ['timeZone'],
  message: 'use an IANA name, such as Europe/Lisbon',
}).superRefine(({ menu }, context) => {
  const known = new Set([...(menu ?? []).map(({ id }) => id), 'contact', 'hang_up']);
  for (const [index, { keys }] of (menu ?? []).entries())
    for (const [key, target] of Object.entries(keys))
      if (!known.has(target))
        context.addIssue({
          code: 'custom',
          path: ['menu', index, 'keys', key],
          message: `leads to “${target}”, which there is not; possible: ${[...known].join(', ')}`,
        });
});

/** All contacts of a folder by id. @throws {ClaqueError} bad-file for the first that is not valid. */
export const loadContacts = (folder: string): Map<string, Contact> => loadFolder(folder, ContactFile);

/** A contact as somebody may know them before calling. @param clockMs What the outreach clock shows. */
export function summaryOf(contact: Contact, clockMs: number): ContactSummary {
  const { id, name, role, organisation, phone, timeZone, callingHours, menu, hasVoicemail, temperament } = contact;
  return {
    id,
    name,
    role,
    organisation,
    phone,
    timeZone,
    callingHours,
    hasMenu: menu !== null && menu.length > 0,
    hasVoicemail,
    temperament,
    localTime: localTimeOf(clockMs, timeZone),
    isCallable: isCallable(clockMs, contact),
    nextCallableAt: isoOf(callableFrom(clockMs, contact)),
  };
}
