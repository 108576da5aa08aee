import { open, rename, rm } from 'node:fs/promises';
import { findConfirmation } from '~/proficiency/register.server';
import { issueConfirmation } from '~/proficiency/confirmations.server';
import { getIndicator } from '~/proficiency/indicator.server';
import { EXPORT_FORMATS, exportRoster } from '~/reporting/roster-export.server';
import { rosterLabels } from '~/locales/roster-labels.server';
import { UsageError, type Command } from '../context';
import { choiceOption, dateOption, instantOption, option, requiredOption } from '../options';

const BY = ['level', 'block', 'category', 'unit'] as const;

export const indicatorCommand: Command = {
  usage: 'indicator [--as-of D] [--known-at T] [--by level|block|category|unit] [--unit U]',
  options: ['as-of', 'known-at', 'by', 'unit'],
  run: (cli, args) => {
    if (args.words.length > 0) throw new UsageError(`indicator ${args.words[0]}`);
    return getIndicator(cli.ctx(), {
      ...given('asOf', dateOption(args, 'as-of')),
      ...given('knownAt', instantOption(args, 'known-at')),
      ...given('unitCode', option(args, 'unit')),
      ...given('by', choiceOption(args, 'by', BY)),
    });
  },
};

export const rosterCommand: Command = {
  usage: 'roster export --as-of D [--known-at T] --format csv|xlsx|json [--unit U] --out FILE',
  options: ['as-of', 'known-at', 'format', 'unit', 'out', 'lang'],
  run: async (cli, args) => {
    if (args.words[0] !== 'export') throw new UsageError('roster export');
    const asOf = dateOption(args, 'as-of');
    const format = choiceOption(args, 'format', EXPORT_FORMATS);
    if (!asOf || !format) throw new UsageError('roster export needs --as-of and --format');
    const out = requiredOption(args, 'out');
    const lang = choiceOption(args, 'lang', ['vi', 'en'] as const) ?? 'vi';
    const ctx = cli.ctx();
    // Written aside and renamed: a refused or broken export leaves no half file behind.
    const aside = `${out}.part`;
    const file = await open(aside, 'w');
    try {
      const result = await exportRoster(
        ctx,
        {
          format,
          asOf,
          ...given('knownAt', instantOption(args, 'known-at')),
          ...given('unitCode', option(args, 'unit')),
          labels: rosterLabels(lang),
        },
        async (chunk) => void (await file.write(chunk)),
      );
      await file.sync();
      await file.close();
      await rename(aside, out);
      return result;
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(aside, { force: true });
      throw error;
    }
  },
};

export const confirmationCommand: Command = {
  usage: 'confirmation issue --person C | confirmation verify CODE',
  options: ['person'],
  run: (cli, args) => {
    const [verb, code] = args.words;
    if (verb === 'issue') {
      const { number, code: made } = issueConfirmation(cli.ctx(), {
        staffCode: requiredOption(args, 'person'),
      });
      return { number, code: made };
    }
    if (verb !== 'verify' || code === undefined)
      throw new UsageError('confirmation issue or confirmation verify CODE');
    const found = findConfirmation(cli.ctx(), code);
    return found.state === 'unknown'
      ? { valid: false, reason: found.reason }
      : { valid: found.state === 'valid', reason: found.state, confirmation: found.confirmation };
  },
};

function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
