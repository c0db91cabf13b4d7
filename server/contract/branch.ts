/** What if: the same session from some tick on, with something else done (PL-5). */
import { z } from 'zod';
import { ManualIntervention } from './input.ts';
import { isPlain } from './legible.ts';
import { RunResult } from './run-result.ts';
import { ScriptedChange } from './scenario.ts';
import { Mode } from './vocabulary.ts';

const tick = z.int().min(1).max(86_400);

export const BranchChange = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('nothing') }).describe('Goes on as it was, without what people did later.'),
    z.strictObject({ kind: z.literal('mode'), mode: Mode }).describe('In another mode from there on.'),
    z
      .strictObject({ kind: z.literal('intervention'), intervention: ManualIntervention })
      .describe('With one intervention more.'),
    z
      .strictObject({
        kind: z.literal('without'),
        interventionNumber: z.int().min(1),
        instead: ManualIntervention.nullable().default(null),
      })
      .describe('With one intervention left out, and another in its place if one is given; `fromTick` is its start.'),
    z
      .strictObject({ kind: z.literal('script'), script: z.array(ScriptedChange).max(100) })
      .describe('With other scripted changes from there on; those before stay.'),
  ])
  .meta({ id: 'BranchChange' });
export type BranchChange = z.infer<typeof BranchChange>;

export const BranchRequest = z
  .strictObject({
    fromTick: tick.describe('The first tick that may differ.'),
    change: BranchChange,
    title: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .refine(isPlain, 'is blank, or holds signs that cannot be seen; write plain text')
      .optional()
      .describe('Made from the change unless given.'),
  })
  .meta({ id: 'BranchRequest' });
export type BranchRequest = z.infer<typeof BranchRequest>;

export const Branch = z
  .strictObject({
    id: z.string(),
    sessionId: z.string(),
    number: z.int().min(1),
    title: z.string(),
    fromTick: tick,
    change: BranchChange,
    tickCount: z.int().min(0).describe('Ticks performed: to the planned end, also where the session is not there yet.'),
    comparedTicks: z
      .tuple([z.int(), z.int()])
      .nullable()
      .describe('First and last tick of the points that both have from `fromTick` on; null while there are none.'),
    meanScore: z.number().nullable().describe('Mean score of the branch over those points.'),
    sessionMeanScore: z.number().nullable().describe('Mean score of the session over the same points.'),
    uplift: z.number().nullable().describe('meanScore minus sessionMeanScore: what the change would have brought.'),
    anomalies: RunResult.shape.anomalies,
    interventions: RunResult.shape.interventions,
    points: z.array(z.strictObject({ tick: z.int(), score: z.number() })).describe('From `fromTick` to the end.'),
    digest: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Branch', description: 'A session that went another way from some tick on.' });
export type Branch = z.infer<typeof Branch>;
