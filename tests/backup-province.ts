import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { initKeys } from '~/access/keys.server';
import { systemActor, type Ctx } from '~/access/context.server';
import { keepFile, nameFile } from '~/files/files.server';
import type { RestorePlace } from '~/operations/restore.server';
import { issueConfirmation } from '~/proficiency/confirmations.server';
import { insertAccount } from '~db/queries/access';
import { openDatabase, rows, type Db } from '~db/client.server';
import { filesOf, freshDatabase } from './database';
import { addPerson, addRule, addSession, addUnit, ctxOf, write } from './factories';

/** A small province to back up: five people, two confirmations, somebody signed in, and ballast of a size. */
export function backupProvince(now: number, ballastBytes = 0) {
  const fresh = freshDatabase();
  const { db, folder } = fresh;
  const keysPath = join(folder, 'keys');
  const filesPath = join(folder, 'files.sqlite');
  const files = filesOf(db, filesPath);
  const ctx = ctxOf(db, now, systemActor('test'), keysPath);
  initKeys(keysPath);
  write(db, 1, (tx) => {
    addRule(tx);
    const unitId = addUnit(tx, { code: 'TINH' });
    const people = [1, 2, 3, 4, 5].map((number) =>
      addPerson(tx, { staffCode: `LG-${number}`, unitId, shows: 'IU01 IU02' }),
    );
    tx.audit('demo_province_seeded', 'unit', unitId);
    const personId = people[0]!;
    const account = { personId, username: 'an', passwordHash: null, isDemo: false, now };
    const accountId = insertAccount(db, account);
    addSession(db, { hash: 'hash of a token', accountId, now, expiresAt: now + 1000 });
    if (ballastBytes > 0) addBallast(db, ballastBytes);
  });
  issueConfirmation(ctx, { staffCode: 'LG-1' });
  issueConfirmation(ctx, { staffCode: 'LG-2' });
  const placeAt = (name: string): RestorePlace => ({
    databasePath: join(folder, name, 'thao.sqlite'),
    filesPath: join(folder, name, 'files.sqlite'),
    keysPath,
    now,
    actor: systemActor('test'),
  });
  const remove = () => {
    files.close();
    fresh.remove();
  };
  return { ...fresh, remove, ctx, files, filesPath, keysPath, archives: join(folder, 'archives'), placeAt };
}

/** Keeps bytes and names them, as a use case does; answers the row's id. */
export function keepNamed(ctx: Ctx, bytes: Uint8Array): number {
  const kept = keepFile(ctx, { bytes, name: 'a.pdf' });
  return write(ctx.db, ctx.now, (tx) => nameFile(tx, ctx.files, kept));
}

/** Text that hardly packs, so that a backup takes its time. */
function addBallast(db: Db, bytes: number): void {
  for (let part = 0; part * 64 < bytes; part += 1) {
    const text = createHash('sha512').update(String(part)).digest('base64');
    db.sql('insert into setting (key, value) values (?, ?)').run(`ballast ${part}`, text);
  }
}

/** Every row of every table as text, by table. */
export function dump(db: Db): Record<string, string[]> {
  const tables = rows<{ name: string }>(
    db,
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
  );
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      db.sqlite
        .prepare(`select * from "${name}"`)
        .all()
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );
}

/** Opens, asks, closes. */
export function ask<T>(path: string, question: (db: Db) => T): T {
  const db = openDatabase(path);
  try {
    return question(db);
  } finally {
    db.close();
  }
}
