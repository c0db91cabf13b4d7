/** Secrets of tokens and logins: random, and kept as hashes only. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * 256 random bits. With so many a fast hash is enough: there is nothing to guess that a slow one would slow down. All of
 * them begin alike, by which they are known and masked wherever somebody puts one that does not belong there.
 */
export const newSecret = (prefix = 'claque_'): string => prefix + randomBytes(32).toString('base64url');

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** In constant time. @param one A hash, as is the other: of one length. */
export const isSameHash = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(one, 'base64url'), Buffer.from(other, 'base64url'));
