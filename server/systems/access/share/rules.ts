/** What holds of share links, whoever asks. Pure. */
import type { ShareLink } from '../../../contract/share.ts';

/** A link as it is kept. Times are ms since 1970. */
export interface ShareState {
  readonly id: string;
  readonly sessionId: string;
  readonly name: string;
  readonly hash: string;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly revokedAtMs: number | null;
  readonly lastUsedAtMs: number | null;
}

/** Links in force that one session has at most: assumed. More than that is a script that has gone wild. */
const mostInForce = 50;

export const isShareInForce = ({ revokedAtMs, expiresAtMs }: ShareState, nowMs: number): boolean =>
  revokedAtMs === null && nowMs < expiresAtMs;

/** Why a link cannot be made now, or null. @param inForceCount Of the session. */
export const shareComplaint = (inForceCount: number): string | null =>
  inForceCount < mostInForce
    ? null
    : `This session has ${mostInForce} links in force; revoke one that nobody needs any more.`;

const isoOf = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoOf(ms));

/** A link as the API shows it: without a trace of its secret. */
export const shownShare = (state: ShareState): ShareLink => ({
  id: state.id,
  sessionId: state.sessionId,
  name: state.name,
  createdBy: state.createdBy,
  createdAt: isoOf(state.createdAtMs),
  expiresAt: isoOf(state.expiresAtMs),
  revokedAt: isoOrNull(state.revokedAtMs),
  lastUsedAt: isoOrNull(state.lastUsedAtMs),
});
