/** Lines of a log in which no text poses as another line or moves the cursor of a terminal (F-42). */

/** What JSON leaves as it is, though a terminal obeys it: DEL, C1 controls, separators of lines, marks of direction. */
const beyondJson = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const anyControl = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A line of JSON, which encodes all other controls itself. */
export const encodedLine = (line: string): string => line.replace(beyondJson, escaped);

/** A line of JSON of which a person will be shown the texts as they are: in them controls are spelt out. */
export function encodedText(line: string): string {
  const shown = JSON.parse(line, (name, value: unknown) => (typeof value === 'string' ? spelt(name, value) : value));
  return `${JSON.stringify(shown)}\n`;
}

/** A stack is many lines, which are shown indented. */
const spelt = (name: string, text: string): string =>
  text.replace(anyControl, (sign) => (name === 'stack' && sign === '\n' ? sign : escaped(sign)));
