/**
 * Activities: what happened, typed and numbered. A run writes drafts (type, tick, payload); the activity log gives
 * them their number and time. A catalogue of types: long because it is a list.
 */
import { z } from 'zod';
import { ManualIntervention } from './input.ts';
import {
  AnomalyType,
  Category,
  ConductorState,
  InterventionKind,
  InterventionState,
  Mode,
  Severity,
  Verdict,
} from './vocabulary.ts';

const ratio = z.number().min(0).max(1);
const count = z.int().min(0);

export const Signals = z
  .strictObject({
    chatPerMinute: z.number().min(0).describe('Chat messages in the last 60 s.'),
    activeCount: count
      .nullable()
      .describe('Attendees with the window in focus, now; null where the platform does not report it.'),
    activeRatio: ratio
      .nullable()
      .describe('Mean share of attendees in focus over the last 60 s; null where it is not reported.'),
    presentCount: count,
    pollParticipationRatio: ratio
      .nullable()
      .describe('Votes on the open poll over attendees present; null while there is nothing to observe.'),
    reactionsPerMinute: z.number().min(0).nullable().describe('Null where the platform does not report reactions.'),
    leavesPerMinute: z.number().min(0),
  })
  .meta({ id: 'Signals', description: 'What was measured over the rolling 60 s window (EC-1).' });
export type Signals = z.infer<typeof Signals>;

export const Parts = z
  .strictObject({
    chat: ratio,
    polls: ratio.nullable(),
    active: ratio.nullable(),
    reactions: ratio.nullable(),
    leaves: ratio,
  })
  .meta({
    id: 'Parts',
    description:
      'The signals, each normalised by what the format leads one to expect (EC-2); null where there is nothing to observe.',
  });
export type Parts = z.infer<typeof Parts>;

export const DetectionLimit = z
  .strictObject({
    dropRatio: ratio.describe('The size of drop spoken of: 0.5 is half of the attention.'),
    seconds: z
      .number()
      .min(0)
      .nullable()
      .describe('How soon such a drop can be seen at this session’s rates; null: not detectable yet.'),
    sentence: z.string(),
  })
  .meta({ id: 'DetectionLimit' });
export type DetectionLimit = z.infer<typeof DetectionLimit>;

export const Point = z
  .strictObject({
    tick: count,
    score: ratio,
    category: Category,
    signals: Signals,
    parts: Parts,
    ghostScore: ratio.nullable().describe('The same run with no intervention at all; null while there has been none.'),
    anomalyScore: ratio.describe('The detector’s hybrid score (EC-5).'),
  })
  .meta({ id: 'Point', description: 'The engagement score of a session, every 5 s.' });
export type Point = z.infer<typeof Point>;

export const AnomalyBody = z
  .strictObject({
    number: z.int().min(1),
    tick: count.describe('Of its detection; it stays when the anomaly grows worse.'),
    type: AnomalyType,
    severity: Severity,
    score: ratio.describe('The anomaly score that raised it, 0 to 1.'),
    sentence: z.string().describe('What happened, for a person.'),
    detectionDelaySeconds: z
      .number()
      .nullable()
      .describe(
        'Seconds since the onset of the scripted change that it is the first to report: the simulator knows it, the conductor does not. Null if it reports none.',
      ),
    evidence: z.array(
      z.strictObject({
        signal: z.string(),
        before: z.number(),
        now: z.number(),
        unit: z.string(),
        test: z.string().describe('Which test speaks, in words.'),
      }),
    ),
  })
  .meta({ id: 'AnomalyBody' });
export type AnomalyBody = z.infer<typeof AnomalyBody>;

export const Content = z
  .strictObject({
    text: z.string(),
    options: z.array(z.string()),
    source: z.enum(['template', 'model', 'person']),
    templateId: z.string().nullable(),
    category: z.string().nullable(),
    note: z
      .string()
      .optional()
      .describe('Why a template took the place of a language model’s words; absent where none was to write them.'),
  })
  .meta({ id: 'Content', description: 'The words of an intervention.' });
export type Content = z.infer<typeof Content>;

/** What the policy believes of an arm in a situation, and what it drew. */
const chanceFields = {
  successRatio: ratio.describe('Posterior mean of its chance to succeed here.'),
  successLow: ratio.describe('Lower end of the 95% credible interval of that chance.'),
  successHigh: ratio,
  drawRatio: ratio.nullable().describe('The draw it competed with; null if it was excluded, or nothing was drawn.'),
};

export const Alternative = z
  .strictObject({
    kind: InterventionKind,
    variant: z.string(),
    ...chanceFields,
    why: z.string().describe('Why it lost, or was excluded.'),
  })
  .meta({ id: 'Alternative' });
export type Alternative = z.infer<typeof Alternative>;

export const Reasoning = z
  .strictObject({
    sentence: z.string(),
    policy: z.string(),
    chosen: z.strictObject(chanceFields).describe('What was believed of the arm that was chosen, and its draw.'),
    expectedUplift: z.number(),
    expectedUpliftLow: z.number().describe('Lower end of the 80% interval.'),
    expectedUpliftHigh: z.number(),
    alternatives: z.array(Alternative),
  })
  .meta({ id: 'Reasoning' });
export type Reasoning = z.infer<typeof Reasoning>;

/** What the same run without something scored at a tick. */
export const GhostPoint = z.strictObject({ tick: count, score: ratio });
export type GhostPoint = z.infer<typeof GhostPoint>;

export const InterventionBody = z
  .strictObject({
    number: z.int().min(1),
    kind: InterventionKind,
    variant: z.string(),
    state: InterventionState,
    suggestedTick: count,
    startedTick: count.nullable(),
    endedTick: count.nullable().describe('When it was measured, dismissed, expired or cancelled.'),
    expiresTick: count.nullable(),
    durationSeconds: count,
    confidence: ratio.nullable().describe('Posterior mean of its chance to succeed; null if a person asked for it.'),
    anomalyNumber: z.int().min(1).nullable(),
    anomalyType: AnomalyType.nullable(),
    content: Content.nullable(),
    reasoning: Reasoning.nullable(),
    decidedBy: z.string().nullable().describe('Who approved or dismissed: a person, `policy`, or null while open.'),
    dismissReason: z.string().nullable(),
    verdict: Verdict.nullable().describe(
      'Of a shadowed one: whether a person would have done it; null if nobody said.',
    ),
    reachedCount: count
      .nullable()
      .describe('Attendees that noticed it in its minute. Known because the audience is simulated.'),
    delta: z.number().nullable().describe('Mean score of the minute after minus the minute before.'),
    uplift: z
      .number()
      .nullable()
      .describe('Mean score of the minute after minus the same minute without it; null where that is not known.'),
    ghost: z
      .array(GhostPoint)
      .optional()
      .describe('Scores of the same minute without this intervention alone; left out until it is measured.'),
  })
  .meta({ id: 'InterventionBody' });
export type InterventionBody = z.infer<typeof InterventionBody>;

const draft = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.strictObject({ type: z.literal(type), tick: count, payload });

/** What a run itself writes; part of its digest. */
export const RunActivity = z.discriminatedUnion('type', [
  draft('session.scored', Point),
  draft('session.joined', z.strictObject({ attendeeCount: count })),
  draft('session.ended', z.strictObject({ reason: z.enum(['planned', 'stopped']), presentCount: count })),
  draft(
    'chat.posted',
    z.strictObject({
      author: z.string(),
      isBot: z.boolean(),
      colour: z.string().nullable(),
      text: z.string(),
      hiddenCount: count.describe(
        'Messages of the same tick beyond what anybody could read; they are counted, not written out.',
      ),
    }),
  ),
  draft('conductor.state_changed', z.strictObject({ state: ConductorState, sentence: z.string() })),
  draft('conductor.limit_changed', DetectionLimit),
  draft('conductor.mode_changed', z.strictObject({ mode: Mode, by: z.string() })),
  draft(
    'conductor.learnt',
    z.strictObject({
      interventionNumber: z.int(),
      sentence: z.string(),
      successRatio: ratio,
      trialCount: z.number(),
      successCount: z.number(),
    }),
  ),
  draft('anomaly.detected', AnomalyBody),
  draft('anomaly.escalated', AnomalyBody),
  draft('intervention.generating', InterventionBody),
  draft('intervention.suggested', InterventionBody),
  draft('intervention.approved', InterventionBody),
  draft('intervention.dismissed', InterventionBody),
  draft('intervention.expired', InterventionBody),
  draft('intervention.cancelled', InterventionBody),
  draft('intervention.started', InterventionBody),
  draft('intervention.measured', InterventionBody),
  draft('intervention.shadowed', InterventionBody),
  draft('intervention.judged', InterventionBody),
  draft('intervention.observed', InterventionBody),
  draft(
    'input.refused',
    z.strictObject({ input: z.string(), why: z.string(), intervention: ManualIntervention.nullable() }),
  ),
]);
export type RunActivity = z.infer<typeof RunActivity>;
export type RunActivityType = RunActivity['type'];

/** Whether an activity carries an intervention as it then stood. */
export function isAboutIntervention<T extends { readonly type: string }>(
  activity: T,
): activity is Extract<T, { type: `intervention.${string}` }> {
  return activity.type.startsWith('intervention.');
}

/** Whether an activity carries an anomaly as it then stood. */
export function isAboutAnomaly<T extends { readonly type: string }>(
  activity: T,
): activity is Extract<T, { type: `anomaly.${string}` }> {
  return activity.type.startsWith('anomaly.');
}

/** What the server adds around a run: wall-clock matters, no part of the digest. */
export const ServerActivity = z.discriminatedUnion('type', [
  draft('session.created', z.strictObject({ title: z.string(), scenarioId: z.string(), seed: z.number() })),
  draft('session.paused', z.strictObject({ by: z.string() })),
  draft('session.resumed', z.strictObject({ by: z.string(), reason: z.enum(['person', 'restart']) })),
  draft('session.speed_changed', z.strictObject({ speed: z.union([z.number(), z.literal('max')]) })),
  draft('session.reset', z.strictObject({ by: z.string() })),
  draft('session.failed', z.strictObject({ message: z.string() })),
  draft('session.branched', z.strictObject({ id: z.string(), title: z.string(), fromTick: z.int().min(1) })),
  draft('session.digested', z.strictObject({ digest: z.string() })),
]);
export type ServerActivity = z.infer<typeof ServerActivity>;

export const ActivityDraft = z.union([RunActivity, ServerActivity]);
export type ActivityDraft = z.infer<typeof ActivityDraft>;

export const Activity = z
  .strictObject({
    number: z.int().min(1).describe('Its place in the log; everybody’s cursor.'),
    ventureId: z.string().describe('Whose it is: nobody without a grant for it sees it.'),
    sessionId: z.string().nullable(),
    type: z.string(),
    tick: count.nullable().describe('Session time in seconds, where there is one.'),
    payload: z.record(z.string(), z.unknown()),
    causedBy: z.int().nullable().describe('Number of the activity that led to this one.'),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Activity', description: 'One thing that happened.' });
export type Activity = z.infer<typeof Activity>;
