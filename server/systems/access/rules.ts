/** What holds of tokens, whoever asks. Pure. */
import type { AccessToken, Role } from '../../contract/access.ts';

/** A token as it is kept. Times are ms since 1970. */
export interface TokenState {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Null: all of them. */
  readonly ventures: readonly string[] | null;
  readonly hash: string;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly lastUsedAtMs: number | null;
  readonly revokedAtMs: number | null;
}

/** Whose a token is, or is to be. */
type Grant = Pick<TokenState, 'role' | 'ventures'>;

/** What else lets people in, besides the tokens that were made. */
export interface Surroundings {
  /** Whether CLAQUE_TOKEN is set, which is an admin's for all ventures. */
  readonly hasEnvironmentToken: boolean;
  /** Whether only this machine reaches the server. */
  readonly isLoopback: boolean;
}

export const isInForce = ({ revokedAtMs, expiresAtMs }: TokenState, nowMs: number): boolean =>
  revokedAtMs === null && (expiresAtMs === null || nowMs < expiresAtMs);

/** Whether it may do everything, tokens and ventures included. */
export const isAdministrator = ({ role, ventures }: Grant): boolean => role === 'admin' && ventures === null;

/** Whether somebody of these ventures may meet what a token has done. @param ventures Null: all of them. */
export const isMetIn = (ventures: readonly string[] | null, token: Pick<TokenState, 'ventures'>): boolean =>
  ventures === null || token.ventures === null || token.ventures.some((one) => ventures.includes(one));

/** Whether no token is asked for. @param inForce All tokens that are. */
export const isOpen = (inForce: readonly unknown[], { hasEnvironmentToken, isLoopback }: Surroundings): boolean =>
  isLoopback && !hasEnvironmentToken && inForce.length === 0;

const administers = (inForce: readonly TokenState[], { hasEnvironmentToken }: Surroundings): boolean =>
  hasEnvironmentToken || inForce.some((token) => isAdministrator(token));

/** Why a token cannot be made now, or null. */
export function creationComplaint(
  draft: Grant,
  inForce: readonly TokenState[],
  surroundings: Surroundings,
): string | null {
  if (administers(inForce, surroundings) || isAdministrator(draft)) return null;
  return 'The first token must be an admin’s for all ventures: once there is one, nobody gets in without, and only such a token can make others.';
}

/** Why a token cannot be revoked now, or null. */
export function revocationComplaint(
  id: string,
  inForce: readonly TokenState[],
  surroundings: Surroundings,
): string | null {
  const others = inForce.filter((token) => token.id !== id);
  const isLastAdministrator = administers(inForce, surroundings) && !administers(others, surroundings);
  if (!isLastAdministrator) return null;
  if (others.length > 0)
    return 'This is the last token of an admin for all ventures; revoke the others first, or make another one like it.';
  return surroundings.isLoopback
    ? null
    : 'This is the last token of an admin, and the server can be reached from elsewhere: nobody could get in again. Make another one first.';
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoOf(ms));

/** A token as the API shows it: without a trace of its secret. */
export const shown = (state: TokenState): AccessToken => ({
  id: state.id,
  name: state.name,
  role: state.role,
  ventures: state.ventures === null ? null : [...state.ventures],
  createdAt: isoOf(state.createdAtMs),
  createdBy: state.createdBy,
  expiresAt: isoOrNull(state.expiresAtMs),
  lastUsedAt: isoOrNull(state.lastUsedAtMs),
  revokedAt: isoOrNull(state.revokedAtMs),
});
