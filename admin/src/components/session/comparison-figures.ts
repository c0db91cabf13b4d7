/** Sessions side by side as figures (EC-26): what is written in each row, and which value is the best. Pure. */
import type { SessionFigures } from '../../../../server/contract/report.ts';
import { AnomalyType, PolicyName } from '../../../../server/contract/vocabulary.ts';
import { toCsv } from '../../csv.ts';
import { count, inPoints, percent, sessionTime } from '../../numbers.ts';
import { anomalyWords, modeWords, policyWords } from '../../words.ts';

/** As many as the server compares at once, and as there are colours. */
export const longestComparison = 12;

/** Each at least 3.8 to 1 against the surface of either theme; a letter and a dash say the same. */
const colours = [
  '#5d6df2',
  '#c2570c',
  '#0b8f6f',
  '#c2409b',
  '#8a7a00',
  '#1483c4',
  '#9a5cf0',
  '#d43f5e',
  '#5c8a1c',
  '#9a6b4f',
  '#6b7a90',
  '#2f8f9d',
];

/** How a session is known in the chart and in the table, by its place. */
export const markOf = (index: number) => ({
  letter: String.fromCharCode(65 + index),
  colour: colours[index % colours.length]!,
});

interface Measure {
  id: string;
  label: string;
  hint?: string;
  /** A part of the row above it. */
  isPart?: boolean;
  read: (session: SessionFigures) => number | null;
  write: (value: number) => string;
  best?: 'highest' | 'lowest';
}

const decimals = (value: number) => value.toFixed(1).replace(/\.0$/, '');
const points = (value: number) => inPoints(value, 1);

const measures: readonly Measure[] = [
  { id: 'mean', label: 'Mean score', read: ({ scores }) => scores?.mean ?? null, write: percent, best: 'highest' },
  { id: 'min', label: 'Lowest score', read: ({ scores }) => scores?.min ?? null, write: percent, best: 'highest' },
  { id: 'final', label: 'Last score', read: ({ scores }) => scores?.final ?? null, write: percent, best: 'highest' },
  {
    id: 'uplift',
    label: 'Uplift',
    hint: 'Mean score minus that of the same session with nothing done. A recorded session has no such twin.',
    read: ({ uplift }) => uplift,
    write: points,
    best: 'highest',
  },
  { id: 'anomalies', label: 'Anomalies', read: ({ anomalyCount }) => anomalyCount, write: count },
  ...AnomalyType.options.map((type) => ({
    id: `anomalies_${type.toLowerCase()}`,
    label: anomalyWords[type].label,
    isPart: true,
    read: ({ anomaliesByType }: SessionFigures) => anomaliesByType[type] ?? 0,
    write: count,
  })),
  {
    id: 'detection_delay_s',
    label: 'Detected after',
    hint: 'Mean seconds from a scripted change to the anomaly that reported it.',
    read: ({ detectionDelayMeanSeconds }) => detectionDelayMeanSeconds,
    write: (value) => `${decimals(value)} s`,
    best: 'lowest',
  },
  {
    id: 'interventions',
    label: 'Interventions met',
    hint: 'Those that attendees met.',
    read: ({ interventionCount }) => interventionCount,
    write: count,
  },
  {
    id: 'measured',
    label: 'Measured',
    isPart: true,
    read: ({ measuredCount }) => measuredCount,
    write: count,
  },
  {
    id: 'uplift_per_intervention',
    label: 'Uplift per intervention',
    hint: 'Uplift over the whole session, divided by the interventions that attendees met. Not the uplift in the minute of each.',
    read: ({ upliftPerIntervention }) => upliftPerIntervention,
    write: points,
    best: 'highest',
  },
];

const isPolicy = (text: string): text is PolicyName => PolicyName.safeParse(text).success;

/** What was set, not measured. */
const facts: readonly { id: string; label: string; read: (session: SessionFigures) => string }[] = [
  { id: 'scenario', label: 'Scenario', read: ({ scenarioId, isRecorded }) => (isRecorded ? 'recorded' : scenarioId) },
  { id: 'seed', label: 'Seed', read: ({ seed, isRecorded }) => (isRecorded ? '–' : String(seed)) },
  { id: 'mode', label: 'Mode', read: ({ mode }) => modeWords[mode].label },
  { id: 'policy', label: 'Policy', read: ({ policy }) => (isPolicy(policy) ? policyWords[policy].label : policy) },
  { id: 'attendees', label: 'Attendees', read: ({ attendeeCount }) => count(attendeeCount) },
  { id: 'format', label: 'Format', read: ({ sessionFormat }) => sessionFormat },
  { id: 'event', label: 'Event', read: ({ event }) => event },
  { id: 'time', label: 'Session time', read: ({ tick }) => sessionTime(tick) },
];

export interface FigureRow {
  id: string;
  label: string;
  hint: string | null;
  isPart: boolean;
  cells: { text: string; isBest: boolean }[];
}

/**
 * The rows of the table. The best of a row is every one that reads as the best does; none where all read alike.
 * A session that is not over competes for nothing: what it has not met yet cannot have lowered it.
 */
export function figureRows(sessions: readonly SessionFigures[]): FigureRow[] {
  return [
    ...measures.map(({ id, label, hint = null, isPart = false, read, write, best }) => {
      const values = sessions.map(read);
      const texts = values.map((value) => (value === null ? '–' : write(value)));
      const final = values.map((value, index) => (sessions[index]!.status === 'ended' ? value : null));
      const bestText = best ? bestOf(final, texts, best) : null;
      return {
        id,
        label,
        hint,
        isPart,
        cells: texts.map((text, index) => ({ text, isBest: final[index] !== null && text === bestText })),
      };
    }),
    ...facts.map(({ id, label, read }) => ({
      id,
      label,
      hint: null,
      isPart: false,
      cells: sessions.map((session) => ({ text: read(session), isBest: false })),
    })),
  ];
}

function bestOf(
  values: readonly (number | null)[],
  texts: readonly string[],
  best: 'highest' | 'lowest',
): string | null {
  const known = values.filter((value) => value !== null);
  if (new Set(texts.filter((_, index) => values[index] !== null)).size < 2) return null;
  const value = best === 'highest' ? Math.max(...known) : Math.min(...known);
  return texts[values.indexOf(value)] ?? null;
}

/** What can be concluded: the same evening under another mode or policy, or evenings that differ in themselves. */
export function comparability(sessions: readonly SessionFigures[]): string | null {
  if (sessions.length < 2) return null;
  const differs = (read: (session: SessionFigures) => unknown) => new Set(sessions.map(read)).size > 1;
  const isSameEvening =
    !sessions.some(({ isRecorded }) => isRecorded) &&
    !differs(({ scenarioId }) => scenarioId) &&
    !differs(({ seed }) => seed) &&
    !differs(({ attendeeCount }) => attendeeCount);
  if (!isSameEvening)
    return 'These are different evenings: a score also says what kind of evening it was. Uplift, held against each session’s own run with nothing done, is the fairer comparison.';
  const settings = [
    ...(differs(({ mode }) => mode) ? ['mode'] : []),
    ...(differs(({ policy }) => policy) ? ['policy'] : []),
  ];
  return settings.length > 0
    ? `The same evening (scenario, seed, attendees): what differs is the ${settings.join(' and the ')}. One seed may still be luck.`
    : 'The same evening under the same mode and policy: only what people decided, or what the policy had learnt before, can differ.';
}

const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(4)));

/** One row a session, every figure in a column. */
export const comparisonCsv = (sessions: readonly SessionFigures[]) =>
  toCsv(
    ['id', 'title', 'status', ...facts.map(({ id }) => id), ...measures.map(({ id }) => id)],
    sessions.map((session) => [
      session.sessionId,
      session.title,
      session.status,
      session.isRecorded ? null : session.scenarioId,
      session.isRecorded ? null : session.seed,
      session.mode,
      session.policy,
      session.attendeeCount,
      session.sessionFormat,
      session.event,
      session.tick,
      ...measures.map(({ read }) => rounded(read(session))),
    ]),
  );

export interface ScoreRow {
  tick: number;
  /** In the order of the sessions; null where one was not yet there, or is over. */
  scores: (number | null)[];
}

/** The curves as a table: at round times, each session's newest score of the step that ends there. */
export function scoreRows(sessions: readonly SessionFigures[]): ScoreRow[] {
  const end = Math.max(0, ...sessions.map(({ points: list }) => list.at(-1)?.tick ?? 0));
  const step = [60, 120, 300, 600].find((seconds) => end / seconds <= 40) ?? 1_800;
  return Array.from({ length: Math.ceil(end / step) }, (_, index) => {
    const tick = (index + 1) * step;
    const newest = ({ points: list }: SessionFigures) =>
      list.findLast((point) => point.tick > tick - step && point.tick <= tick)?.score ?? null;
    return { tick, scores: sessions.map(newest) };
  });
}
