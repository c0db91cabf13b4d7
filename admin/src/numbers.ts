/** Numbers as the panel writes them: each with its unit, all in one way. */

const minus = '−';

/** A ratio as a whole percentage without its sign: 0.583 is "58". */
export const percentDigits = (ratio: number) => String(Math.round(ratio * 100));

/** A ratio with its unit: 0.583 is "58%". */
export const percent = (ratio: number) => `${percentDigits(ratio)}%`;

/** A difference of scores in percentage points, signed, without its unit: 0.341 is "+34", -0.02 is "−2". */
export function signedPoints(difference: number, digits = 0): string {
  const rounded = Number((difference * 100).toFixed(digits));
  if (rounded === 0) return '0';
  return `${rounded > 0 ? '+' : minus}${Math.abs(rounded).toFixed(digits)}`;
}

/** A difference of scores with its unit: 0.01 is "+1 point", -0.02 is "−2 points". */
export function inPoints(difference: number, digits = 0): string {
  const text = signedPoints(difference, digits);
  return `${text} ${text === '+1' || text === `${minus}1` ? 'point' : 'points'}`;
}

/** Session time: 521 is "08:41", from an hour on "1:02:05". */
export function sessionTime(tick: number): string {
  const seconds = Math.max(0, Math.floor(tick));
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(Math.floor((seconds % 3_600) / 60))}:${two(seconds % 60)}`;
  return seconds >= 3_600 ? `${Math.floor(seconds / 3_600)}:${clock}` : clock;
}

/** A span of session time in words: 45 is "45 s", 1200 is "20 min". */
export function span(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}

/** A count in groups of three: 240, 1 000 000 (narrow spaces). */
export const count = (value: number) => String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, '\u202F');

/** A rate: one decimal below ten, whole above. */
export const rate = (value: number) =>
  value < 9.95 && value > 0 ? value.toFixed(1).replace(/\.0$/, '') : count(value);

export const plural = (value: number, one: string, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;

/** A speed as its button reads: 6 is "6×", max is "max". */
export const speedLabel = (speed: number | 'max') => (speed === 'max' ? 'max' : `${speed}×`);
