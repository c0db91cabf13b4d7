/** HTML in which every value is escaped, unless it is markup itself. */

/** Text that is HTML already. Only `markup` makes it, so that nothing gets by unescaped. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
export type { Markup };

export type Part = string | number | Markup | readonly Part[] | null;

/** Fills a template: text is escaped, markup stands as it is, lists are joined, null is nothing. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(
    strings.map((string, index) => string + (index < parts.length ? render(parts[index]!) : '')).join(''),
  );
}

function render(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escape(part);
  return part.map(render).join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe as text and within a quoted attribute; control characters, which HTML cannot hold, become a visible sign. */
function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign]!).replaceAll(/[^\P{Cc}\t\n\r]/gu, '\u{FFFD}');
}
