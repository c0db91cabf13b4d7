/** The tools that a bot is offered in a call (OR-3). The same four in every turn, so that a provider can cache them. */
import { z } from 'zod';
import type { ModelTool } from '../../../language/port.ts';

const sentence = z.string().trim().min(1).max(300);

/** What is asked of the creator waits so long at least and at most, in seconds (OR-6); what is named beyond is brought within. */
export const waiting = { shortest: 5, longest: 120 } as const;

export const RequestUserInfo = z.strictObject({
  question: z.string().trim().min(1).max(500).describe('What you need to know, understandable by itself.'),
  timeout_seconds: z.number().default(10).describe('How long you wait for the answer, 5 to 120.'),
  recipient_message: sentence.describe(
    'What you say to the person if no answer comes in time, before you say goodbye.',
  ),
  options: z
    .array(z.string().trim().min(1).max(120))
    .max(6)
    .default([])
    .describe('Answers to choose from, if there are a few.'),
});

export const EndCall = z.strictObject({
  reason: sentence.describe('Why the call is over.'),
  outcome: z.enum(['done', 'refused', 'later', 'unclear']).default('unclear').describe('What came of the errand.'),
});
export type OutcomeHint = z.infer<typeof EndCall>['outcome'];

export const SendDtmf = z.strictObject({
  keys: z
    .string()
    .regex(/^[0-9*#]{1,8}$/, 'use keys of a phone: 0 to 9, * and #')
    .describe('Keys to press, such as 2.'),
});

export const RescheduleCall = z.strictObject({
  in_minutes: z.number().min(1).max(43_200).optional().describe('How long from now. Either this or at.'),
  at: z.string().max(40).optional().describe('The person’s own time: 14:30, or 2026-11-22T14:30.'),
  why: z.string().max(300).default(''),
});

export const callTools: readonly ModelTool[] = [
  {
    name: 'request_user_info',
    description:
      'Asks the person who gave you the errand something that neither the errand nor what you know says. The call goes on meanwhile.',
    schema: RequestUserInfo,
  },
  {
    name: 'end_call',
    description: 'Hangs up. Say goodbye in the same turn.',
    schema: EndCall,
  },
  {
    name: 'send_dtmf',
    description: 'Presses keys of the phone. Only while a menu speaks.',
    schema: SendDtmf,
  },
  {
    name: 'reschedule_call',
    description: 'Has the person called again at a time that suits them, and hangs up. Say goodbye in the same turn.',
    schema: RescheduleCall,
  },
];
