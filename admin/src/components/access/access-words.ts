/** How the panel names what tokens may do. */
import { type AccessToken, type Right, type Role, rightsOf } from '../../../../server/contract/access.ts';

export const roleWords: Record<Role, { label: string; hint: string; icon: string }> = {
  admin: {
    label: 'Admin',
    hint: 'Everything: settings, configuration and tokens too.',
    icon: 'i-lucide-shield-check',
  },
  presenter: {
    label: 'Presenter',
    hint: 'Looks and acts: sessions, suggestions, bots, tasks, answers. No settings.',
    icon: 'i-lucide-presentation',
  },
  viewer: { label: 'Viewer', hint: 'Looks at everything, changes nothing.', icon: 'i-lucide-eye' },
  service: {
    label: 'Service',
    hint: 'A program: looks, acts, and writes executions.',
    icon: 'i-lucide-cpu',
  },
};

/** Roles of people, from the least to the most. */
const people = ['viewer', 'presenter', 'admin'] as const satisfies readonly Role[];

/** Why a role may not do something, and who may. */
export function refusalOf(role: Role, right: Right): string {
  const least = people.find((one) => (rightsOf[one] as readonly Right[]).includes(right)) ?? 'admin';
  return `Not as ${roleWords[role].label.toLowerCase()}: this takes ${least === 'admin' ? 'an admin' : `a ${least}`}.`;
}

export type TokenState = 'in force' | 'expired' | 'revoked';

/** Of a token or a share link. @param now Milliseconds, by the server. */
export function stateOf(
  { revokedAt, expiresAt }: Pick<AccessToken, 'revokedAt' | 'expiresAt'>,
  now: number,
): TokenState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'in force';
}

/** @param ventures Null: all of them. */
export const venturesWords = (ventures: readonly string[] | null) =>
  ventures === null ? 'all ventures' : ventures.join(', ');
