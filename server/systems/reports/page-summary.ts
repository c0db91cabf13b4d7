/** What a session came to, in a sentence and four figures. */
import type { SeedAgreement, SessionReport } from '../../contract/report.ts';
import { markup, type Markup } from './markup.ts';
import { clock, counted, percent, points, signed } from './words.ts';

const isMet = ({ startedTick }: { readonly startedTick: number | null }) => startedTick !== null;

export function lead(report: SessionReport): string {
  const { scores, anomalies, isRecorded } = report;
  if (!scores) return 'The session has no score yet.';
  const found = anomalies.length === 0 ? 'no anomaly' : counted(anomalies.length, 'anomaly', 'anomalies');
  const rest = isRecorded ? recordedSentences(report, found) : simulatedSentences(report, found);
  return `Engagement averaged ${percent(scores.mean)}. ${rest}`;
}

function simulatedSentences({ interventions, counterfactual }: SessionReport, found: string): string {
  const metCount = interventions.filter(isMet).length;
  if (metCount === 0) {
    const proposed =
      interventions.length === 0 ? '' : `, though ${counted(interventions.length, 'was', 'were')} proposed`;
    return `The conductor noticed ${found}; attendees met no intervention${proposed}.`;
  }
  const met = `The conductor noticed ${found}, and attendees met ${counted(metCount, 'intervention')}.`;
  if (!counterfactual) return met;
  const { meanScore, uplift } = counterfactual;
  const verb = { good: 'brought', bad: 'cost', even: 'changed it by' }[toneOf(uplift)];
  return `${met} The same session without them would have averaged ${percent(meanScore)}: they ${verb} ${(Math.abs(uplift) * 100).toFixed(1)} points.`;
}

function recordedSentences({ interventions }: SessionReport, found: string): string {
  const watched = `The conductor watched the recording: it noticed ${found} and proposed ${counted(interventions.length, 'intervention')}.`;
  const verdicts = interventions.flatMap(({ verdict }) => verdict ?? []);
  if (interventions.length === 0) return watched;
  if (verdicts.length === 0) return `${watched} The host did nothing of the kind within a minute of any of them.`;
  const agreeCount = verdicts.filter((verdict) => verdict === 'agree').length;
  return `${watched} Of ${verdicts.length} that were answered, by the host within a minute or by a person since, ${agreeCount} agreed.`;
}

export function cards(report: SessionReport): Markup {
  const { seedsNote, isRecorded } = report;
  const figures = isRecorded
    ? [scoreCard(report), anomalyCard(report), proposalCard(report), hostCard(report)]
    : [scoreCard(report), upliftCard(report), seedCard(report), metCard(report)];
  const note = seedsNote === null ? null : markup`<p class="facts below">Other seeds: ${seedsNote}</p>`;
  return markup`<section class="cards">${figures}</section>${note}`;
}

function scoreCard({ scores }: SessionReport): Markup {
  if (!scores) return card('Mean engagement', '–', 'no score yet');
  const { mean, min, max, final } = scores;
  const note = `lowest ${percent(min)}, highest ${percent(max)}, at the end ${percent(final)}`;
  return card('Mean engagement', percent(mean), note);
}

function upliftCard({ counterfactual }: SessionReport): Markup {
  const label = 'The interventions brought';
  if (!counterfactual) return card(label, '–', 'no score yet');
  const { uplift, meanScore } = counterfactual;
  const figure = markup`<span class="${toneOf(uplift)}">${signed(uplift)}</span> points`;
  return card(label, figure, `against ${percent(meanScore)} without it, under the same random numbers`);
}

/** How a difference is coloured. */
export function toneOf(difference: number): 'good' | 'bad' | 'even' {
  if (signed(difference) === '0.0') return 'even';
  return difference > 0 ? 'good' : 'bad';
}

function seedCard({ seeds, seedsNote }: SessionReport): Markup {
  const label = 'Seeds that agree';
  if (seeds) return card(label, `${seeds.agreeCount} of ${seeds.count}`, seedSentence(seeds));
  return card(label, '–', seedsNote === null ? 'not asked for' : 'see below');
}

function metCard({ interventions }: SessionReport): Markup {
  const metCount = interventions.filter(isMet).length;
  return card('Interventions', `${metCount}`, `met by attendees, of ${interventions.length} proposed`);
}

function anomalyCard({ anomalies }: SessionReport): Markup {
  const criticalCount = anomalies.filter(({ severity }) => severity === 'CRITICAL').length;
  return card('Anomalies', `${anomalies.length}`, `${criticalCount} of them critical`);
}

const proposalCard = ({ interventions }: SessionReport): Markup =>
  card('Proposals', `${interventions.length}`, 'nobody met them: the session was over');

function hostCard({ interventions }: SessionReport): Markup {
  const verdicts = interventions.flatMap(({ verdict }) => verdict ?? []);
  const agreeCount = verdicts.filter((verdict) => verdict === 'agree').length;
  return card('Agreed with', `${agreeCount} of ${verdicts.length}`, 'proposals that the host or a person answered');
}

/** "K of N seeds agree", with the mean and its interval. */
export function seedSentence({ count, agreeCount, upliftMean, upliftCi95 }: SeedAgreement): string {
  if (count === 1) return `one seed alone: ${points(upliftMean)}, which says nothing of chance`;
  const interval = upliftCi95 ? `, 95% interval ${signed(upliftCi95[0])} to ${signed(upliftCi95[1])}` : '';
  return `${agreeCount} of ${counted(count, 'seed')} agree that it helps: ${points(upliftMean)} on average${interval}`;
}

const card = (label: string, figure: string | Markup, note: string): Markup =>
  markup`<div class="card"><p class="label">${label}</p><p class="figure">${figure}</p><p class="note">${note}</p></div>`;

/** When a decision fell, and when it was met. */
export function timesOf({ suggestedTick, startedTick }: SessionReport['interventions'][number]): string {
  return startedTick === null ? clock(suggestedTick) : clock(startedTick);
}
