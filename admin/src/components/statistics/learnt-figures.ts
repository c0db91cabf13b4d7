/** What a policy has learnt, as figures (EC-18). Pure. */
import type { PolicyStanding } from '../../../../server/contract/report.ts';
import { InterventionKind } from '../../../../server/contract/vocabulary.ts';
import { toCsv } from '../../csv.ts';

type Arm = PolicyStanding['arms'][number];
type Entry = PolicyStanding['history'][number];

/** Most tried first; among those tried alike, the likelier one. */
export const sortArms = (arms: readonly Arm[]): Arm[] =>
  arms.toSorted((a, b) => b.trialCount - a.trialCount || b.successRatio - a.successRatio);

/** One colour a kind, each at least 3.9 to 1 against the surface of either theme; a letter and a dash say the same. */
export const kindLook: Record<InterventionKind, { colour: string; dash: number[] }> = {
  POLL: { colour: '#5d6df2', dash: [] },
  CHAT_PROMPT: { colour: '#c2570c', dash: [7, 4] },
  NOTIFICATION: { colour: '#0b8f6f', dash: [2, 3] },
  GAMIFICATION: { colour: '#c2409b', dash: [9, 3, 2, 3] },
};

export interface KindLine {
  kind: InterventionKind;
  /** After each session of the history; null where the kind has no variant. */
  ratios: (number | null)[];
}

/** How likely each kind is to succeed, after each session: the mean of its variants, each counting alike. */
export const kindLines = (history: readonly Entry[]): KindLine[] =>
  InterventionKind.options.map((kind) => ({ kind, ratios: history.map(({ arms }) => meanOfKind(arms, kind)) }));

function meanOfKind(arms: Entry['arms'], kind: InterventionKind): number | null {
  const own = arms.filter((arm) => arm.kind === kind);
  return own.length === 0 ? null : own.reduce((sum, { successRatio }) => sum + successRatio, 0) / own.length;
}

const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(4)));

export const armsCsv = (arms: readonly Arm[]) =>
  toCsv(
    ['kind', 'variant', 'trials', 'successes', 'chance', 'chance_low95', 'chance_high95', 'uplift_mean'],
    sortArms(arms).map((arm) => [
      arm.kind,
      arm.variant,
      rounded(arm.trialCount),
      rounded(arm.successCount),
      rounded(arm.successRatio),
      rounded(arm.low),
      rounded(arm.high),
      rounded(arm.upliftMean),
    ]),
  );

export const historyCsv = (history: readonly Entry[]) =>
  toCsv(
    ['session', 'title', 'at', 'kind', 'variant', 'trials', 'chance'],
    history.flatMap(({ sessionId, title, at, arms }) =>
      arms.map((arm) => [
        sessionId,
        title,
        at,
        arm.kind,
        arm.variant,
        rounded(arm.trialCount),
        rounded(arm.successRatio),
      ]),
    ),
  );

/** An intervention's session: its id is that of the session, a hyphen and its number. */
export const sessionOf = (interventionId: string): string => interventionId.slice(0, interventionId.lastIndexOf('-'));
