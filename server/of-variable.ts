/** What a variable names is read at the start; an error says which variable it was (PL-20). */
import type { variables } from './config.ts';
import { ClaqueError } from './kernel/errors.ts';

/**
 * Reads what the value of a variable leads to.
 *
 * @throws {ClaqueError} with the variable before the sentence.
 */
export function ofVariable<T>(variable: keyof typeof variables, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ClaqueError)) throw error;
    throw new ClaqueError(error.code, `${variable}: ${error.message}`, { fields: error.fields, cause: error });
  }
}
