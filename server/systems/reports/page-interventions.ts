/** Each intervention of a report: its words, why it was chosen, what lost, and what came of it (EC-15, EC-17). */
import type { SessionReport } from '../../contract/report.ts';
import { markup, type Markup } from './markup.ts';
import { timesOf, toneOf } from './page-summary.ts';
import { scrolling } from './scrolling.ts';
import { anomalyWords, kindWords, percent, points, stateWords, variantWords } from './words.ts';

type Intervention = SessionReport['interventions'][number];
type Reasoning = NonNullable<Intervention['reasoning']>;

export function interventionCards({ interventions, isRecorded }: SessionReport): Markup {
  if (interventions.length > 0) return markup`${interventions.map((entry) => cardOf(entry, isRecorded))}`;
  return markup`<p class="empty">Nothing${isRecorded ? '' : ': no intervention was proposed or asked for'}.</p>`;
}

function cardOf(entry: Intervention, isRecorded: boolean): Markup {
  const { number, kind, variant, state, startedTick, reasoning } = entry;
  return markup`<article>
<div class="head"><span class="number${startedTick === null ? ' hollow' : ''}">${number}</span><h3>${kindWords[kind]} <span class="at">(${variantWords(variant)})</span></h3><span class="at">at ${timesOf(entry)}</span><span class="badge">${stateWords[state]}</span>${verdictBadge(entry)}</div>
${wordsOf(entry)}
<dl>
${outcomeOf(entry, isRecorded)}
${whyOf(entry)}
${entry.decidedBy === null ? null : markup`<dt>${decisionWord(entry)}</dt><dd><bdi>${entry.decidedBy}</bdi>${entry.dismissReason === null ? null : markup`: <bdi>${entry.dismissReason}</bdi>`}</dd>`}
</dl>
${reasoning && reasoning.alternatives.length > 0 ? alternativesOf(entry, reasoning) : null}
</article>`;
}

function verdictBadge({ verdict, decidedBy }: Intervention): Markup | null {
  if (verdict === null) return null;
  const who = decidedBy === 'host' ? 'the host' : 'a person';
  return verdict === 'agree'
    ? markup`<span class="badge good">${who} ${decidedBy === 'host' ? 'did the same' : 'agrees'}</span>`
    : markup`<span class="badge bad">${who} ${decidedBy === 'host' ? 'did something else' : 'disagrees'}</span>`;
}

function decisionWord({ state, verdict }: Intervention): string {
  if (verdict !== null) return 'Judged by';
  return state === 'dismissed' ? 'Dismissed by' : state === 'cancelled' ? 'Decided by' : 'Approved by';
}

function wordsOf({ content }: Intervention): Markup | null {
  if (!content) return null;
  const sources = {
    template: 'Words from a template',
    model: 'Words by a language model',
    person: 'Words by a person',
  };
  const options =
    content.options.length === 0
      ? null
      : markup`<ul class="options">${content.options.map((option) => markup`<li><bdi>${option}</bdi></li>`)}</ul>`;
  return markup`<blockquote><p><bdi>${content.text}</bdi></p>${options}<p class="source">${sources[content.source]}</p></blockquote>`;
}

function outcomeOf(entry: Intervention, isRecorded: boolean): Markup {
  const { uplift, delta, reachedCount } = entry;
  const reached = reachedCount === null ? '' : `; ${reachedCount} attendees noticed it`;
  const effect =
    uplift === null
      ? null
      : markup`<dt>Outcome</dt><dd><strong class="${toneOf(uplift)}">${points(uplift)}</strong> in its minute, against the same minute without it${reached}</dd>`;
  const change =
    delta === null
      ? null
      : markup`<dt>${entry.startedTick === null ? 'How it went on' : 'Before and after'}</dt><dd>${points(delta)}: the minute after against the minute before${entry.startedTick === null ? (isRecorded ? ', with what the host did' : ', with nothing done') : ''}</dd>`;
  return markup`${effect}${change}${uplift === null && delta === null && entry.startedTick !== null ? markup`<dt>Outcome</dt><dd>not measured</dd>` : null}`;
}

function whyOf({ reasoning, anomalyNumber, anomalyType, confidence }: Intervention): Markup {
  const cause =
    anomalyNumber === null || anomalyType === null
      ? null
      : markup`<dt>Because of</dt><dd>A${anomalyNumber}, ${anomalyWords[anomalyType].toLowerCase()}</dd>`;
  if (!reasoning) return markup`${cause}<dt>Why</dt><dd>A person asked for it.</dd>`;
  const { sentence, expectedUplift, expectedUpliftLow: low, expectedUpliftHigh: high, chosen } = reasoning;
  return markup`${cause}<dt>Why</dt><dd>${sentence}</dd>
<dt>Confidence</dt><dd>${confidence === null ? '–' : percent(confidence)} chance to succeed (95% interval ${percent(chosen.successLow)} to ${percent(chosen.successHigh)})</dd>
<dt>Expected</dt><dd>${points(expectedUplift)} (80% interval ${points(low)} to ${points(high)})</dd>`;
}

function alternativesOf({ kind, variant }: Intervention, { chosen, alternatives }: Reasoning): Markup {
  const row = (name: string, arm: Reasoning['chosen'], why: string) =>
    markup`<tr><td>${name}</td><td class="num">${percent(arm.successRatio)}</td><td class="num">${percent(arm.successLow)} to ${percent(arm.successHigh)}</td><td class="num">${arm.drawRatio === null ? '–' : percent(arm.drawRatio)}</td><td>${why}</td></tr>`;
  const nameOf = (arm: { kind: Intervention['kind']; variant: string }) =>
    `${kindWords[arm.kind]} (${variantWords(arm.variant)})`;
  return scrolling(
    'What was weighed',
    markup`<table><thead><tr><th>What was weighed</th><th class="num">Chance</th><th class="num">95% interval</th><th class="num">Draw</th><th>Why not</th></tr></thead><tbody>${row(nameOf({ kind, variant }), chosen, 'chosen')}${alternatives.map((arm) => row(nameOf(arm), arm, arm.why))}</tbody></table>`,
  );
}
