import { join } from 'node:path';
import { REPLICA_CLI_ROWS } from './matrix-table-faults';
import { DUE, NOWHERE, PLACES, STAFF, WHO, type Place, type Who } from './matrix-world';

/** The accounts of the matrix, and 'system': the command line without --as. */
export type CliWho = Exclude<Who, 'nobody'> | 'system';
export const CLI_WHO: CliWho[] = ['system', ...WHO.filter((who) => who !== 'nobody')];

export interface CliRow {
  /** The words that choose the command, as its usage has them. */
  verb: string;
  object?: string;
  argv: (parts: CliParts) => string[];
  /** 'done', the code of the refusal, or 'no_file' where a file named is not there. */
  expect: Record<CliWho, string>;
  /** The same about something that does not exist: whoever is refused must not be able to tell them apart. */
  nowhere?: CliRow['argv'];
  /** Staff codes that the command shows to anybody, because what was typed is itself the secret. */
  shows?: string[];
  /** Who sees everybody here, though nowhere else. */
  seesAll?: CliWho[];
}

export interface CliParts {
  /** A file to write. */
  out: string;
  /** A folder to write into. */
  folder: string;
  /** The code of a confirmation. */
  code: string;
}

const CONTENT = join(import.meta.dirname, '../fixtures/content/tiny');
const PLACE_NAMES = Object.keys(PLACES) as Place[];
const isMine = (place: Place) => place === 'own' || place === 'child';

/** Those named get what stands beside them, everybody else is refused. */
function only(expected: Partial<Record<CliWho, string>>): Record<CliWho, string> {
  const refused = Object.fromEntries(CLI_WHO.map((who) => [who, 'not_allowed'])) as Record<CliWho, string>;
  return { ...refused, ...expected };
}

const everybody = Object.fromEntries(CLI_WHO.map((who) => [who, 'done'])) as Record<CliWho, string>;
const words = (text: string) => () => text.split(' ');

const issueRows: CliRow[] = PLACE_NAMES.map((place) => ({
  verb: 'confirmation issue',
  object: `a person of the unit: ${place}`,
  argv: words(`confirmation issue --person ${DUE[place]}`),
  nowhere: words(`confirmation issue --person ${NOWHERE}`),
  expect: only({
    system: 'done',
    hrProvince: 'done',
    hrCommune: isMine(place) ? 'done' : 'out_of_scope',
  }),
}));

const exportOf =
  (more: string): CliRow['argv'] =>
  ({ out }) => [...`roster export --as-of 2026-11-24 --format json${more} --out`.split(' '), out];
const indicatorOf = (more: string) => words(`indicator${more}`);
const listRows: CliRow[] = (
  [
    ['roster export', exportOf, {}],
    [
      'indicator',
      indicatorOf,
      { leader: 'done', publisher: 'done', auditor: 'done', auditorCommune: 'done' },
    ],
  ] as const
).flatMap(([verb, argvOf, more]) => [
  {
    ...{ verb, object: 'the whole scope', argv: argvOf('') },
    expect: only({ system: 'done', hrProvince: 'done', hrCommune: 'done', ...more }),
  },
  ...PLACE_NAMES.map((place) => ({
    ...{ verb, object: `the unit: ${place}`, argv: argvOf(` --unit ${PLACES[place]}`) },
    nowhere: argvOf(' --unit NOWHERE'),
    expect: only({
      system: 'done',
      hrProvince: 'done',
      hrCommune: isMine(place) ? 'done' : 'out_of_scope',
      ...more,
      ...('auditorCommune' in more && !isMine(place) ? { auditorCommune: 'out_of_scope' } : {}),
    }),
  })),
]);

export const CLI_ROWS: CliRow[] = [
  { verb: 'migrate', argv: words('migrate'), expect: only({ system: 'done' }) },
  { verb: 'keys init', argv: words('keys init'), expect: only({ system: 'done' }) },
  {
    verb: 'account create',
    argv: words('account create --role operator --username second'),
    expect: only({ system: 'done' }),
  },
  {
    verb: 'account create',
    object: 'a name that is taken',
    argv: words('account create --role operator --username operator'),
    nowhere: words('account create --role operator --username third'),
    expect: only({ system: 'conflict' }),
  },
  ...PLACE_NAMES.flatMap((place): CliRow[] => {
    const mine = isMine(place) ? 'done' : 'out_of_scope';
    const expect = only({ system: 'done', operator: 'done', hrProvince: 'done', hrCommune: mine });
    const seen = { seesAll: ['operator'] as CliWho[] };
    return [
      {
        ...{ verb: 'account create', object: `the people of the unit: ${place}`, expect, ...seen },
        argv: words(`account create --unit ${PLACES[place]} --dry-run`),
        nowhere: words('account create --unit NOWHERE --dry-run'),
      },
      {
        ...{ verb: 'account slips', object: `the unit: ${place}`, expect, ...seen },
        argv: ({ out }) => ['account', 'slips', '--unit', PLACES[place], '--out', out],
        nowhere: ({ out }) => ['account', 'slips', '--unit', 'NOWHERE', '--out', out],
      },
      {
        ...{ verb: 'account reset', object: `a person of the unit: ${place}`, expect, ...seen },
        argv: () => ['account', 'reset', '--username', `at-${place}`, '--reason', 'quên mật khẩu'],
        nowhere: () => ['account', 'reset', '--username', 'nobody-here', '--reason', 'quên mật khẩu'],
      },
    ];
  }),
  {
    verb: 'seed demo',
    object: 'over a province that is there',
    argv: words('seed demo'),
    expect: only({ system: 'conflict' }),
  },
  {
    verb: 'content sync',
    argv: () => ['content', 'sync', '--folder', CONTENT],
    expect: only({ system: 'done' }),
  },
  ...listRows,
  ...issueRows,
  {
    verb: 'confirmation verify',
    argv: ({ code }) => ['confirmation', 'verify', code],
    expect: everybody,
    shows: [STAFF.top],
  },
  {
    verb: 'backup create',
    argv: ({ folder }) => ['backup', 'create', folder],
    expect: only({ system: 'done', operator: 'done' }),
  },
  {
    verb: 'backup verify',
    object: 'a file that is not there',
    argv: words('backup verify /nowhere/thao.backup'),
    expect: only({ system: 'no_file' }),
  },
  {
    verb: 'restore',
    object: 'over a database that is there',
    argv: words('restore /nowhere/thao.backup'),
    expect: only({ system: 'database_exists' }),
  },
  {
    verb: 'setting list',
    argv: words('setting list'),
    expect: only({ system: 'done', operator: 'done' }),
  },
  {
    verb: 'setting set',
    argv: () => ['setting', 'set', 'passwordLength', '11', '--reason', 'theo quyết định'],
    expect: only({ system: 'done', operator: 'done' }),
  },
  ...REPLICA_CLI_ROWS,
  ...['signing', 'data', 'lookup'].map((kind): CliRow => ({
    verb: 'keys rotate',
    object: kind,
    argv: words(`keys rotate ${kind}`),
    expect: only({ system: 'done' }),
  })),
  { verb: 'check', argv: words('check'), expect: only({ system: 'done', operator: 'done' }) },
  ...['', ` --head ${'0'.repeat(64)}`].map((more) => ({
    verb: 'audit verify',
    object: more === '' ? 'as it stands' : 'with a seal of another trail',
    argv: words(`audit verify${more}`),
    expect: only({ system: 'done', operator: 'done', auditor: 'done', auditorCommune: 'done' }),
  })),
];
