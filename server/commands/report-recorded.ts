/** A recorded session and what the conductor made of it, told to a person at a terminal. */
import type { AnomalyBody, DetectionLimit, InterventionBody } from '../contract/activity.ts';
import type { RecordedAct, RecordingCheck } from '../contract/recording.ts';
import type { RunResult } from '../contract/run-result.ts';
import type { Format } from '../contract/vocabulary.ts';
import type { Performance } from '../systems/sessions/perform.ts';
import { chart, clock, percent, points } from './report.ts';

/** What `claque replay-recorded --json` prints. */
export interface RecordedReport {
  readonly title: string;
  readonly format: Format;
  readonly read: RecordingCheck;
  readonly score: RunResult['score'];
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

/** How soon a fall by half could have been seen, as it changed. */
function limitLine({ limits }: RecordedReport): string {
  const [first] = limits;
  if (!first) return 'nothing was measured';
  const told = limits.filter(({ seconds }, index) => index === 0 || seconds !== limits[index - 1]!.seconds);
  const shown = told.length <= MOST_LIMITS ? told : [...told.slice(0, MOST_LIMITS - 1), told.at(-1)!];
  const parts = shown.map(
    ({ tick, seconds }) => `${seconds === null ? 'not at all' : `within ${seconds} s`} from ${clock(tick)} on`,
  );
  const leftOut = told.length - shown.length;
  return `a fall by ${Math.round(first.dropRatio * 100)}%: ${parts.join(', ')}${leftOut > 0 ? ` (${leftOut} changes between are left out)` : ''}`;
}

/** More would not fit a line. */
const MOST_LIMITS = 8;

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
