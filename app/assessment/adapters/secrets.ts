import { createHash, randomBytes } from 'node:crypto';

/** SHA-256 of a text (UTF-8), in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Random text that nobody can guess or derive: 4 characters for each 3 bytes, safe in addresses. */
export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** As many short tokens as asked for, all different: one for each option of a paper. */
export function randomTokens(count: number): string[] {
  const tokens = new Set<string>();
  while (tokens.size < count) tokens.add(randomToken(6));
  return [...tokens];
}
