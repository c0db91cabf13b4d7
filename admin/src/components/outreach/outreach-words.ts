/** Outreach in words: statuses, outcomes, and when something is to happen. Pure. */
import type { ContactSummary } from '../../../../server/contract/contact.ts';
import type {
  CallOutcome,
  CallStatus,
  OutreachClock,
  Task,
  TaskPriority,
  TaskStatus,
} from '../../../../server/contract/outreach.ts';
import { count, plural } from '../../numbers.ts';
import { cityOf, hoursWords, isWithinHours, localTime } from './contact-time.ts';

type Callee = Pick<ContactSummary, 'timeZone' | 'callingHours'>;

interface Word {
  readonly label: string;
  readonly icon: string;
  readonly tone: string;
}

/** In the order of a task's life. */
export const taskStatusWords: Record<TaskStatus, Word> = {
  PENDING: { label: 'Pending', icon: 'i-lucide-circle-dashed', tone: 'text-muted' },
  IN_PROGRESS: { label: 'In progress', icon: 'i-lucide-phone-call', tone: 'text-accent' },
  RETRY_SCHEDULED: { label: 'Retry scheduled', icon: 'i-lucide-calendar-clock', tone: 'text-steady' },
  PENDING_USER_INFO: { label: 'Needs an answer', icon: 'i-lucide-message-circle-question-mark', tone: 'text-low' },
  COMPLETED: { label: 'Completed', icon: 'i-lucide-circle-check', tone: 'text-high' },
  FAILED: { label: 'Failed', icon: 'i-lucide-circle-x', tone: 'text-critical' },
  CANCELLED: { label: 'Cancelled', icon: 'i-lucide-circle-slash', tone: 'text-muted' },
};

export const outcomeWords: Record<CallOutcome, Word> = {
  DONE: { label: 'reached, done', icon: 'i-lucide-circle-check', tone: 'text-high' },
  REFUSED: { label: 'reached, refused', icon: 'i-lucide-thumbs-down', tone: 'text-critical' },
  RESCHEDULED: { label: 'asked for another time', icon: 'i-lucide-calendar-clock', tone: 'text-steady' },
  WAITING_FOR_USER: {
    label: 'needs an answer',
    icon: 'i-lucide-message-circle-question-mark',
    tone: 'text-low',
  },
  FAILED_NO_ANSWER: { label: 'no answer', icon: 'i-lucide-phone-missed', tone: 'text-low' },
  FAILED_BUSY: { label: 'busy', icon: 'i-lucide-phone-off', tone: 'text-low' },
  VOICEMAIL: { label: 'voicemail', icon: 'i-lucide-voicemail', tone: 'text-low' },
  DROPPED: { label: 'cut off', icon: 'i-lucide-unplug', tone: 'text-low' },
  FAILED_ERROR: { label: 'error on our side', icon: 'i-lucide-octagon-x', tone: 'text-critical' },
  CANCELLED: { label: 'called off', icon: 'i-lucide-circle-slash', tone: 'text-muted' },
};

export const callStatusWords: Record<Exclude<CallStatus, 'ended'>, Word> = {
  dialling: { label: 'ringing', icon: 'i-lucide-phone-outgoing', tone: 'text-accent' },
  talking: { label: 'talking', icon: 'i-lucide-phone-call', tone: 'text-accent' },
};

export const priorityWords: Record<TaskPriority, Word> = {
  low: { label: 'Low', icon: 'i-lucide-signal-low', tone: 'text-muted' },
  normal: { label: 'Normal', icon: 'i-lucide-signal-medium', tone: 'text-muted' },
  high: { label: 'High', icon: 'i-lucide-signal-high', tone: 'text-low' },
  urgent: { label: 'Urgent', icon: 'i-lucide-signal', tone: 'text-critical' },
};

export const isOver = ({ status }: Pick<Task, 'status'>) =>
  status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED';

/** A length of time, as exact as one cares: 45 is "45 s", 240 "4 min", 50400 "14 h", 259200 "3 days", three years of them "3 years". */
export function lengthWords(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3_600) return `${Math.round(seconds / 3_600)} h`;
  const days = Math.round(seconds / 86_400);
  return days < 2 * 365 ? plural(days, 'day') : plural(Math.round(days / 365.25), 'year');
}

/** How often it was tried: "attempt 2 of 3" while one is under way, "1 of 3 attempts" otherwise. */
export const attemptWords = ({ attemptCount, maxAttempts, status }: Task) =>
  status === 'IN_PROGRESS'
    ? `attempt ${Math.max(1, attemptCount)} of ${maxAttempts}`
    : `${attemptCount} of ${plural(maxAttempts, 'attempt')}`;

/**
 * What is next, in words: "in 4 min, 09:00 in Lisbon".
 *
 * @param clockMs What the outreach clock shows.
 * @param timeZone The contact's; null where the contact is not known (any more).
 */
export function nextActionWords(task: Task, clockMs: number, timeZone: string | null): string {
  if (task.status === 'IN_PROGRESS') return 'on the phone';
  if (task.status === 'PENDING_USER_INFO') return 'waits for an answer to its question';
  if (isOver(task)) return task.result ?? `${taskStatusWords[task.status].label}, nobody said why`;
  if (task.nextActionAt === null) return 'no call is planned';
  const dueMs = Date.parse(task.nextActionAt);
  if (dueMs <= clockMs) return 'due now, waits for its turn';
  const away = `in ${lengthWords((dueMs - clockMs) / 1_000)}`;
  return timeZone === null ? away : `${away}, ${localTime(dueMs, timeZone, clockMs)} in ${cityOf(timeZone)}`;
}

/** Why the next call is due when it is; null where the status says it. */
export function nextActionReason(task: Task, clockMs: number, contact: Callee | null): string | null {
  if (task.nextActionAt === null || (task.status !== 'PENDING' && task.status !== 'RETRY_SCHEDULED')) return null;
  const dueMs = Date.parse(task.nextActionAt);
  if (dueMs <= clockMs) return 'Calls that are due go out by priority and waiting time, one at a time to a contact.';
  if (contact !== null && !isWithinHours(clockMs, contact.timeZone, contact.callingHours))
    return `They take calls ${hoursWords(contact.callingHours)}.`;
  return task.status === 'PENDING' ? 'Not before the time that it was given.' : null;
}

export const outreachSpeeds = [1, 10, 60, 600] as const;

/** What a speed means for whoever waits. */
export function speedSentence(speed: number): string {
  if (speed === 1) return 'As fast as the wall clock: a retry in 5 min comes in 5 min.';
  return `${count(speed)} times as fast as the wall clock: a retry in 5 min comes in ${lengthWords(300 / speed)}, a night passes in ${lengthWords((12 * 3_600) / speed)}.`;
}

/** How far it is ahead; null where nobody would notice. */
export const aheadWords = ({ aheadSeconds }: Pick<OutreachClock, 'aheadSeconds'>) =>
  aheadSeconds < 2 ? null : `${lengthWords(aheadSeconds)} ahead of the wall clock`;
