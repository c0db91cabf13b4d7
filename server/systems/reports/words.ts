/** Figures and the contract's words as a reader of a report meets them. */
import type { AnomalyType, InterventionKind, InterventionState, Mode, PolicyName } from '../../contract/vocabulary.ts';

const minus = '−';

/** 0.583 is "58.3%". */
export const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)}%`;

/** A difference of scores: 0.341 is "+34.1 points", -0.02 is "−2.0 points". */
export const points = (difference: number): string => `${signed(difference)} points`;

export function signed(difference: number): string {
  const text = Math.abs(difference * 100).toFixed(1);
  if (text === '0.0') return '0.0';
  return `${difference > 0 ? '+' : minus}${text}`;
}

/** Session time: 521 is "8:41", from an hour on "1:02:05". */
export function clock(tick: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(tick / 60);
  if (minutes < 60) return `${minutes}:${two(tick % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(tick % 60)}`;
}

/** "1 anomaly", "3 anomalies". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** A point in time in the one time zone of all reports: "21 November 2026, 09:00 UTC". */
export function moment(iso: string): string {
  const text = new Date(iso).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  return `${text.replace(' at ', ', ')} UTC`;
}

export const anomalyWords: Record<AnomalyType, string> = {
  SUDDEN_DROP: 'Sudden drop',
  GRADUAL_DECLINE: 'Gradual decline',
  MASS_EXIT: 'Mass exit',
  LOW_ENGAGEMENT: 'Low engagement',
};

export const kindWords: Record<InterventionKind, string> = {
  POLL: 'Poll',
  CHAT_PROMPT: 'Chat prompt',
  NOTIFICATION: 'Notification',
  GAMIFICATION: 'Gamification',
};

export const stateWords: Record<InterventionState, string> = {
  generating: 'being written',
  awaiting_approval: 'awaiting approval',
  approved: 'approved',
  active: 'being measured',
  measured: 'measured',
  dismissed: 'dismissed',
  expired: 'expired unanswered',
  cancelled: 'cancelled',
  shadowed: 'not carried out',
};

export const modeWords: Record<Mode, string> = {
  manual: 'manual (a person approves)',
  semi: 'semi (confident ones approve themselves)',
  auto: 'auto',
  shadow: 'shadow (decides, does nothing)',
  off: 'off',
};

export const policyWords = (policy: PolicyName): string => (policy === 'thompson' ? 'Thompson sampling' : policy);

/** `quick_pulse` reads "quick pulse". */
export const variantWords = (variant: string): string => variant.replaceAll(/[_-]+/g, ' ');
