import { runChecks, verifyAudit } from '~/operations/checks.server';
import { UsageError, type Command } from '../context';

export const checkCommand: Command = {
  usage: 'check',
  options: [],
  run: (cli) => {
    const checks = runChecks(cli.ctx());
    return { checks, ok: checks.every((check) => check.ok) };
  },
};

export const auditCommand: Command = {
  usage: 'audit verify',
  options: [],
  run: (cli, { words }) => {
    if (words[0] !== 'verify') throw new UsageError('audit verify');
    return verifyAudit(cli.ctx());
  },
};
