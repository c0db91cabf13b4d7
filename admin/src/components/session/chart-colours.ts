/** A canvas cannot read CSS variables: the theme's colours as they are computed now. */
const names = ['surface', 'line', 'text', 'muted', 'faint', 'accent', 'accent-ink', 'ghost', 'high', 'steady', 'low', 'critical'] as const;

export type ChartColours = Record<(typeof names)[number], string>;

export function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as ChartColours;
}

/** A six-digit colour with an opacity. */
export const withOpacity = (colour: string, opacity: number) =>
  `${colour.slice(0, 7)}${Math.round(opacity * 255).toString(16).padStart(2, '0')}`;
