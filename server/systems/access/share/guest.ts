/** A guest: whoever came by a share link. They look at its session, and at nothing else (PL-14). */
import { defaultVentureId } from '../../../contract/vocabulary.ts';
import type { Caller } from '../../../platform/http/caller.ts';
import type { ShareState } from './rules.ts';

export const guestOf = ({ id, name, sessionId }: ShareState): Caller => ({
  id,
  name,
  role: 'viewer',
  ventures: [defaultVentureId],
  sessionId,
});
