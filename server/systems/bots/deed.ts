/** The plans that a heartbeat can come to: something was done, there were no words, or the aim was gone. */
import type { CommunityActivity } from '../../contract/community-activity.ts';
import type { CommunityEvent } from '../../simulation/community/events.ts';
import type { MemoryDraft, MemoryItem } from '../../simulation/community/mind.ts';
import type { Intention } from '../../simulation/community/option.ts';
import type { HeartbeatDraft, Outcome } from './outcome.ts';
import { inboxDrafts } from './remember.ts';
import type { Beginning, HeartbeatParts, Turn } from './turn.ts';
import { draftOf, nameIn, stopped } from './turn.ts';
import type { NoWords } from './words.ts';

/** To be carried out against the world as it is when it is stored. */
export type Plan = () => Outcome;
/** One kind of intention. */
export type Doing<Action extends Intention['action']> = Extract<Intention, { action: Action }>;

/** What a bot did, as far as a plan needs it. */
export interface Deed {
  readonly sentence: string;
  readonly record?: Partial<HeartbeatDraft>;
  readonly events?: readonly CommunityEvent[];
  readonly drafts?: readonly MemoryDraft[];
  readonly used?: readonly MemoryItem[];
  readonly notices?: readonly CommunityActivity[];
}

/** The plan of a heartbeat that got as far as its end; the inbox is attended to whatever the bot did. */
export function finish(parts: HeartbeatParts, turn: Turn, beginning: Beginning, deed: Deed): Plan {
  return () => {
    const { bot, nowMs } = turn;
    const action = deed.record?.action ?? 'nothing';
    const gate = action === 'nothing' ? (beginning.decision?.heldBack?.excludedBy ?? null) : null;
    const drafts = [...inboxDrafts(parts.community, turn), ...(deed.drafts ?? [])];
    const used = (deed.used ?? []).filter(({ id }) => bot.mind.warm.has(id));
    const changes = parts.hasMemory ? changesOf(turn, drafts, used) : [];
    const perceived = beginning.perceived && {
      ...beginning.perceived,
      usedMemories: used.map(({ about, text }) => `${nameIn(parts.community)(about)}: ${text}`),
    };
    return {
      events: [
        ...(deed.events ?? []),
        {
          type: 'heartbeat.ended',
          atMs: nowMs,
          botId: bot.id,
          number: beginning.number,
          action,
          gate,
        },
      ],
      changes,
      notices: deed.notices ?? [],
      pauseReason: null,
      heartbeat: {
        ...draftOf(turn, {
          ...beginning,
          perceived,
        }),
        gate,
        sentence: deed.sentence,
        ...deed.record,
      },
    };
  };
}

/** Used memories grow stronger first, so that what is kept now builds on them. */
function changesOf({ bot, nowMs }: Turn, drafts: readonly MemoryDraft[], used: readonly MemoryItem[]) {
  const kept = bot.mind.remember(drafts, nowMs);
  const touched = new Set(kept.map((change) => (change.type === 'kept' ? change.item.id : 0)));
  return [
    ...bot.mind.use(
      used.filter(({ id }) => !touched.has(id)),
      nowMs,
    ),
    ...kept,
  ];
}
/** No words, no action: the reason stands in the record, and a bot whose provider needs a person waits for one. */
export function wordless(turn: Turn, beginning: Beginning, none: NoWords): Plan {
  return () => {
    const outcome = stopped(turn, beginning, none.gate, `It wanted to write: ${none.sentence}`)();
    const heartbeat = { ...outcome.heartbeat, ...spent(turn, none) };
    return { ...outcome, heartbeat, pauseReason: none.mustPause ? none.sentence : null };
  };
}

/** What comes of a reply whose aim was gone by the time there were words; they were paid for all the same. */
export const outOfSight = (
  parts: HeartbeatParts,
  turn: Turn,
  beginning: Beginning,
  words: { tokens: number },
): Outcome =>
  finish(parts, turn, beginning, {
    sentence: 'What it wanted to answer was gone by the time it had the words.',
    record: spent(turn, words),
  })();

/** What a model call used, for the record. */
export const spent = ({ config }: Turn, { tokens }: { tokens: number }) => ({
  provider: config.model.provider,
  model: config.model.name,
  tokens,
});
