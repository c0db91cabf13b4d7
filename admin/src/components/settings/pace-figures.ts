/** What a pace means, in words. Pure. */
import { type Pace, paceGapSeconds } from '../../../../server/contract/bot.ts';
import { count, plural, span } from '../../numbers.ts';

export const gapOf = (pace: Pace): number | null => (pace === 'paused' ? null : paceGapSeconds[pace]);

/** The mean gap of a pace: "every 15 min". */
export function gapWords(gapSeconds: number | null): string {
  if (gapSeconds === null) return 'no heartbeats';
  return gapSeconds === 3_600 ? 'every hour' : `every ${span(gapSeconds)}`;
}

/** What all bots at this pace amount to. @param botCount Bots that follow it. */
export function paceSentence(gapSeconds: number | null, botCount: number): string {
  if (gapSeconds === null) return `${plural(botCount, 'bot')} at rest: nobody beats until a pace is chosen.`;
  const perHour = (botCount * 3_600) / gapSeconds;
  return `Each of ${plural(botCount, 'bot')} has a heartbeat ${gapWords(gapSeconds)} on average: about ${count(perHour)} an hour together.`;
}
