/** The arms among which the policy chooses: every kind of intervention with its variants (EC-10, EC-13). */
import type { InterventionKind } from '../../contract/vocabulary.ts';

export interface Arm {
  readonly kind: InterventionKind;
  readonly variant: string;
}

export const variants: Record<InterventionKind, readonly string[]> = {
  POLL: ['quick_pulse', 'opinion', 'engaging', 'technical', 'crisis'],
  CHAT_PROMPT: ['open_question', 'experience', 'challenge'],
  NOTIFICATION: ['nudge', 'recap'],
  GAMIFICATION: ['quiz', 'leaderboard'],
};

/** In a fixed order: an arm's index is its identity in draws and features. */
export const arms: readonly Arm[] = (Object.keys(variants) as InterventionKind[]).flatMap((kind) =>
  variants[kind].map((variant) => ({ kind, variant })),
);

/** How long attendees meet an intervention of a kind, in seconds; none outlasts the minute in which it is measured. Assumed. */
export const durationSeconds: Record<InterventionKind, number> = {
  POLL: 60,
  CHAT_PROMPT: 45,
  NOTIFICATION: 30,
  GAMIFICATION: 60,
};

export function isSameArm(left: Arm, right: Arm): boolean {
  return left.kind === right.kind && left.variant === right.variant;
}

export const kindNames: Record<InterventionKind, string> = {
  POLL: 'poll',
  CHAT_PROMPT: 'chat prompt',
  NOTIFICATION: 'notification',
  GAMIFICATION: 'game',
};

/** An arm in words, such as "poll (quick pulse)". */
export function armName({ kind, variant }: Arm): string {
  return `${kindNames[kind]} (${variant.replaceAll('_', ' ')})`;
}
