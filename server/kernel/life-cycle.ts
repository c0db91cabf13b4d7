/** Life cycles as tables of legal successors. */
import { ClaqueError } from './errors.ts';

export type LifeCycle<State extends string> = Readonly<Record<State, readonly State[]>>;

/**
 * Checks that one state may follow another.
 *
 * @param subject What changes, for the sentence, such as "intervention 3".
 * @throws {ClaqueError} illegal-transition, the caller's mistake, naming what is allowed.
 */
export function assertSuccessor<State extends string>(
  table: LifeCycle<State>,
  from: State,
  to: State,
  subject: string,
): void {
  if (table[from].includes(to)) return;
  const allowed = table[from].length === 0 ? 'nothing: it has ended' : table[from].join(', ');
  throw new ClaqueError('illegal-transition', `${subject} is ${from} and cannot become ${to}; possible: ${allowed}.`);
}
