import type { ToolUse } from '../../../../server/contract/outreach.ts';

/** A line has to stay one. */
const longestValue = 120;
const valueWords = (value: unknown) => {
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
};

/** What a tool was given, in one line: “in_minutes 30, why “in a meeting””. Empty where it was given nothing. */
export const argumentWords = (given: ToolUse['arguments']): string =>
  given === null
    ? 'with arguments that could not be read'
    : Object.entries(given)
        .map(([name, value]) => `${name} ${valueWords(value)}`)
        .join(', ');
