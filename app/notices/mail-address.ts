/** An address that mail can be sent to: one mailbox, letters of ASCII, nothing that could open another header. */
const PATTERN =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** The longest path of RFC 5321 without its angle brackets. */
const LONGEST = 254;

export function isMailAddress(text: string): boolean {
  if (text.length > LONGEST || !PATTERN.test(text)) return false;
  const local = text.slice(0, text.lastIndexOf('@'));
  return !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
}

/** Addresses written one after the other, with commas, semicolons or blanks between them; wrong ones are left out. */
export function readAddresses(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/))].filter(isMailAddress);
}
