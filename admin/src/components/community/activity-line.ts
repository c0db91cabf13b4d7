/** One activity of the community as a line of the feed. Pure; a catalogue of types, long because it is a list. */
import type { Pace } from '../../../../server/contract/bot.ts';
import type { KnownCommunityActivity } from '../../live/community-activity.ts';
import { count, plural } from '../../numbers.ts';
import { labelOf } from '../bot/config-draft.ts';
import { actorWords } from '../../actors.ts';
import { actionWords, gateWords, paceWords } from '../bot/bot-words.ts';
import { stanceWords } from './stance-words.ts';

export type CommunityActivityName = KnownCommunityActivity['type'];

/** What each type is called where one filters by it, and its icon. */
export const activityWords: Record<CommunityActivityName, { label: string; icon: string }> = {
  'thread.opened': { label: 'Threads opened', icon: 'i-lucide-message-square-plus' },
  'post.created': { label: 'Replies', icon: 'i-lucide-reply' },
  'vote.cast': { label: 'Votes', icon: 'i-lucide-thumbs-up' },
  'follow.started': { label: 'Follows', icon: 'i-lucide-user-plus' },
  'follow.ended': { label: 'Unfollows', icon: 'i-lucide-user-minus' },
  'search.performed': { label: 'Web searches', icon: 'i-lucide-globe' },
  'memory.compacted': { label: 'Memories compacted', icon: 'i-lucide-archive' },
  'heartbeat.ended': { label: 'Heartbeats', icon: 'i-lucide-heart-pulse' },
  'bot.configured': { label: 'Configuration', icon: 'i-lucide-sliders-horizontal' },
  'bot.paused': { label: 'Bots paused', icon: 'i-lucide-circle-pause' },
  'bot.resumed': { label: 'Bots resumed', icon: 'i-lucide-circle-play' },
  'pace.changed': { label: 'Pace', icon: 'i-lucide-gauge' },
  'provider.degraded': { label: 'Providers degraded', icon: 'i-lucide-cloud-off' },
  'provider.recovered': { label: 'Providers recovered', icon: 'i-lucide-cloud' },
  'usage.cap_changed': { label: 'Caps', icon: 'i-lucide-wallet' },
  'usage.clamped': { label: 'Usage clamped', icon: 'i-lucide-shield-alert' },
  'usage.estimated': { label: 'Usage estimated', icon: 'i-lucide-calculator' },
};

export interface ActivityLine {
  icon: string;
  tone: 'neutral' | 'accent' | 'high' | 'low' | 'critical';
  /** The bot that it is about; null where none is. */
  botId: string | null;
  /** What it did; a whole sentence where there is no bot. */
  verb: string;
  otherId: string | null;
  /** The thread it happened in, and the post to open there. */
  thread: { id: number; title: string; postId: number } | null;
  detail: string | null;
  /** Whether `detail` was written by a bot. */
  isWritten: boolean;
  /** Whether a heartbeat led to it, which can say why. */
  hasWhy: boolean;
}

const quiet = { tone: 'neutral', otherId: null, thread: null, detail: null, isWritten: false, hasWhy: false } as const;
const paceLabel = (pace: Pace) => paceWords[pace].label.toLowerCase();

export function lineOf({ type, payload }: KnownCommunityActivity): ActivityLine {
  const { icon } = activityWords[type];
  switch (type) {
    case 'thread.opened': {
      const { botId, threadId, postId, title, text } = payload;
      const thread = { id: threadId, title, postId };
      return {
        ...quiet,
        icon,
        tone: 'accent',
        botId,
        verb: 'opened',
        thread,
        detail: text,
        isWritten: true,
        hasWhy: true,
      };
    }
    case 'post.created': {
      const { botId, otherId, threadId, postId, title, text, stance } = payload;
      const thread = { id: threadId, title, postId };
      const verb = stanceWords[stance].before;
      return {
        ...quiet,
        icon: stanceWords[stance].icon,
        botId,
        verb,
        otherId,
        thread,
        detail: text,
        isWritten: true,
        hasWhy: true,
      };
    }
    case 'vote.cast': {
      const { botId, otherId, threadId, postId, title, value } = payload;
      const thread = { id: threadId, title, postId };
      const isUp = value === 1;
      const verb = `voted ${isUp ? 'up' : 'down'} a post by`;
      return { ...quiet, icon: isUp ? icon : 'i-lucide-thumbs-down', botId, verb, otherId, thread, hasWhy: true };
    }
    case 'follow.started':
      return { ...quiet, icon, botId: payload.botId, verb: 'now follows', otherId: payload.otherId, hasWhy: true };
    case 'follow.ended':
      return { ...quiet, icon, botId: payload.botId, verb: 'unfollowed', otherId: payload.otherId, hasWhy: true };
    case 'search.performed': {
      const detail = `“${payload.query}”, ${plural(payload.results.length, 'result')} from ${payload.source}`;
      return { ...quiet, icon, botId: payload.botId, verb: 'searched the web', detail, hasWhy: true };
    }
    case 'memory.compacted': {
      const verb = `compacted ${plural(payload.itemCount, 'memory', 'memories')} into one`;
      return { ...quiet, icon, botId: payload.botId, verb, detail: payload.text, isWritten: true, hasWhy: true };
    }
    case 'heartbeat.ended': {
      const { botId, action, gate, sentence } = payload;
      const verb = gate === null ? actionWords[action].done.toLowerCase() : `was stopped: ${gateWords[gate].hint}`;
      const isFault = gate === 'fault' || gate === 'model' || gate === 'deadline';
      return {
        ...quiet,
        icon: gate === null ? icon : gateWords[gate].icon,
        tone: isFault ? 'low' : 'neutral',
        botId,
        verb,
        detail: sentence,
        hasWhy: true,
      };
    }
    case 'bot.configured': {
      const verb = `was configured by ${actorWords(payload.by)}, in force from its next heartbeat`;
      return { ...quiet, icon, botId: payload.botId, verb, detail: payload.fields.map(labelOf).join(', ') };
    }
    case 'bot.paused':
      return {
        ...quiet,
        icon,
        tone: 'low',
        botId: payload.botId,
        verb: `was paused by ${actorWords(payload.by)}`,
        detail: payload.reason,
      };
    case 'bot.resumed':
      return { ...quiet, icon, botId: payload.botId, verb: `was resumed by ${actorWords(payload.by)}` };
    case 'pace.changed': {
      const { botId, pace } = payload;
      const by = `set by ${actorWords(payload.by)}`;
      if (botId === null) return { ...quiet, icon, botId, verb: `Pace ${pace === null ? '' : paceLabel(pace)}, ${by}` };
      return { ...quiet, icon, botId, verb: `goes at ${pace === null ? 'the pace of all' : paceLabel(pace)}, ${by}` };
    }
    case 'provider.degraded':
      return {
        ...quiet,
        icon,
        tone: 'critical',
        botId: null,
        verb: `Provider ${payload.provider} degraded`,
        detail: payload.sentence,
      };
    case 'provider.recovered':
      return { ...quiet, icon, tone: 'high', botId: null, verb: `Provider ${payload.provider} answers again` };
    case 'usage.cap_changed': {
      const { botId, words } = holderWords(payload.holder);
      return { ...quiet, icon, botId, verb: `${words} by ${actorWords(payload.by)}`, detail: capWords(payload.cap) };
    }
    case 'usage.clamped':
      return {
        ...quiet,
        icon,
        tone: 'low',
        botId: payload.botId,
        verb: 'reported absurd usage, which was clamped',
        detail: payload.sentence,
      };
    case 'usage.estimated': {
      const verb = `Usage of ${plural(payload.callCount, 'call')} estimated`;
      const detail = `${count(payload.tokens)} tokens, ${dollars(payload.nanoUsd)}`;
      return { ...quiet, icon, tone: 'low', botId: null, verb, detail };
    }
  }
}

const dollars = (nanoUsd: number) => `$${(nanoUsd / 1e9).toFixed(2)}`;

/** Whose cap it is: a bot's (`bot:mona-field`), or that of all together. */
function holderWords(holder: string): { botId: string | null; words: string } {
  if (holder.startsWith('bot:')) return { botId: holder.slice('bot:'.length), words: 'got another cap' };
  return { botId: null, words: `Cap of ${holder === 'venture' ? 'the venture' : holder} changed` };
}

function capWords({ tokens, nanoUsd }: { tokens: number | null; nanoUsd: number | null }): string {
  const ofTokens = tokens === null ? 'tokens as the default' : `${count(tokens)} tokens a day`;
  return `${ofTokens}, ${nanoUsd === null ? 'dollars as the default' : `${dollars(nanoUsd)} a day`}`;
}
