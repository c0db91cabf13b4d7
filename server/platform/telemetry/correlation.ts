/** Which execution is being performed here: known to whatever it calls, without being handed through (EX-10). */
import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<string>();

/** Performs work in which, however deep, every line of the log bears the execution's id. */
export const correlated = <T>(executionId: string, work: () => T): T => storage.run(executionId, work);

/** What every line of the log has beside its own fields. */
export function correlation(): { readonly executionId?: string } {
  const executionId = storage.getStore();
  return executionId === undefined ? {} : { executionId };
}
