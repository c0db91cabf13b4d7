/** What was found, in a sentence and in figures (EC-6, EC-8). */
import type { AnomalyBody } from '../../contract/activity.ts';
import type { AnomalyType, Severity } from '../../contract/vocabulary.ts';
import type { CountEvidence } from './count-tests.ts';

interface Found {
  readonly tick: number;
  readonly type: AnomalyType;
  readonly severity: Severity;
  readonly score: number;
  readonly shareBefore: number;
  readonly shareNow: number;
  readonly chatBefore: number;
  readonly chatNow: number;
  readonly leaves: CountEvidence | null;
  readonly leavesBefore: number;
  readonly leavesNow: number;
  readonly seconds: number;
  readonly level: number;
}

export function describeAnomaly(found: Found): Omit<AnomalyBody, 'number' | 'detectionDelaySeconds'> {
  const { tick, type, severity, score } = found;
  return { tick, type, severity, score: round(score, 3), sentence: sentenceOf(found), evidence: evidenceOf(found) };
}

function sentenceOf(found: Found): string {
  const before = percent(found.shareBefore);
  const now = percent(found.shareNow);
  switch (found.type) {
    case 'SUDDEN_DROP':
      return `The share of active attendees fell from ${before} to ${now} within seconds${chatClause(found)}.`;
    case 'GRADUAL_DECLINE':
      return `The share of active attendees has been slipping for about ${Math.max(30, found.seconds)} s: from ${before} to ${now}${chatClause(found)}.`;
    case 'MASS_EXIT':
      return found.leaves
        ? `${found.leaves.count} people left within ${Math.max(1, found.leaves.seconds)} s, where about ${round(found.leavesBefore, 1)} a minute are usual.`
        : `People are leaving at ${round(found.leavesNow, 0)} a minute, where about ${round(found.leavesBefore, 1)} are usual.`;
    case 'LOW_ENGAGEMENT':
      return `Engagement has stayed at ${percent(found.level)} for a minute; a session of this kind should reach about two thirds.`;
  }
}

function chatClause(found: Found): string {
  if (found.chatBefore < 3 || found.chatNow > 0.7 * found.chatBefore) return '';
  return `; chat follows, from ${round(found.chatBefore, 0)} to ${round(found.chatNow, 0)} messages a minute`;
}

function evidenceOf(found: Found): AnomalyBody['evidence'] {
  const evidence = [
    row('active attendees', found.shareBefore * 100, found.shareNow * 100, '%', 'CUSUM on the whitened share in focus'),
    row('leaves', found.leavesBefore, found.leavesNow, 'a minute', 'Poisson CUSUM on leaves'),
    row('chat', found.chatBefore, found.chatNow, 'a minute', 'CUSUM on chat, corrected for over-dispersion'),
  ];
  if (found.type !== 'LOW_ENGAGEMENT') return evidence;
  return [
    row('engagement', 200 / 3, found.level * 100, '%', 'mean score of a minute against what is expected'),
    ...evidence,
  ];
}

function row(signal: string, before: number, now: number, unit: string, test: string) {
  return { signal, before: round(before, 1), now: round(now, 1), unit, test };
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 100)}%`;
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
