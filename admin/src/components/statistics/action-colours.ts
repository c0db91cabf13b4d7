import type { BotAction } from '../../../../server/contract/bot.ts';

/** Writing in the accent, judging and joining in green, seeking in amber, leaving in red, nothing in grey. */
export const actionColours: Record<BotAction, string> = {
  thread: 'var(--accent)',
  reply: 'color-mix(in srgb, var(--accent) 50%, var(--surface))',
  vote: 'var(--high)',
  follow: 'color-mix(in srgb, var(--high) 48%, var(--surface))',
  unfollow: 'var(--critical)',
  search: 'var(--low)',
  nothing: 'var(--line-strong)',
};
