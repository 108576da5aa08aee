/**
 * Run by tests in processes of its own. `pairs DATABASE`: writes two audit rows in each transaction until it is killed,
 * and prints a dot after each commit. `backup DATABASE FOLDER`: makes one backup.
 */
import { systemActor } from '~/access/context.server';
import { createBackup } from '~/operations/backup.server';
import { openDatabase } from '~db/client.server';
import { ctxOf, write } from './factories';

const [mode, path = '', folder = ''] = process.argv.slice(2);
const db = openDatabase(path);
if (mode === 'pairs') {
  for (let number = 1; ; number += 1) {
    write(db, number, (tx) => {
      tx.audit('course.created', 'course', number);
      tx.audit('course.updated', 'course', number);
    });
    process.stdout.write('.');
    // As the writer process leaves between its commits; without a gap SQLite's lock is not fair to anybody else.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
} else {
  process.stdout.write('.');
  await createBackup(ctxOf(db, Date.now(), systemActor('test')), { folder });
}
