/**
 * Run by tests, to be killed. `migrate DATABASE`: brings it up to date. `keep DATABASE FILES [LOG]`: keeps and names files,
 * each once more than the one before, until it is killed. Prints a dot when it begins, and after each file; with LOG it
 * notes there as well what it has kept.
 */
import { openSync } from 'node:fs';
import { keepFile, nameFile } from '~/files/files.server';
import { openDatabase } from '~db/client.server';
import { openFiles } from '~db/files/files.server';
import { migrationsFolder, readMigrations, upgrade } from '~db/migrate.server';
import { write } from '../factories';
import { pdfNumber } from '../sample-files';
import { noteAcknowledged } from './shim/disk-log';

const [mode, path = '', filesPath = '', log = ''] = process.argv.slice(2);
const db = openDatabase(path);
process.stdout.write('.');
if (mode === 'migrate') {
  const { applied, copiedTo } = upgrade(db, readMigrations(migrationsFolder()), 1);
  process.stdout.write(JSON.stringify({ applied, copiedTo }));
  db.close();
} else {
  const files = openFiles(filesPath);
  const marks = log === '' ? null : openSync(log, 'a');
  for (let number = 1; ; number += 1) {
    // Every third is the same again, whose bytes are there already.
    const bytes = Buffer.concat([pdfNumber(number % 3 === 0 ? 0 : number), Buffer.alloc(1500, 32)]);
    const kept = keepFile({ db, files, now: number }, { bytes, name: `${number}.pdf` });
    write(db, number, (tx) => nameFile(tx, files, kept));
    if (marks !== null) noteAcknowledged(marks, [`${number}.pdf`]);
    process.stdout.write('.');
  }
}
