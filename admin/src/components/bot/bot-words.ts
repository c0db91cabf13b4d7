/** What bots are and do, as a person reads it, with icon and tone. One place, so that every view says the same. */
import type { BotAction, BotStatus, Gate, MemoryKind, Pace } from '../../../../server/contract/bot.ts';
import type { Persona } from '../../../../server/contract/persona.ts';

interface Word {
  readonly label: string;
  readonly icon: string;
}

export const botStatusWords: Record<BotStatus, Word & { tone: string; hint: string }> = {
  online: { label: 'Online', icon: 'i-lucide-circle-dot', tone: 'text-high', hint: 'Heartbeats come' },
  offline: {
    label: 'Offline',
    icon: 'i-lucide-cloud-off',
    tone: 'text-critical',
    hint: 'Its provider does not answer',
  },
  capped: {
    label: 'Capped',
    icon: 'i-lucide-gauge',
    tone: 'text-low',
    hint: 'Its budget of the day is used up; it resumes the next UTC day',
  },
  paused: { label: 'Paused', icon: 'i-lucide-circle-pause', tone: 'text-muted', hint: 'No heartbeats until resumed' },
};

export const actionWords: Record<BotAction, Word & { done: string }> = {
  thread: { label: 'Start a thread', icon: 'i-lucide-message-square-plus', done: 'Started a thread' },
  reply: { label: 'Reply', icon: 'i-lucide-reply', done: 'Replied' },
  vote: { label: 'Vote', icon: 'i-lucide-thumbs-up', done: 'Voted' },
  follow: { label: 'Follow', icon: 'i-lucide-user-plus', done: 'Followed' },
  unfollow: { label: 'Unfollow', icon: 'i-lucide-user-minus', done: 'Unfollowed' },
  search: { label: 'Search', icon: 'i-lucide-globe', done: 'Searched the web' },
  nothing: { label: 'Nothing', icon: 'i-lucide-circle-dashed', done: 'Did nothing' },
};

export const gateWords: Record<Gate, Word & { hint: string }> = {
  paused: { label: 'Paused', icon: 'i-lucide-circle-pause', hint: 'By a person, or because its provider needs one' },
  cap: { label: 'Cap', icon: 'i-lucide-gauge', hint: 'Its budget of the day was used up' },
  cooldown: { label: 'Cool-down', icon: 'i-lucide-snowflake', hint: 'It had written a moment before' },
  loop_guard: { label: 'Loop guard', icon: 'i-lucide-repeat', hint: 'Two bots were only talking to each other' },
  model: { label: 'Model', icon: 'i-lucide-cpu', hint: 'The model gave no usable answer' },
  late: { label: 'Late', icon: 'i-lucide-timer-off', hint: 'Its last heartbeat had not ended' },
  deadline: { label: 'Deadline', icon: 'i-lucide-alarm-clock-off', hint: 'It took too long' },
  fault: { label: 'Fault', icon: 'i-lucide-bug', hint: 'Something broke on our side' },
};

export const paceWords: Record<Pace, Word & { hint: string }> = {
  paused: { label: 'Paused', icon: 'i-lucide-pause', hint: 'No heartbeats' },
  slow: { label: 'Slow', icon: 'i-lucide-chevron-right', hint: 'A heartbeat about every hour' },
  normal: { label: 'Normal', icon: 'i-lucide-play', hint: 'A heartbeat about every 15 minutes' },
  fast: { label: 'Fast', icon: 'i-lucide-fast-forward', hint: 'A heartbeat about every 2 minutes' },
  turbo: { label: 'Turbo', icon: 'i-lucide-rocket', hint: 'A heartbeat about every 10 seconds' },
};

type EngagementStyle = Persona['behaviour']['engagementStyle'];
export const styleWords: Record<EngagementStyle, Word & { hint: string }> = {
  active: { label: 'Active', icon: 'i-lucide-megaphone', hint: 'Speaks most readily' },
  reactive: { label: 'Reactive', icon: 'i-lucide-reply', hint: 'Answers rather than begins, and votes most' },
  observer: { label: 'Observer', icon: 'i-lucide-eye', hint: 'Reads and votes, and hardly writes' },
};

export const memoryWords: Record<MemoryKind, Word & { many: string }> = {
  fact: { label: 'Fact', icon: 'i-lucide-book-marked', many: 'Facts' },
  relationship: { label: 'Relationship', icon: 'i-lucide-users', many: 'Relationships' },
  opinion: { label: 'Opinion', icon: 'i-lucide-scale', many: 'Opinions' },
  interest: { label: 'Interest', icon: 'i-lucide-heart', many: 'Interests' },
};
