/** What the policy has learnt, in a form that travels: run files, the database, the panel (EC-13, EC-18). */
import { z } from 'zod';
import { InterventionKind } from './vocabulary.ts';

export const ArmRecord = z
  .strictObject({
    kind: InterventionKind,
    variant: z.string(),
    trialCount: z.number().min(0),
    successCount: z.number().min(0),
    upliftSum: z.number(),
    upliftSquareSum: z.number().min(0),
  })
  .meta({ id: 'ArmRecord' });
export type ArmRecord = z.infer<typeof ArmRecord>;

export const Posterior = z
  .strictObject({
    features: z.array(z.string()).describe('Names of the features, in the order of `mean`.'),
    mean: z.array(z.number()),
    precision: z.array(z.number()).describe('Precision matrix, row by row; features.length squared numbers.'),
    arms: z.array(ArmRecord),
  })
  .meta({ id: 'Posterior', description: 'Gaussian posterior of the pooled logistic model, and a record of each arm.' });
export type Posterior = z.infer<typeof Posterior>;

export const Lesson = z
  .strictObject({
    kind: InterventionKind,
    variant: z.string(),
    features: z
      .array(z.number())
      .describe('The arm in its situation, in the order of the posterior’s features; empty if a person acted unasked.'),
    outcome: z.number().min(0).max(1).describe('How well it went, from 0 to 1.'),
    weight: z.number().positive().describe('How much the outcome counts, against one trial that succeeds or fails.'),
    uplift: z
      .number()
      .nullable()
      .describe(
        'What it brought, in score: against the same minute without it, or against the minute before where there is no such counterfactual. Null for what a person thought of a suggestion.',
      ),
  })
  .meta({ id: 'Lesson', description: 'One thing that a session has taught the policy.' });
export type Lesson = z.infer<typeof Lesson>;
