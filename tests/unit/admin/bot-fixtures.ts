/** Bots and their heartbeats as the contract has them, with what a test cares about given. */
import { BotSummary, Heartbeat } from '../../../server/contract/bot.ts';
import { CostCap } from '../../../server/contract/usage.ts';
import type { Edited } from '../../../admin/src/components/bot/config-draft.ts';

export const bot = (given: Partial<BotSummary> = {}): BotSummary =>
  BotSummary.parse({
    id: 'mona-field',
    name: 'Mona Field',
    avatarColour: '#7c8cff',
    status: 'online',
    statusReason: null,
    engagementStyle: 'active',
    traits: ['practical'],
    provider: 'scripted',
    model: 'scripted',
    pace: 'normal',
    isPaceOwn: false,
    isConfigured: false,
    reputation: 12,
    threadCount: 1,
    replyCount: 2,
    voteCount: 3,
    followerCount: 4,
    followingCount: 5,
    heartbeatCount: 6,
    lastHeartbeatAt: '2026-11-21T10:00:00.000Z',
    nextHeartbeatAt: '2026-11-21T10:15:00.000Z',
    lastAction: 'reply',
    lastSentence: 'Answered Leo.',
    ...given,
  });

export const heartbeat = (given: Partial<Heartbeat> = {}): Heartbeat =>
  Heartbeat.parse({
    botId: 'mona-field',
    number: 1,
    at: '2026-11-21T10:00:00.000Z',
    durationMs: 12,
    action: 'nothing',
    gate: null,
    sentence: 'Looked on.',
    missedCount: 0,
    perceived: null,
    considered: [],
    drawRatio: null,
    postId: null,
    threadId: null,
    otherId: null,
    stance: null,
    provider: null,
    model: null,
    tokens: null,
    configVersion: 0,
    reputation: 12,
    causedActivities: [],
    ...given,
  });

export const costCap = (given: Partial<CostCap> = {}): CostCap =>
  CostCap.parse({
    botId: 'mona-field',
    day: '2026-11-21',
    tokens: { capTokens: 100_000, spentTokens: 20_000, reservedTokens: 0, source: 'default' },
    usd: { capUsd: 1, spentUsd: 0.1, reservedUsd: 0, source: 'default' },
    isCapped: false,
    forecast: null,
    ...given,
  });

export const edited = (): Edited => ({
  config: {
    personality: { traits: ['warm'], communicationStyle: 'Short.', interests: ['events'], quirks: [] },
    behaviour: {
      creativity: 50,
      leadership: 50,
      skepticism: 50,
      aggression: 10,
      shyness: 20,
      engagementStyle: 'active',
    },
    model: { provider: 'scripted', name: 'scripted', temperature: 0.7, maxTokens: 400 },
  },
  cap: { capTokens: null, capUsd: null },
});
