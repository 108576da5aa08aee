import { join } from 'node:path';
import { migrateFiles } from '~db/files/files.server';
import { migrationsFolder, readMigrations, upgrade } from '~db/migrate.server';
import { AppError } from '~/access/errors';
import { initKeys } from '~/access/keys.server';
import { syncContent } from '~/learning/content-sync.server';
import { i18nFor } from '~/locales/i18n.server';
import { KEY_KINDS, rotateKey } from '~/operations/key-rotation.server';
import { UsageError, type Command } from '../context';

export const migrateCommand: Command = {
  usage: 'migrate',
  options: [],
  run: (cli) => {
    cli.requireSystem();
    const result = upgrade(cli.db(), readMigrations(migrationsFolder()), cli.now);
    if (result.copiedTo) cli.note(`The database as it was before: ${result.copiedTo}`);
    const files = migrateFiles(cli.files(), cli.now);
    if (files.copiedTo) cli.note(`The files as they were before: ${files.copiedTo}`);
    return { ...result, filesVersion: files.version };
  },
};

export const keysCommand: Command = {
  usage: 'keys init | keys rotate [signing|data|lookup]',
  options: [],
  run: (cli, { words }) => {
    const [verb, which = 'signing'] = words;
    const kind = KEY_KINDS.find((known) => known === which);
    if (verb === 'rotate' && kind) {
      cli.requireSystem();
      return rotateKey(cli.ctx(), { kind });
    }
    if (verb !== 'init') throw new UsageError('keys init, or keys rotate [signing|data|lookup]');
    cli.requireSystem();
    const { created, keyId } = initKeys(cli.environment.keysPath);
    return { keys: created, keyId };
  },
};

export const contentCommand: Command = {
  usage: 'content sync [--folder FOLDER]',
  options: ['folder'],
  run: (cli, args) => {
    if (args.words[0] !== 'sync') throw new UsageError('content sync');
    const folder = args.options.get('folder') ?? contentFolder();
    const result = syncContent(cli.ctx(), { folder });
    const { t } = i18nFor('vi');
    const say = (problem: (typeof result.notices)[number]) =>
      cli.note(`${problem.file}:${problem.line}: ${t(`content:problem.${problem.code}`, problem.params)}`);
    result.notices.forEach(say);
    if (result.kind === 'refused') {
      result.problems.forEach(say);
      throw new AppError('invalid_input', { problems: result.problems.length });
    }
    for (const code of result.kept) cli.note(`${code}: kept as edited in the browser`);
    const { courses, lessons, questions, tasks, created, updated, unchanged } = result;
    return { courses, lessons, questions, tasks, created, updated, unchanged };
  },
};

/** content/ beside db/: in a checkout as in an installed copy. */
export function contentFolder(): string {
  return join(migrationsFolder(), '..', '..', 'content');
}
