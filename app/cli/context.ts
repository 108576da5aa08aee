import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { findAccountByName } from '~db/queries/access';
import { listGrants } from '~db/queries/grants';
import { openDatabase, type Db } from '~db/client.server';
import { migrateFiles, openFiles, type Files } from '~db/files/files.server';
import { migrationsFolder, readMigrations, upgrade } from '~db/migrate.server';
import { finishPlacement } from '~db/placement.server';
import { systemActor, type Actor, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import { readEnvironment, type Environment } from '~/server/environment';
import { makePorts } from '~/server/ports';

/** Wrong words on the command line: exit 2. */
export class UsageError extends Error {}

export interface CommandArgs {
  /** Words after the command's own name. */
  words: string[];
  /** --name value; a flag without a value is 'true'. */
  options: Map<string, string>;
}

export interface Command {
  /** How it is called, for the list of commands. */
  usage: string;
  options: string[];
  run: (cli: Cli, args: CommandArgs) => Promise<object> | object;
}

/** What a command works with. The database opens at first use, so that `migrate` can make it. */
export interface Cli {
  environment: Environment;
  now: number;
  note: (line: string) => void;
  db: () => Db;
  /** The second file, opened at first use and brought to this build's version. */
  files: () => Files;
  ctx: () => Ctx;
  /**
   * For commands about the machine itself, which ask no use case for leave. Error: not_allowed with --as: no account
   * has that right, whoever holds the shell has.
   */
  requireSystem: () => void;
  /** All of standard input. */
  readInput: () => string;
}

export function openCli(input: {
  as: string | undefined;
  now: number;
  note: (line: string) => void;
  readInput?: () => string;
}): Cli & { close: () => void } {
  const environment = readEnvironment(process.env);
  const { databasePath, filesPath, keysPath, baseUrl, backups } = environment;
  let opened: Db | undefined;
  let openedFiles: Files | undefined;
  const db = () => {
    if (!opened && finishPlacement(databasePath)) input.note('A restore that was cut off has been finished.');
    opened ??= openDatabase(databasePath);
    return opened;
  };
  const files = () => {
    if (!openedFiles) migrateFiles((openedFiles = openFiles(filesPath)), input.now);
    return openedFiles;
  };
  const current = () => {
    const { copiedTo } = upgrade(db(), readMigrations(migrationsFolder()), input.now);
    if (copiedTo) input.note(`Migrated; the database as it was before: ${copiedTo}`);
    return db();
  };
  return {
    environment,
    now: input.now,
    note: input.note,
    db,
    files,
    ctx: () => ({
      db: current(),
      files: files(),
      now: input.now,
      actor: input.as === undefined ? cliActor() : accountActor(current(), input.as),
      ports: makePorts(
        localAttemptWriter(current(), () => input.now),
        { backupPlan: backups },
      ),
      ...{ keysPath, baseUrl },
    }),
    requireSystem: () => {
      if (input.as !== undefined) throw new AppError('not_allowed');
    },
    readInput: input.readInput ?? (() => readFileSync(0, 'utf8')),
    close: () => [opened, openedFiles].forEach((one) => one?.close()),
  };
}

/** The system account, named in the trail with the operating system's user. */
export function cliActor(): Actor {
  return systemActor(`cli:${userInfo().username}`);
}

function accountActor(db: Db, name: string): Actor {
  const account = findAccountByName(db, name);
  if (!account || account.status !== 'active') throw new AppError('not_found', { account: name });
  return {
    accountId: account.id,
    personId: account.personId,
    name: account.username,
    grants: listGrants(db, account.id),
    system: false,
  };
}
