/** The coach: how a venture is, what deserves attention, how good the advice was, and what people make of it (CO). */
import { z } from 'zod';
import { inQuery, ListQuery, pageOf } from './page.ts';

const count = z.int().min(0);
const moment = z.iso.datetime();
const ratio = z.number().min(0).max(1);
const points = z.number().min(0).max(100);
const text = (longest: number) => z.string().trim().min(1).max(longest);
const LocalDay = z.iso.date().describe('A day in the venture’s time zone, such as 2026-11-21.');

export const FigureUnit = z
  .enum(['count', 'ratio', 'usd', 'tokens', 'seconds', 'minutes', 'hours', 'days', 'points', 'minutes_per_usd'])
  .meta({ id: 'FigureUnit', description: 'ratio lies in 0 to 1 and is shown as a percentage.' });
export type FigureUnit = z.infer<typeof FigureUnit>;

export const Figure = z
  .strictObject({
    label: z.string(),
    value: z.number().nullable().describe('Null: not known, and `note` says why.'),
    unit: FigureUnit,
    note: z.string().nullable(),
  })
  .meta({ id: 'Figure' });
export type Figure = z.infer<typeof Figure>;

// Health

export const HealthPartName = z.enum(['budget', 'operations', 'engagement', 'return']).meta({ id: 'HealthPartName' });
export type HealthPartName = z.infer<typeof HealthPartName>;

/** How much each part counts while all of them have data (CO-2). */
export const healthWeights = {
  budget: 0.35,
  operations: 0.25,
  engagement: 0.25,
  return: 0.15,
} as const satisfies Record<HealthPartName, number>;

export const HealthPart = z
  .strictObject({
    name: HealthPartName,
    points: points.nullable().describe('Null: it has no data, and `missing` says which.'),
    weightRatio: ratio.describe('What it counts while all parts have data.'),
    countedRatio: ratio.describe(
      'What it counts now: the weight of parts without data is shared out among the others.',
    ),
    inputs: z.array(Figure),
    formula: z.string().describe('How the points come about, in words.'),
    arithmetic: z.string().describe('The same with the figures filled in.'),
    missing: z.string().nullable(),
  })
  .meta({ id: 'HealthPart' });
export type HealthPart = z.infer<typeof HealthPart>;

export const Health = z
  .strictObject({
    ventureId: z.string(),
    at: moment,
    score: points.nullable().describe('0 to 100; null while no part has any data.'),
    parts: z.array(HealthPart).length(4),
    sentence: z.string().describe('The sum, for a person.'),
  })
  .meta({ id: 'Health', description: 'How a venture is, with its arithmetic (CO-2).' });
export type Health = z.infer<typeof Health>;

const partPoints = z.record(HealthPartName, points.nullable());
export const HealthDay = z
  .strictObject({ day: LocalDay, at: moment, score: points.nullable(), parts: partPoints })
  .meta({ id: 'HealthDay' });
export type HealthDay = z.infer<typeof HealthDay>;
export const HealthHistory = pageOf(HealthDay, 'HealthHistory');
export type HealthHistory = z.infer<typeof HealthHistory>;

// Insights

export const Insight = z
  .strictObject({
    id: z.uuid(),
    ventureId: z.string(),
    day: LocalDay,
    trigger: z
      .enum(['daily', 'caught_up', 'person'])
      .describe('daily: in its hour. caught_up: later, since the server was not there at 06:00. person: by hand.'),
    by: z.string().describe('`server`, or who asked for it.'),
    at: moment,
    executionId: z.uuid().nullable(),
    score: points.nullable().describe('The health it found.'),
    sentence: z.string(),
    recommendationIds: z.array(z.uuid()).describe('What it recommends, or recommends again.'),
    withdrawnCount: count.describe('Recommendations that no longer hold and were withdrawn.'),
    checkedCount: count.describe('Predictions that were due and were checked.'),
    silent: z
      .array(z.strictObject({ templateId: z.string(), missing: z.string() }))
      .describe('Templates that could not be looked at, each with the data that is missing.'),
  })
  .meta({ id: 'Insight', description: 'What the coach found on a day (CO-1).' });
export type Insight = z.infer<typeof Insight>;
export const InsightPage = pageOf(Insight, 'InsightRows')
  .extend({ nextAt: moment.describe('When the daily job is due next: 06:00 in the venture’s time zone.') })
  .meta({ id: 'InsightPage' });
export type InsightPage = z.infer<typeof InsightPage>;

// Recommendations

export const RecommendationCategory = z
  .enum(['budget', 'content_inventory', 'engagement', 'return', 'operations', 'growth'])
  .meta({ id: 'RecommendationCategory' });
export type RecommendationCategory = z.infer<typeof RecommendationCategory>;

export const RecommendationState = z.enum(['open', 'resting', 'withdrawn']).meta({
  id: 'RecommendationState',
  description:
    'open: shown. resting: a person dismissed it, and it does not come back for a while. withdrawn: what it was about no longer holds.',
});
export type RecommendationState = z.infer<typeof RecommendationState>;

export const Prediction = z
  .strictObject({
    metric: z.string().describe('What is measured, such as heartbeatFailureRatio.'),
    label: z.string().describe('The same in words.'),
    unit: FigureUnit,
    comparator: z.enum(['below', 'above']).describe('above: at least the threshold. below: less than it.'),
    threshold: z.number(),
    probabilityRatio: z.number().min(0.5).max(0.99).describe('How sure the coach was that it comes true.'),
    reason: z.string().describe('Where the probability comes from.'),
    sentence: z.string(),
    valueThen: z.number().describe('What was measured when it was made.'),
    madeAt: moment,
    dueAt: moment,
    state: z.enum(['open', 'hit', 'miss', 'void']),
    value: z.number().nullable().describe('What was measured when it was due.'),
    checkedAt: moment.nullable(),
    voidReason: z.string().nullable().describe('Why nobody can know whether it came true.'),
  })
  .meta({ id: 'Prediction', description: 'What the coach expects to be measured if nobody acts on its advice.' });
export type Prediction = z.infer<typeof Prediction>;

export const Ranking = z
  .strictObject({
    score: z.number().min(0).describe('priority × feedbackFactor × recordFactor: what recommendations are sorted by.'),
    priority: points,
    feedbackFactor: z.number().min(0).max(2),
    recordFactor: z.number().min(0).max(2),
    why: z.string().describe('Why it is shown, and shown here: the arithmetic in a sentence.'),
    feedbackWhy: z.string(),
    recordWhy: z.string(),
  })
  .meta({ id: 'Ranking' });
export type Ranking = z.infer<typeof Ranking>;

export const Trend = z
  .strictObject({
    label: z.string(),
    unit: FigureUnit,
    points: z.array(z.strictObject({ at: moment, value: z.number().nullable() })),
    threshold: z.number().nullable().describe('A line to draw: what the prediction or the trigger is about.'),
  })
  .meta({ id: 'Trend' });
export type Trend = z.infer<typeof Trend>;

export const Breakdown = z
  .strictObject({
    columns: z.array(z.strictObject({ label: z.string(), unit: FigureUnit.nullable().describe('Null: words.') })),
    rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  })
  .meta({ id: 'Breakdown' });
export type Breakdown = z.infer<typeof Breakdown>;

export const FeedbackReason = z
  .enum(['not_relevant', 'wrong_data', 'already_done', 'not_priority', 'unclear', 'other'])
  .meta({ id: 'FeedbackReason' });
export type FeedbackReason = z.infer<typeof FeedbackReason>;

export const NewFeedback = z
  .strictObject({
    isHelpful: z.boolean(),
    reason: FeedbackReason.nullable().default(null).describe('Why not: needed where it was not helpful.'),
    comment: z.string().trim().max(1_000).default(''),
  })
  .refine(({ isHelpful, reason }) => isHelpful || reason !== null, {
    path: ['reason'],
    message: 'say why it was not helpful',
  })
  .meta({ id: 'NewFeedback' });
export type NewFeedback = z.infer<typeof NewFeedback>;
export const FeedbackReceipt = z.strictObject({ id: z.uuid(), at: moment }).meta({ id: 'FeedbackReceipt' });
export type FeedbackReceipt = z.infer<typeof FeedbackReceipt>;

export const Feedback = z
  .strictObject({
    id: z.uuid(),
    at: moment,
    by: z.string(),
    isHelpful: z.boolean(),
    reason: FeedbackReason.nullable(),
    comment: z.string(),
  })
  .meta({ id: 'Feedback' });
export type Feedback = z.infer<typeof Feedback>;

export const Recommendation = z
  .strictObject({
    id: z.uuid(),
    ventureId: z.string(),
    templateId: z.string(),
    category: RecommendationCategory,
    subject: z.string().nullable().describe('What it is about where there may be several: a bot, a kind of execution.'),
    state: RecommendationState,
    restsUntil: moment.nullable(),
    title: z.string(),
    text: z.string(),
    enriched: z.string().nullable().describe('What a language model adds to it from the same figures (CO-4).'),
    action: z.string().describe('What to do, in one sentence: how an action plan may begin.'),
    link: z.string().nullable().describe('A path of the panel where it can be done.'),
    figures: z.array(Figure).length(4),
    trend: Trend,
    breakdown: Breakdown,
    prediction: Prediction.describe('The newest one; earlier ones are in the record.'),
    ranking: Ranking,
    suggestedQuestions: z.array(z.string()),
    feedback: Feedback.nullable().describe('The last that anybody gave.'),
    actionPlanIds: z.array(z.uuid()),
    firstAt: moment,
    lastAt: moment.describe('When it was last found to hold.'),
    foundCount: z.int().min(1).describe('How often it was found.'),
  })
  .meta({ id: 'Recommendation', description: 'A piece of advice with its figures and a prediction (CO-3, CO-5).' });
export type Recommendation = z.infer<typeof Recommendation>;
export const RecommendationPage = pageOf(Recommendation, 'RecommendationPage');
export type RecommendationPage = z.infer<typeof RecommendationPage>;

export const RecommendationQuery = ListQuery.extend({
  category: RecommendationCategory.optional().describe('Of this category only.'),
  state: RecommendationState.default('open').describe('In this state only.'),
  limit: inQuery(z.int().min(1).max(100)).default(25).describe('Recommendations a page, 1 to 100.'),
});
export type RecommendationQuery = z.infer<typeof RecommendationQuery>;

export const CoachQuestion = z
  .strictObject({
    question: text(500),
    conversation: z
      .array(z.strictObject({ by: z.enum(['person', 'coach']), text: text(2_000) }))
      .max(20)
      .default([])
      .describe('What was said before, oldest first.'),
  })
  .meta({ id: 'CoachQuestion' });
export type CoachQuestion = z.infer<typeof CoachQuestion>;

export const CoachAnswer = z
  .strictObject({
    text: z.string(),
    source: z.enum(['model', 'template']).describe('template: no model answered, and `note` says why.'),
    note: z.string().nullable(),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    tokens: count.nullable(),
    suggestedQuestions: z.array(z.string()),
  })
  .meta({ id: 'CoachAnswer' });
export type CoachAnswer = z.infer<typeof CoachAnswer>;

// Action plans

export const PlanPriority = z.enum(['low', 'medium', 'high']).meta({ id: 'PlanPriority' });
export type PlanPriority = z.infer<typeof PlanPriority>;
const planTask = { title: text(200), priority: PlanPriority.default('medium'), dueOn: LocalDay };

export const NewPlanTask = z.strictObject(planTask).meta({ id: 'NewPlanTask' });
export type NewPlanTask = z.infer<typeof NewPlanTask>;

export const PlanTask = z
  .strictObject({
    id: z.uuid(),
    title: z.string(),
    priority: PlanPriority,
    dueOn: LocalDay,
    isDone: z.boolean(),
    doneAt: moment.nullable(),
    doneBy: z.string().nullable(),
    isOverdue: z.boolean().describe('Its day is over in the venture’s time zone, and it is not done.'),
  })
  .meta({ id: 'PlanTask' });
export type PlanTask = z.infer<typeof PlanTask>;

export const ActionPlanState = z.enum(['open', 'done', 'abandoned']).meta({
  id: 'ActionPlanState',
  description: 'done: every task is. abandoned: a person gave it up; its tasks are overdue no more.',
});
export type ActionPlanState = z.infer<typeof ActionPlanState>;

export const ActionPlan = z
  .strictObject({
    id: z.uuid(),
    ventureId: z.string(),
    recommendationId: z.uuid().nullable(),
    title: z.string(),
    details: z.string(),
    priority: PlanPriority,
    state: ActionPlanState,
    startsOn: LocalDay,
    dueOn: LocalDay,
    tasks: z.array(PlanTask),
    doneCount: count,
    overdueCount: count,
    createdAt: moment,
    createdBy: z.string(),
    updatedAt: moment,
  })
  .meta({ id: 'ActionPlan', description: 'What people make of a recommendation (CO-5, CO-7).' });
export type ActionPlan = z.infer<typeof ActionPlan>;
export const ActionPlanPage = pageOf(ActionPlan, 'ActionPlanPage');
export type ActionPlanPage = z.infer<typeof ActionPlanPage>;
export const ActionPlanQuery = ListQuery.extend({
  state: ActionPlanState.optional().describe('In this state only.'),
  limit: inQuery(z.int().min(1).max(100)).default(25).describe('Plans a page, 1 to 100.'),
});
export type ActionPlanQuery = z.infer<typeof ActionPlanQuery>;

/** Most tasks of a plan: more is a project, for which there are better tools. */
export const mostPlanTasks = 30;

export const NewActionPlan = z
  .strictObject({
    recommendationId: z.uuid().nullable().default(null),
    title: text(120),
    details: z.string().trim().max(4_000).default(''),
    priority: PlanPriority.default('medium'),
    startsOn: LocalDay,
    dueOn: LocalDay.describe('Not before it starts.'),
    tasks: z.array(NewPlanTask).min(1).max(mostPlanTasks).describe('Each due within the plan’s time.'),
  })
  .superRefine(({ startsOn, dueOn, tasks }, context) => {
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (dueOn < startsOn) complain(['dueOn'], 'must not be before startsOn');
    tasks.forEach((task, index) => {
      if (task.dueOn < startsOn || task.dueOn > dueOn)
        complain(['tasks', index, 'dueOn'], `must lie within the plan’s time, ${startsOn} to ${dueOn}`);
    });
  })
  .meta({ id: 'NewActionPlan' });
export type NewActionPlan = z.infer<typeof NewActionPlan>;

export const ActionPlanChange = z
  .strictObject({
    title: text(120).optional(),
    details: z.string().trim().max(4_000).optional(),
    priority: PlanPriority.optional(),
    dueOn: LocalDay.optional().describe('Not before any of its tasks is due.'),
    isAbandoned: z.boolean().optional(),
  })
  .meta({ id: 'ActionPlanChange' });
export type ActionPlanChange = z.infer<typeof ActionPlanChange>;

export const PlanTaskChange = z
  .strictObject({
    title: text(200).optional(),
    priority: PlanPriority.optional(),
    dueOn: LocalDay.optional(),
    isDone: z.boolean().optional(),
  })
  .meta({ id: 'PlanTaskChange' });
export type PlanTaskChange = z.infer<typeof PlanTaskChange>;

// The record

const recordFields = {
  openCount: count.describe('Predictions that are not due yet.'),
  hitCount: count,
  missCount: count,
  voidCount: count,
  brier: ratio
    .nullable()
    .describe(
      'Mean squared distance of the probabilities from what came: 0 is perfect, 0.25 a tossed coin; null: none.',
    ),
  brierLow: ratio.nullable().describe('Ends of its 95% interval; null below two predictions.'),
  brierHigh: ratio.nullable(),
};
export const RecordRow = z
  .strictObject({
    category: RecommendationCategory,
    ...recordFields,
    recordFactor: z.number().min(0).max(2).describe('What the category’s advice is multiplied by in the ranking.'),
    sentence: z.string(),
  })
  .meta({ id: 'RecordRow' });
export type RecordRow = z.infer<typeof RecordRow>;

export const GradedPrediction = Prediction.extend({
  recommendationId: z.uuid(),
  templateId: z.string(),
  category: RecommendationCategory,
  title: z.string(),
}).meta({ id: 'GradedPrediction' });
export type GradedPrediction = z.infer<typeof GradedPrediction>;

export const CoachRecord = z
  .strictObject({
    ventureId: z.string(),
    overall: z.strictObject(recordFields),
    categories: z.array(RecordRow),
    predictions: pageOf(GradedPrediction, 'GradedPredictionPage').describe('Newest first.'),
  })
  .meta({ id: 'CoachRecord', description: 'How good the coach’s predictions were.' });
export type CoachRecord = z.infer<typeof CoachRecord>;

// Activities

const about = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.strictObject({ type: z.literal(type), payload });
const ventureId = z.string();
const named = { ventureId, recommendationId: z.uuid(), templateId: z.string(), title: z.string() };

/** Topic `coach` of the stream. */
export const CoachActivity = z.discriminatedUnion('type', [
  about('coach.insight_found', Insight),
  about('coach.recommended', z.strictObject({ ...named, category: RecommendationCategory, priority: points })),
  about('coach.withdrawn', z.strictObject(named)),
  about(
    'coach.prediction_checked',
    z.strictObject({ ...named, state: z.enum(['hit', 'miss', 'void']), sentence: z.string() }),
  ),
  about(
    'coach.feedback_given',
    z.strictObject({ ...named, isHelpful: z.boolean(), reason: FeedbackReason.nullable() }),
  ),
  /** A plan was made, changed, or one of its tasks was. */
  about('coach.plan_changed', ActionPlan),
  about(
    'coach.alerted',
    z.strictObject({ ventureId, alert: z.string(), title: z.string(), text: z.string(), link: z.string().nullable() }),
  ),
]);
export type CoachActivity = z.infer<typeof CoachActivity>;
