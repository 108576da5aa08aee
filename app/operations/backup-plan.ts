/** How backups are made by themselves. */
export interface BackupPlan {
  folder: string;
  /** Archives that stay; the oldest go. */
  keep: number;
  /** File whose first line is the passphrase; null for archives that anybody can open. */
  passphraseFile: string | null;
}

/** Shortest passphrase, in characters. */
export const PASSPHRASE_LENGTH = 12;

/** The first line of a passphrase file; null where it is too short. */
export function passphraseIn(text: string): string | null {
  const [first = ''] = text.split(/\r?\n/);
  return first.length < PASSPHRASE_LENGTH ? null : first;
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Is the backup that was just made to be restored aside with every integrity rule, or only read back? Once a week, and
 * whenever the last full look was not sound or is not known.
 */
export function isFullVerifyDue(now: number, lastSound: number | null): boolean {
  // An hour of grace: a run that begins a little earlier than a week ago must not wait another day.
  return lastSound === null || now - lastSound > WEEK_MS - 60 * 60 * 1000;
}
