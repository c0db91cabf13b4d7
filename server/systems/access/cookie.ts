/** The cookie of a login. */
import { loginLifeMs } from './store.ts';

const name = 'claque_login';

/** Its value in a Cookie header; null where there is none. */
export function loginOf(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value) return value;
  }
  return null;
}

/** No script can read it, no other site send it. @param isSecure Whether the browser may send it by https only. */
export function loginCookie(value: string, isSecure: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${loginLifeMs / 1_000}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

/** Has a browser forget it. */
export const noLoginCookie = `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`;
