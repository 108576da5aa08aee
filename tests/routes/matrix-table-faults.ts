import type { CliRow } from './matrix-table-cli';
import { WHO } from './matrix-world';

/** Only whoever holds the machine's shell has to do with its replica: no account may, whatever its roles. */
const systemOnly = (outcome: string): CliRow['expect'] => {
  const refused = WHO.filter((who) => who !== 'nobody').map((who) => [who, 'not_allowed']);
  return { ...(Object.fromEntries(refused) as CliRow['expect']), system: outcome };
};

export const REPLICA_CLI_ROWS: CliRow[] = [
  { verb: 'replica config', argv: () => ['replica', 'config'], expect: systemOnly('done') },
  {
    verb: 'replica restore',
    object: 'over a database that is there',
    argv: () => ['replica', 'restore'],
    expect: systemOnly('database_exists'),
  },
];
