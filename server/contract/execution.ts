/** Executions: pieces of agent work that are tracked, with stages, log, metrics and progress (EX). */
import { z } from 'zod';
import { inQuery, ListQuery, searched } from './page.ts';
import { defaultVentureId } from './vocabulary.ts';

const count = z.int().min(0);
const moment = z.iso.datetime();
const seconds = z.number().min(0);
const name = z.string().min(1).max(80);

/** Longest JSON text of an entry's context and of an execution's metadata, in characters. Assumed. */
const longestContext = 8_192;
const longestMetadata = 16_384;

const json = (longest: number) =>
  z
    .record(z.string().max(120), z.unknown())
    .refine((value) => JSON.stringify(value).length <= longest, `as JSON at most ${longest} characters`);

export const ExecutionStatus = z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']).meta({
  id: 'ExecutionStatus',
  description: 'pending may become running, failed or cancelled; running completed, failed or cancelled (EX-1).',
});
export type ExecutionStatus = z.infer<typeof ExecutionStatus>;

export const ExecutionKind = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'use lower-case letters, digits, - and _, 40 at most, a letter first')
  .meta({
    description: 'What kind of work it is: heartbeat, interview, decision, call, branch, report, or one of your own.',
    example: 'call',
  });

export const LogLevel = z.enum(['info', 'warning', 'error']).meta({ id: 'ExecutionLogLevel' });
export type LogLevel = z.infer<typeof LogLevel>;

/** One line of an execution's log before it has its place. */
export const LogDraft = z
  .strictObject({
    level: LogLevel.default('info'),
    message: z.string().min(1).max(4_000),
    context: json(longestContext).nullable().default(null),
  })
  .meta({ id: 'ExecutionLogDraft' });
export type LogDraft = z.infer<typeof LogDraft>;

export const LogEntry = z
  .strictObject({
    id: z.uuid(),
    position: z.int().min(1).describe('Its place in the log of its execution, from 1 without gaps.'),
    level: LogLevel,
    message: z.string(),
    context: z.record(z.string(), z.unknown()).nullable(),
    createdAt: moment,
  })
  .meta({ id: 'ExecutionLogEntry' });
export type LogEntry = z.infer<typeof LogEntry>;

export const ExecutionStage = z
  .strictObject({ number: z.int().min(1).max(1_000), name: name.nullable(), startedAt: moment })
  .meta({ id: 'ExecutionStage' });
export type ExecutionStage = z.infer<typeof ExecutionStage>;

export const Execution = z
  .strictObject({
    id: z.uuid(),
    ventureId: z.string(),
    kind: z.string(),
    title: z.string(),
    source: z
      .enum(['server', 'api'])
      .describe('Who writes it: the server about its own work, or whoever created it over the API.'),
    status: ExecutionStatus,
    stageNumber: count.describe('The stage it is in; 0 before the first.'),
    stageCount: z.int().min(1).nullable().describe('Null where nobody said how many there are.'),
    stageName: z.string().nullable(),
    stages: z.array(ExecutionStage).describe('The stages it has been in, at most 200, with when each began.'),
    reason: z.string().nullable().describe('Why it failed or was cancelled.'),
    metadata: z.record(z.string(), z.unknown()),
    entryCount: count.describe('Entries of its log.'),
    modelCallCount: count.describe('Calls to language models made for it, kept or no longer kept.'),
    createdAt: moment,
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
    updatedAt: moment,
  })
  .meta({ id: 'Execution', description: 'One piece of agent work that is tracked.' });
export type Execution = z.infer<typeof Execution>;

export const Progress = z
  .strictObject({
    state: z
      .enum(['pending', 'moving', 'stalled', 'completed', 'failed', 'cancelled'])
      .describe('stalled: nothing has changed for `stalledAfterSeconds`.'),
    percent: z.number().min(0).max(100).nullable().describe('Of its stages; null where their number is not known.'),
    secondsLeft: seconds.nullable().describe('The likeliest, while it runs; null while nothing can be said.'),
    secondsLeftLow: seconds.nullable().describe('Ends of the 80% interval; null with fewer than 9 to go by.'),
    secondsLeftHigh: seconds.nullable(),
    basis: z
      .enum(['history', 'rate'])
      .nullable()
      .describe('From completed executions of the same kind that were as far, or from its own rate so far.'),
    sampleCount: count.describe('How many completed ones were as far.'),
    stalledAfterSeconds: seconds
      .nullable()
      .describe('Five times what its stage usually takes, at least 60 s; ten minutes where that is not known.'),
    sentence: z.string(),
  })
  .meta({ id: 'ExecutionProgress' });
export type Progress = z.infer<typeof Progress>;

export const ExecutionSummary = Execution.extend({ progress: Progress }).meta({ id: 'ExecutionSummary' });
export type ExecutionSummary = z.infer<typeof ExecutionSummary>;

export const ExecutionDetail = ExecutionSummary.extend({
  logs: z.strictObject({ items: z.array(LogEntry), total: count, limit: count, offset: count }),
}).meta({ id: 'ExecutionDetail', description: 'An execution with a page of its log.' });
export type ExecutionDetail = z.infer<typeof ExecutionDetail>;

export const ExecutionPage = z
  .strictObject({
    items: z.array(ExecutionSummary),
    total: count,
    limit: count,
    offset: count,
    totals: z
      .strictObject({ pending: count, running: count, completed: count, failed: count, cancelled: count })
      .describe('By status, of all that match but for the status asked for.'),
  })
  .meta({ id: 'ExecutionPage' });
export type ExecutionPage = z.infer<typeof ExecutionPage>;

const bound = z.union([moment, z.iso.date()]).optional().meta({
  description: 'A UTC day such as 2026-11-21, or a moment such as 2026-11-21T09:00:00Z; inclusive.',
  example: '2026-11-21',
});

export const ExecutionQuery = ListQuery.extend({
  status: ExecutionStatus.optional().describe('Only those of this status.'),
  kind: ExecutionKind.optional(),
  search: searched('Only those whose title holds this text, or whose id begins with it.', 'hall'),
  from: bound,
  to: bound,
});
export type ExecutionQuery = z.infer<typeof ExecutionQuery>;

export const LogQuery = z.strictObject({
  limit: ListQuery.shape.limit.describe('Log entries a page, 1 to 500.'),
  offset: ListQuery.shape.offset,
  after: inQuery(z.int().min(0)).default(0).describe('Only entries after this position: how a tail goes on.'),
  level: LogLevel.optional().describe('Only entries of this level.'),
  search: searched('Only entries whose message holds this text.', 'error'),
  order: z.enum(['oldest', 'newest']).default('oldest').describe('Which entries come first.'),
});
export type LogQuery = z.infer<typeof LogQuery>;

const StageDraft = z.strictObject({
  number: z.int().min(1).max(1_000).describe('Never lower than the stage it is in.'),
  name: name.nullable().default(null),
});

export const NewExecution = z
  .strictObject({
    ventureId: z.string().min(1).max(80).default(defaultVentureId),
    kind: ExecutionKind,
    title: z.string().trim().min(1).max(200),
    stageCount: z.int().min(1).max(1_000).nullable().default(null),
    status: z.enum(['pending', 'running']).default('pending'),
    metadata: json(longestMetadata).default({}),
  })
  .meta({ id: 'NewExecution' });
export type NewExecution = z.infer<typeof NewExecution>;

const metricName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_.-]{0,79}$/, 'use letters, digits, . - and _, a letter first');

export const ExecutionPatch = z
  .strictObject({
    entries: z.array(LogDraft).max(500).default([]).describe('Appended in this order.'),
    stage: StageDraft.optional().describe('The stage it is in from now on.'),
    status: z.enum(['running', 'completed', 'failed']).optional().describe('Cancelling has a route of its own.'),
    reason: z.string().trim().min(1).max(500).optional().describe('Why it failed; needed for failed, for no other.'),
    metrics: z
      .array(z.strictObject({ name: metricName, value: z.number() }))
      .max(100)
      .default([]),
  })
  .refine(({ entries, stage, status, metrics }) => entries.length + metrics.length > 0 || stage || status, {
    path: ['entries'],
    message: 'say something: entries, stage, status or metrics',
  })
  .refine(({ status, reason }) => (status === 'failed') === (reason !== undefined), {
    path: ['reason'],
    message: 'goes with status failed, and with no other',
  })
  .meta({ id: 'ExecutionPatch' });
export type ExecutionPatch = z.infer<typeof ExecutionPatch>;

export const ExecutionReceipt = z
  .strictObject({
    executionId: z.uuid(),
    status: ExecutionStatus,
    stageNumber: count,
    entryCount: count.describe('Entries of the log now that these are on disk.'),
    firstPosition: z.int().nullable().describe('Places of the entries in the log; null if there were none.'),
    lastPosition: z.int().nullable(),
  })
  .meta({ id: 'ExecutionReceipt', description: 'What is on disk now.' });
export type ExecutionReceipt = z.infer<typeof ExecutionReceipt>;

export const CancelExecution = z
  .strictObject({ reason: z.string().trim().min(1).max(500).default('Cancelled by a person.') })
  .meta({ id: 'CancelExecution' });
export type CancelExecution = z.infer<typeof CancelExecution>;

export const ExecutionMetrics = z
  .strictObject({
    executionId: z.uuid(),
    durationSeconds: seconds.nullable().describe('From its start to its end, or so far; null before it began.'),
    stageCompletionRatio: z.number().min(0).max(1).nullable(),
    entries: z.strictObject({ info: count, warning: count, error: count }),
    stages: z.array(z.strictObject({ number: z.int(), name: z.string().nullable(), seconds })),
    metrics: z
      .array(
        z.strictObject({
          name: z.string(),
          count,
          last: z.number(),
          min: z.number(),
          max: z.number(),
          mean: z.number(),
        }),
      )
      .describe('By name, what was recorded.'),
    items: z.array(z.strictObject({ name: z.string(), value: z.number(), recordedAt: moment })),
    total: count,
    limit: count,
    offset: count,
  })
  .meta({ id: 'ExecutionMetrics', description: 'What was measured of an execution; a page of it, oldest first.' });
export type ExecutionMetrics = z.infer<typeof ExecutionMetrics>;

/** An execution as its activities tell it. */
const ExecutionBody = z.strictObject({
  executionId: z.uuid(),
  ventureId: z.string(),
  kind: z.string(),
  title: z.string(),
  status: ExecutionStatus,
  stageNumber: count,
  stageCount: z.int().nullable(),
  stageName: z.string().nullable(),
  reason: z.string().nullable(),
});
export type ExecutionBody = z.infer<typeof ExecutionBody>;

const about = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.strictObject({ type: z.literal(type), payload });

/** What executions write into the activity log: topics `executions` and `execution:ID` of the stream (EX-7). */
export const ExecutionActivity = z.discriminatedUnion('type', [
  about('execution.created', ExecutionBody),
  about('execution.started', ExecutionBody),
  about('execution.stage_changed', ExecutionBody),
  about('execution.completed', ExecutionBody),
  about('execution.failed', ExecutionBody),
  about('execution.cancelled', ExecutionBody),
  about(
    'execution.logged',
    z.strictObject({
      executionId: z.uuid(),
      ventureId: z.string(),
      level: LogLevel.describe('The worst of them.'),
      firstPosition: z.int(),
      lastPosition: z.int(),
    }),
  ),
  about(
    'execution.model_called',
    z.strictObject({
      executionId: z.uuid(),
      ventureId: z.string(),
      position: z.int(),
      provider: z.string(),
      model: z.string(),
      purpose: z.string(),
      code: z.string().nullable(),
    }),
  ),
  about(
    'execution.alert',
    z.strictObject({
      ventureId: z.string(),
      kind: z.string(),
      failedCount: count,
      finishedCount: count,
      sentence: z.string(),
    }),
  ),
]);
export type ExecutionActivity = z.infer<typeof ExecutionActivity>;
