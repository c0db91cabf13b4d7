/** Texts that may hold a key, made fit to be kept and shown (F-42). */

export const mask = '[masked]';

/** Names whose values are secret, whatever they look like. */
const secretNames = 'api[-_ ]?key|secret|password|passphrase|authorization|cookie|credentials?|token';
const secretName = new RegExp(`(?:${secretNames})$`, 'i');
/** What stands before its value: a name that says so, in JSON (be it in a string of JSON), in a header, in a line of settings. */
const named = new RegExp(
  String.raw`(\b[\w-]{0,40}(?:${secretNames})\\{0,4}["']?\s{0,8}[:=]\s{0,8})(\\{1,4}"[^"\\]{1,4000}|"(?:[^"\\]|\\.){1,4000}"?|'[^']{1,4000}'?|(?:(?:bearer|basic)\s+)?[^\s,;"'}\]]+)`,
  'gi',
);
/** What is known by its looks alone. Bounded: a hostile text must not make them slow. */
const shapes: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  /\bsk-[\w-]{16,}/g,
  /\bclaque_[\w-]{20,}/g,
  /\b(?:gh[opsu]|github_pat|glpat|xox[abeprs])[-_][\w-]{16,}/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /(?<=\b(?:bearer|basic)\s{1,8})[\w.~+/=-]{12,}/gi,
  /(?<=\bhttps?:\/\/)[^\s/@]{1,200}(?=@)/gi,
];

/**
 * The text without what looks like a key, and without the keys that are known.
 *
 * A word too many is masked rather than a key too few: after `password:` whatever follows goes.
 *
 * @param known Keys in force, however they look.
 */
export function maskSecrets(text: string, known: readonly string[]): string {
  return maskKeys(text, known).replace(named, `$1${mask}`);
}

/** The text without the keys that are known, and without what only a key looks like: what follows a name stays. */
export function maskKeys(text: string, known: readonly string[]): string {
  const unknown = known.reduce((rest, key) => (key === '' ? rest : rest.replaceAll(key, mask)), text);
  return shapes.reduce((rest, shape) => rest.replace(shape, mask), unknown);
}

/** Every form in which a key may stand in a text: as it is, within JSON, within an address. The longest first. */
export const formsOf = (key: string): string[] =>
  [...new Set([encodeURIComponent(key), JSON.stringify(key).slice(1, -1), key])].toSorted(
    (one, other) => other.length - one.length,
  );

/** A copy of a JSON value in which all texts are masked, names too, and whole what stands under a name that says so. */
export function maskedCopy<T>(value: T, maskText: (text: string) => string): T {
  return copied(value, maskText) as T;
}

function copied(value: unknown, maskText: (text: string) => string): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => copied(entry, maskText));
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => {
    const isSecret = typeof inner === 'string' && inner !== '' && secretName.test(name);
    return [maskText(name), isSecret ? mask : copied(inner, maskText)];
  });
  return Object.fromEntries(entries);
}

/** A line of a structured log, still JSON. */
export function maskLine(line: string, known: readonly string[]): string {
  const maskText = (text: string) => maskSecrets(text, known);
  if (maskText(line) === line) return line;
  return `${JSON.stringify(maskedCopy(JSON.parse(line) as unknown, maskText))}\n`;
}
