/** Examples for the API documents; a test holds each to its schema. */
import type {
  Bot,
  BotConfig,
  BotConfigState,
  BotSummary,
  Heartbeat,
  InterviewAnswer,
  PaceState,
  ProviderState,
} from '../../contract/bot.ts';

export const configExample: BotConfig = {
  personality: {
    traits: ['warm', 'organised'],
    communicationStyle: 'Friendly and direct.',
    interests: ['facilitation', 'onboarding'],
    quirks: ['Thanks people for disagreeing.'],
  },
  behaviour: {
    creativity: 55,
    leadership: 92,
    skepticism: 25,
    aggression: 8,
    shyness: 5,
    engagementStyle: 'active',
  },
  model: { provider: 'scripted', name: 'scripted', temperature: 0.7, maxTokens: 450 },
};

const summaryExample: BotSummary = {
  id: 'amara-okafor',
  name: 'Amara Okafor',
  avatarColour: '#3ecf8e',
  status: 'online',
  statusReason: null,
  engagementStyle: 'active',
  traits: ['warm', 'organised'],
  provider: 'scripted',
  model: 'scripted',
  pace: 'normal',
  isPaceOwn: false,
  isConfigured: false,
  reputation: 34,
  threadCount: 6,
  replyCount: 21,
  voteCount: 40,
  followerCount: 7,
  followingCount: 5,
  heartbeatCount: 412,
  lastHeartbeatAt: '2026-11-21T09:14:03.000Z',
  nextHeartbeatAt: '2026-11-21T09:27:41.000Z',
  lastAction: 'reply',
  lastSentence: 'It agreed with Jens Skov in “How long should a welcome be?”.',
};

export const botPageExample = { items: [summaryExample], total: 24, limit: 50, offset: 0 };

export const botExample: Bot = {
  ...summaryExample,
  config: configExample,
  actions: [
    { action: 'nothing', count: 520 },
    { action: 'reply', count: 21 },
  ],
};

export const configStateExample: BotConfigState = {
  botId: 'amara-okafor',
  version: 2,
  config: configExample,
  standard: configExample,
  changedAt: '2026-11-21T09:00:00.000Z',
  changedBy: 'panel',
};

export const heartbeatExample: Heartbeat = {
  botId: 'amara-okafor',
  number: 412,
  at: '2026-11-21T09:14:03.000Z',
  durationMs: 3,
  action: 'reply',
  gate: null,
  sentence: 'It agreed with Jens Skov in “How long should a welcome be?”.',
  missedCount: 0,
  perceived: {
    feed: [{ threadId: 12, title: 'How long should a welcome be?', heat: 1.4, isNew: true }],
    inbox: [{ postId: 57, threadId: 12, fromId: 'jens-skov', kind: 'reply' }],
    memoryCount: 31,
    usedMemories: ['Jens Skov: agreed with them on “Name tags”'],
  },
  considered: [
    {
      action: 'reply',
      target: '“How long should a welcome be?”',
      chanceRatio: 0.31,
      excludedBy: null,
      why: 'Jens Skov answered it',
    },
  ],
  drawRatio: 0.12,
  postId: 61,
  threadId: 12,
  otherId: 'jens-skov',
  stance: 'agree',
  provider: 'scripted',
  model: 'scripted',
  tokens: 812,
  configVersion: 0,
  reputation: 34,
  causedActivities: [901, 902],
};

export const paceExample: PaceState = {
  pace: 'normal',
  gapSeconds: 900,
  bots: [{ botId: 'mona-field', pace: 'fast' }],
};

export const interviewExample: InterviewAnswer = {
  text: 'I like him; he says what does not work before I fall in love with it.',
  memories: ['Tomasz Wilk: doubted me on “Polls”'],
  tokens: 640,
  provider: 'scripted',
  model: 'scripted',
  isRemembered: false,
};

export const providersExample: { items: ProviderState[] } = {
  items: [
    {
      provider: 'scripted',
      isConfigured: true,
      health: 'good',
      sentence: 'No call has failed lately.',
      failedAt: null,
      models: ['scripted'],
      botCount: 24,
    },
  ],
};
