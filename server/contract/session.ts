/** Sessions, anomalies, interventions and scenarios as the API shows them. */
import { z } from 'zod';
import { AnomalyBody, DetectionLimit, InterventionBody, Point } from './activity.ts';
import { ManualIntervention, SessionInput } from './input.ts';
import { Seed } from './run-file.ts';
import {
  AnomalyType,
  Category,
  ConductorState,
  Format,
  InterventionKind,
  Mode,
  PolicyName,
  Verdict,
} from './vocabulary.ts';

const count = z.int().min(0);

export const Speed = z
  .union([z.number().min(0.1).max(1_000), z.literal('max')], 'use a number from 0.1 to 1000, or max')
  .meta({ id: 'Speed', description: 'Seconds of session time per second: 0.1 to 1000, or max.' });
export type Speed = z.infer<typeof Speed>;

export const SessionStatus = z.enum(['running', 'paused', 'ended', 'failed']).meta({ id: 'SessionStatus' });
export type SessionStatus = z.infer<typeof SessionStatus>;

export const ScenarioSummary = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    event: z.string(),
    description: z.string(),
    format: Format,
    durationSeconds: count,
    attendeeCount: count,
    botCount: count,
    expectedAnomalies: z.array(AnomalyType),
    defaultMode: Mode,
  })
  .meta({ id: 'ScenarioSummary' });
export type ScenarioSummary = z.infer<typeof ScenarioSummary>;

export const StartSession = z
  .strictObject({
    scenarioId: z.string().min(1).max(80),
    seed: Seed.default(1),
    attendeeCount: z.int().min(0).max(1_000_000).optional().describe('In place of the scenario’s.'),
    mode: Mode.optional().describe('In place of the scenario’s.'),
    policy: PolicyName.default('thompson'),
    speed: Speed.optional().describe('1 unless given; 6 for the demo.'),
    isPaused: z.boolean().default(false).describe('Create it, but do not begin.'),
    startFrom: z
      .enum(['fresh', 'venture'])
      .default('fresh')
      .describe(
        'What the policy knows at the start: the built-in prior (the same seed then gives the same evening), or what the venture has learnt.',
      ),
    wording: z
      .enum(['template', 'model'])
      .default('template')
      .describe(
        'Where the words of interventions come from: templates, or the language model, else a template (EC-16).',
      ),
    isDemo: z
      .boolean()
      .default(false)
      .describe(
        'The demo: the build-up has already been played, and a suggestion nobody answers is approved by `demo`.',
      ),
  })
  .meta({ id: 'StartSession' });
export type StartSession = z.infer<typeof StartSession>;

export const Session = z
  .strictObject({
    id: z.string(),
    scenarioId: z.string(),
    title: z.string(),
    eventId: z.string(),
    eventTitle: z.string(),
    format: Format,
    subject: z.string(),
    seed: z.number(),
    attendeeCount: count,
    mode: Mode,
    policy: PolicyName,
    status: SessionStatus,
    speed: Speed,
    isDemo: z.boolean(),
    wording: z.enum(['template', 'model']),
    isRecorded: z
      .boolean()
      .describe('Whether a recording of a real session stands in for the simulated audience (EC-27).'),
    tick: count.describe('Session time that has passed, in seconds.'),
    tickCount: count.describe('Planned length in ticks (seconds).'),
    buildUpSeconds: count,
    windDownSeconds: count,
    semiConfidenceRatio: z.number().describe('In semi mode, suggestions at least this confident approve themselves.'),
    presentCount: count,
    score: z.number().nullable(),
    category: Category.nullable(),
    conductorState: ConductorState,
    conductorSentence: z.string(),
    detectionLimit: DetectionLimit.nullable(),
    anomalyCount: count,
    interventionCount: count,
    digest: z.string().nullable().describe('Known when the session has ended.'),
    failure: z.string().nullable(),
    lastActivityNumber: count.describe('Subscribe with this as `since` and nothing is missed.'),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Session', description: 'One live session and where it stands.' });
export type Session = z.infer<typeof Session>;

export const Anomaly = AnomalyBody.extend({ id: z.string(), sessionId: z.string() }).meta({ id: 'Anomaly' });
export type Anomaly = z.infer<typeof Anomaly>;

export const Intervention = InterventionBody.extend({ id: z.string(), sessionId: z.string() }).meta({
  id: 'Intervention',
});
export type Intervention = z.infer<typeof Intervention>;

export const Metrics = z
  .strictObject({
    sessionId: z.string(),
    points: z.array(Point),
    total: count,
    limit: count,
    offset: count,
    statistics: z.strictObject({
      pointCount: count,
      mean: z.number().nullable(),
      min: z.number().nullable(),
      max: z.number().nullable(),
    }),
  })
  .meta({ id: 'Metrics', description: 'Score and signals by time (EC-4).' });
export type Metrics = z.infer<typeof Metrics>;

export const Counterfactual = z
  .strictObject({
    sessionId: z.string(),
    meanScore: z.number().nullable().describe('Mean score so far of the same run with no intervention.'),
    runMeanScore: z.number().nullable(),
    uplift: z.number().nullable().describe('runMeanScore minus meanScore.'),
    points: z.array(z.strictObject({ tick: count, score: z.number(), ghostScore: z.number() })),
  })
  .meta({ id: 'Counterfactual' });
export type Counterfactual = z.infer<typeof Counterfactual>;

export const ManualRequest = ManualIntervention.extend({ sessionId: z.string().min(1).max(64) })
  .superRefine(({ kind, text, options }, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', path: ['options'], message });
    // Without these, answers would be dropped in silence, or a poll would open that nobody can answer.
    if (options && (kind !== 'POLL' || text === undefined))
      complain('only a POLL with a text of its own has options; leave them out, or give kind POLL and a text');
    if (!options && kind === 'POLL' && text !== undefined)
      complain('a POLL with a text of its own needs 2 to 6 options to answer with');
  })
  .meta({ id: 'ManualRequest' });
/** What the API answers to a manual intervention: it gets its number only when its tick is performed. */
export const AcceptedInput = z
  .strictObject({ sessionId: z.string(), input: SessionInput })
  .meta({ id: 'AcceptedInput', description: 'An input that is recorded and takes effect at its tick.' });
export type AcceptedInput = z.infer<typeof AcceptedInput>;
export const DismissRequest = z
  .strictObject({ reason: z.string().trim().min(1).max(280).default('no reason given') })
  .meta({ id: 'DismissRequest' });
export const VerdictRequest = z.strictObject({ verdict: Verdict }).meta({ id: 'VerdictRequest' });
export const ModeRequest = z.strictObject({ mode: Mode }).meta({ id: 'ModeRequest' });
export const SpeedRequest = z.strictObject({ speed: Speed }).meta({ id: 'SpeedRequest' });
export const StepRequest = z
  .strictObject({ ticks: z.int().min(1).max(3_600).default(1).describe('How many ticks to perform.') })
  .meta({ id: 'StepRequest' });

export const ArmStatistics = z
  .strictObject({
    kind: InterventionKind,
    variant: z.string(),
    trialCount: z.number(),
    successCount: z.number(),
    successRatio: z.number(),
    low: z.number().describe('Lower end of the 95% credible interval of the chance to succeed.'),
    high: z.number(),
    upliftMean: z.number().nullable(),
  })
  .meta({ id: 'ArmStatistics' });
export type ArmStatistics = z.infer<typeof ArmStatistics>;

export const InterventionStatistics = z
  .strictObject({
    sessionId: z.string(),
    count,
    byState: z.record(z.string(), count),
    byKind: z.array(
      z.strictObject({
        kind: InterventionKind,
        count,
        measuredCount: count,
        deltaMean: z.number().nullable(),
        upliftMean: z.number().nullable(),
      }),
    ),
    upliftMean: z.number().nullable(),
    arms: z.array(ArmStatistics).describe('What the policy of this session has learnt (EC-18).'),
  })
  .meta({ id: 'InterventionStatistics' });
export type InterventionStatistics = z.infer<typeof InterventionStatistics>;
