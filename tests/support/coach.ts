/** What the coach may know of a venture that is well, to be changed in one place for a test. */
import type { CoachData, DataName, Known } from '../../server/systems/coach/knowledge/known.ts';
import type { BotHeartbeats } from '../../server/systems/coach/knowledge/heartbeats.ts';
import type { EndedSession, MetIntervention } from '../../server/systems/coach/knowledge/sessions.ts';

/** Noon of a Saturday, UTC. */
export const noon = Date.UTC(2026, 10, 21, 12);
export const dayMs = 86_400_000;
const days = 28;

export const moment = { ventureId: 'default', timeZone: 'UTC', atMs: noon };

/** The same every day, but for the newest ones given. */
export const steady = (value: number, ...newest: number[]): number[] => [
  ...Array.from({ length: days - newest.length }, () => value),
  ...newest,
];

export const botNames = ['ann', 'ben', 'cid', 'dot', 'eve', 'fay', 'gus', 'hal', 'ivy', 'jon'];

export const bot = (change: Partial<BotHeartbeats> = {}): BotHeartbeats => ({
  botId: 'ann',
  name: 'Ann',
  isPaused: false,
  ownPauseReason: null,
  total24h: 24,
  failed24h: 0,
  total7d: 168,
  failed7d: 0,
  actions7d: 80,
  lastAtMs: noon - 600_000,
  ...change,
});

/** One that ended some days ago. */
export const session = (daysAgo: number, change: Partial<EndedSession> = {}): EndedSession => ({
  id: `session-${daysAgo}`,
  title: `Session of ${daysAgo} days ago`,
  scenarioId: 'webinar-drop',
  mode: 'semi',
  endedAtMs: noon - daysAgo * dayMs,
  attendedMinutes: 1_000,
  engagedMinutes: 650,
  wonMinutes: 100,
  lowRatio: 0.1,
  openingScore: 0.6,
  laterScore: 0.65,
  peakCount: 200,
  endCount: 180,
  anomalyCount: 1,
  unansweredCount: 0,
  ...change,
});

export const intervention = (daysAgo: number, change: Partial<MetIntervention> = {}): MetIntervention => ({
  sessionId: `session-${daysAgo}`,
  endedAtMs: noon - daysAgo * dayMs,
  kind: 'POLL',
  variant: 'opinion',
  state: 'measured',
  isStarted: true,
  uplift: 0.03,
  verdict: null,
  ...change,
});

const daysAgo = Array.from({ length: 14 }, (_, index) => 27 - 2 * index);
const kinds = ['POLL', 'CHAT_PROMPT', 'GAMIFICATION'];

const window = (day: number, usedRatio: number) => ({
  day: new Date(noon - (days - 1 - day) * dayMs).toISOString().slice(0, 10),
  usedRatio,
  refusedBotCount: 0,
  tokens: usedRatio * 1_000_000,
  usd: usedRatio * 10,
});

/** The venture's cap by UTC days. */
export const windowsOf = (used: readonly number[]) => used.map((usedRatio, day) => window(day, usedRatio));

export const well: CoachData = {
  usage: {
    capTokens: 1_000_000,
    capUsd: 10,
    calls: steady(40),
    tokens: steady(300_000),
    usd: steady(1),
    byBot: botNames.map((botId) => ({ botId, callCount: 28, tokens: 210_000, usd: 0.7 })),
    byPurpose: [
      { purpose: 'reply', callCount: 180, tokens: 1_400_000, usd: 5 },
      { purpose: 'thread', callCount: 100, tokens: 700_000, usd: 2 },
    ],
    cache: { promptTokens: 1_000_000, readTokens: 800_000 },
    estimatedCount: 0,
    windows: windowsOf(steady(0.3)),
  },
  capForecast: {
    limit: 'tokens',
    chanceRatio: 0.05,
    reachedAtMs: null,
    usedRatio: 0.15,
    used: 150_000,
    cap: 1_000_000,
  },
  heartbeats: {
    total: steady(240),
    failed: steady(2),
    byGate24h: { model: 2 },
    bots: botNames.map((botId) => bot({ botId, name: botId })),
  },
  sessions: {
    sessions: daysAgo.map((ago) => session(ago)),
    interventions: daysAgo.flatMap((ago) => kinds.map((kind) => intervention(ago, { kind }))),
  },
  community: {
    posts: steady(20),
    threads: steady(4),
    unanswered: steady(1),
    authors: botNames.map((botId) => ({ botId, name: botId, postCount: 14 })),
    topics: ['energy', 'games', 'history'].map((topic) => ({ topic, postCount: 100, lastPostAtMs: noon - 3_600_000 })),
  },
  executions: {
    ended: steady(300),
    failed: steady(3),
    kinds: [{ kind: 'heartbeat', endedCount: 300, failedCount: 3 }],
    still: [],
    stillCounts: steady(0),
  },
  scenarios: {
    scenarios: ['drop', 'fade', 'exit', 'calm'].map((id) => ({ id, title: id, sessionCount: 4 })),
    sessionCount: 16,
  },
  plans: { openTaskCount: 2, overdue: [], overdueCounts: steady(0) },
  calls: { ended: steady(4), reached: steady(3), outcomes: [{ outcome: 'DONE', count: 21 }] },
  questions: { meanHours: steady(0.5), open: [], answeredCount: 5, expiredCount: 0 },
};

/** All of it known, changed where a test says so. */
export function knownOf(change: Partial<CoachData> = {}): Known {
  const data: CoachData = { ...well, ...change };
  const names = Object.keys(data) as DataName[];
  return Object.fromEntries(names.map((name) => [name, { value: data[name] }])) as unknown as Known;
}

/** The same with one thing missing. */
export const without = (known: Known, name: DataName): Known => ({ ...known, [name]: { missing: `No ${name}.` } });
