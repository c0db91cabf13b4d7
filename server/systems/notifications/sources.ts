/** What of all that happens a person is told, and in which words: one row for each type of activity. Pure functions. */
import { z } from 'zod';
import type { Activity } from '../../contract/activity.ts';
import { Task, TaskEvent } from '../../contract/outreach.ts';
import { Question } from '../../contract/question.ts';
import type { NotificationDraft } from './rules.ts';

/** What an activity leads to: something is told, something told is seen to, or a bot's last heartbeats are looked at. */
export type Consequence =
  | { readonly what: 'tell'; readonly draft: NotificationDraft }
  | { readonly what: 'settle'; readonly ventureId: string; readonly reader: string; readonly groupKey: string }
  | { readonly what: 'look back'; readonly botId: string; readonly number: number; readonly draft: NotificationDraft };

/** What the table has to know of bots. */
export interface Bots {
  /** For a person. */
  readonly nameOf: (botId: string) => string;
  /** Whether a heartbeat with this gate has failed. */
  readonly isFault: (gate: string | null) => boolean;
}

/** Failed heartbeats in a row from which on it is said: one may be chance, three are a pattern. Assumed. */
export const runLength = 3;

type Source = (activity: Activity, bots: Bots) => Consequence | null;

/** A row of the table; a payload that does not fit is our mistake, and throws. */
const about =
  <S extends z.ZodType>(
    schema: S,
    consequence: (payload: z.infer<S>, bots: Bots, activity: Activity) => Consequence | null,
  ): Source =>
  (activity, bots) =>
    consequence(schema.parse(activity.payload), bots, activity);

const tell = (draft: Omit<NotificationDraft, 'isCritical'> & { isCritical?: boolean }): Consequence => ({
  what: 'tell',
  draft: { isCritical: false, ...draft },
});

const everybodyOf = ({ ventureId }: Activity) => ({ ventureId, reader: null });
const keyOf = ({ id }: Question): string => `question:${id}`;

function tellOf(question: Question, level: NotificationDraft['level'], title: string, text: string): Consequence {
  const { ventureId, creator: reader, taskId } = question;
  const link = taskId === null ? null : `/outreach?task=${taskId}`;
  return tell({ ventureId, reader, kind: 'question', level, title, text, link, groupKey: keyOf(question) });
}

const settle = (question: Question): Consequence => ({
  what: 'settle',
  ventureId: question.ventureId,
  reader: question.creator,
  groupKey: keyOf(question),
});

const sources: Readonly<Record<string, Source>> = {
  'question.asked': about(Question, (question, { nameOf }) =>
    tellOf(question, 'info', `${nameOf(question.botId)} asks you something`, question.text),
  ),
  'question.left_open': about(Question, (question, { nameOf }) =>
    tellOf(question, 'warning', `${nameOf(question.botId)} still needs an answer`, question.text),
  ),
  'question.expired': about(Question, (question) =>
    tellOf(question, 'warning', 'A question has expired', `${question.text} ${question.closedReason ?? ''}`),
  ),
  'question.answered': about(Question, settle),
  'question.cancelled': about(Question, settle),
  'task.changed': about(z.object({ task: Task, event: TaskEvent }), ({ task, event }) => {
    const { id, ventureId, creator: reader, objective, result } = task;
    const ends = { COMPLETED: ['success', 'Task done'], FAILED: ['error', 'Task failed'] } as const;
    if (event.to !== 'COMPLETED' && event.to !== 'FAILED') return null;
    const [level, title] = ends[event.to];
    const text = `${objective.replace(/[.!?]+$/, '')}: ${result ?? event.why}`;
    return tell({
      ventureId,
      reader,
      kind: 'task',
      level,
      title,
      text,
      link: `/outreach?task=${id}`,
      groupKey: `task:${id}`,
    });
  }),
  'execution.alert': about(z.object({ ventureId: z.string(), kind: z.string(), sentence: z.string() }), (alert) => {
    const { ventureId, kind, sentence: text } = alert;
    const link = `/executions?kind=${kind}&status=failed`;
    const title = `Many executions of kind ${kind} fail`;
    return tell({
      ventureId,
      reader: null,
      kind: 'execution',
      level: 'warning',
      title,
      text,
      link,
      groupKey: `execution:${kind}`,
    });
  }),
  'heartbeat.ended': about(
    z.object({ botId: z.string(), number: z.int(), gate: z.string().nullable(), sentence: z.string() }),
    ({ botId, number, gate, sentence: text }, { nameOf, isFault }, activity) => {
      if (!isFault(gate)) return null;
      const title = `${nameOf(botId)}: ${runLength} heartbeats in a row have failed`;
      const draft = {
        ...everybodyOf(activity),
        kind: 'heartbeat',
        level: 'error',
        isCritical: false,
        title,
        text,
      } as const;
      return {
        what: 'look back',
        botId,
        number,
        draft: { ...draft, link: `/bots/${botId}`, groupKey: `heartbeat:${botId}` },
      };
    },
  ),
  'bot.paused': about(
    z.object({ botId: z.string(), reason: z.string(), by: z.string() }),
    (pause, { nameOf }, activity) => {
      const { botId, reason: text, by } = pause;
      // Whoever pauses a bot knows; this is about bots that had to be.
      if (by !== 'claque') return null;
      const title = `${nameOf(botId)} has been paused`;
      return tell({
        ...everybodyOf(activity),
        kind: 'heartbeat',
        level: 'warning',
        title,
        text,
        link: `/bots/${botId}`,
        groupKey: `paused:${botId}`,
      });
    },
  ),
  'session.failed': about(z.object({ message: z.string() }), ({ message: text }, _bots, activity) => {
    const { sessionId } = activity;
    const link = `/live/${sessionId}`;
    return tell({
      ...everybodyOf(activity),
      kind: 'session',
      level: 'error',
      title: 'A session has failed',
      text,
      link,
      groupKey: `session:${sessionId}`,
    });
  }),
};

/** The types of activities that may lead to anything. */
export const followedTypes: readonly string[] = Object.keys(sources);

/** What an activity leads to; null: nothing. @throws {z.ZodError} if its payload is not of its type: our mistake. */
export const consequenceOf = (activity: Activity, bots: Bots): Consequence | null =>
  sources[activity.type]?.(activity, bots) ?? null;
