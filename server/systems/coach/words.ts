/** Figures as words, for sentences. Pure. */
import type { FigureUnit } from '../../contract/coach.ts';

/** A figure with its unit, no exacter than anybody needs. */
export function worded(value: number, unit: FigureUnit): string {
  switch (unit) {
    case 'ratio':
      return `${plain(value * 100)}%`;
    case 'usd':
      return `$${Math.abs(value) < 1 ? value.toFixed(4).replace(/0{1,2}$/, '') : value.toFixed(2)}`;
    case 'minutes_per_usd':
      return `${plain(value)} minutes a dollar`;
    case 'count':
      return plain(value);
    case 'points':
      return `${plain(value)} points`;
    default:
      return `${plain(value)} ${Math.abs(value) === 1 ? unit.replace(/s$/, '') : unit}`;
  }
}

/** Whole numbers from 100 on, one decimal below; thousands apart. */
function plain(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : 1;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${worded(count, 'count')} ${count === 1 ? one : many}`;
