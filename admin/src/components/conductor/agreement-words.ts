/** How far a person may trust the conductor to act alone. Pure. */
import type { Agreement } from '../../../../server/contract/report.ts';
import { percent, plural } from '../../numbers.ts';

/** Fewer answered decisions than this say little. Assumed. */
const fewDecisions = 5;
/** Below this share of agreement a person should look first. Assumed. */
const lowRatio = 0.7;

/** Whether enough decisions were answered, and agreed with, for auto to need no second thought. */
export const isTrusted = ({ decisionCount, ratio }: Agreement) =>
  decisionCount >= fewDecisions && ratio !== null && ratio >= lowRatio;

export function agreementSentence({ decisionCount, agreeCount, ratio, low, high }: Agreement): string {
  if (ratio === null) return 'Nobody has answered a decision of the conductor yet.';
  const interval = low === null || high === null ? '' : `, 95% interval ${percent(low)} to ${percent(high)}`;
  return `You agreed with ${agreeCount} of ${plural(decisionCount, 'decision')}: ${percent(ratio)}${interval}.`;
}

/** Why going to auto is asked about. */
export function doubtSentence(agreement: Agreement): string {
  if (agreement.decisionCount === 0)
    return 'In auto every decision is launched at once. In shadow mode you can say first whether you would have done the same.';
  return agreement.decisionCount < fewDecisions
    ? 'That is few to go by. In auto every decision is launched at once.'
    : 'That is low. In auto every decision is launched at once, those you would not have launched too.';
}
