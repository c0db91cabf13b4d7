/** The arms of a decision as a ranked list: what was chosen, what lost, what was excluded. Pure. */
import type { Alternative, InterventionBody, Reasoning } from '../../../../server/contract/activity.ts';

export interface ArmRow extends Pick<Alternative, 'kind' | 'variant' | 'successRatio' | 'successLow' | 'successHigh'> {
  key: string;
  standing: 'chosen' | 'lost' | 'excluded';
  /** Null where nothing was drawn for it. */
  drawRatio: number | null;
  /** Why it lost or was excluded; null for what was chosen. */
  why: string | null;
}

/** Whether a policy draws: the others may note a draw, but do not go by it. */
export const isByDraw = ({ policy }: Pick<Reasoning, 'policy'>) => policy === 'thompson';

const keyOf = ({ kind, variant }: Pick<Alternative, 'kind' | 'variant'>) => `${kind} ${variant}`;

/** The chosen one first, then those that lost by what decided (draw, or chance to succeed), then the excluded. */
export function armRows({ kind, variant }: Pick<InterventionBody, 'kind' | 'variant'>, reasoning: Reasoning): ArmRow[] {
  const isDrawn = isByDraw(reasoning);
  // What may be used has a draw, whether the policy goes by it or not; where nothing has one, nothing tells them apart.
  const hasDraws = reasoning.alternatives.some(({ drawRatio }) => drawRatio !== null) || isDrawn;
  const rows = reasoning.alternatives.map((alternative): ArmRow => ({
    ...alternative,
    key: keyOf(alternative),
    standing: hasDraws && alternative.drawRatio === null ? 'excluded' : 'lost',
    drawRatio: isDrawn ? alternative.drawRatio : null,
  }));
  const chosen: ArmRow = {
    ...reasoning.chosen,
    kind,
    variant,
    key: keyOf({ kind, variant }),
    standing: 'chosen',
    drawRatio: isDrawn ? reasoning.chosen.drawRatio : null,
    why: null,
  };
  const byWhatDecided = (a: ArmRow, b: ArmRow) =>
    (b.drawRatio ?? b.successRatio) - (a.drawRatio ?? a.successRatio) || b.successRatio - a.successRatio;
  const of = (standing: ArmRow['standing']) => rows.filter((row) => row.standing === standing).toSorted(byWhatDecided);
  return [chosen, ...of('lost'), ...of('excluded')];
}

/** How the policy came to its choice, in a sentence for a person. */
export function policySentence({ policy }: Pick<Reasoning, 'policy'>): string {
  switch (policy) {
    case 'thompson':
      return 'Each arm that could be used drew a chance to succeed from what is believed of it; the highest draw won.';
    case 'rules':
      return 'A fixed rule for this kind of fall chose it. Nothing was drawn; the chances are what is believed, and did not decide.';
    case 'random':
      return 'It was picked at random among the arms that could be used. The chances are what is believed, and did not decide.';
    default:
      return 'Nothing was drawn. The chances are what is believed, and did not decide.';
  }
}
