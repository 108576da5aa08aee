import { accountCommand } from './commands/accounts';
import { backupCommand, restoreCommand } from './commands/backup';
import { auditCommand, checkCommand } from './commands/checks';
import { confirmationCommand, indicatorCommand, rosterCommand } from './commands/figures';
import { replicaCommand } from './commands/replica';
import { seedCommand } from './commands/seed';
import { contentCommand, keysCommand, migrateCommand } from './commands/setup';
import { settingCommand } from './commands/settings';
import { UsageError, type Command, type CommandArgs } from './context';

/** Every command by its first word. */
export const COMMANDS: Record<string, Command> = {
  migrate: migrateCommand,
  keys: keysCommand,
  account: accountCommand,
  seed: seedCommand,
  content: contentCommand,
  roster: rosterCommand,
  indicator: indicatorCommand,
  confirmation: confirmationCommand,
  backup: backupCommand,
  restore: restoreCommand,
  replica: replicaCommand,
  setting: settingCommand,
  check: checkCommand,
  audit: auditCommand,
};
const COMMON = ['json', 'as'];
const FLAGS = new Set(['json', 'if-empty', 'replace', 'dry-run']);

/** The command that was typed, with its words and options. Error: UsageError. */
export function parseCommand(argv: string[]): { command: Command; args: CommandArgs } {
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
