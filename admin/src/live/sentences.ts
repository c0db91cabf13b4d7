/** One activity as one line of "What happened". Pure; a catalogue of types, long because it is a list. */
import { actorWords } from '../actors.ts';
import { inPoints, percent, plural, sessionTime, signedPoints, speedLabel } from '../numbers.ts';
import {
  anomalyWords,
  categoryWords,
  conductorWords,
  kindWords,
  modeWords,
  severityWords,
  variantWords,
} from '../words.ts';
import type { KnownActivity } from './known-activity.ts';

export type Tone = 'neutral' | 'accent' | 'high' | 'low' | 'critical';

export interface Sentence {
  title: string;
  detail: string;
  icon: string;
  tone: Tone;
}

export function sentenceOf(activity: KnownActivity): Sentence {
  const { type, payload } = activity;
  switch (type) {
    case 'anomaly.detected':
    case 'anomaly.escalated':
      return {
        title: `${anomalyWords[payload.type].label}${type === 'anomaly.escalated' ? ' grew worse' : ''}`,
        detail: payload.sentence,
        icon: anomalyWords[payload.type].icon,
        tone: payload.severity === 'CRITICAL' ? 'critical' : 'low',
      };
    case 'intervention.generating':
      return {
        title: `${kindWords[payload.kind].label} chosen`,
        detail: 'its words are being written',
        icon: 'i-lucide-pencil-line',
        tone: 'accent',
      };
    case 'intervention.shadowed':
      return {
        title: `${kindWords[payload.kind].label} decided in shadow`,
        detail: 'written down, not launched',
        icon: 'i-lucide-ghost',
        tone: 'neutral',
      };
    case 'intervention.judged':
      return {
        title: `${kindWords[payload.kind].label}: ${payload.verdict === 'agree' ? 'agreed' : 'disagreed'}`,
        detail: `by ${actorWords(payload.decidedBy)}, with what was decided in shadow`,
        icon: payload.verdict === 'agree' ? 'i-lucide-thumbs-up' : 'i-lucide-thumbs-down',
        tone: 'neutral',
      };
    case 'intervention.observed':
      return {
        title: `${kindWords[payload.kind].label} was not launched`,
        detail:
          payload.delta === null
            ? 'nothing to compare'
            : `the score moved by ${inPoints(payload.delta)} in the minute after`,
        icon: 'i-lucide-ruler',
        tone: 'neutral',
      };
    case 'intervention.suggested':
      return {
        title: `${kindWords[payload.kind].label} suggested`,
        detail:
          payload.confidence === null ? variantWords(payload.variant) : `confidence ${percent(payload.confidence)}`,
        icon: 'i-lucide-lightbulb',
        tone: 'accent',
      };
    case 'intervention.approved':
      return {
        title: `${kindWords[payload.kind].label} approved`,
        detail: `by ${actorWords(payload.decidedBy)}`,
        icon: 'i-lucide-check',
        tone: 'accent',
      };
    case 'intervention.started':
      return {
        title: `${kindWords[payload.kind].label} launched`,
        detail: payload.content ? `“${payload.content.text}”` : variantWords(payload.variant),
        icon: kindWords[payload.kind].icon,
        tone: 'accent',
      };
    case 'intervention.dismissed':
      return {
        title: `${kindWords[payload.kind].label} dismissed`,
        detail: `by ${actorWords(payload.decidedBy)}${payload.dismissReason ? `: ${payload.dismissReason}` : ''}`,
        icon: 'i-lucide-x',
        tone: 'neutral',
      };
    case 'intervention.expired':
      return {
        title: `${kindWords[payload.kind].label} expired`,
        detail: 'nobody answered in time',
        icon: 'i-lucide-hourglass',
        tone: 'neutral',
      };
    case 'intervention.cancelled':
      return {
        title: `${kindWords[payload.kind].label} cancelled`,
        detail: 'the session ended first',
        icon: 'i-lucide-ban',
        tone: 'neutral',
      };
    case 'intervention.measured': {
      const parts = [
        payload.uplift === null ? '' : `${signedPoints(payload.uplift)} points against the same run without it`,
        payload.delta === null ? '' : `${signedPoints(payload.delta)} against the minute before`,
      ].filter(Boolean);
      return {
        title: `${kindWords[payload.kind].label} measured`,
        detail: parts.join(', '),
        icon: 'i-lucide-ruler',
        tone: (payload.uplift ?? payload.delta ?? 0) > 0 ? 'high' : 'neutral',
      };
    }
    case 'conductor.learnt':
      return { title: 'Learnt', detail: payload.sentence, icon: 'i-lucide-graduation-cap', tone: 'neutral' };
    case 'conductor.mode_changed':
      return {
        title: `Mode: ${modeWords[payload.mode].label.toLowerCase()}`,
        detail: `set by ${actorWords(payload.by)}`,
        icon: 'i-lucide-sliders-horizontal',
        tone: 'neutral',
      };
    case 'conductor.state_changed':
      return {
        title: conductorWords[payload.state].label,
        detail: payload.sentence,
        icon: conductorWords[payload.state].icon,
        tone: 'neutral',
      };
    case 'conductor.limit_changed':
      return { title: 'Detection limit', detail: payload.sentence, icon: 'i-lucide-eye', tone: 'neutral' };
    case 'session.scored':
      return {
        title: `Engagement ${percent(payload.score)}`,
        detail: categoryWords[payload.category].label.toLowerCase(),
        icon: categoryWords[payload.category].icon,
        tone: payload.category === 'critical' ? 'critical' : payload.category === 'low' ? 'low' : 'neutral',
      };
    case 'session.joined':
      return {
        title: `${plural(payload.attendeeCount, 'attendee')} joined`,
        detail: '',
        icon: 'i-lucide-user-plus',
        tone: 'neutral',
      };
    case 'session.ended':
      return {
        title: 'Session ended',
        detail: `${payload.reason === 'stopped' ? 'stopped before its planned end' : 'as planned'}, ${plural(payload.presentCount, 'attendee')} still there`,
        icon: 'i-lucide-flag',
        tone: 'neutral',
      };
    case 'session.created':
      return {
        title: 'Session started',
        detail: `${payload.title}, seed ${payload.seed}`,
        icon: 'i-lucide-play',
        tone: 'neutral',
      };
    case 'session.paused':
      return { title: 'Paused', detail: `by ${actorWords(payload.by)}`, icon: 'i-lucide-pause', tone: 'neutral' };
    case 'session.resumed':
      return {
        title: 'Resumed',
        detail: payload.reason === 'restart' ? 'after the server came back' : `by ${actorWords(payload.by)}`,
        icon: 'i-lucide-play',
        tone: 'neutral',
      };
    case 'session.speed_changed':
      return {
        title: `Speed ${speedLabel(payload.speed)}`,
        detail: 'of real time',
        icon: 'i-lucide-gauge',
        tone: 'neutral',
      };
    case 'session.reset':
      return {
        title: 'Reset',
        detail: `to the start, by ${actorWords(payload.by)}`,
        icon: 'i-lucide-rotate-ccw',
        tone: 'neutral',
      };
    case 'session.failed':
      return { title: 'Session failed', detail: payload.message, icon: 'i-lucide-circle-x', tone: 'critical' };
    case 'session.branched':
      return {
        title: 'What if',
        detail: `${payload.title}, from ${sessionTime(payload.fromTick)}`,
        icon: 'i-lucide-git-branch',
        tone: 'neutral',
      };
    case 'session.digested':
      return { title: 'Digest', detail: payload.digest.slice(0, 16), icon: 'i-lucide-fingerprint', tone: 'neutral' };
    case 'chat.posted':
      return { title: payload.author, detail: payload.text, icon: 'i-lucide-message-square', tone: 'neutral' };
    case 'input.refused':
      return { title: `Refused: ${payload.input}`, detail: payload.why, icon: 'i-lucide-shield-x', tone: 'low' };
  }
}

export interface Cause extends Sentence {
  number: number;
  time: string;
  evidence: { label: string; text: string }[];
}

/** The chain of causes of an activity, itself first, as far back as it is known. */
export function whyOf(number: number, known: ReadonlyMap<number, KnownActivity>): Cause[] {
  const chain: Cause[] = [];
  for (let next: number | null = number; next !== null && chain.length < 20;) {
    const activity: KnownActivity | undefined = known.get(next);
    if (!activity || chain.some((cause) => cause.number === next)) break;
    chain.push({
      ...sentenceOf(activity),
      number: next,
      time: sessionTime(activity.tick),
      evidence: evidenceOf(activity),
    });
    next = activity.causedBy;
  }
  return chain;
}

/** The number of the newest activity about an anomaly or an intervention of a session; null if none is known. */
export function newestAbout(
  subject: 'anomaly' | 'intervention',
  subjectNumber: number,
  known: ReadonlyMap<number, KnownActivity>,
): number | null {
  let newest: number | null = null;
  for (const { type, payload, number } of known.values())
    if (type.startsWith(`${subject}.`) && 'number' in payload && payload.number === subjectNumber)
      newest = Math.max(newest ?? 0, number);
  return newest;
}

function evidenceOf({ type, payload }: KnownActivity): Cause['evidence'] {
  if (type === 'anomaly.detected' || type === 'anomaly.escalated')
    return [
      { label: 'anomaly score', text: `${payload.score.toFixed(2)}, ${severityWords[payload.severity]}` },
      ...payload.evidence.map(({ signal, before, now, unit, test }) => ({
        label: signal,
        text: `${tidy(before)} → ${tidy(now)} ${unit} (${test})`,
      })),
    ];
  if (type === 'intervention.suggested' && payload.reasoning)
    return [{ label: 'reasoning', text: payload.reasoning.sentence }];
  return [];
}

const tidy = (value: number) => String(Number(value.toFixed(2)));
