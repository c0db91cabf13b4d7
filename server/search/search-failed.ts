import { searchFailureTable, type SearchFailureCode } from './failures.ts';
import type { SearchFailure } from './port.ts';

/**
 * The failure with its sentence.
 *
 * @param detail Words of ours, such as a status or an error's code; never text from outside.
 */
export function searchFailed(code: SearchFailureCode, detail?: string): SearchFailure {
  const sentence = searchFailureTable[code];
  return { kind: 'failed', code, sentence: detail === undefined ? sentence : `${sentence} ${detail}` };
}
