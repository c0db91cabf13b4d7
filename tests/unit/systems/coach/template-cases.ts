/** For every template what makes it fire, with the four figures it then shows, and what is just not enough. */
import type { CoachData } from '../../../../server/systems/coach/knowledge/known.ts';
import { bot, botNames, dayMs, intervention, noon, session, steady, well, windowsOf } from '../../../support/coach.ts';

export interface TemplateCase {
  readonly fires: Partial<CoachData>;
  readonly figures: readonly (number | null)[];
  readonly subject?: string;
  /** Just below the trigger. */
  readonly quiet: Partial<CoachData>;
}

const { usage, capForecast, heartbeats, sessions, community, executions, plans, calls, questions } = well;
const bots = (change: (botId: string, index: number) => Parameters<typeof bot>[0]) =>
  botNames.map((botId, index) => bot({ botId, name: botId, ...change(botId, index) }));
const met = (count: number, change: Parameters<typeof intervention>[1], ago = 2) =>
  Array.from({ length: count }, () => intervention(ago, change));
const shelf = (...counts: number[]) => ({
  scenarios: counts.map((sessionCount, index) => ({ id: `s${index}`, title: `S${index}`, sessionCount })),
  sessionCount: counts.reduce((sum, count) => sum + count, 0),
});
const authored = (...counts: number[]) => ({
  ...community,
  authors: botNames.map((botId, index) => ({ botId, name: botId, postCount: counts[index] ?? 0 })),
});

export const cases: Record<string, TemplateCase> = {
  'cap-soon': {
    fires: {
      capForecast: { ...capForecast, chanceRatio: 0.8, reachedAtMs: noon + 7_200_000, usedRatio: 0.7, used: 700_000 },
    },
    figures: [0.7, 300_000, 2, 0.8],
    quiet: { capForecast: { ...capForecast, chanceRatio: 0.49 } },
  },
  'capped-often': {
    fires: { usage: { ...usage, windows: windowsOf(steady(0.3, 1, 0.3, 0.95, 0.3, 1, 0.3, 0.3)) } },
    figures: [3, (3 + 0.95 - 1 + 4 * 0.3) / 7, 1_000_000, 10],
    quiet: { usage: { ...usage, windows: windowsOf(steady(0.3, 1, 0.3, 0.94, 0.3, 1, 0.3, 0.3)) } },
  },
  'burn-rising': {
    fires: { usage: { ...usage, tokens: steady(300_000, 450_000, 450_000, 450_000) } },
    figures: [450_000, 300_000, 0.5, 1],
    quiet: { usage: { ...usage, tokens: steady(300_000, 440_000, 440_000, 440_000) } },
  },
  'cap-idle': {
    fires: { usage: { ...usage, windows: windowsOf(steady(0.04)), usd: steady(0.4) } },
    figures: [0.04, 0.4, 1_000_000, 10],
    quiet: { usage: { ...usage, windows: windowsOf(steady(0.04, 0.06)) } },
  },
  'bot-takes-most': {
    fires: {
      usage: {
        ...usage,
        byBot: botNames.map((botId, index) => ({
          botId,
          callCount: 9,
          tokens: index === 0 ? 910_000 : 90_000,
          usd: 0.7,
        })),
      },
    },
    figures: [910 / 1_720, 910_000, 172_000, 0.7],
    subject: 'ann',
    quiet: {
      usage: {
        ...usage,
        byBot: botNames.map((botId, index) => ({
          botId,
          callCount: 9,
          tokens: index === 0 ? 390_000 : 90_000,
          usd: 0.7,
        })),
      },
    },
  },
  'cache-unread': {
    fires: { usage: { ...usage, cache: { promptTokens: 1_000_000, readTokens: 100_000 } } },
    figures: [0.1, 1_000_000, 100_000, 7],
    quiet: { usage: { ...usage, cache: { promptTokens: 90_000, readTokens: 0 } } },
  },
  'calls-estimated': {
    fires: { usage: { ...usage, estimatedCount: 28 } },
    figures: [0.1, 28, 280, 7],
    quiet: { usage: { ...usage, estimatedCount: 13 } },
  },
  'one-scenario-only': {
    fires: { scenarios: shelf(1, 9, 1) },
    figures: [9 / 11, 9, 11, 3],
    quiet: { scenarios: shelf(2, 7, 1) },
  },
  'same-intervention': {
    fires: { sessions: { ...sessions, interventions: [...met(8, {}), ...met(2, { kind: 'CHAT_PROMPT' })] } },
    figures: [0.8, 8, 10, 2],
    subject: 'POLL/opinion',
    quiet: { sessions: { ...sessions, interventions: [...met(5, {}), ...met(4, { kind: 'CHAT_PROMPT' })] } },
  },
  'scenarios-unused': {
    fires: { scenarios: shelf(3, 1, 0, 0) },
    figures: [2, 4, 4, 0.5],
    quiet: { scenarios: shelf(3, 1, 1, 0) },
  },
  'threads-unanswered': {
    fires: { community: { ...community, unanswered: steady(1, 2, 2, 2, 2, 2, 2, 2) } },
    figures: [0.5, 28, 14, 0.25],
    quiet: { community: { ...community, unanswered: steady(1, 2, 2, 2, 2, 1, 1, 1) } },
  },
  'topics-quiet': {
    fires: {
      community: {
        ...community,
        topics: [...community.topics, { topic: 'sound', postCount: 9, lastPostAtMs: noon - 4 * dayMs }],
      },
    },
    figures: [4, 9, 1, 3],
    subject: 'sound',
    quiet: {
      community: {
        ...community,
        topics: [...community.topics, { topic: 'sound', postCount: 4, lastPostAtMs: noon - 4 * dayMs }],
      },
    },
  },
  'audience-leaves': {
    fires: {
      sessions: { ...sessions, sessions: [1, 3, 5].map((ago) => session(ago, { endCount: ago === 3 ? 60 : 120 })) },
    },
    figures: [0.5, 600, 300, 0.7],
    quiet: { sessions: { ...sessions, sessions: [1, 3, 5].map((ago) => session(ago, { endCount: 121 })) } },
  },
  'drops-unanswered': {
    fires: {
      sessions: {
        ...sessions,
        sessions: [1, 3].map((ago) => session(ago, { mode: 'off', anomalyCount: 3, unansweredCount: 2 })),
      },
    },
    figures: [4 / 6, 4, 6, 2],
    quiet: {
      sessions: { ...sessions, sessions: [1, 3].map((ago) => session(ago, { anomalyCount: 5, unansweredCount: 2 })) },
    },
  },
  'engaged-minutes-falling': {
    fires: { sessions: { ...sessions, sessions: [session(9), session(1, { engagedMinutes: 325 })] } },
    figures: [325, 650, -0.5, 1],
    quiet: { sessions: { ...sessions, sessions: [session(9), session(1, { engagedMinutes: 530 })] } },
  },
  'low-sessions': {
    fires: { sessions: { ...sessions, sessions: [session(1, { lowRatio: 0.5 }), session(3, { lowRatio: 0.3 })] } },
    figures: [0.4, 0.5, 2, 2],
    quiet: { sessions: { ...sessions, sessions: [session(1, { lowRatio: 0.5 }), session(3, { lowRatio: 0.05 })] } },
  },
  'slow-openings': {
    fires: {
      sessions: { ...sessions, sessions: [1, 3, 5].map((ago) => session(ago, { openingScore: 0.4, laterScore: 0.6 })) },
    },
    figures: [0.2, 0.4, 0.6, 3],
    quiet: {
      sessions: {
        ...sessions,
        sessions: [1, 3, 5].map((ago) => session(ago, { openingScore: 0.4, laterScore: 0.49 })),
      },
    },
  },
  'suggestions-expire': {
    fires: {
      sessions: {
        ...sessions,
        interventions: [
          ...met(4, { state: 'expired', uplift: null }),
          ...met(1, { state: 'dismissed' }),
          ...met(3, {}),
        ],
      },
    },
    figures: [0.5, 4, 8, 1],
    quiet: { sessions: { ...sessions, interventions: [...met(2, { state: 'expired', uplift: null }), ...met(6, {})] } },
  },
  'return-falling': {
    fires: { sessions: { ...sessions, sessions: [session(9, { wonMinutes: 700 }), session(1, { wonMinutes: 350 })] } },
    figures: [50, 100, 350, 7],
    quiet: { sessions: { ...sessions, sessions: [session(9, { wonMinutes: 700 }), session(1, { wonMinutes: 430 })] } },
  },
  'shadow-agreed': {
    fires: {
      sessions: {
        sessions: [session(1, { mode: 'shadow' })],
        interventions: [
          ...met(9, { verdict: 'agree', isStarted: false, uplift: null }),
          ...met(1, { verdict: 'disagree', isStarted: false, uplift: null }),
        ],
      },
    },
    figures: [0.9, 9, 10, 1],
    quiet: { sessions: { ...sessions, interventions: met(9, { verdict: 'agree' }) } },
  },
  'still-learning': {
    fires: { sessions: { ...sessions, interventions: [...met(6, {}), ...met(4, {}, 10)] } },
    figures: [10, 30, 14, 6],
    quiet: { sessions: { ...sessions, interventions: met(40, {}) } },
  },
  'variant-fails': {
    fires: {
      sessions: { ...sessions, interventions: [...met(6, { uplift: -0.02 }), ...met(18, { kind: 'CHAT_PROMPT' })] },
    },
    figures: [-0.02, -0.02, 6, 0.25],
    subject: 'POLL/opinion',
    quiet: {
      sessions: { ...sessions, interventions: [...met(4, { uplift: -0.02 }), ...met(18, { kind: 'CHAT_PROMPT' })] },
    },
  },
  'variant-works': {
    fires: {
      sessions: { ...sessions, interventions: [...met(5, { uplift: 0.1 }), ...met(20, { kind: 'CHAT_PROMPT' })] },
    },
    figures: [0.1, 0.1, 5, 0.2],
    subject: 'POLL/opinion',
    quiet: {
      sessions: {
        ...sessions,
        interventions: [
          intervention(2, { uplift: 0.3 }),
          ...met(4, { uplift: -0.01 }),
          ...met(20, { kind: 'CHAT_PROMPT' }),
        ],
      },
    },
  },
  'bot-failing': {
    fires: {
      heartbeats: {
        ...heartbeats,
        bots: bots((_, index) => (index === 2 ? { failed24h: 18 } : {})),
        failed: steady(2, 18),
      },
    },
    figures: [0.75, 24, 18 / 240, 1],
    subject: 'cid',
    quiet: {
      heartbeats: {
        ...heartbeats,
        bots: bots((_, index) => (index === 2 ? { failed24h: 11 } : {})),
        failed: steady(2, 11),
      },
    },
  },
  'bots-paused': {
    fires: {
      heartbeats: {
        ...heartbeats,
        bots: bots((_, index) =>
          index < 2 ? { isPaused: true, ownPauseReason: 'No key.' } : index === 2 ? { isPaused: true } : {},
        ),
      },
    },
    figures: [2, 10, 0.2, 1],
    quiet: { heartbeats: { ...heartbeats, bots: bots((_, index) => (index < 2 ? { isPaused: true } : {})) } },
  },
  'calls-reach-nobody': {
    fires: {
      calls: { ...calls, reached: steady(3, 1, 1, 1, 1, 1, 1, 1), outcomes: [{ outcome: 'FAILED_BUSY', count: 21 }] },
    },
    figures: [0.25, 28, 7, 0.75],
    quiet: { calls: { ...calls, reached: steady(3, 2, 2, 2, 2, 2, 1, 1) } },
  },
  'executions-failing': {
    fires: {
      executions: { ...executions, kinds: [{ kind: 'call', endedCount: 20, failedCount: 8 }, ...executions.kinds] },
    },
    figures: [0.4, 8, 20, 0.01],
    quiet: {
      executions: { ...executions, kinds: [{ kind: 'call', endedCount: 9, failedCount: 8 }, ...executions.kinds] },
    },
  },
  'executions-still': {
    fires: {
      executions: {
        ...executions,
        still: [
          { id: 'a', kind: 'call', title: 'A', stillMs: 7_200_000 },
          { id: 'b', kind: 'branch', title: 'B', stillMs: 3_600_000 },
        ],
        stillCounts: steady(0, 2),
      },
    },
    figures: [2, 2, 3, 2],
    quiet: { executions },
  },
  'heartbeats-failing': {
    fires: {
      heartbeats: {
        ...heartbeats,
        failed: steady(2, 48),
        bots: bots((_, index) => (index < 3 ? { failed24h: 16 } : {})),
        byGate24h: { model: 40, fault: 8 },
      },
    },
    figures: [0.2, 240, 2 / 240, 3],
    quiet: { heartbeats: { ...heartbeats, failed: steady(2, 23) } },
  },
  'plan-tasks-overdue': {
    fires: {
      plans: {
        ...plans,
        overdue: [
          { planId: 'p', planTitle: 'P', title: 'T', priority: 'high', overdueDays: 3 },
          { planId: 'p', planTitle: 'P', title: 'U', priority: 'low', overdueDays: 1 },
        ],
        overdueCounts: steady(0, 1, 2),
      },
    },
    figures: [2, 2, 1, 3],
    quiet: { plans },
  },
  'questions-open-long': {
    fires: {
      questions: {
        meanHours: steady(0.5, 4),
        open: [{ id: 'q', text: 'Which room?', creator: 'panel', openHours: 6 }],
        answeredCount: 3,
        expiredCount: 1,
      },
    },
    figures: [4, 0.5, 1, 1],
    quiet: { questions: { ...questions, meanHours: steady(0.5, 1.9) } },
  },
  'audience-grows': {
    fires: {
      sessions: {
        ...sessions,
        sessions: [session(10), session(9), session(2, { peakCount: 300 }), session(1, { peakCount: 320 })],
      },
    },
    figures: [310, 200, 0.55, 320],
    quiet: {
      sessions: {
        ...sessions,
        sessions: [session(10), session(9), session(2, { peakCount: 270 }), session(1, { peakCount: 280 })],
      },
    },
  },
  'few-authors': {
    fires: { community: authored(40, 20, 10, 5, 5, 5, 5, 5, 5) },
    figures: [0.7, 70, 100, 10],
    quiet: { community: authored(12, 3, 2, 1, 1) },
  },
  'posts-falling': {
    fires: { community: { ...community, posts: steady(20, 10, 10, 10) } },
    figures: [10, 20, -0.5, 10],
    quiet: { community: { ...community, posts: steady(20, 13, 13, 13) } },
  },
  'sessions-stopped': {
    fires: { sessions: { ...sessions, sessions: [session(20), session(10)] } },
    figures: [10, 2, 1_300, 200],
    quiet: { sessions: { ...sessions, sessions: [session(20), session(6)] } },
  },
  'silent-bots': {
    fires: { community: authored(9, 9, 9, 9, 9) },
    figures: [5, 10, 0.5, 840],
    quiet: { community: authored(9, 9, 9, 9, 9, 9, 9) },
  },
};
