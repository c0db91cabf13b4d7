/** What a session came to, in a sentence and four figures. */
import type { SeedAgreement, SessionReport } from '../../contract/report.ts';
import { markup, type Markup } from './markup.ts';
import { clock, counted, percent, points, signed } from './words.ts';

const isMet = ({ startedTick }: { readonly startedTick: number | null }) => startedTick !== null;

export function lead(report: SessionReport): string {
  const { scores, counterfactual, anomalies, interventions, isRecorded } = report;
  if (!scores) return 'The session has no score yet.';
  const noticed =
    anomalies.length === 0 ? 'noticed no anomaly' : `noticed ${counted(anomalies.length, 'anomaly', 'anomalies')}`;
  const mean = `Engagement averaged ${percent(scores.mean)}.`;
  if (isRecorded)
    return `${mean} The conductor watched the recording: it ${noticed} and proposed ${counted(interventions.length, 'intervention')}. ${hostSentence(report)}`;
  const metCount = interventions.filter(isMet).length;
  if (metCount === 0)
    return `${mean} The conductor ${noticed}; attendees met no intervention${interventions.length > 0 ? `, though ${counted(interventions.length, 'was', 'were')} proposed` : ''}.`;
  const brought = counterfactual
    ? ` The same session without them would have averaged ${percent(counterfactual.meanScore)}: they ${counterfactual.uplift >= 0 ? 'brought' : 'cost'} ${points(counterfactual.uplift)}.`
    : '';
  return `${mean} The conductor ${noticed}, and attendees met ${counted(metCount, 'intervention')}.${brought}`;
}

function hostSentence({ interventions }: SessionReport): string {
  const answered = interventions.filter(({ verdict }) => verdict !== null);
  if (interventions.length === 0) return '';
  if (answered.length === 0) return 'The host did nothing of the kind within a minute of any of them.';
  const agreed = answered.filter(({ verdict }) => verdict === 'agree').length;
  return `Of ${answered.length} that were answered, by the host within a minute or by a person since, ${agreed} agreed.`;
}

export function cards(report: SessionReport): Markup {
  const { scores, counterfactual, interventions, isRecorded } = report;
  const score = scores
    ? card(
        'Mean engagement',
        markup`${percent(scores.mean)}`,
        `lowest ${percent(scores.min)}, highest ${percent(scores.max)}, at the end ${percent(scores.final)}`,
      )
    : card('Mean engagement', markup`–`, 'no score yet');
  const uplift = counterfactual
    ? card(
        'The conductor brought',
        markup`<span class="${counterfactual.uplift < 0 ? 'bad' : 'good'}">${signed(counterfactual.uplift)}</span> points`,
        `against ${percent(counterfactual.meanScore)} without it, under the same random numbers`,
      )
    : card('The conductor brought', markup`–`, isRecorded ? 'not known for a recording' : 'no score yet');
  const met = interventions.filter(isMet).length;
  const acts = isRecorded
    ? card('Proposals', markup`${interventions.length}`, 'nobody met them: the session was over')
    : card('Interventions', markup`${met}`, `met by attendees, of ${interventions.length} proposed`);
  return markup`<section class="cards">${[score, uplift, seedCard(report), acts]}</section>${
    report.seedsNote === null ? null : markup`<p class="facts">Other seeds: ${report.seedsNote}</p>`
  }`;
}

function seedCard({ seeds, seedsNote }: SessionReport): Markup {
  if (seeds) return card('Seeds that agree', markup`${seeds.agreeCount} of ${seeds.count}`, seedSentence(seeds));
  return card('Seeds that agree', markup`–`, seedsNote === null ? 'not asked for' : 'see below');
}

/** "K of N seeds agree", with the mean and its interval. */
export function seedSentence({ count, agreeCount, upliftMean, upliftCi95: [low, high] }: SeedAgreement): string {
  const interval = count > 1 ? `, 95% interval ${signed(low)} to ${signed(high)}` : '';
  return `${agreeCount} of ${counted(count, 'seed')} agree that it helps: ${points(upliftMean)} on average${interval}`;
}

const card = (label: string, figure: Markup, note: string): Markup =>
  markup`<div class="card"><p class="label">${label}</p><p class="figure">${figure}</p><p class="note">${note}</p></div>`;

/** When a decision fell, and when it was met. */
export function timesOf({ suggestedTick, startedTick }: SessionReport['interventions'][number]): string {
  return startedTick === null ? clock(suggestedTick) : clock(startedTick);
}
