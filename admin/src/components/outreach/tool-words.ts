import type { ToolUse } from '../../../../server/contract/outreach.ts';

/** What a bot did by using a tool; one it made up goes by the name it gave it. */
const toolNames: Readonly<Record<string, string>> = {
  request_user_info: 'Asked whoever sent it',
  end_call: 'Hung up',
  send_dtmf: 'Pressed keys',
  reschedule_call: 'Agreed on another time',
};
export const toolWords = (name: string): string => toolNames[name] ?? name;

/** A line has to stay one. */
const longestValue = 120;
const valueWords = (value: unknown) => {
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
};

/** What a tool was given, in one line: “in minutes 30, why “in a meeting””. Empty where it was given nothing. */
export const argumentWords = (given: ToolUse['arguments']): string =>
  given === null
    ? 'with arguments that could not be read'
    : Object.entries(given)
        .filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0))
        .map(([name, value]) => `${name.replaceAll('_', ' ')} ${valueWords(value)}`)
        .join(', ');
