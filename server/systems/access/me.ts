/** Who asks, as they are told it. */
import type { Me } from '../../contract/access.ts';
import type { Caller } from '../../platform/http/caller.ts';

/** @param expiresAtMs When the share link expires that a guest came by; null for all others. */
export const meOf = (
  { id, name, role, ventures, sessionId }: Caller,
  isOpen: boolean,
  expiresAtMs: number | null = null,
): Me => ({
  id,
  name,
  role,
  ventures: ventures === null ? null : [...ventures],
  isOpen,
  sessionId,
  expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
});
