/** What holds of share links, whoever asks (PL-14). */
import { expect, test } from 'vitest';
import { NewShareLink } from '../../../../server/contract/share.ts';
import type { ShareState } from '../../../../server/systems/access/share/rules.ts';
import { isShareInForce, shareComplaint, shownShare } from '../../../../server/systems/access/share/rules.ts';

const share: ShareState = {
  id: '019aa5c8-7f00-7000-8000-2b6e5c1d9f05',
  sessionId: 's',
  name: 'The sponsor',
  hash: 'hash-of-the-secret',
  createdBy: 'a',
  createdAtMs: 0,
  expiresAtMs: 1_000,
  revokedAtMs: null,
  lastUsedAtMs: null,
};

test('a link is in force until the millisecond in which it expires, and not once it is revoked (PL-14)', () => {
  expect([999, 1_000].map((nowMs) => isShareInForce(share, nowMs))).toEqual([true, false]);
  expect(isShareInForce({ ...share, revokedAtMs: 5 }, 6)).toBe(false);
});

test('a session has fifty links in force at most, and a link is shown without its hash (PL-14)', () => {
  expect(shareComplaint(49)).toBeNull();
  expect(shareComplaint(50)).toContain('revoke one');
  expect(JSON.stringify(shownShare(share))).not.toContain(share.hash);
});

test('a link lives from one day to ninety, seven unless something else is said (PL-14)', () => {
  expect(NewShareLink.parse({ name: ' The sponsor ' })).toEqual({ name: 'The sponsor', expiresInDays: 7 });
  for (const expiresInDays of [0, 91, 1.5])
    expect(NewShareLink.safeParse({ name: 'x', expiresInDays }).success).toBe(false);
});
