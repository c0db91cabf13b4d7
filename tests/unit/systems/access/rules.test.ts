/** When a token may be made or revoked, and when none is asked for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Surroundings, TokenState } from '../../../../server/systems/access/rules.ts';
import {
  creationComplaint,
  isAdministrator,
  isInForce,
  isOpen,
  revocationComplaint,
  shown,
} from '../../../../server/systems/access/rules.ts';

const tokenOf = (id: string, changes: Partial<TokenState> = {}): TokenState => ({
  id,
  name: 'Ann',
  role: 'admin',
  ventures: null,
  hash: 'not-to-be-shown',
  createdBy: 'panel',
  createdAtMs: 0,
  expiresAtMs: null,
  lastUsedAtMs: null,
  revokedAtMs: null,
  ...changes,
});
const grants = fc.record({
  role: fc.constantFrom('admin' as const, 'presenter' as const, 'viewer' as const, 'service' as const),
  ventures: fc.constantFrom(null, ['default']),
});
const surroundings: fc.Arbitrary<Surroundings> = fc.record({
  hasEnvironmentToken: fc.boolean(),
  isLoopback: fc.boolean(),
});

test('as long as tokens are made and revoked as the rules allow, somebody can make and revoke them (PL-13)', () => {
  const steps = fc.array(fc.oneof(grants, fc.nat(5)), { maxLength: 40 });
  fc.assert(
    fc.property(surroundings, steps, (around, all) => {
      let inForce: TokenState[] = [];
      for (const [index, step] of all.entries()) {
        if (typeof step === 'number') {
          const id = inForce[step]?.id;
          if (id !== undefined && revocationComplaint(id, inForce, around) === null)
            inForce = inForce.filter((token) => token.id !== id);
        } else if (creationComplaint(step, inForce, around) === null) inForce.push(tokenOf(`t${index}`, step));
        const isManaged = around.hasEnvironmentToken || inForce.some((token) => isAdministrator(token));
        expect(isManaged || inForce.length === 0).toBe(true);
        expect(isOpen(inForce, around)).toBe(around.isLoopback && !isManaged);
      }
    }),
  );
});

test('where others reach the server its last administrator stays, unless CLAQUE_TOKEN is one (PL-12)', () => {
  const one = [tokenOf('one')];
  expect(revocationComplaint('one', one, { hasEnvironmentToken: false, isLoopback: true })).toBeNull();
  expect(revocationComplaint('one', one, { hasEnvironmentToken: false, isLoopback: false })).toContain(
    'reached from elsewhere',
  );
  expect(revocationComplaint('one', one, { hasEnvironmentToken: true, isLoopback: false })).toBeNull();
});

test('a token is in force until its end, and not at it, unless it was revoked', () => {
  const token = tokenOf('one', { expiresAtMs: 1_000 });
  expect([999, 1_000].map((nowMs) => isInForce(token, nowMs))).toEqual([true, false]);
  expect(isInForce(tokenOf('one', { revokedAtMs: 1 }), 0)).toBe(false);
});

test('a token is shown without its hash', () => {
  expect(JSON.stringify(shown(tokenOf('one')))).not.toContain('not-to-be-shown');
});
