import { join } from 'node:path';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { AppError } from '~/access/errors';
import { initKeys } from '~/access/keys.server';
import { syncContent } from '~/learning/content-sync.server';
import { i18nFor } from '~/locales/i18n.server';
import { UsageError, type Command } from '../context';

export const migrateCommand: Command = {
  usage: 'migrate',
  options: [],
  run: (cli) => {
    cli.requireSystem();
    return migrate(cli.db(), readMigrations(migrationsFolder()), cli.now);
  },
};

export const keysCommand: Command = {
  usage: 'keys init',
  options: [],
  run: (cli, { words }) => {
    if (words[0] !== 'init') throw new UsageError('keys init');
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
