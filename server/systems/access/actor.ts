/** Who does something, as the audit log names them (PL-13). */
import type { Caller } from '../../platform/http/caller.ts';

export type Actor = Pick<Caller, 'id' | 'name'>;

export const doneBy = ({ id, name }: Actor) => ({ who: id, name });
