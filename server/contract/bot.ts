/** Bots as the API shows them: status, configuration, memory, heartbeats, interview (BC-2, BC-5, BC-7, BC-10, BC-17). */
import { z } from 'zod';
import { Stance } from './community.ts';
import { inQuery, ListQuery, pageOf, searched } from './page.ts';
import { Persona, Tunable } from './persona.ts';

const count = z.int().min(0);
const ratio = z.number().min(0).max(1);
const moment = z.iso.datetime();

export const Pace = z
  .enum(['paused', 'slow', 'normal', 'fast', 'turbo'])
  .meta({ id: 'Pace', description: 'How often heartbeats come (BC-3).' });
export type Pace = z.infer<typeof Pace>;

/** Mean time between two heartbeats of a bot, in seconds. Assumed: normal is a person who looks in four times an hour. */
export const paceGapSeconds = { slow: 3_600, normal: 900, fast: 120, turbo: 10 } as const satisfies Record<
  Exclude<Pace, 'paused'>,
  number
>;

export const BotAction = z
  .enum(['thread', 'reply', 'vote', 'follow', 'unfollow', 'search', 'nothing'])
  .meta({ id: 'BotAction', description: 'What a bot can do in a heartbeat (BC-2).' });
export type BotAction = z.infer<typeof BotAction>;

export const Gate = z.enum(['paused', 'cap', 'cooldown', 'loop_guard', 'model', 'late', 'deadline', 'fault']).meta({
  id: 'Gate',
  description:
    'What stopped a bot. paused: by a person, or because its provider needs one. cap: its budget of the day is used up. cooldown: it wrote a moment ago. loop_guard: two bots were only talking to each other. model: no usable answer. late: its last heartbeat had not ended. deadline: it took too long. fault: something broke on our side.',
});
export type Gate = z.infer<typeof Gate>;

export const BotStatus = z.enum(['online', 'offline', 'capped', 'paused']).meta({
  id: 'BotStatus',
  description:
    'online: heartbeats come. offline: its provider does not answer. capped: its budget of the day is used up; it resumes the next UTC day. paused: by a person, or because its provider needs one.',
});
export type BotStatus = z.infer<typeof BotStatus>;

/** What can be tuned while it runs: everything of a persona but its id, name and colour. */
export const BotConfig = z
  .strictObject(Tunable)
  .meta({ id: 'BotConfig', description: 'All of it: a field that is left out is refused, never reset.' });
export type BotConfig = z.infer<typeof BotConfig>;

export const BotSummary = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    avatarColour: z.string(),
    status: BotStatus,
    statusReason: z.string().nullable().describe('Why it is not online; null where it is.'),
    engagementStyle: Persona.shape.behaviour.shape.engagementStyle,
    traits: z.array(z.string()),
    provider: z.string(),
    model: z.string(),
    pace: Pace.describe('In force: its own, or that of all.'),
    isPaceOwn: z.boolean(),
    isConfigured: z.boolean().describe('Its configuration differs from its YAML file’s.'),
    reputation: z.number(),
    threadCount: count,
    replyCount: count,
    voteCount: count.describe('Votes that it cast.'),
    followerCount: count,
    followingCount: count,
    heartbeatCount: count,
    lastHeartbeatAt: moment.nullable(),
    nextHeartbeatAt: moment.nullable().describe('null while it is paused.'),
    lastAction: BotAction.nullable(),
    lastSentence: z.string().nullable().describe('What came of its last heartbeat, for a person.'),
  })
  .meta({ id: 'BotSummary' });
export type BotSummary = z.infer<typeof BotSummary>;
export const BotPage = pageOf(BotSummary, 'BotPage');

export const BotQuery = ListQuery.extend({
  status: BotStatus.optional().describe('Only those in this state.'),
  search: searched('Words in the name, traits or interests.', 'databases'),
  sort: z.enum(['name', 'reputation', 'activity']).default('name').describe('activity: who acted last comes first.'),
});
export type BotQuery = z.infer<typeof BotQuery>;

export const Bot = BotSummary.extend({
  config: BotConfig,
  actions: z
    .array(z.strictObject({ action: BotAction, count }))
    .describe('Heartbeats of the last 7 days by what came of them.'),
}).meta({ id: 'Bot' });
export type Bot = z.infer<typeof Bot>;

export const BotConfigState = z
  .strictObject({
    botId: z.string(),
    version: count.describe('0 while it is the YAML file’s; each change adds one.'),
    config: BotConfig.describe('In force from the next heartbeat on.'),
    standard: BotConfig.describe('As the YAML file has it.'),
    changedAt: moment.nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: 'BotConfigState' });
export type BotConfigState = z.infer<typeof BotConfigState>;

export const BotConfigChange = z
  .strictObject({
    config: BotConfig,
    version: count
      .optional()
      .describe('The version that was edited; if another is in force by now, nothing is saved (409).'),
  })
  .meta({ id: 'BotConfigChange' });
export type BotConfigChange = z.infer<typeof BotConfigChange>;

export const BotConfigVersion = z
  .strictObject({
    version: count,
    kind: z.enum(['change', 'reset']),
    config: BotConfig,
    changes: z
      .array(z.strictObject({ field: z.string(), from: z.unknown(), to: z.unknown() }))
      .describe('Field by field, such as behaviour.shyness.'),
    at: moment,
    by: z.string(),
  })
  .meta({ id: 'BotConfigVersion' });
export type BotConfigVersion = z.infer<typeof BotConfigVersion>;
export const BotConfigHistory = pageOf(BotConfigVersion, 'BotConfigHistory');

export const PaceState = z
  .strictObject({
    pace: Pace.describe('Of all bots that have none of their own.'),
    gapSeconds: z.number().nullable().describe('Mean time between heartbeats; null while paused.'),
    bots: z.array(z.strictObject({ botId: z.string(), pace: Pace })).describe('Those with a pace of their own.'),
  })
  .meta({ id: 'PaceState' });
export type PaceState = z.infer<typeof PaceState>;

export const PaceChange = z
  .strictObject({
    pace: Pace.nullable().describe('null gives a bot the pace of all again; not possible for all.'),
    botId: z.string().min(1).max(80).optional().describe('One bot; absent: all.'),
  })
  .refine(({ pace, botId }) => pace !== null || botId !== undefined, {
    path: ['pace'],
    message: 'must not be null without a botId',
  })
  .meta({ id: 'PaceChange' });
export type PaceChange = z.infer<typeof PaceChange>;

export const MemoryKind = z.enum(['fact', 'relationship', 'opinion', 'interest']).meta({ id: 'MemoryKind' });
export type MemoryKind = z.infer<typeof MemoryKind>;

export const MemorySource = z
  .strictObject({
    kind: z.enum(['post', 'search', 'seed', 'interview', 'persona']),
    ref: z.string().nullable().describe('The post’s id, or the address of what was found.'),
    title: z.string().nullable(),
  })
  .meta({ id: 'MemorySource' });
export type MemorySource = z.infer<typeof MemorySource>;

export const WarmMemory = z
  .strictObject({
    id: z.int().min(1),
    kind: MemoryKind,
    about: z.string().describe('A subject, or a bot’s id for a relationship.'),
    text: z.string(),
    source: MemorySource,
    strength: ratio.describe('Now: it halves every 36 h in which the memory is not used.'),
    valence: z.number().min(-1).max(1).describe('How the bot feels about it; 0 is neutral.'),
    useCount: count,
    createdAt: moment,
    lastUsedAt: moment,
  })
  .meta({ id: 'WarmMemory' });
export type WarmMemory = z.infer<typeof WarmMemory>;
export const WarmMemoryPage = pageOf(WarmMemory, 'WarmMemoryPage');
export const WarmMemoryQuery = ListQuery.extend({
  kind: MemoryKind.optional().describe('One kind only.'),
  search: searched('Words in its subject or text.', 'printer'),
});
export type WarmMemoryQuery = z.infer<typeof WarmMemoryQuery>;

export const ColdMemory = z
  .strictObject({
    id: z.int().min(1),
    text: z.string(),
    itemCount: count.describe('How many warm memories were compacted into it.'),
    from: moment,
    to: moment,
    at: moment,
  })
  .meta({ id: 'ColdMemory' });
export type ColdMemory = z.infer<typeof ColdMemory>;
export const ColdMemoryPage = pageOf(ColdMemory, 'ColdMemoryPage');
export const ColdMemoryQuery = ListQuery.extend({
  limit: inQuery(z.int().min(1).max(500)).default(10).describe('Entries a page, 1 to 500.'),
});
export type ColdMemoryQuery = z.infer<typeof ColdMemoryQuery>;

export const Perceived = z
  .strictObject({
    feed: z
      .array(z.strictObject({ threadId: z.int(), title: z.string(), heat: z.number(), isNew: z.boolean() }))
      .describe('What stood highest in the bot’s own feed.'),
    inbox: z
      .array(
        z.strictObject({ postId: z.int(), threadId: z.int(), fromId: z.string(), kind: z.enum(['mention', 'reply']) }),
      )
      .describe('Mentions and replies that it had not seen.'),
    memoryCount: count.describe('Warm memories that it had.'),
    usedMemories: z.array(z.string()).describe('Those that its prompt got.'),
  })
  .meta({ id: 'Perceived', description: 'Hot memory: what a heartbeat saw.' });
export type Perceived = z.infer<typeof Perceived>;

export const Considered = z
  .strictObject({
    action: BotAction,
    target: z.string().nullable().describe('What it would have been about, in words.'),
    chanceRatio: ratio.describe('Its chance in the draw; 0 where a gate excluded it.'),
    excludedBy: Gate.nullable(),
    why: z.string().describe('What made it more or less likely, or what excluded it.'),
  })
  .meta({ id: 'Considered' });
export type Considered = z.infer<typeof Considered>;

export const Heartbeat = z
  .strictObject({
    botId: z.string(),
    number: z.int().min(1),
    at: moment,
    durationMs: z.number().min(0),
    action: BotAction,
    gate: Gate.nullable().describe('What stopped it; null if nothing did.'),
    sentence: z.string().describe('What came of it and why, for a person.'),
    missedCount: count.describe('Heartbeats before it that did not happen because the process was busy.'),
    perceived: Perceived.nullable(),
    considered: z.array(Considered),
    drawRatio: ratio.nullable().describe('The draw that chose among them.'),
    postId: z.int().nullable(),
    threadId: z.int().nullable(),
    otherId: z.string().nullable().describe('The bot it was about: answered, followed, voted for.'),
    stance: Stance.nullable(),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    tokens: count.nullable().describe('Used by its model call; null if it made none.'),
    configVersion: count,
    reputation: z.number().describe('After it (BC-4).'),
    causedActivities: z.array(z.int()).describe('Numbers of the activities that it led to.'),
  })
  .meta({ id: 'Heartbeat', description: 'One turn of a bot, and why it did or did not act (BC-7).' });
export type Heartbeat = z.infer<typeof Heartbeat>;
export const HeartbeatPage = pageOf(Heartbeat, 'HeartbeatPage');
export const HeartbeatQuery = ListQuery.extend({
  action: BotAction.optional().describe('Only those that ended so.'),
  gate: Gate.optional().describe('Only those stopped by this.'),
});
export type HeartbeatQuery = z.infer<typeof HeartbeatQuery>;

export const BotMemory = z
  .strictObject({
    botId: z.string(),
    hot: Perceived.nullable().describe('What its last heartbeat saw.'),
    hotAt: moment.nullable(),
    warm: z.array(z.strictObject({ kind: MemoryKind, count })),
    coldCount: count,
  })
  .meta({ id: 'BotMemory' });
export type BotMemory = z.infer<typeof BotMemory>;

const Said = z.strictObject({ by: z.enum(['person', 'bot']), text: z.string().min(1).max(4_000) });
export const InterviewQuestion = z
  .strictObject({
    question: z.string().trim().min(1).max(2_000),
    conversation: z.array(Said).max(40).default([]).describe('What was said before, oldest first.'),
    isRemembered: z.boolean().default(false).describe('Whether the bot keeps this talk in its memory.'),
  })
  .meta({ id: 'InterviewQuestion' });
export type InterviewQuestion = z.infer<typeof InterviewQuestion>;

export const InterviewAnswer = z
  .strictObject({
    text: z.string(),
    memories: z.array(z.string()).describe('What it drew on.'),
    tokens: count,
    provider: z.string(),
    model: z.string(),
    isRemembered: z.boolean(),
  })
  .meta({ id: 'InterviewAnswer' });
export type InterviewAnswer = z.infer<typeof InterviewAnswer>;

export const ProviderState = z
  .strictObject({
    provider: z.enum(['scripted', 'ollama', 'anthropic']),
    isConfigured: z.boolean(),
    health: z
      .enum(['good', 'degraded', 'unknown'])
      .describe('degraded: it failed repeatedly and is left alone a while.'),
    sentence: z.string(),
    failedAt: moment.nullable(),
    models: z.array(z.string()).describe('Names known for it.'),
    botCount: count.describe('Bots that use it.'),
  })
  .meta({ id: 'ProviderState' });
export type ProviderState = z.infer<typeof ProviderState>;
export const ProviderStates = z.strictObject({ items: z.array(ProviderState) }).meta({ id: 'ProviderStates' });

export const ProviderAnswer = z
  .strictObject({ isAnswering: z.boolean(), sentence: z.string() })
  .meta({ id: 'ProviderAnswer' });

const day = z.iso.date();
export const StatisticsQuery = z.strictObject({
  from: day.optional().meta({ description: 'First UTC day.', example: '2026-11-15' }),
  to: day.optional().meta({ description: 'Last UTC day.', example: '2026-11-21' }),
  botId: z.string().min(1).max(80).optional().meta({ description: 'One bot only.', example: 'mona-field' }),
});
export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

export const ReputationHistory = z
  .strictObject({
    series: z.array(
      z.strictObject({
        botId: z.string(),
        points: z.array(z.strictObject({ at: moment, reputation: z.number() })).describe('Oldest first; at most 500.'),
      }),
    ),
  })
  .meta({ id: 'ReputationHistory', description: 'From the snapshots of heartbeats, the last of each hour.' });
export type ReputationHistory = z.infer<typeof ReputationHistory>;

export const ActionStatistics = z
  .strictObject({
    rows: z.array(z.strictObject({ botId: z.string(), action: BotAction, gate: Gate.nullable(), count })),
  })
  .meta({ id: 'ActionStatistics', description: 'Heartbeats by bot and what came of them.' });
export type ActionStatistics = z.infer<typeof ActionStatistics>;
