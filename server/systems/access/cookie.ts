/** The cookies of a login and of a share link. No script can read them, no other site send them. */
import { loginLifeMs } from './store.ts';

const loginName = 'claque_login';
const shareName = 'claque_share';

/** What a Cookie header holds of a login; null where there is none. */
export const loginOf = (header: string | undefined): string | null => valueOf(loginName, header);

/** The secret of a share link that a Cookie header holds; null where there is none. */
export const shareSecretOf = (header: string | undefined): string | null => valueOf(shareName, header);

/** @param isSecure Whether the browser may send it by https only. */
export const loginCookie = (value: string, isSecure: boolean): string =>
  cookieOf(loginName, value, loginLifeMs, isSecure);

/**
 * Holds the secret itself and not, like that of a login, something of its own: it opens nothing that the link does not.
 *
 * @param lifeMs How long the link is still in force, > 0.
 */
export const shareCookie = (secret: string, lifeMs: number, isSecure: boolean): string =>
  cookieOf(shareName, secret, lifeMs, isSecure);

/** Have a browser forget its login, and the share link that it has opened. */
export const noCookies: readonly string[] = [loginName, shareName].map((name) => cookieOf(name, '', 0, false));

function valueOf(name: string, header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value) return value;
  }
  return null;
}

function cookieOf(name: string, value: string, lifeMs: number, isSecure: boolean): string {
  const maxAgeSeconds = Math.floor(lifeMs / 1_000);
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}
