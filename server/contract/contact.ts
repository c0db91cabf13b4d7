/** Simulated contacts: people who can be called (OR-2). They come as YAML in seeds/contacts. */
import { z } from 'zod';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use hours and minutes, such as 09:30');
const percent = z.int().min(0).max(100);
const line = z.string().trim().min(1).max(300);
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by -');

export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof Weekday>;

/** When they take calls, in their own time zone; `to` is later than `from`. */
export const CallingHours = z
  .strictObject({ days: z.array(Weekday).min(1), from: clock, to: clock })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be later than from' })
  .meta({ id: 'CallingHours' });
export type CallingHours = z.infer<typeof CallingHours>;

/** One level of a touch-tone menu: what it says, and where each key leads. */
export const MenuNode = z
  .strictObject({
    id,
    says: line,
    keys: z.record(
      z.string().regex(/^[0-9*#]$/, 'use one key: 0 to 9, * or #'),
      z.string().describe('Id of the node it leads to; `contact`: it is put through; `hang_up`: the line ends.'),
    ),
    /** After so many seconds without a key it says its words again, thrice at most. */
    timeoutSeconds: z.int().min(3).max(60).default(8),
  })
  .meta({ id: 'MenuNode' });
export type MenuNode = z.infer<typeof MenuNode>;

/** A piece of what they know: said when the bot asks about it. */
export const ContactFact = z.strictObject({ about: line, text: line }).meta({ id: 'ContactFact' });

/** Something they want to know before they agree; a bot whose context does not say it has to ask its creator. */
export const ContactDoubt = z.strictObject({ about: line, question: line }).meta({ id: 'ContactDoubt' });

export const Contact = z
  .strictObject({
    id,
    name: line,
    role: z.enum(['attendee', 'speaker', 'sponsor', 'partner']),
    organisation: line.nullable().default(null),
    /** Of the ranges kept free for fiction; nothing is ever dialled. */
    phone: z.string().regex(/^\+[0-9 ]{6,24}$/, 'use + and digits'),
    timeZone: z.string().describe('IANA name, such as Europe/Lisbon.'),
    callingHours: CallingHours,
    answer: z
      .strictObject({
        answerPercent: percent.describe('How often they pick up within their hours.'),
        busyPercent: percent.describe('How often the line is busy. The rest rings out, or goes to voicemail.'),
        dropPercent: percent.default(0).describe('How often a call that was answered is cut off.'),
      })
      .refine(
        ({ answerPercent, busyPercent }) => answerPercent + busyPercent <= 100,
        'the two are at most 100 together',
      ),
    hasVoicemail: z.boolean().default(false),
    voicemailGreeting: line.nullable().default(null),
    menu: z.array(MenuNode).max(20).nullable().default(null).describe('The first node answers. Null: no menu.'),
    /** Turns of talk after which they want to go. */
    patienceTurns: z.int().min(2).max(30),
    temperament: z.enum(['warm', 'busy', 'sceptical', 'chatty', 'curt']),
    agreePercent: percent.describe('How likely they are to say yes once their doubts are answered.'),
    knows: z.array(ContactFact).max(20).default([]),
    doubts: z.array(ContactDoubt).max(5).default([]),
    style: line.describe('How they speak, for whoever writes their lines.'),
  })
  .meta({ id: 'Contact', description: 'A simulated person who can be called (OR-2).' });
export type Contact = z.infer<typeof Contact>;

/** A contact as the API shows it: what a person may know before calling. */
export const ContactSummary = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    role: Contact.shape.role,
    organisation: z.string().nullable(),
    phone: z.string(),
    timeZone: z.string(),
    callingHours: CallingHours,
    hasMenu: z.boolean(),
    hasVoicemail: z.boolean(),
    temperament: Contact.shape.temperament,
    localTime: z
      .string()
      .describe('Their date, time and offset now, on the outreach clock: 2026-11-21T09:00:00+01:00.'),
    isCallable: z.boolean().describe('Whether it is within their hours now.'),
    nextCallableAt: z.iso.datetime().describe('Now, or when their hours begin next; on the outreach clock.'),
  })
  .meta({ id: 'ContactSummary' });
export type ContactSummary = z.infer<typeof ContactSummary>;
