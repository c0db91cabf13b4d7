/** How long from now, as one says it: `in 45 minutes`, `in an hour`, `in 3 hours`, `in 2 days`. */
export function whenOf(minutes: number): string {
  if (minutes === 60) return 'in an hour';
  if (minutes < 100) return `in ${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 36 ? `in ${hours} hours` : `in ${Math.round(hours / 24)} days`;
}
