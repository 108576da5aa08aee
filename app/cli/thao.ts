import { AppError } from '~/access/errors';
import { i18nFor } from '~/locales/i18n.server';
import { SettingRefused } from '~/server/secrets';
import { MigrationRefused } from '~db/migrate.server';
import { COMMANDS, parseCommand } from './command-list';
import { openCli, UsageError } from './context';

/**
 * The `thao` command. With --json one object on standard output and nothing else there; everything else goes to
 * standard error. Exit 0 done, 1 refused (the message says why), 2 wrong usage.
 */
process.exitCode = await main(process.argv.slice(2));

async function main(argv: string[]): Promise<number> {
  const note = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const { command, args } = parseCommand(argv);
    const cli = openCli({ as: args.options.get('as'), now: Date.now(), note });
    try {
      const result = await command.run(cli, args);
      process.stdout.write(args.options.has('json') ? `${JSON.stringify(result)}\n` : `${pretty(result)}\n`);
      return 'ok' in result && result.ok === false ? 1 : 0;
    } finally {
      cli.close();
    }
  } catch (error) {
    if (error instanceof UsageError) {
      note(error.message);
      note(
        `Usage:\n${Object.values(COMMANDS)
          .map((command) => `  thao ${command.usage}`)
          .join('\n')}`,
      );
      return 2;
    }
    if (error instanceof AppError) {
      const fields = Object.entries(error.fields).map(([field, code]) => `${field}: ${code}`);
      const detail = Object.entries(error.detail).map(([name, value]) => `${name} ${value}`);
      note(`${error.code}: ${i18nFor('en').t(`errors:${error.code}.title`)}`);
      for (const line of [...fields, ...detail]) note(`  ${line}`);
      return 1;
    }
    if (error instanceof MigrationRefused || error instanceof SettingRefused || isSystemError(error)) {
      note(error.message);
      return 1;
    }
    throw error;
  }
}

/** A file that cannot be opened, a disk that is full: the system's own words name path and reason. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function pretty(result: object): string {
  return JSON.stringify(result, null, 2);
}
