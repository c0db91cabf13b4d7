/** Texts that may hold a key, made fit to be kept and shown (F-42). */

export const mask = '[masked]';

/** What stands before its value: a name that says so, in JSON (be it in a string of JSON), in a header, in a line of settings. */
const named =
  /(\b[\w-]{0,40}(?:api[-_ ]?key|secret|password|passphrase|authorization|cookie|credentials?|token)\\{0,4}["']?\s{0,8}[:=]\s{0,8})(\\{1,4}"[^"\\]{1,4000}|"(?:[^"\\]|\\.){1,4000}"?|'[^']{1,4000}'?|(?:(?:bearer|basic)\s+)?[^\s,;"'}\]]+)/gi;
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
  const unknown = known.reduce((rest, key) => (key === '' ? rest : rest.replaceAll(key, mask)), text);
  const shapeless = shapes.reduce((rest, shape) => rest.replace(shape, mask), unknown);
  return shapeless.replace(named, `$1${mask}`);
}
