/** What the audit log keeps of what was asked: without secrets, and not all of what is long. Pure. */
import { maskSecrets, maskedCopy } from '../telemetry/mask-secrets.ts';

/** Longest that is kept, in characters: most requests whole. Assumed. */
const longest = 2_000;
/** Of a single text that is too long to be looked at: less, so that there is room for the others. */
const longestBeginning = 1_500;
/** So much of a text is looked at, in characters: a recording has millions. */
const looked = 10_000;
/** The end of what is looked at may be half a key, which nobody would recognise. Longer ones than this are not masked anyway. */
const longestKey = 4_000;

/** A validated request as JSON, masked and cut; null if nothing was asked. @param known Keys in force. */
export function keptRequest(asked: unknown, known: readonly string[]): string | null {
  const fit = (text: string) => (text.length > looked ? beginning(text, known) : maskSecrets(text, known));
  const text = JSON.stringify(maskedCopy(asked, fit)) as string | undefined;
  return text === undefined || text === 'null' || text === '{}' ? null : cut(text, longest, text.length);
}

function beginning(text: string, known: readonly string[]): string {
  const masked = maskSecrets(text.slice(0, looked), known);
  return cut(masked.slice(0, Math.max(0, masked.length - longestKey)), longestBeginning, text.length);
}

/** @param length How long all of it is. */
const cut = (text: string, most: number, length: number): string =>
  length <= most ? text : `${wellFormed(text.slice(0, most))}… (cut: ${length} characters)`;

/** Without half a character at its end. */
const wellFormed = (text: string): string => (text.isWellFormed() ? text : text.slice(0, -1));
