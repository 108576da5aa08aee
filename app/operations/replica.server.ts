import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listPageFaults } from '~db/queries/backup';
import { openDatabase } from '~db/client.server';
import { databaseFiles } from '~db/durable-files';
import { openFiles } from '~db/files/files.server';
import { AppError } from '~/access/errors';
import { removeLeftovers } from './adapters/disk';
import { litestreamProgram, runLitestream } from './adapters/litestream';
import { createBackup } from './backup.server';
import { litestreamConfig, REPLICATED, type ReplicatedDatabase } from './replica';
import { restoreBackup, type KnownNumber, type Restored, type RestorePlace } from './restore.server';

const ASIDE = '.thao-replica-';
const LEFTOVER_MS = 6 * 60 * 60 * 1000;

/**
 * Takes over from a lost machine: fetches the newest state of the replica aside, packs it into an archive and restores
 * that, so that all that makes a database a restored one (generation, sessions, lease, void numbers of the register, all
 * checks) is done by the one way that is tried every day. The replica itself is only read. `note` gets Litestream's
 * messages. For the system account. Errors: replica_unusable with `what`; and all of restoreBackup.
 */
export async function restoreReplica(
  place: RestorePlace,
  input: {
    url: string;
    replace?: boolean;
    known?: readonly KnownNumber[];
    note: (line: string) => void;
  },
): Promise<Restored> {
  if (!place.actor.system) throw new AppError('not_allowed');
  const { databasePath, filesPath, now, actor } = place;
  const { url, replace = false, known = [], note } = input;
  // Asked again by the restore; here so that nobody waits for a large replica in vain.
  if (!replace && databaseFiles(databasePath).length > 0)
    throw new AppError('database_exists', { path: databasePath });
  const program = litestreamProgram();
  if (!program) throw new AppError('replica_unusable', { what: 'program', platform: process.platform });

  const home = dirname(databasePath);
  mkdirSync(home, { recursive: true });
  removeLeftovers(home, ASIDE, now - LEFTOVER_MS);
  const aside = mkdtempSync(join(home, ASIDE));
  try {
    // By the same configuration that replicates, so that the place is named in the same words.
    const config = join(aside, 'litestream.yml');
    const pathOf = (name: ReplicatedDatabase) => join(aside, `${name}.sqlite`);
    const databases = REPLICATED.map((name) => ({ name, path: pathOf(name) }));
    writeFileSync(config, litestreamConfig({ url, databases }));
    const fetch = async (name: ReplicatedDatabase, more: string[]) => {
      const code = await runLitestream(program, ['restore', '-config', config, ...more, pathOf(name)], note);
      if (code !== 0) throw new AppError('replica_unusable', { what: name, code: code ?? 'killed' });
      return existsSync(pathOf(name)) ? pathOf(name) : null;
    };
    const fetched = await fetch('thao', []);
    if (!fetched) throw new AppError('replica_unusable', { what: 'thao' });
    const fetchedFiles = await fetch('files', ['-if-replica-exists']);

    const db = openDatabase(fetched);
    const files = fetchedFiles === null ? null : openFiles(fetchedFiles);
    let file: string;
    try {
      for (const one of files ? [db, files] : [db]) {
        const [fault] = listPageFaults(one);
        if (fault !== undefined) throw new AppError('replica_unusable', { what: 'integrity', found: fault });
      }
      file = (await createBackup({ db, files, now, actor }, { folder: join(aside, 'archive') })).path;
    } finally {
      db.close();
      files?.close();
    }
    const restored = await restoreBackup(place, { file, replace, known });
    // What Litestream remembers here is about the files of before: it begins anew with a whole copy.
    for (const path of [databasePath, filesPath]) {
      rmSync(join(dirname(path), `.${basename(path)}-litestream`), { recursive: true, force: true });
    }
    return restored;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
