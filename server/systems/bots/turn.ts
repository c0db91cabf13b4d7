/** A turn and what is known of it: the shapes that deciding, acting and storing share. */
import type { BotConfig, Gate, Perceived } from '../../contract/bot.ts';
import type { LanguageModel } from '../../language/port.ts';
import type { WebSearch } from '../../search/port.ts';
import type { Decision } from '../../simulation/community/decide.ts';
import type { Feed } from '../../simulation/community/feed.ts';
import type { Taste } from '../../simulation/community/taste.ts';
import type { World } from '../../simulation/community/world.ts';
import type { LivingBot } from './bot.ts';
import type { HeartbeatDraft, Outcome } from './outcome.ts';

/** What all bots share. */
export interface Community {
  readonly ventureId: string;
  readonly world: World;
  readonly feed: Feed;
  readonly bots: ReadonlyMap<string, LivingBot>;
}

export interface HeartbeatParts {
  readonly community: Community;
  readonly modelFor: (choice: LivingBot['config']['model']) => Promise<LanguageModel>;
  readonly search: WebSearch;
  readonly isCapped: (botId: string) => Promise<boolean>;
  /** Off only to measure what memory does (BC-18). */
  readonly hasMemory: boolean;
}

export interface Turn {
  readonly bot: LivingBot;
  /** The configuration in force when it begins: a change made meanwhile is for the next one (BC-10). */
  readonly config: BotConfig;
  readonly configVersion: number;
  readonly taste: Taste;
  /** When it begins, in ms since 1970. */
  readonly nowMs: number;
  /** Its pace in force; a paused bot can still be asked for one heartbeat. */
  readonly gapSeconds: number;
  readonly missedCount: number;
  readonly signal?: AbortSignal | undefined;
  /** Hears what it is about to do: perceive, decide, act. */
  readonly onStage?: ((name: string) => void) | undefined;
}

/** The turn of a bot as it is configured now. */
export const turnOf = (
  bot: LivingBot,
  when: Pick<Turn, 'nowMs' | 'gapSeconds'> & Partial<Pick<Turn, 'missedCount' | 'signal' | 'onStage'>>,
): Turn => ({ bot, config: bot.config, configVersion: bot.configVersion, taste: bot.taste, missedCount: 0, ...when });

/** What is known of a heartbeat before it acts. */
export interface Beginning {
  readonly number: number;
  readonly perceived: Perceived | null;
  readonly decision: Decision | null;
}

/** A member's name by its id; the id where nobody is known by it. */
export const nameIn =
  ({ bots }: Community) =>
  (botId: string): string =>
    bots.get(botId)?.persona.name ?? botId;

/** Why a capped bot does nothing. Which of the two budgets it is, the caps themselves tell. */
export const cappedSentence =
  'Its budget of the day, or that of all bots together, is used up; it resumes with the next UTC day or a higher cap.';

/** The plan of a heartbeat that a gate stopped. */
export function stopped(turn: Turn, beginning: Beginning, gate: Gate, sentence: string): () => Outcome {
  return () => ({
    events: [ended(turn, beginning, gate)],
    changes: [],
    notices: [],
    pauseReason: null,
    heartbeat: {
      ...draftOf(turn, beginning),
      gate,
      sentence,
    },
  });
}

const ended = ({ bot, nowMs }: Turn, { number }: Beginning, gate: Gate | null) =>
  ({ type: 'heartbeat.ended', atMs: nowMs, botId: bot.id, number, action: 'nothing', gate }) as const;

/** A record of a heartbeat in which nothing was done. */
export function draftOf({ bot, configVersion, nowMs, missedCount }: Turn, beginning: Beginning): HeartbeatDraft {
  const { number, perceived, decision } = beginning;
  return {
    botId: bot.id,
    number,
    atMs: nowMs,
    durationMs: 0,
    action: 'nothing',
    gate: null,
    sentence: '',
    missedCount,
    perceived,
    considered: [...(decision?.considered ?? [])],
    drawRatio: decision?.drawRatio ?? null,
    postId: null,
    threadId: null,
    otherId: null,
    stance: null,
    provider: null,
    model: null,
    tokens: null,
    configVersion,
  };
}
