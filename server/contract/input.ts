/** What comes into a run from outside, written down with its tick before it takes effect (PL-3). */
import { z } from 'zod';
import { InterventionKind, Mode, Verdict } from './vocabulary.ts';

const at = {
  tick: z.int().min(1).describe('The tick at which the input takes effect.'),
  by: z.string().min(1).max(120).default('panel').describe('Who: a person, a token’s name, or `demo`.'),
};
const interventionNumber = z.int().min(1).describe('The intervention’s number within its run, from 1.');

export const ManualIntervention = z.strictObject({
  kind: InterventionKind,
  variant: z.string().min(1).max(40).optional(),
  text: z.string().min(1).max(280).optional().describe('Own words in place of a template.'),
  options: z.array(z.string().min(1).max(80)).min(2).max(6).optional().describe('Answers of a poll with own words.'),
});
export type ManualIntervention = z.infer<typeof ManualIntervention>;

export const Words = z.strictObject({
  text: z.string().min(1).max(280),
  options: z.array(z.string().min(1).max(80)).max(6).describe('Answers of a poll, 2 to 6; none for any other kind.'),
});
export type Words = z.infer<typeof Words>;

export const SessionInput = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('approve'), ...at, interventionNumber }),
    z.strictObject({ kind: z.literal('dismiss'), ...at, interventionNumber, reason: z.string().min(1).max(280) }),
    z
      .strictObject({ kind: z.literal('cancel'), ...at, interventionNumber })
      .describe(
        'Takes back what is open before anybody meets it: how a counterfactual leaves an intervention out (PL-5).',
      ),
    z
      .strictObject({ kind: z.literal('judge'), ...at, interventionNumber, verdict: Verdict })
      .describe('What a person says of a decision made in shadow mode.'),
    z
      .strictObject({ kind: z.literal('words'), ...at, interventionNumber, words: Words })
      .describe('What a language model wrote for an intervention that waits for its words (EC-16).'),
    z
      .strictObject({ kind: z.literal('words_failed'), ...at, interventionNumber, why: z.string().min(1).max(280) })
      .describe('Why a language model wrote nothing that can be used: a template takes the place of its words.'),
    z.strictObject({ kind: z.literal('mode'), ...at, mode: Mode }),
    z.strictObject({ kind: z.literal('manual'), ...at, intervention: ManualIntervention }),
    z.strictObject({ kind: z.literal('stop'), ...at }),
  ])
  .meta({ id: 'SessionInput' });
export type SessionInput = z.infer<typeof SessionInput>;
