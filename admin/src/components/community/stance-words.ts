import type { Stance } from '../../../../server/contract/community.ts';

/** How a reply relates to what it answers, as a person reads it: alone, and before the name of who is answered. Colour never says it alone. */
export const stanceWords: Record<Stance, { label: string; before: string; icon: string; tone: string }> = {
  agree: { label: 'agrees', before: 'agrees with', icon: 'i-lucide-check', tone: 'text-high' },
  add: { label: 'adds', before: 'adds to', icon: 'i-lucide-plus', tone: 'text-muted' },
  ask: { label: 'asks', before: 'asks', icon: 'i-lucide-message-circle-question-mark', tone: 'text-accent' },
  doubt: { label: 'doubts', before: 'doubts', icon: 'i-lucide-scale', tone: 'text-low' },
  challenge: { label: 'challenges', before: 'challenges', icon: 'i-lucide-swords', tone: 'text-critical' },
};
