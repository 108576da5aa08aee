import { writeFileSync } from 'node:fs';
import { litestreamProgram } from '~/operations/adapters/litestream';
import { replicaLag } from '~/operations/machine.server';
import { litestreamConfig } from '~/operations/replica';
import { restoreReplica } from '~/operations/replica.server';
import { UsageError, type Command } from '../context';
import { requiredOption } from '../options';
import { knownNumbers, placeOf } from './backup';

export const replicaCommand: Command = {
  usage:
    'replica config [--out FILE] | replica restore [--replace] [--highest-number N|ISSUER/YEAR=N,…] (where to: REPLICA_URL)',
  options: ['out', 'replace', 'highest-number'],
  run: async (cli, args) => {
    cli.requireSystem();
    const { databasePath, filesPath, replicaUrl: url } = cli.environment;
    const [verb] = args.words;
    if (verb !== 'config' && verb !== 'restore') throw new UsageError('replica config, or replica restore');
    if (url === null)
      throw new UsageError('REPLICA_URL is not set: a folder of the second machine, or an address');
    if (verb === 'config') {
      const databases = [
        { name: 'thao' as const, path: databasePath },
        { name: 'files' as const, path: filesPath },
      ];
      const config = litestreamConfig({ url, databases });
      if (args.options.has('out')) writeFileSync(requiredOption(args, 'out'), config);
      return { url, program: litestreamProgram(), lagSeconds: replicaLag(url, cli.now), config };
    }
    const known = knownNumbers(args);
    const replace = args.options.has('replace');
    const started = performance.now();
    const restored = await restoreReplica(placeOf(cli), { url, replace, known, note: cli.note });
    if (known.length === 0 && restored.movedTo === null) {
      cli.note(
        'No --highest-number given and no earlier register found: compare the last number issued before the loss with `register`.',
      );
    }
    return { seconds: Math.round(performance.now() - started) / 1000, ...restored };
  },
};
