import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, safe in a cookie and in an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: its SHA-256. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** 96 random bits: names a thing in an address without telling how many there are. */
export function randomId(): string {
  return randomBytes(12).toString('base64url');
}
