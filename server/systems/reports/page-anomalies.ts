/** Each anomaly of a report with its evidence (EC-6, EC-8). */
import type { SessionReport } from '../../contract/report.ts';
import { markup, type Markup } from './markup.ts';
import { scrolling } from './scrolling.ts';
import { anomalyWords, clock } from './words.ts';

type Anomaly = SessionReport['anomalies'][number];

export function anomalyCards({ anomalies }: SessionReport): Markup {
  if (anomalies.length === 0) return markup`<p class="empty">Nothing: the session was calm.</p>`;
  return markup`${anomalies.map(cardOf)}`;
}

function cardOf(anomaly: Anomaly): Markup {
  const { number, tick, type, severity, sentence, score, evidence } = anomaly;
  return markup`<article>
<div class="head"><span class="number anomalous">A${number}</span><h3>${anomalyWords[type]}</h3><span class="at">at ${clock(tick)}</span><span class="badge${severity === 'CRITICAL' ? ' bad' : ''}">${severity.toLowerCase()}, score ${score.toFixed(2)}</span>${delayBadge(anomaly)}</div>
<p>${sentence}</p>
${evidence.length === 0 ? null : scrolling('Evidence', markup`<table><thead><tr><th>Signal</th><th class="num">Before</th><th class="num">Now</th><th>Unit</th><th>Test</th></tr></thead><tbody>${evidence.map(rowOf)}</tbody></table>`)}
</article>`;
}

function delayBadge({ detectionDelaySeconds: delay }: Anomaly): Markup | null {
  if (delay === null) return null;
  return markup`<span class="badge">${delay >= 0 ? `${delay} s after its onset` : `${-delay} s before its onset`}</span>`;
}

const rowOf = ({ signal, before, now, unit, test }: Anomaly['evidence'][number]): Markup =>
  markup`<tr><td>${signal}</td><td class="num">${figure(before)}</td><td class="num">${figure(now)}</td><td>${unit}</td><td>${test}</td></tr>`;

/** Three significant digits below 100, whole above. */
function figure(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
