/** The words of Claque as closed lists: every room, the API and the panel take them from here. */
import { z } from 'zod';

/** The venture that exists from the start: sessions, the community and what names no other belong to it. */
export const defaultVentureId = 'default';

export const AnomalyType = z
  .enum(['SUDDEN_DROP', 'GRADUAL_DECLINE', 'MASS_EXIT', 'LOW_ENGAGEMENT'])
  .meta({ id: 'AnomalyType', description: 'What kind of fall of engagement it is (EC-6).' });
export type AnomalyType = z.infer<typeof AnomalyType>;

export const Severity = z
  .enum(['WARNING', 'CRITICAL'])
  .meta({ id: 'Severity', description: 'WARNING from an anomaly score of 0.6, CRITICAL from 0.8 (EC-5).' });
export type Severity = z.infer<typeof Severity>;

export const InterventionKind = z
  .enum(['POLL', 'CHAT_PROMPT', 'NOTIFICATION', 'GAMIFICATION'])
  .meta({ id: 'InterventionKind', description: 'What the conductor can do (EC-10).' });
export type InterventionKind = z.infer<typeof InterventionKind>;

export const Mode = z.enum(['manual', 'semi', 'auto', 'shadow', 'off']).meta({
  id: 'Mode',
  description:
    'manual: each suggestion waits for a person. semi: approved by itself from a confidence on. auto: approved at once. shadow: decide and write it down, do nothing. off: detect, suggest nothing (EC-14).',
});
export type Mode = z.infer<typeof Mode>;

export const PolicyName = z.enum(['thompson', 'rules', 'random']).meta({
  id: 'PolicyName',
  description:
    'How an intervention is selected (EC-13). thompson: by what was learnt. rules: by the kind of fall, for comparison. random: any that may be used now, for comparison.',
});
export type PolicyName = z.infer<typeof PolicyName>;

export const InterventionState = z
  .enum([
    'generating',
    'awaiting_approval',
    'approved',
    'active',
    'measured',
    'dismissed',
    'expired',
    'cancelled',
    'shadowed',
  ])
  .meta({
    id: 'InterventionState',
    description:
      'generating: its content is being written. awaiting_approval: a person decides. approved: delivered at the next tick. active: attendees meet it, and its minute is being measured. measured: its outcome is known. dismissed: a person said no. expired: nobody answered. cancelled: taken back before anybody met it, or the session ended first. shadowed: decided in shadow mode and written down; nobody met it.',
  });
export type InterventionState = z.infer<typeof InterventionState>;

/** Whether a person would have done what the conductor decided in shadow mode. */
export const Verdict = z
  .enum(['agree', 'disagree'])
  .meta({ id: 'Verdict', description: 'What a person says of a decision made in shadow mode.' });
export type Verdict = z.infer<typeof Verdict>;

export const ConductorState = z
  .enum([
    'monitoring',
    'anomaly',
    'deciding',
    'generating',
    'awaiting_approval',
    'intervening',
    'measuring',
    'learning',
  ])
  .meta({ id: 'ConductorState', description: 'What the conductor is doing at this tick (EC-20).' });
export type ConductorState = z.infer<typeof ConductorState>;

export const Category = z
  .enum(['high', 'steady', 'low', 'critical'])
  .meta({ id: 'Category', description: 'The engagement score in a word (EC-3).' });
export type Category = z.infer<typeof Category>;

export const Format = z
  .enum(['webinar', 'meeting', 'stream'])
  .meta({ id: 'Format', description: 'What kind of session it is; sets what one may expect of its attendees (EC-2).' });
export type Format = z.infer<typeof Format>;

/** Lower bounds of the score for each category (EC-3). Only `critical` is given by the specification; the others are assumed. */
export const categoryFloors = { high: 0.7, steady: 0.45, low: 0.3, critical: 0 } as const satisfies Record<
  Category,
  number
>;

/**
 * Names the category of an engagement score (EC-3).
 *
 * @param score Engagement score in [0, 1].
 */
export function categoryOf(score: number): Category {
  if (score >= categoryFloors.high) return 'high';
  if (score >= categoryFloors.steady) return 'steady';
  return score >= categoryFloors.low ? 'low' : 'critical';
}
