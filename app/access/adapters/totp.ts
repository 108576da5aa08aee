import { Secret, TOTP } from 'otpauth';

/** Codes of authenticator apps (RFC 6238): SHA-1, six digits, 30 seconds, which is what every app reads from a QR code. */
const PERIOD_S = 30;
const SHAPE = { algorithm: 'SHA1', digits: 6, period: PERIOD_S } as const;

/** 160 random bits in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What a QR code holds for an app. */
export function totpUri(secret: string, issuer: string, label: string): string {
  return new TOTP({ ...SHAPE, issuer, label, secret: Secret.fromBase32(secret) }).toString();
}

/**
 * The 30-second step that a code belongs to, of the one at `now` (UTC milliseconds) and its two neighbours; null for a
 * wrong code. Blanks are left out.
 */
export function totpStep(secret: string, code: string, now: number): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const totp = new TOTP({ ...SHAPE, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token, timestamp: now, window: 1 });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD_S) + delta;
}
