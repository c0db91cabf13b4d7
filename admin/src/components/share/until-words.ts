/** Until when a link is in force: the day itself, for whoever plans by it. @param at ISO 8601. */
export const untilWords = (at: string): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
