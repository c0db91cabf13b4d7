/** What outreach needs of questions to a human, and what the questions of a task come to. */
import type { Knex } from 'knex';
import type { Question, QuestionAnswer, QuestionOption } from '../../contract/question.ts';
import type { RecordActivity } from '../../platform/activity/activity-log.ts';
import type { Asked } from './rules.ts';

export interface QuestionDraft {
  readonly ventureId: string;
  readonly taskId: string;
  readonly callId: string;
  readonly botId: string;
  readonly creator: string;
  readonly text: string;
  readonly why: string | null;
  readonly options: readonly QuestionOption[];
  readonly allowsText: boolean;
  readonly defaultText: string | null;
  /** How long whoever asks waits for the answer, in seconds of real time. */
  readonly liveForSeconds: number;
  readonly expiresInSeconds: number;
}

export interface TaskQuestions {
  /** Settles when it is on disk. The same text of the same task while one is open is not asked twice. */
  ask(draft: QuestionDraft): Promise<Question>;
  /** Null once nobody has answered in time: the question is then left open. */
  waitFor(questionId: string, signal: AbortSignal): Promise<QuestionAnswer | null>;
  /** Nobody waits for what a call has asked once it is over; an answer still counts. */
  leaveOfCall(trx: Knex, record: RecordActivity, callId: string): Promise<void>;
  cancelOfTask(trx: Knex, record: RecordActivity, taskId: string, reason: string): Promise<void>;
  /** All questions of these tasks, oldest first, by one query. */
  ofTasks(knex: Knex, taskIds: readonly string[]): Promise<Question[]>;
}

export const isOpen = ({ status }: Question): boolean => status === 'open';

/** What holds as the answer of one that is closed; null while it is open, and where nothing does. */
export function answerText({ status, answer, defaultText }: Question): string | null {
  if (status === 'answered') return answer?.text ?? null;
  return status === 'expired' ? defaultText : null;
}

/** What became of these questions together: the newest that was not taken back speaks once none is open. */
export function askedOf(questions: readonly Question[]): Asked {
  if (questions.some(isOpen)) return 'open';
  const closed = questions
    .filter(({ status }) => status !== 'cancelled')
    .toSorted((one, other) => (one.closedAt ?? '').localeCompare(other.closedAt ?? ''));
  const newest = closed.at(-1);
  if (!newest) return 'none';
  return answerText(newest) === null ? 'expired' : 'answered';
}
