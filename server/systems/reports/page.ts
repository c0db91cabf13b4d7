/** A session's report as a page that stands alone: to be read, printed and handed on (EC-25). */
import type { SessionReport } from '../../contract/report.ts';
import { chart } from './chart.ts';
import { markup, type Markup } from './markup.ts';
import { anomalyCards } from './page-anomalies.ts';
import { interventionCards } from './page-interventions.ts';
import { pageStyle } from './page-style.ts';
import { cards, lead } from './page-summary.ts';
import { scrolling } from './scrolling.ts';
import { clock, counted, kindWords, modeWords, moment, policyWords } from './words.ts';

/** One HTML document: no script, and nothing that is loaded from elsewhere. */
export function reportPage(report: SessionReport): string {
  const style = `<style>${pageStyle}</style>`; // Ours, and full of signs that escaping would spoil.
  const page = markup`<body>
<main>
${headOf(report)}
<p class="lead">${lead(report)}</p>
${cards(report)}
<section class="panel">${legend(report)}${scrolling('Score by time', chart(report))}</section>
<h2>What was noticed</h2>
${anomalyCards(report)}
<h2>${report.isRecorded ? 'What the conductor would have done' : 'What was done about it'}</h2>
${interventionCards(report)}
${report.isRecorded ? hostActs(report) : null}
${footOf(report)}
</main>
</body>`;
  const title = markup`<title>${report.title} · session report</title>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${title.text}
${style}
</head>
${page.text}
</html>
`;
}

function headOf(report: SessionReport): Markup {
  const { event, sessionFormat, subject, attendeeCount, tick, tickCount, endedAt, isRecorded } = report;
  const length = endedAt === null ? `${clock(tick)} of ${clock(tickCount)}, and going on` : clock(tick);
  const audience = isRecorded ? `up to ${counted(attendeeCount, 'attendee')}` : counted(attendeeCount, 'attendee');
  // A recording knows no subject: its title stands in for one.
  const about = subject === report.title ? null : markup` about <bdi>${subject}</bdi>`;
  return markup`<header>
<p class="brand">Claque · session report</p>
<h1><bdi>${report.title}</bdi></h1>
<p class="facts"><bdi>${event}</bdi> · ${sessionFormat}${about} · ${audience} · ${length} · ${moment(report.createdAt)}</p>
</header>`;
}

function legend({ isRecorded, interventions }: SessionReport): Markup {
  const sample = (drawing: Markup, text: string) =>
    markup`<li><svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">${drawing}</svg>${text}</li>`;
  const hasUnmet = interventions.some(({ startedTick }) => startedTick === null);
  const met = markup`<g class="mark"><circle cx="13" cy="7" r="6"/></g>`;
  const unmet = markup`<g class="mark unmet"><circle cx="13" cy="7" r="6"/></g>`;
  return markup`<ul class="legend">${sample(markup`<path class="score" d="M1 7H25"/>`, 'Engagement score')}${
    isRecorded ? null : sample(markup`<path class="ghost" d="M1 7H25"/>`, 'The same session without the conductor')
  }${sample(markup`<path class="anomaly" d="M13 1l6 6l-6 6l-6 -6z"/>`, 'Anomaly')}${
    isRecorded ? null : sample(met, 'Intervention, with the minute it is measured over')
  }${hasUnmet ? sample(unmet, isRecorded ? 'Proposal' : 'Proposal that nobody met') : null}</ul>`;
}

function hostActs({ hostActs: acts }: SessionReport): Markup {
  if (acts.length === 0)
    return markup`<h2>What the host did</h2><p class="empty">The recording has no act of the host that is an intervention by kind.</p>`;
  const row = ({ tick, kind, text }: SessionReport['hostActs'][number]) =>
    markup`<tr><td class="num">${clock(tick)}</td><td>${kindWords[kind]}</td><td><bdi>${text ?? ''}</bdi></td></tr>`;
  return markup`<h2>What the host did</h2><section class="panel">${scrolling('Acts of the host', markup`<table><thead><tr><th class="num">At</th><th>Kind</th><th>Words</th></tr></thead><tbody>${acts.map(row)}</tbody></table>`)}</section>`;
}

function footOf(report: SessionReport): Markup {
  const { sessionId, scenarioId, seed, digest, version, mode, policy, isRecorded } = report;
  const promise = isRecorded
    ? 'A recorded session has happened once: what it would have been with an intervention is not known, and no effect is claimed.'
    : 'Scenario, seed and inputs are the run: performed again with the same version, they arrive at the same digest. The audience model is plausible, not predictive.';
  return markup`<footer>
<p>${promise}</p>
<dl>
<dt>Session</dt><dd><code>${sessionId}</code></dd>
${isRecorded ? null : markup`<dt>Scenario</dt><dd><code>${scenarioId}</code></dd>`}
<dt>Seed</dt><dd><code>${seed}</code></dd>
<dt>Digest</dt><dd><code>${digest ?? 'not known while the session goes on'}</code></dd>
<dt>Version</dt><dd><code>Claque ${version}</code></dd>
<dt>Mode, policy</dt><dd>${modeWords[mode]}, ${policyWords(policy)}</dd>
</dl>
</footer>`;
}
