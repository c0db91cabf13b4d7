/** A session's intervention report, and sessions side by side (EC-25, EC-26). */
import { z } from 'zod';
import { AnomalyBody, InterventionBody } from './activity.ts';
import { RecordedAct } from './recording.ts';
import { ArmStatistics } from './session.ts';
import { AnomalyType, Format, InterventionKind, Mode, PolicyName } from './vocabulary.ts';

const count = z.int().min(0);

/** How far a result holds on other seeds: the same scenario, mode and policy, with nothing that people did. */
export const SeedAgreement = z
  .strictObject({
    count: count.describe('Seeds performed, counted on from the session’s own.'),
    agreeCount: count.describe('Seeds in which the conductor helped: the uplift was above zero.'),
    upliftMean: z.number(),
    upliftCi95: z
      .tuple([z.number(), z.number()])
      .nullable()
      .describe('Student’s t over seeds; null of one, which says nothing of chance.'),
  })
  .meta({ id: 'SeedAgreement' });
export type SeedAgreement = z.infer<typeof SeedAgreement>;

const Scores = z.strictObject({ mean: z.number(), min: z.number(), max: z.number(), final: z.number() });

export const SessionReport = z
  .strictObject({
    format: z.literal('claque-report'),
    version: z.string().describe('Of Claque: the same digest is promised for the same version.'),
    sessionId: z.string(),
    title: z.string(),
    event: z.string(),
    scenarioId: z.string(),
    seed: z.number(),
    digest: z.string().nullable().describe('Null while the session goes on.'),
    isRecorded: z.boolean(),
    sessionFormat: Format,
    subject: z.string(),
    mode: Mode,
    policy: PolicyName,
    attendeeCount: count,
    tick: count,
    tickCount: count,
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    scores: Scores.nullable().describe('Null before the first point.'),
    counterfactual: z
      .strictObject({ meanScore: z.number(), uplift: z.number() })
      .nullable()
      .describe('The same run with no intervention; null for a recorded session.'),
    seeds: SeedAgreement.nullable().describe('Null where it was not asked for, or cannot be: a recorded session.'),
    seedsNote: z
      .string()
      .nullable()
      .describe(
        'Why other seeds were not performed, or fewer than asked for, or otherwise; null if there is no more to say.',
      ),
    hostActs: z.array(RecordedAct).describe('What the host of a recorded session did; nothing for a simulated one.'),
    anomalies: z.array(AnomalyBody),
    interventions: z.array(InterventionBody),
    points: z.array(z.strictObject({ tick: count, score: z.number(), ghostScore: z.number().nullable() })),
  })
  .meta({
    id: 'SessionReport',
    description: 'What happened in a session, what was done about it, and what it came to.',
  });
export type SessionReport = z.infer<typeof SessionReport>;

/** What is told while other seeds are still being performed for a report. */
export const PendingReport = z
  .strictObject({ sentence: z.string(), retryAfterSeconds: z.int().min(1).describe('When to ask again.') })
  .meta({ id: 'PendingReport' });
export type PendingReport = z.infer<typeof PendingReport>;

export const SessionFigures = z
  .strictObject({
    sessionId: z.string(),
    title: z.string(),
    event: z.string(),
    scenarioId: z.string(),
    seed: z.number(),
    isRecorded: z.boolean(),
    sessionFormat: Format,
    mode: Mode,
    policy: PolicyName,
    status: z.string(),
    attendeeCount: count,
    tick: count,
    scores: Scores.nullable(),
    uplift: z.number().nullable().describe('Against the same run with no intervention; null for a recorded session.'),
    anomalyCount: count,
    anomaliesByType: z.partialRecord(AnomalyType, count),
    detectionDelayMeanSeconds: z
      .number()
      .nullable()
      .describe('Seconds, over anomalies that belong to a scripted change.'),
    interventionCount: count.describe('Those that attendees met.'),
    measuredCount: count,
    upliftPerIntervention: z.number().nullable().describe('uplift over interventionCount; null without either.'),
    points: z.array(z.strictObject({ tick: count, score: z.number() })).describe('At most 240, evenly spaced.'),
  })
  .meta({ id: 'SessionFigures', description: 'A session in figures, to be set beside others (EC-26).' });
export type SessionFigures = z.infer<typeof SessionFigures>;

export const SessionComparison = z
  .strictObject({ sessions: z.array(SessionFigures) })
  .meta({ id: 'SessionComparison' });
export type SessionComparison = z.infer<typeof SessionComparison>;

export const EffectRow = z
  .strictObject({
    kind: InterventionKind,
    variant: z.string().nullable().describe('Null: all variants of the kind together.'),
    group: z.string().nullable().describe('The value of what was grouped by; null where nothing was.'),
    sessionCount: count,
    startedCount: count,
    measuredCount: count,
    upliftMean: z.number().nullable(),
    upliftCi95: z
      .tuple([z.number(), z.number()])
      .nullable()
      .describe('Student’s t over outcomes; null below two of them.'),
    deltaMean: z.number().nullable(),
    dismissedCount: count,
  })
  .meta({ id: 'EffectRow' });
export type EffectRow = z.infer<typeof EffectRow>;

export const InterventionEffects = z
  .strictObject({
    groupedBy: z.enum(['none', 'anomalyType', 'sessionFormat', 'event', 'scenario', 'topic']),
    sessionCount: count,
    rows: z.array(EffectRow).describe('Largest mean uplift first; what was never measured last.'),
  })
  .meta({ id: 'InterventionEffects', description: 'Which interventions worked where (EC-26).' });
export type InterventionEffects = z.infer<typeof InterventionEffects>;

export const Agreement = z
  .strictObject({
    decisionCount: count.describe('Decisions that a person answered: approved, dismissed, or judged in shadow mode.'),
    agreeCount: count,
    ratio: z.number().nullable().describe('Posterior mean of the share of agreement; null without a decision.'),
    low: z.number().nullable().describe('Lower end of the 95% credible interval.'),
    high: z.number().nullable(),
    recent: z
      .array(
        z.strictObject({
          interventionId: z.string(),
          kind: InterventionKind,
          variant: z.string(),
          agrees: z.boolean(),
        }),
      )
      .max(20)
      .describe('The newest first.'),
  })
  .meta({ id: 'Agreement', description: 'How often people would have done what the conductor decided (EC-14).' });
export type Agreement = z.infer<typeof Agreement>;

export const PolicyStanding = z
  .strictObject({
    policy: PolicyName,
    sessionCount: count.describe('Sessions that have taught it.'),
    lessonCount: count,
    arms: z.array(ArmStatistics),
    history: z
      .array(
        z.strictObject({
          sessionId: z.string(),
          title: z.string(),
          at: z.iso.datetime(),
          arms: z.array(ArmStatistics.pick({ kind: true, variant: true, trialCount: true, successRatio: true })),
        }),
      )
      .describe('After each of the newest 50 sessions, oldest first.'),
  })
  .meta({
    id: 'PolicyStanding',
    description: 'What the venture’s policy has learnt, and how that has changed (EC-18).',
  });
export type PolicyStanding = z.infer<typeof PolicyStanding>;
