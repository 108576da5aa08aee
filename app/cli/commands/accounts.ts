import { writeFileSync } from 'node:fs';
import { createOperator } from '~/access/accounts.server';
import { inGroups } from '~/access/readable-code';
import { getSettings } from '~/access/settings.server';
import { slipTexts } from '~/locales/slips.server';
import { dateOf } from '~/office/dates';
import { resetAccess } from '~/organisation/account-care.server';
import { slipsPdf } from '~/organisation/adapters/slips-pdf';
import { makeAccounts, makeSlips, previewAccounts } from '~/organisation/staff-accounts.server';
import { UsageError, type Cli, type Command, type CommandArgs } from '../context';
import { choiceOption, numberOption, requiredOption } from '../options';

const USAGE = [
  'account create --role operator --username NAME (password on standard input), or --unit U [--dry-run]',
  'account reset --username NAME --reason WHY',
  'account slips --unit U --out FILE [--skip N] [--limit N]',
];

/** Accounts of operators and of the people of a unit; slips with the first codes; new codes. */
export const accountCommand: Command = {
  usage: USAGE.join(' | '),
  options: ['role', 'username', 'unit', 'dry-run', 'reason', 'out', 'skip', 'limit'],
  run: (cli, args) => {
    const [verb] = args.words;
    if (verb === 'create' && args.options.has('unit')) return createForUnit(cli, args);
    if (verb === 'create') return createOne(cli, args);
    if (verb === 'reset') return reset(cli, args);
    if (verb === 'slips') return slips(cli, args);
    throw new UsageError(USAGE.join('\n'));
  },
};

async function createOne(cli: Cli, args: CommandArgs) {
  choiceOption(args, 'role', ['operator'] as const);
  const username = requiredOption(args, 'username');
  const password = cli.readInput().replace(/\r?\n$/, '');
  const ctx = cli.ctx();
  await createOperator(ctx, { username, password, today: dateOf(ctx.now) });
  return { accounts: [username] };
}

/** JSON: `accounts` counts those made, with --dry-run those that would be. */
function createForUnit(cli: Cli, args: CommandArgs) {
  const ctx = cli.ctx();
  const unitCode = requiredOption(args, 'unit');
  if (args.options.has('dry-run')) return { accounts: previewAccounts(ctx, { unitCode }).none };
  return { accounts: makeAccounts(ctx, { unitCode }).made };
}

/** The code goes to standard output once: read it to the person who stands there. */
function reset(cli: Cli, args: CommandArgs) {
  const username = requiredOption(args, 'username');
  const reason = requiredOption(args, 'reason');
  const { code, expiresAt } = resetAccess(cli.ctx(), { username, reason });
  return { accounts: [username], code: inGroups(code), expires: new Date(expiresAt).toISOString() };
}

/** JSON: `accounts` counts the slips in the file, `left` those who wait for another one. */
async function slips(cli: Cli, args: CommandArgs) {
  const ctx = cli.ctx();
  const out = requiredOption(args, 'out');
  const [skip, limit] = [numberOption(args, 'skip'), numberOption(args, 'limit')];
  const made = makeSlips(ctx, {
    unitCode: requiredOption(args, 'unit'),
    ...(skip === undefined ? {} : { skip }),
    ...(limit === undefined ? {} : { limit }),
  });
  const words = slipTexts(made.slips, { baseUrl: ctx.baseUrl, settings: getSettings(ctx.db) });
  const pdf = await slipsPdf({ ...words, createdAt: ctx.now, lang: 'vi-VN' });
  // Codes are secrets until they are used: nobody but the owner of the file may read it.
  writeFileSync(out, pdf, { mode: 0o600 });
  if (made.withheld > 0) cli.note(`${made.withheld} accounts hold rights beyond this scope: no slip made`);
  return { accounts: made.slips.length, left: made.left, out };
}
