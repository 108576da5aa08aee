import { AppError } from '~/access/errors';
import { i18nFor } from '~/locales/i18n.server';
import { MigrationRefused } from '~db/migrate.server';
import { auditCommand, checkCommand } from './commands/checks';
import { confirmationCommand, indicatorCommand, rosterCommand } from './commands/figures';
import { seedCommand } from './commands/seed';
import { accountCommand, contentCommand, keysCommand, migrateCommand } from './commands/setup';
import { openCli, UsageError, type Command, type CommandArgs } from './context';

/**
 * The `thao` command. With --json one object on standard output and nothing else there; everything else goes to
 * standard error. Exit 0 done, 1 refused (the message says why), 2 wrong usage.
 */
const COMMANDS: Record<string, Command> = {
  migrate: migrateCommand,
  keys: keysCommand,
  account: accountCommand,
  seed: seedCommand,
  content: contentCommand,
  roster: rosterCommand,
  indicator: indicatorCommand,
  confirmation: confirmationCommand,
  check: checkCommand,
  audit: auditCommand,
};
const COMMON = ['json', 'as'];
const FLAGS = new Set(['json', 'if-empty']);

process.exitCode = await main(process.argv.slice(2));

async function main(argv: string[]): Promise<number> {
  const note = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const { command, args } = parse(argv);
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
    if (error instanceof MigrationRefused || isSystemError(error)) {
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

function parse(argv: string[]): { command: Command; args: CommandArgs } {
  const [name = '', ...rest] = argv;
  const command = COMMANDS[name];
  if (!command) throw new UsageError(name === '' ? 'no command given' : `no command ${name}`);
  const args: CommandArgs = { words: [], options: new Map() };
  const allowed = [...command.options, ...COMMON];
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    if (!word.startsWith('--')) {
      args.words.push(word);
      continue;
    }
    const [key = '', inline] = word.slice(2).split(/=(.*)/s);
    if (!allowed.includes(key)) throw new UsageError(`${name} knows no --${key}`);
    if (FLAGS.has(key)) args.options.set(key, 'true');
    else if (inline !== undefined) args.options.set(key, inline);
    else {
      const value = rest[(index += 1)];
      if (value === undefined) throw new UsageError(`--${key} needs a value`);
      args.options.set(key, value);
    }
  }
  return { command, args };
}

function pretty(result: object): string {
  return JSON.stringify(result, null, 2);
}
