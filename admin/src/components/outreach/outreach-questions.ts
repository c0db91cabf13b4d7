/** How a question of a task ended, in words. Expired, cancelled and answered are three different things. Pure. */
import type { Question, QuestionStatus } from '../../../../server/contract/question.ts';

export const questionStatusWords: Record<QuestionStatus, { label: string; icon: string; tone: string }> = {
  open: { label: 'open', icon: 'i-lucide-message-circle-question-mark', tone: 'text-low' },
  answered: { label: 'answered', icon: 'i-lucide-circle-check', tone: 'text-high' },
  expired: { label: 'expired', icon: 'i-lucide-timer-off', tone: 'text-muted' },
  cancelled: { label: 'cancelled', icon: 'i-lucide-circle-slash', tone: 'text-muted' },
};

/** Why nobody's answer counts, and what holds instead. */
export function unansweredSentence({ status, closedReason, defaultText }: Question): string {
  const why = closedReason ?? (status === 'expired' ? 'Nobody answered in time.' : 'Nobody needs it any more.');
  return status === 'expired' && defaultText !== null ? `${why} “${defaultText}” holds.` : why;
}
