import { existsSync, readFileSync, statSync } from 'node:fs';
import { openFiles } from '~db/files/files.server';
import { finishPlacement } from '~db/placement.server';
import { verifyBackup } from '~/operations/backup-verify.server';
import { PASSPHRASE_LENGTH, passphraseIn } from '~/operations/backup-plan';
import { createBackup, type BackupSource } from '~/operations/backup.server';
import { restoreBackup, type KnownNumber, type RestorePlace } from '~/operations/restore.server';
import { cliActor, UsageError, type Cli, type Command, type CommandArgs } from '../context';
import { numberOption, option } from '../options';

export const backupCommand: Command = {
  usage:
    'backup create DIR [--keep N] [--passphrase-file FILE] | backup verify FILE [--passphrase-file FILE]',
  options: ['keep', 'passphrase-file'],
  run: async (cli, args) => {
    const [verb, target] = args.words;
    const started = performance.now();
    const passphrase = passphraseOf(args);
    if (verb === 'create' && target !== undefined) {
      const keep = numberOption(args, 'keep');
      const source = sourceOf(cli, args);
      const made = await createBackup(source, {
        folder: target,
        passphrase,
        ...(keep === undefined ? {} : { keep }),
      }).finally(() => source.files?.close());
      const { manifest, ...rest } = made;
      const { schemaVersion, generation, txId, trailHead } = manifest;
      return { ...rest, seconds: secondsSince(started), schemaVersion, generation, txId, trailHead };
    }
    if (verb === 'verify' && target !== undefined) {
      const { manifest, ...rest } = await verifyBackup(placeOf(cli), { file: target, passphrase });
      return { ...rest, seconds: secondsSince(started), ...manifest };
    }
    throw new UsageError('backup create DIR, or backup verify FILE');
  },
};

export const restoreCommand: Command = {
  usage: 'restore FILE [--replace] [--highest-number N|ISSUER/YEAR=N,…] [--passphrase-file FILE]',
  options: ['replace', 'highest-number', 'passphrase-file'],
  run: async (cli, args) => {
    const [file] = args.words;
    if (file === undefined) throw new UsageError('restore FILE');
    const started = performance.now();
    const known = knownNumbers(args);
    const restored = await restoreBackup(placeOf(cli), {
      file,
      passphrase: passphraseOf(args),
      replace: args.options.has('replace'),
      known,
    });
    if (known.length === 0 && restored.movedTo === null) {
      cli.note(
        'No --highest-number given and no earlier register found: compare the last number issued before the loss with `register`.',
      );
    }
    const { bytes, sha256, ...rest } = restored;
    return { bytes, sha256, seconds: secondsSince(started), ...rest };
  },
};

/**
 * A database that is not there is refused, never made: a wrong path would otherwise give sound backups of nothing, night
 * after night. Neither it nor the files are migrated first, so that a new build can take the backup that precedes its
 * own migration.
 */
function sourceOf(cli: Cli, args: CommandArgs): BackupSource {
  const { databasePath, filesPath } = cli.environment;
  finishPlacement(databasePath);
  statSync(databasePath);
  const { db, now, actor } = args.options.has('as')
    ? cli.ctx()
    : { db: cli.db(), now: cli.now, actor: cliActor() };
  return { db, now, actor, files: existsSync(filesPath) ? openFiles(filesPath) : null };
}

const secondsSince = (started: number) => Math.round(performance.now() - started) / 1000;

/** The system account: there may be no database yet in which another could be looked up. */
export function placeOf(cli: Cli): RestorePlace {
  cli.requireSystem();
  const { databasePath, filesPath, keysPath } = cli.environment;
  return { databasePath, filesPath, keysPath, now: cli.now, actor: cliActor() };
}

/** From a file only: other users of the machine can read a command line. */
function passphraseOf(args: CommandArgs): string | null {
  const path = option(args, 'passphrase-file');
  if (path === undefined) return null;
  const passphrase = passphraseIn(readFileSync(path, 'utf8'));
  if (passphrase === null) {
    throw new UsageError(`--passphrase-file: its first line needs ${PASSPHRASE_LENGTH} characters or more`);
  }
  return passphrase;
}

/** `412`, or `SNV/2026=412,SNV/2027=3`. */
export function knownNumbers(args: CommandArgs): KnownNumber[] {
  const text = option(args, 'highest-number');
  if (text === undefined) return [];
  return text.split(',').map((part) => {
    const [, issuerCode, year, number] = /^(?:([^/=,]+)\/(\d{4})=)?(\d{1,7})$/.exec(part.trim()) ?? [];
    if (number === undefined) throw new UsageError(`--highest-number: ${part} is not 412 or SNV/2026=412`);
    return { number: Number(number), ...(issuerCode && year ? { issuerCode, year: Number(year) } : {}) };
  });
}
