/** What a finished run tells: the object that `claque run --json` prints (PL-7). */
import { z } from 'zod';
import { AnomalyType, InterventionKind, InterventionState, Mode, Severity } from './vocabulary.ts';

const count = z.int().min(0);

export const RunResult = z
  .strictObject({
    scenario: z.string(),
    seed: z.number(),
    attendees: count,
    mode: Mode,
    ticks: count,
    digest: z.string(),
    score: z.strictObject({ mean: z.number(), min: z.number(), final: z.number() }),
    onsets: z.array(
      z.strictObject({
        tick: count.describe('True mean attention is first 0.10 below its mean of the minute before the change.'),
        scriptTick: count,
        type: AnomalyType,
      }),
    ),
    anomalies: z.array(
      z.strictObject({
        tick: count,
        type: AnomalyType,
        severity: Severity,
        score: z.number(),
        detectionDelaySeconds: z.number().nullable().describe('Since the onset it belongs to; null for a false alarm.'),
      }),
    ),
    interventions: z.array(
      z.strictObject({
        tick: count,
        kind: InterventionKind,
        variant: z.string(),
        state: InterventionState,
        confidence: z.number().nullable(),
        anomalyType: AnomalyType.nullable(),
        delta: z.number().nullable(),
        uplift: z.number().nullable(),
      }),
    ),
    counterfactual: z.strictObject({
      meanScore: z.number().describe('Mean score of the same run with no intervention.'),
      uplift: z.number().describe('score.mean minus meanScore.'),
    }),
    elapsedSeconds: z.number(),
  })
  .meta({ id: 'RunResult' });
export type RunResult = z.infer<typeof RunResult>;

/** The same run again with one intervention left out or replaced (PL-5). */
export const Without = z
  .strictObject({
    interventionNumber: z.int().min(1),
    instead: z.strictObject({ kind: InterventionKind, variant: z.string().nullable() }).nullable(),
    meanScore: z.number().describe('Mean score of the run in which it was left out or replaced.'),
    uplift: z.number().describe('score.mean minus meanScore.'),
    digest: z.string(),
  })
  .meta({ id: 'Without' });
export type Without = z.infer<typeof Without>;

export const Replicates = z
  .strictObject({
    count,
    upliftMean: z.number(),
    upliftCi95: z
      .tuple([z.number(), z.number()])
      .nullable()
      .describe('Student’s t over seeds, paired by common random numbers; null of one, which says nothing of chance.'),
  })
  .meta({ id: 'Replicates' });
export type Replicates = z.infer<typeof Replicates>;
