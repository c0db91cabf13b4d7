/** A question's standing in words. Expired, cancelled and answered are three different things. Pure. */
import type { Question, QuestionStatus } from '../../../../server/contract/question.ts';
import { lengthWords } from './outreach-words.ts';

export const questionStatusWords: Record<QuestionStatus, { label: string; icon: string; tone: string }> = {
  open: { label: 'open', icon: 'i-lucide-message-circle-question-mark', tone: 'text-low' },
  answered: { label: 'answered', icon: 'i-lucide-circle-check', tone: 'text-high' },
  expired: { label: 'expired', icon: 'i-lucide-timer-off', tone: 'text-muted' },
  cancelled: { label: 'cancelled', icon: 'i-lucide-circle-slash', tone: 'text-muted' },
};

/** What an unanswered question waits for, or why it no longer does. */
export function questionSentence(question: Question, nowMs: number): string {
  const { status, liveUntil, expiresAt, defaultText, closedReason } = question;
  const otherwise = defaultText === null ? 'then it expires' : `then “${defaultText}” holds`;
  if (status !== 'open') return closedReason ?? (defaultText === null ? 'Nobody answered.' : `“${defaultText}” holds.`);
  const left = (until: string) => lengthWords(Math.max(0, (Date.parse(until) - nowMs) / 1_000));
  if (liveUntil !== null && Date.parse(liveUntil) > nowMs)
    return `The call waits for the answer, ${left(liveUntil)} more.`;
  return `The call is over; an answer within ${left(expiresAt)} starts a new one, ${otherwise}.`;
}
