/** What the four parts of health are made of. Pure. */
import type { Figure, FigureUnit } from '../../../contract/coach.ts';
import { clamp } from '../../../kernel/statistics.ts';

/** A part with data: its points, and how they came about. */
export interface Examined {
  /** 0 to 100. */
  readonly points: number;
  readonly inputs: readonly Figure[];
  readonly arithmetic: string;
}
export type PartFinding = Examined | { readonly missing: string };

/** A term of a part: what it counts within it, its points, or what is missing. */
export interface Term {
  readonly name: string;
  readonly weight: number;
  readonly input: Figure;
  /** 0 to 100; null where the input is not known. */
  readonly points: number | null;
}

/** 0 at one value, 100 at another and beyond, straight in between. */
export const scale = (value: number, zeroAt: number, fullAt: number): number =>
  100 * clamp((value - zeroAt) / (fullAt - zeroAt), 0, 1);

export const figure = (label: string, value: number | null, unit: FigureUnit, note: string | null = null): Figure => ({
  label,
  value,
  unit,
  note,
});

/** The weighted mean of the terms that are known; the weight of the others is shared out among them. */
export function weighed(terms: readonly Term[], further: readonly Figure[] = []): PartFinding {
  const known = terms.flatMap(({ points, ...term }) => (points === null ? [] : [{ ...term, points }]));
  if (known.length === 0) return { missing: terms.map(({ input }) => input.note).join(' ') };
  const whole = known.reduce((sum, { weight }) => sum + weight, 0);
  const points = known.reduce((sum, term) => sum + term.points * (term.weight / whole), 0);
  const sum = known.map(({ name, weight, points: own }) => `${rounded(own)} for ${name} × ${percent(weight / whole)}`);
  return {
    points: clamp(points, 0, 100),
    inputs: [...terms.map(({ input }) => input), ...further],
    arithmetic: `${sum.join(' + ')} = ${rounded(points)}.`,
  };
}

export const rounded = (value: number): string => (Math.round(value * 10) / 10).toString();
export const percent = (ratio: number): string => `${Math.round(ratio * 100)}%`;
