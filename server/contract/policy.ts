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
