import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openConnection, type Connection } from './client.server';
import { syncToDisk } from './durable-files';
import { snapshotInto } from './queries/backup';

const KEPT = 3;

/**
 * Copies a file before a migration to `<file>.before-<migration>`, replacing a copy of that name, and keeps the newest
 * three. Called inside the writing transaction of the migration: a second connection reads what is committed, and nobody
 * else can write or migrate meanwhile. Answers the path; null for a database in memory.
 */
export function copyBefore(db: Connection, migration: string): string | null {
  const path = db.sqlite.name;
  if (path === ':memory:' || path === '') return null;
  const target = `${path}.before-${migration}`;
  const draft = `${target}.part`;
  const folder = dirname(path);
  const prefix = `${basename(path)}.before-`;
  // Under the lock no other process is at it: a part was left by one that was killed.
  for (const name of readdirSync(folder)) {
    if (name.startsWith(prefix) && name.endsWith('.part')) rmSync(join(folder, name));
  }
  try {
    const reader = openConnection(path, { readonly: true, cacheKb: 4096 });
    try {
      snapshotInto(reader, draft);
    } finally {
      reader.close();
    }
    syncToDisk(draft);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
  syncToDisk(folder);
  dropOldest(folder, prefix, basename(target));
  return target;
}

/** Only copies of before migrations: what a restore moved aside bears a date and stays. */
function dropOldest(folder: string, prefix: string, justMade: string): void {
  const copies = readdirSync(folder).filter(
    (name) =>
      name.startsWith(prefix) && /^\d{4}_[a-z0-9_]+$/.test(name.slice(prefix.length)) && name !== justMade,
  );
  const age = (name: string) => statSync(join(folder, name)).mtimeMs;
  copies.sort((a, b) => age(b) - age(a));
  for (const name of copies.slice(KEPT - 1)) rmSync(join(folder, name));
}
