/** What was found, in a sentence and in figures (EC-6, EC-8). */
import type { AnomalyBody } from '../../contract/activity.ts';
import type { AnomalyType, Severity } from '../../contract/vocabulary.ts';
import { SMALLEST_FALL } from './drop-tests.ts';
import type { Cause } from './episode.ts';
import type { CountEvidence } from './leave-test.ts';

/** As a person would say it in the middle of a sentence. */
export const anomalyNames: Record<AnomalyType, string> = {
  SUDDEN_DROP: 'a sudden drop',
  GRADUAL_DECLINE: 'a gradual decline',
  MASS_EXIT: 'a mass exit',
  LOW_ENGAGEMENT: 'low engagement',
};

interface Found {
  readonly tick: number;
  readonly type: AnomalyType;
  readonly cause: Cause;
  readonly severity: Severity;
  readonly score: number;
  /** Null where the platform does not report who is in focus. */
  readonly shareBefore: number | null;
  readonly shareNow: number;
  readonly shareExpected: number;
  /** Whether the hybrid of trees and z-score was surer of the fall of the share than the sequential tests. */
  readonly isByHybrid: boolean;
  readonly chatBefore: number;
  readonly chatNow: number;
  readonly leaves: CountEvidence;
  readonly leavesBefore: number;
  readonly leavesNow: number;
  /** For how long the evidence has been piling up. */
  readonly seconds: number;
  readonly level: number;
}

/** Chat that has lost less than this is not said to have fallen; nor is chat of fewer messages a minute than that. Assumed. */
const CHAT_KEPT_RATIO = 0.7;
const LEAST_CHAT = 3;
/** A score of exactly what is expected of a session's kind (perceive/scorer.ts). */
const EXPECTED_LEVEL = 2 / 3;

export function describeAnomaly(found: Found): Omit<AnomalyBody, 'number' | 'detectionDelaySeconds'> {
  const { tick, type, severity, score } = found;
  return { tick, type, severity, score: round(score, 3), sentence: sentenceOf(found), evidence: evidenceOf(found) };
}

function sentenceOf(found: Found): string {
  if (found.cause === 'chat') return chatSentence(found);
  const before = percent(found.shareBefore ?? 0);
  const now = percent(found.shareNow);
  switch (found.type) {
    case 'SUDDEN_DROP':
      return `The share of active attendees fell from ${before} to ${now} within seconds${chatClause(found)}.`;
    case 'GRADUAL_DECLINE':
      return `The share of active attendees has been slipping for about ${Math.max(30, found.seconds)} s: from ${before} to ${now}${chatClause(found)}.`;
    case 'MASS_EXIT':
      return `${found.leaves.count} people left within ${Math.max(1, found.leaves.seconds)} s, where about ${round(found.leavesBefore, 1)} a minute are usual.`;
    case 'LOW_ENGAGEMENT':
      return `Engagement has stayed at ${percent(found.level)} for a minute; a session of this kind should reach about two thirds.`;
  }
}

function chatSentence(found: Found): string {
  const fall = `Chat fell from ${round(found.chatBefore, 0)} to ${round(found.chatNow, 0)} messages a minute, within ${Math.max(1, found.seconds)} s`;
  return found.shareBefore === null
    ? `${fall}.`
    : `${fall}; the share of active attendees has not moved with it (${percent(found.shareBefore)} before, ${percent(found.shareNow)} now).`;
}

function chatClause(found: Found): string {
  if (!hasChatFallen(found)) return '';
  return `; chat follows, from ${round(found.chatBefore, 0)} to ${round(found.chatNow, 0)} messages a minute`;
}

function hasChatFallen({ cause, chatBefore, chatNow }: Found): boolean {
  return cause === 'chat' || (chatBefore >= LEAST_CHAT && chatNow <= CHAT_KEPT_RATIO * chatBefore);
}

function hasShareFallen({ cause, shareBefore, shareNow }: Found): boolean {
  return cause === 'focus' || (shareBefore !== null && shareBefore - shareNow >= SMALLEST_FALL);
}

/** The signals that made it what it is: those that fell, and leaves where they rose. */
function evidenceOf(found: Found): AnomalyBody['evidence'] {
  const { shareExpected, shareNow, level } = found;
  const share = (from: number, test: string) => row('active attendees', from * 100, shareNow * 100, '%', test);
  const evidence: AnomalyBody['evidence'] = [];
  if (found.type === 'LOW_ENGAGEMENT')
    evidence.push(
      row('engagement', EXPECTED_LEVEL * 100, level * 100, '%', 'mean score of a minute against what is expected'),
      share(shareExpected, 'share in focus against what is expected'),
    );
  else if (hasShareFallen(found))
    evidence.push(
      share(
        found.shareBefore ?? 0,
        found.isByHybrid ? 'half-space trees and z-score' : 'CUSUM on the whitened share in focus',
      ),
    );
  if (found.type === 'MASS_EXIT')
    evidence.push(row('leaves', found.leavesBefore, found.leavesNow, 'a minute', 'Poisson CUSUM on leaves'));
  if (hasChatFallen(found))
    evidence.push(
      row('chat', found.chatBefore, found.chatNow, 'a minute', 'CUSUM on chat, corrected for over-dispersion'),
    );
  return evidence;
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
