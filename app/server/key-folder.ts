import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyFault } from '~/operations/key-faults.server';

/** The folder and the files in it that anybody but their owner may read. */
export function readableByOthers(folder: string): string[] {
  // Windows knows no such bits; its lists of access are the administrator's.
  if (process.platform === 'win32' || !existsSync(folder)) return [];
  const paths = [folder, ...readdirSync(folder).map((name) => join(folder, name))];
  return paths.filter((path) => (statSync(path).mode & 0o077) !== 0);
}

/** What happened, where, and how to mend it. */
export function keyFaultText({ file, keyId }: KeyFault, folder: string): string {
  const which = keyId === null ? file : `${file} ${keyId}`;
  return [
    `Keys are missing: the database was made with ${which}, which is not in ${folder}.`,
    'Put the key folder of this installation back from its safe copy, then start again. No new keys were made:',
    'with them, papers issued so far would no longer be proved genuine, and sealed values no longer be read.',
  ].join('\n');
}
