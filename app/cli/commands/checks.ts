import { readFileSync } from 'node:fs';
import { verifyAudit } from '~/operations/audit.server';
import { runChecks } from '~/operations/checks.server';
import { UsageError, type Command, type CommandArgs } from '../context';
import { option } from '../options';

export const checkCommand: Command = {
  usage: 'check',
  options: [],
  run: (cli) => {
    const checks = runChecks(cli.ctx());
    return { checks, ok: checks.every((check) => check.ok) };
  },
};

export const auditCommand: Command = {
  usage: 'audit verify [--head SEAL|--head-file FILE]',
  options: ['head', 'head-file'],
  run: (cli, args) => {
    if (args.words[0] !== 'verify') throw new UsageError('audit verify');
    const head = headOf(args);
    return verifyAudit(cli.ctx(), head === undefined ? {} : { head });
  },
};

/** The seal that was noted down elsewhere: typed, or the last one in a file (a note, a mail, lines of a log). */
function headOf(args: CommandArgs): string | undefined {
  const [typed, file] = [option(args, 'head'), option(args, 'head-file')];
  if (typed !== undefined && file !== undefined) throw new UsageError('--head or --head-file, not both');
  if (typed === undefined && file === undefined) return undefined;
  const text = typed ?? readFileSync(file!, 'utf8');
  const seals = text.toLowerCase().match(/\b[0-9a-f]{64}\b/g);
  if (!seals || (typed !== undefined && seals[0] !== typed.trim().toLowerCase())) {
    throw new UsageError(
      `${typed === undefined ? '--head-file' : '--head'}: no seal of 64 hexadecimal digits`,
    );
  }
  return seals.at(-1);
}
