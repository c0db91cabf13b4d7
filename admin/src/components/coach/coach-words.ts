/** The coach's words as a person reads them. */
import type {
  FeedbackReason,
  HealthPartName,
  Insight,
  ActionPlanState,
  PlanPriority,
  Prediction,
  RecommendationCategory,
  RecommendationState,
} from '../../../../server/contract/coach.ts';

interface Word {
  readonly label: string;
  readonly icon: string;
}

export const partWords: Record<HealthPartName, Word> = {
  budget: { label: 'Budget', icon: 'i-lucide-coins' },
  operations: { label: 'Operations', icon: 'i-lucide-activity' },
  engagement: { label: 'Engagement', icon: 'i-lucide-users' },
  return: { label: 'Return', icon: 'i-lucide-trending-up' },
};

export const adviceWords: Record<RecommendationCategory, Word> = {
  budget: { label: 'Budget', icon: 'i-lucide-coins' },
  content_inventory: { label: 'Content inventory', icon: 'i-lucide-library' },
  engagement: { label: 'Engagement', icon: 'i-lucide-users' },
  return: { label: 'Return', icon: 'i-lucide-trending-up' },
  operations: { label: 'Operations', icon: 'i-lucide-activity' },
  growth: { label: 'Growth', icon: 'i-lucide-sprout' },
};

export const adviceStateWords: Record<RecommendationState, { label: string; hint: string }> = {
  open: { label: 'Open', hint: 'What deserves attention now' },
  resting: { label: 'Resting', hint: 'Dismissed, and to come back after a while' },
  withdrawn: { label: 'Withdrawn', hint: 'What it was about no longer holds' },
};

export const predictionWords: Record<Prediction['state'], Word & { colour: string }> = {
  open: { label: 'Not due yet', icon: 'i-lucide-hourglass', colour: 'text-muted' },
  hit: { label: 'Hit', icon: 'i-lucide-target', colour: 'text-high' },
  miss: { label: 'Miss', icon: 'i-lucide-circle-x', colour: 'text-critical' },
  void: { label: 'Void', icon: 'i-lucide-circle-slash', colour: 'text-muted' },
};

export const triggerWords: Record<Insight['trigger'], string> = {
  daily: 'by the daily job',
  caught_up: 'by the daily job, caught up later',
  person: 'by hand',
};

export const reasonWords: Record<FeedbackReason, { label: string; hint: string }> = {
  not_relevant: { label: 'Not relevant', hint: 'It does not concern us.' },
  wrong_data: { label: 'Wrong data', hint: 'The figures are not right.' },
  already_done: { label: 'Already done', hint: 'We have seen to it.' },
  not_priority: { label: 'Not a priority', hint: 'True, but other things come first.' },
  unclear: { label: 'Unclear', hint: 'I do not know what to do with it.' },
  other: { label: 'Other', hint: 'I say it in the comment.' },
};

export const planPriorityWords: Record<PlanPriority, Word & { colour: string }> = {
  low: { label: 'Low', icon: 'i-lucide-chevron-down', colour: 'text-muted' },
  medium: { label: 'Medium', icon: 'i-lucide-equal', colour: 'text-steady' },
  high: { label: 'High', icon: 'i-lucide-chevron-up', colour: 'text-critical' },
};

export const planStateWords: Record<ActionPlanState, string> = { open: 'Open', done: 'Done', abandoned: 'Abandoned' };
