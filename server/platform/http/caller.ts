/** Who asks: what a handler may know of them. */
import type { Role } from '../../contract/access.ts';

export interface Caller {
  /** `panel` while access is open; otherwise the id of the token. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Null: all of them. */
  readonly ventures: readonly string[] | null;
  /** Of a guest, who came by a share link: the one session that they may look at (PL-14). Null for all others. */
  readonly sessionId: string | null;
}

/** Whoever sits in front of the panel while no token is asked for. */
export const openCaller: Caller = { id: 'panel', name: 'panel', role: 'admin', ventures: null, sessionId: null };

/** Whoever calls a route that asks for no token at all. */
export const nobody: Caller = { id: 'nobody', name: 'nobody', role: 'viewer', ventures: [], sessionId: null };
