/** A recorded session and what the conductor made of it, told to a person at a terminal. */
import type { AnomalyBody, DetectionLimit, InterventionBody } from '../contract/activity.ts';
import type { RecordedAct, RecordingCheck } from '../contract/recording.ts';
import type { RunResult } from '../contract/run-result.ts';
import { categoryFloors, type Format } from '../contract/vocabulary.ts';
import type { Performance } from '../systems/sessions/perform.ts';
import { chart, clock, percent, points } from './report.ts';

/** What `claque replay-recorded --json` prints. */
export interface RecordedReport {
  readonly title: string;
  readonly format: Format;
  readonly read: RecordingCheck;
  readonly score: RunResult['score'];
  /** The share of its scores that lie in the critical category. */
  readonly criticalRatio: number;
  readonly limits: readonly (DetectionLimit & { readonly tick: number })[];
  readonly anomalies: readonly AnomalyBody[];
  readonly proposals: readonly Proposal[];
  readonly digest: string;
}

/** A proposal, and what the host did meanwhile. */
export type Proposal = InterventionBody & {
  readonly host: 'the same' | 'something else' | 'nothing';
  readonly hostActs: readonly RecordedAct[];
};

export function reportRecorded(report: RecordedReport, curve: Performance['curve']): string {
  const { title, format, read, score, anomalies, proposals } = report;
  const judgedUntil = read.seconds - read.windDownSeconds;
  const lines = [
    `${title} · ${format} · ${clock(read.seconds)} · ${read.mostPresentCount} there at most`,
    '',
    ...(curve.length > 1 ? [chart(curve), ''] : []),
    `Read             ${amountsOf(read.eventCounts)}`,
    ...read.warnings.map((warning) => `                 ${warning}`),
    `Engagement       mean ${percent(score.mean)}, lowest ${percent(score.min)}, at the end ${percent(score.final)}`,
    ...criticalLines(report),
    `Judged           from ${clock(read.buildUpSeconds)} to ${clock(judgedUntil)}: ${amount(anomalies.length, 'alarm')} in ${clock(judgedUntil - read.buildUpSeconds)}`,
    `Could see        ${limitLine(report)}`,
    ...(anomalies.length > 0 ? [] : ['Noticed          nothing']),
    ...anomalies.flatMap((anomaly) => [
      '',
      `Noticed          ${anomaly.type} (${anomaly.severity}) at ${clock(anomaly.tick)}: ${anomaly.sentence}`,
      ...anomaly.evidence.map(
        ({ signal, before, now, unit, test }) =>
          `                 ${signal}: ${before} ${unit} before, ${now} now (${test})`,
      ),
      ...proposals.filter(({ anomalyNumber }) => anomalyNumber === anomaly.number).flatMap(proposalLines),
    ]),
    '',
    'Uplift           none is claimed. What was proposed was not done, so nobody can know what it would have brought:',
    '                 of what happened once there is no counterfactual.',
    `Digest           ${report.digest}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A chart along the bottom and nothing noticed: a person would ask why. */
function criticalLines({ criticalRatio, read, anomalies }: RecordedReport): string[] {
  const isFocusKnown = 'focus' in read.eventCounts || 'blur' in read.eventCounts;
  if (criticalRatio < LONG_RATIO || anomalies.some(({ type }) => type === 'LOW_ENGAGEMENT')) return [];
  return [
    `                 Critical (under ${percent(categoryFloors.low)}) for ${percent(criticalRatio)} of the time.`,
    ...(isFocusKnown
      ? []
      : ['                 That is no alarm by itself without focus: who writes little may still be listening.']),
  ];
}

/** From this share of the time on it is worth a word. Assumed. */
const LONG_RATIO = 0.25;

function proposalLines(proposal: Proposal): string[] {
  const { kind, variant, endedTick, confidence, content, reasoning, delta } = proposal;
  const options = content && content.options.length > 0 ? ` (${content.options.join(' / ')})` : '';
  const sure = confidence === null ? '' : `, ${percent(confidence)} sure`;
  return [
    `Would propose    ${kind} (${variant}) at ${clock(endedTick!)}${sure}: “${content?.text ?? ''}”${options}`,
    ...(reasoning ? [`                 ${reasoning.sentence}`] : []),
    `                 The host ${hostClause(proposal)}.`,
    `                 ${courseOf(delta)}`,
  ];
}

function hostClause({ host, hostActs }: Proposal): string {
  if (host === 'nothing') return 'did nothing of the kind within a minute';
  const acts = hostActs.map(({ tick, kind, text }) => `${kind} at ${clock(tick)}${text === null ? '' : `, “${text}”`}`);
  return `${host === 'the same' ? 'did the same' : 'did something else'}: ${acts.join('; ')}`;
}

/** How the score went on, which nothing that was proposed has had a part in. */
function courseOf(delta: number | null): string {
  if (delta === null) return 'The session ended before its minute was over.';
  return `Score of the minute after, against the minute before: ${points(delta)}.`;
}

/** How soon a fall by half could have been seen, in phases: the figure itself moves every half minute. */
function limitLine({ limits }: RecordedReport): string {
  const [first] = limits;
  if (!first) return 'nothing was measured';
  const phases = phasesOf(limits);
  const shown = phases.slice(0, MOST_PHASES).map(({ fromTick, range }, index) => {
    const what = range === null ? 'not at all' : `within ${rangeOf(range)} s`;
    return index === 0 ? what : `from ${clock(fromTick)} on ${what}`;
  });
  const more = phases.length - shown.length;
  const why = phases.length === 1 && phases[0]!.range === null ? ` (${limits.at(-1)!.sentence})` : '';
  const rest = more > 0 ? `, and ${amount(more, 'change')} more` : '';
  return `a fall by ${Math.round(first.dropRatio * 100)}%: ${shown.join(', ')}${rest}${why}`;
}

/** More would not fit a line. */
const MOST_PHASES = 6;

interface Phase {
  readonly fromTick: number;
  /** Fewest and most seconds; null where it could not be seen at all. */
  readonly range: [least: number, most: number] | null;
}

function phasesOf(limits: RecordedReport['limits']): Phase[] {
  const phases: Phase[] = [];
  for (const { tick, seconds } of limits) {
    const last = phases.at(-1);
    if (last && (last.range === null) === (seconds === null)) {
      if (last.range && seconds !== null) {
        last.range[0] = Math.min(last.range[0], seconds);
        last.range[1] = Math.max(last.range[1], seconds);
      }
    } else phases.push({ fromTick: tick, range: seconds === null ? null : [seconds, seconds] });
  }
  return phases;
}

const rangeOf = ([least, most]: [number, number]) => (least === most ? `${least}` : `${least} to ${most}`);

const plurals: Readonly<Record<string, string>> = {
  join: 'joins',
  leave: 'leaves',
  message: 'messages',
  reaction: 'reactions',
  focus: 'windows focused',
  blur: 'windows left',
  poll_opened: 'polls',
  vote: 'votes',
  poll_closed: 'polls closed',
  prompt: 'prompts',
  notification: 'notifications',
  game: 'games',
};

/** What was read, by type; with the figure last, one needs no singular. */
function amountsOf(counts: Readonly<Record<string, number>>): string {
  const named = Object.entries(plurals).filter(([type]) => (counts[type] ?? 0) > 0);
  return named.map(([type, plural]) => `${plural} ${counts[type]}`).join(', ');
}

const amount = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
