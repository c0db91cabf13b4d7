/** What predictions are about: each metric is a series of one value a day, read from named data. Pure; a catalogue. */
import type { FigureUnit } from '../../contract/coach.ts';
import type { CoachData, DataName, Known } from './knowledge/known.ts';
import { pick } from './knowledge/known.ts';
import { dayCount, dayMs, ratios, rollingSums, sumOfLast } from './knowledge/days.ts';

type Series = readonly (number | null)[];

export interface Metric {
  readonly label: string;
  readonly unit: FigureUnit;
  readonly needs: readonly DataName[];
  /** Of its latest value: null where there is nothing to measure, with the reason. */
  readonly series: (
    known: Known,
    subject: string | null,
    atMs: number,
  ) => { readonly series: Series } | { readonly missing: string };
}

function metric<Name extends DataName>(
  label: string,
  unit: FigureUnit,
  needs: readonly Name[],
  seriesOf: (data: Pick<CoachData, Name>, subject: string | null, atMs: number) => Series,
): Metric {
  return {
    label,
    unit,
    needs,
    series: (known, subject, atMs) => {
      const picked = pick(known, needs);
      if ('missing' in picked) return picked;
      const series = seriesOf(picked.data, subject, atMs);
      return series.at(-1) === null || series.length === 0
        ? { missing: `There was nothing to measure: ${label.toLowerCase()}.` }
        : { series };
    },
  };
}

/** Values a day of sessions: what ended within the seven days before the end of each day. */
function overSessions<Row extends { readonly endedAtMs: number }>(
  rows: readonly Row[],
  atMs: number,
  measure: (rows: readonly Row[]) => number | null,
): Series {
  return Array.from({ length: dayCount }, (_, index) => {
    const toMs = atMs - (dayCount - 1 - index) * dayMs;
    // The first weeks are not whole: what ended before the span is not known.
    if (index < 6) return null;
    return measure(rows.filter(({ endedAtMs }) => endedAtMs >= toMs - 7 * dayMs && endedAtMs < toMs));
  });
}

const sum = <Row>(rows: readonly Row[], pickOf: (row: Row) => number): number =>
  rows.reduce((total, row) => total + pickOf(row), 0);
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const metrics = {
  capUsedRatio: metric('Share of the venture’s cap used on the UTC day', 'ratio', ['usage'], ({ usage }) =>
    usage.windows.map(({ usedRatio }) => usedRatio),
  ),
  cappedDays: metric(
    'UTC days of the last seven on which 95% of the cap or more was used',
    'count',
    ['usage'],
    ({ usage }) =>
      usage.windows.map(
        (_, index) =>
          usage.windows.slice(Math.max(0, index - 6), index + 1).filter(({ usedRatio }) => usedRatio >= 0.95).length,
      ),
  ),
  refusedBots: metric('Bots a UTC day that their cap refused a call', 'count', ['usage'], ({ usage }) =>
    usage.windows.map(({ refusedBotCount }) => refusedBotCount),
  ),
  tokensPerDay: metric('Tokens a day, mean of three days', 'tokens', ['usage'], ({ usage }) =>
    rollingSums(usage.tokens, 3).map((value) => value && value / 3),
  ),
  costPerDay: metric('Dollars a day, mean of three days', 'usd', ['usage'], ({ usage }) =>
    rollingSums(usage.usd, 3).map((value) => value && value / 3),
  ),
  botTokenShare: metric('A bot’s share of the tokens of seven days', 'ratio', ['usage'], ({ usage }, subject) => [
    share(
      usage.byBot.find(({ botId }) => botId === subject)?.tokens ?? 0,
      sum(usage.byBot, ({ tokens }) => tokens),
    ),
  ]),
  purposeTokenShare: metric(
    'A purpose’s share of the tokens of seven days',
    'ratio',
    ['usage'],
    ({ usage }, subject) => [
      share(
        usage.byPurpose.find(({ purpose }) => purpose === subject)?.tokens ?? 0,
        sum(usage.byPurpose, ({ tokens }) => tokens),
      ),
    ],
  ),
  cacheReadRatio: metric(
    'Share of prompt tokens read from the cache, of seven days',
    'ratio',
    ['usage'],
    ({ usage }) => [share(usage.cache.readTokens, usage.cache.promptTokens)],
  ),
  estimatedCallRatio: metric(
    'Share of calls charged at their estimate, of seven days',
    'ratio',
    ['usage'],
    ({ usage }) => [share(usage.estimatedCount, sumOfLast(usage.calls, 7))],
  ),
  heartbeatFailureRatio: metric(
    'Share of heartbeats that failed, of 24 hours',
    'ratio',
    ['heartbeats'],
    ({ heartbeats }) => ratios(heartbeats.failed, heartbeats.total),
  ),
  botFailureRatio: metric(
    'Share of a bot’s heartbeats that failed, of 24 hours',
    'ratio',
    ['heartbeats'],
    ({ heartbeats }, subject) => {
      const bot = heartbeats.bots.find(({ botId }) => botId === subject);
      return [bot ? share(bot.failed24h, bot.total24h) : null];
    },
  ),
  botHeartbeats: metric('Heartbeats of a bot in 24 hours', 'count', ['heartbeats'], ({ heartbeats }, subject) => [
    heartbeats.bots.find(({ botId }) => botId === subject)?.total24h ?? null,
  ]),
  pausedBots: metric('Bots that paused themselves', 'count', ['heartbeats'], ({ heartbeats }) => [
    heartbeats.bots.filter(({ ownPauseReason }) => ownPauseReason !== null).length,
  ]),
  executionFailureRatio: metric(
    'Share of executions that failed, of 24 hours',
    'ratio',
    ['executions'],
    ({ executions }) => ratios(executions.failed, executions.ended),
  ),
  stillExecutions: metric(
    'Executions without a word for half an hour',
    'count',
    ['executions'],
    ({ executions }) => executions.stillCounts,
  ),
  postsPerDay: metric('Posts a day, mean of three days', 'count', ['community'], ({ community }) =>
    rollingSums(community.posts, 3).map((value) => value && value / 3),
  ),
  unansweredRatio: metric(
    'Share of the threads of seven days that nobody answered within a day',
    'ratio',
    ['community'],
    ({ community }) => ratios(rollingSums(community.unanswered, 7), rollingSums(community.threads, 7)),
  ),
  topicQuietDays: metric(
    'Days since anybody wrote on a topic',
    'days',
    ['community'],
    ({ community }, subject, atMs) => {
      const topic = community.topics.find((entry) => entry.topic === subject);
      return [topic ? (atMs - topic.lastPostAtMs) / dayMs : dayCount];
    },
  ),
  silentBots: metric('Bots that wrote nothing for seven days', 'count', ['community'], ({ community }) => [
    community.authors.filter(({ postCount }) => postCount === 0).length,
  ]),
  topAuthorsShare: metric(
    'Share of the posts of seven days by the three who write most',
    'ratio',
    ['community'],
    ({ community: { authors } }) => [
      share(
        sum(authors.slice(0, 3), ({ postCount }) => postCount),
        sum(authors, ({ postCount }) => postCount),
      ),
    ],
  ),
  engagedMinutes: metric(
    'Engaged minutes of seven days',
    'minutes',
    ['sessions'],
    ({ sessions: { sessions } }, _, atMs) =>
      overSessions(sessions, atMs, (rows) => sum(rows, ({ engagedMinutes }) => engagedMinutes)),
  ),
  engagedShare: metric(
    'Mean engagement of the sessions of seven days',
    'ratio',
    ['sessions'],
    ({ sessions: { sessions } }, _, atMs) =>
      overSessions(sessions, atMs, (rows) =>
        share(
          sum(rows, ({ engagedMinutes }) => engagedMinutes),
          sum(rows, ({ attendedMinutes }) => attendedMinutes),
        ),
      ),
  ),
  lowTimeRatio: metric(
    'Share of session time below a steady score, of seven days',
    'ratio',
    ['sessions'],
    ({ sessions: { sessions } }, _, atMs) =>
      overSessions(sessions, atMs, (rows) =>
        share(
          sum(rows, ({ lowRatio }) => lowRatio),
          rows.length,
        ),
      ),
  ),
  openingGap: metric(
    'How far sessions open below their later score, mean of seven days',
    'ratio',
    ['sessions'],
    ({ sessions: { sessions } }, _, atMs) =>
      overSessions(sessions, atMs, (rows) => {
        const known = rows.filter(({ openingScore, laterScore }) => openingScore !== null && laterScore !== null);
        return share(
          sum(known, ({ openingScore, laterScore }) => laterScore! - openingScore!),
          known.length,
        );
      }),
  ),
  leaverRatio: metric(
    'Share of the peak audience that had left at the end, of seven days',
    'ratio',
    ['sessions'],
    ({ sessions: { sessions } }, _, atMs) =>
      overSessions(sessions, atMs, (rows) => {
        const peak = sum(rows, ({ peakCount }) => peakCount);
        return share(peak - sum(rows, ({ endCount }) => endCount), peak);
      }),
  ),
  unansweredDropRatio: metric(
    'Share of anomalies that no intervention answered, of seven days',
    'ratio',
    ['sessions'],
    ({ sessions: { sessions } }, _, atMs) =>
      overSessions(sessions, atMs, (rows) =>
        share(
          sum(rows, ({ unansweredCount }) => unansweredCount),
          sum(rows, ({ anomalyCount }) => anomalyCount),
        ),
      ),
  ),
  expiredRatio: metric(
    'Share of suggestions that expired, of seven days',
    'ratio',
    ['sessions'],
    ({ sessions: { interventions } }, _, atMs) =>
      overSessions(interventions, atMs, (rows) =>
        share(rows.filter(({ state }) => state === 'expired').length, rows.length),
      ),
  ),
  sessionCount: metric('Sessions of seven days', 'count', ['sessions'], ({ sessions: { sessions } }, _, atMs) =>
    overSessions(sessions, atMs, (rows) => rows.length),
  ),
  peakAttendance: metric(
    'Mean peak audience of the sessions of seven days',
    'count',
    ['sessions'],
    ({ sessions: { sessions } }, _, atMs) =>
      overSessions(sessions, atMs, (rows) =>
        share(
          sum(rows, ({ peakCount }) => peakCount),
          rows.length,
        ),
      ),
  ),
  variantShare: metric(
    'A variant’s share of the interventions of seven days',
    'ratio',
    ['sessions'],
    ({ sessions: { interventions } }, subject, atMs) =>
      overSessions(interventions, atMs, (rows) => {
        const met = rows.filter(({ isStarted }) => isStarted);
        return share(met.filter((row) => `${row.kind}/${row.variant}` === subject).length, met.length);
      }),
  ),
  variantUplift: metric(
    'Mean uplift of a variant over 28 days',
    'ratio',
    ['sessions'],
    ({ sessions: { interventions } }, subject) => {
      const measured = interventions.filter((row) => `${row.kind}/${row.variant}` === subject && row.uplift !== null);
      return [
        share(
          sum(measured, ({ uplift }) => uplift!),
          measured.length,
        ),
      ];
    },
  ),
  measuredCount: metric(
    'Interventions measured in 28 days',
    'count',
    ['sessions'],
    ({ sessions: { interventions } }) => [interventions.filter(({ uplift }) => uplift !== null).length],
  ),
  agreementRatio: metric(
    'Share of shadow decisions that people agree with, of 28 days',
    'ratio',
    ['sessions'],
    ({ sessions: { interventions } }) => {
      const judged = interventions.filter(({ verdict }) => verdict !== null);
      return [share(judged.filter(({ verdict }) => verdict === 'agree').length, judged.length)];
    },
  ),
  wonMinutesPerUsd: metric(
    'Engaged minutes won for a dollar, of seven days',
    'minutes_per_usd',
    ['sessions', 'usage'],
    ({ sessions: { sessions }, usage }, _, atMs) => {
      const costs = rollingSums(usage.usd, 7);
      const won = overSessions(sessions, atMs, (rows) =>
        rows.length === 0 ? null : sum(rows, ({ wonMinutes }) => wonMinutes),
      );
      return won.map((value, index) =>
        value === null || costs[index] === null ? null : value / Math.max(leastCostUsd, costs[index]!),
      );
    },
  ),
  topScenarioShare: metric(
    'Share of the sessions of 28 days from the scenario used most',
    'ratio',
    ['scenarios'],
    ({ scenarios: { scenarios, sessionCount } }) => [
      share(Math.max(0, ...scenarios.map((entry) => entry.sessionCount)), sessionCount),
    ],
  ),
  unusedScenarios: metric(
    'Scenarios that were not performed in 28 days',
    'count',
    ['scenarios'],
    ({ scenarios: { scenarios } }) => [scenarios.filter((entry) => entry.sessionCount === 0).length],
  ),
  overduePlanTasks: metric(
    'Tasks of action plans that are overdue',
    'count',
    ['plans'],
    ({ plans }) => plans.overdueCounts,
  ),
  callReachRatio: metric('Share of the calls of seven days that reached somebody', 'ratio', ['calls'], ({ calls }) =>
    ratios(rollingSums(calls.reached, 7), rollingSums(calls.ended, 7)),
  ),
  questionHours: metric(
    'Hours for which questions stay open, mean of seven days',
    'hours',
    ['questions'],
    ({ questions }) => questions.meanHours,
  ),
} as const satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;

/** Less than a cent counts as one: what costs nothing would else be infinitely worth its money. Assumed. */
export const leastCostUsd = 0.01;
