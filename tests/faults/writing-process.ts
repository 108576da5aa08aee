/**
 * Run by tests, to be killed. `migrate DATABASE`: brings it up to date. `keep DATABASE FILES`: keeps and names files, each
 * once more than the one before, until it is killed. Prints a dot when it begins, and after each file.
 */
import { keepFile, nameFile } from '~/files/files.server';
import { openDatabase } from '~db/client.server';
import { openFiles } from '~db/files/files.server';
import { migrationsFolder, readMigrations, upgrade } from '~db/migrate.server';
import { write } from '../factories';
import { pdfNumber } from '../sample-files';

const [mode, path = '', filesPath = ''] = process.argv.slice(2);
const db = openDatabase(path);
process.stdout.write('.');
if (mode === 'migrate') {
  const { applied, copiedTo } = upgrade(db, readMigrations(migrationsFolder()), 1);
  process.stdout.write(JSON.stringify({ applied, copiedTo }));
  db.close();
} else {
  const files = openFiles(filesPath);
  for (let number = 1; ; number += 1) {
    // Every third is the same again, whose bytes are there already.
    const bytes = Buffer.concat([pdfNumber(number % 3 === 0 ? 0 : number), Buffer.alloc(1500, 32)]);
    const kept = keepFile({ db, files, now: number }, { bytes, name: `${number}.pdf` });
    write(db, number, (tx) => nameFile(tx, files, kept));
    process.stdout.write('.');
  }
}
