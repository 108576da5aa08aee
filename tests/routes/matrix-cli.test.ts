import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppError } from '~/access/errors';
import { COMMANDS, parseCommand } from '~/cli/command-list';
import { openCli, UsageError } from '~/cli/context';
import { CLI_ROWS, CLI_WHO, type CliRow, type CliWho } from './matrix-table-cli';
import { matrixWorld, MAY_SEE, NOW, type MatrixWorld } from './matrix-world';

/**
 * The command line with --as for each role, and without it for the system account: a command that is not in the table
 * fails, and so does a line of the table without a command.
 */
const REFUSED = new Set(['not_allowed', 'out_of_scope']);
let world: MatrixWorld;
let path: string;
let out: string;

beforeAll(async () => {
  world = await matrixWorld();
  path = join(world.folder, 'cell.sqlite');
  out = join(world.folder, 'out.json');
  world.db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  vi.stubEnv('DATABASE_PATH', path);
  vi.stubEnv('FILES_PATH', join(world.folder, 'cell-files.sqlite'));
  vi.stubEnv('KEYS_PATH', world.keysPath);
  vi.stubEnv('REPLICA_URL', join(world.folder, 'replica'));
}, 120_000);

afterAll(() => {
  vi.unstubAllEnvs();
  world.remove();
});

/** Runs a command on a copy of the database; answers as the table does, and all that was said. */
async function run(words: string[], who: CliWho): Promise<{ kind: string; text: string }> {
  for (const old of [path, `${path}-wal`, `${path}-shm`, out]) rmSync(old, { force: true });
  copyFileSync(join(world.folder, 'thao.sqlite'), path);
  const said: string[] = [];
  const as = who === 'system' ? [] : ['--as', who.toLowerCase()];
  const { command, args } = parseCommand([...words, ...as]);
  const cli = openCli({
    as: args.options.get('as'),
    now: NOW,
    note: (line) => void said.push(line),
    readInput: () => 'một câu dài dễ nhớ\n',
  });
  try {
    said.push(JSON.stringify(await command.run(cli, args)));
    if (existsSync(out)) said.push(readFileSync(out, 'utf8'));
    return { kind: 'done', text: said.join('\n') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'no_file', text: '' };
    if (!(error instanceof AppError)) throw error;
    expect(existsSync(out)).toBe(false);
    return { kind: error.code, text: JSON.stringify([error.code, error.detail, error.fields, said]) };
  } finally {
    cli.close();
  }
}

const parts = () => ({ out, folder: join(world.folder, 'backups'), code: '' });
const argv = (row: CliRow) => row.argv({ ...parts(), code: world.confirmation.top.code });

it('has a line for every command, and none for what is not there', () => {
  const made = Object.values(COMMANDS).flatMap(({ usage }) => usage.split(' | ').map(verbOf));
  expect([...new Set(CLI_ROWS.map(({ verb }) => verb))].sort()).toEqual(made.sort());
  const typed = CLI_ROWS.map((row) => row.argv({ out: '', folder: '', code: '' }).join(' '));
  CLI_ROWS.forEach(({ verb }, index) => expect(typed[index]).toMatch(new RegExp(`^${verb}\\b`)));
});

/** The words of a usage before its arguments: 'keys init', 'check'. */
function verbOf(usage: string): string {
  return /^[a-z]+( [a-z]+)*/.exec(usage)?.[0] ?? '';
}

describe.each(CLI_ROWS.map((row) => ({ row, name: [row.verb, row.object].filter(Boolean).join(' · ') })))(
  '$name',
  ({ row }) => {
    it('answers each role as the table says, and names nobody outside its scope', async () => {
      const kinds: Partial<Record<CliWho, string>> = {};
      const leaked: string[] = [];
      for (const who of CLI_WHO) {
        const { kind, text } = await run(argv(row), who);
        kinds[who] = kind;
        leaked.push(...leaksOf(row, who, text));
      }
      expect(kinds).toEqual(row.expect);
      expect(leaked).toEqual([]);
    });
  },
);

/** Staff codes in an answer that its reader may see nowhere. */
function leaksOf(row: CliRow, who: CliWho, text: string): string[] {
  const allowed = who === 'system' ? null : MAY_SEE[who];
  if (allowed === null || (who !== 'system' && row.seesAll?.includes(who))) return [];
  const shown = [...allowed, ...(row.shows ?? [])];
  const codes = new Set(text.match(/LG-\d{6}/g) ?? []);
  return [...codes].filter((code) => !shown.includes(code)).map((code) => `${who} sees ${code}`);
}

describe('refusals are alike whether or not the thing is there', () => {
  const rows = CLI_ROWS.filter(({ nowhere }) => nowhere);
  it.each(rows.map((row) => ({ row, name: `${row.verb} · ${row.object}` })))('$name', async ({ row }) => {
    for (const who of CLI_WHO.filter((one) => REFUSED.has(row.expect[one]))) {
      const here = await run(argv(row), who);
      const nowhere = await run(row.nowhere!(parts()), who);
      expect([who, nowhere.text]).toEqual([who, here.text]);
    }
  });
});

it('knows no account that is not there, and no command', () => {
  expect(() => parseCommand(['fly', '--as', 'learner'])).toThrow(UsageError);
  const cli = openCli({ as: 'nobody-here', now: NOW, note: () => undefined });
  expect(() => cli.ctx()).toThrow(expect.objectContaining({ code: 'not_found' }));
  cli.close();
});
