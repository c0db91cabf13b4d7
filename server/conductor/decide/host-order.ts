/** What a seasoned host would try first, by the kind of fall: the rules' whole knowledge, and the policy's first bets. */
import type { AnomalyType, InterventionKind } from '../../contract/vocabulary.ts';

/** Assumed, and no better than that: nothing here was read off the audience. */
export const hostOrder: Record<AnomalyType, readonly InterventionKind[]> = {
  SUDDEN_DROP: ['POLL', 'CHAT_PROMPT', 'GAMIFICATION', 'NOTIFICATION'],
  GRADUAL_DECLINE: ['CHAT_PROMPT', 'POLL', 'GAMIFICATION', 'NOTIFICATION'],
  MASS_EXIT: ['NOTIFICATION', 'CHAT_PROMPT', 'POLL', 'GAMIFICATION'],
  LOW_ENGAGEMENT: ['GAMIFICATION', 'POLL', 'CHAT_PROMPT', 'NOTIFICATION'],
};
