/** The smallest of 1, 2, 4, 6, 8 and 10 times a power of ten that is not below a value: an axis that does not jump. */
export function niceTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 4, 6, 8].find((step) => value <= step * power) ?? 10);
}
