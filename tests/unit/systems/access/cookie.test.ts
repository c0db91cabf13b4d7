/** The cookies of a login and of a share link, as browsers send them back. */
import { expect, test } from 'vitest';
import { loginCookie, loginOf, shareCookie, shareSecretOf } from '../../../../server/systems/access/cookie.ts';

test.each([
  ['claque_login=abc', 'abc'],
  ['theme=dark; claque_login=abc; x=1', 'abc'],
  ['claque_login=', null],
  ['not_claque_login=abc', null],
  ['theme=claque_login', null],
  [undefined, null],
])('of “%s” it is %s', (header, login) => {
  expect(loginOf(header)).toBe(login);
});

test('it is for this site and the server alone, and by https only where https is spoken', () => {
  expect(loginCookie('abc', false)).toBe('claque_login=abc; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict');
  expect(loginCookie('abc', true)).toMatch(/; Secure$/);
});

test('that of a share link is one of its own, and lives no longer than the link (PL-14)', () => {
  expect(shareCookie('abc', 90_500, true)).toBe(
    'claque_share=abc; Path=/; Max-Age=90; HttpOnly; SameSite=Strict; Secure',
  );
  expect(shareSecretOf('claque_login=abc; claque_share=def')).toBe('def');
  expect(shareSecretOf('claque_login=abc')).toBeNull();
});
