import { demoAccounts, DEMO_PASSWORD, seedDemo } from '~db/seed/demo.server';
import { dateOf } from '~/office/dates';
import { UsageError, type Command } from '../context';
import { dateOption, numberOption } from '../options';

export const seedCommand: Command = {
  usage: 'seed demo [--staff N] [--seed S] [--today D] [--if-empty]',
  options: ['staff', 'seed', 'today', 'if-empty'],
  run: async (cli, args) => {
    if (args.words[0] !== 'demo') throw new UsageError('seed demo');
    const ctx = cli.ctx();
    const result = await seedDemo(ctx, {
      staff: numberOption(args, 'staff') ?? 300,
      seed: numberOption(args, 'seed') ?? 1,
      today: dateOption(args, 'today') ?? dateOf(ctx.now),
      ifEmpty: args.options.has('if-empty'),
      progress: cli.note,
    });
    return { ...result, password: DEMO_PASSWORD, accounts: demoAccounts(ctx.db) };
  },
};
