import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOf, type Outcome } from './matrix-outcome';
import type { Row } from './matrix-row';
import { ROWS } from './matrix-rows';
import { matrixWorld, MAY_SEE, WHO, type MatrixWorld, type Who } from './matrix-world';

/**
 * Who may do what: every loader and every action of app/routes and of the root, for every role, on objects inside and outside the
 * scope. An address that is not in the table fails, and so does a line of the table without an address.
 */
const FOLDER = join(import.meta.dirname, '../../app/routes');
const PARTS = ['loader', 'action'] as const;
type RouteModule = Partial<Record<(typeof PARTS)[number], (args: unknown) => unknown>>;

const routes = new Map<string, RouteModule>();
let world: MatrixWorld;

beforeAll(async () => {
  for (const file of readdirSync(FOLDER, { withFileTypes: true })) {
    const path = join(FOLDER, file.name, file.isDirectory() ? 'route.tsx' : '');
    routes.set(file.name.replace(/\.tsx?$/, ''), (await import(path)) as RouteModule);
  }
  routes.set('root', (await import(join(FOLDER, '../root.tsx'))) as RouteModule);
  world = await matrixWorld();
}, 120_000);

afterAll(() => world.remove());

const ask = (row: Row, who: Who, call = row.call): Promise<Outcome> =>
  outcomeOf(world, () => routes.get(row.route)?.[row.part]?.(world.args(who, call(world))));

it('has a line for every loader and every action, and none for what is not there', () => {
  const made = [...routes].flatMap(([route, module]) =>
    PARTS.filter((part) => module[part]).map((part) => `${route} ${part}`),
  );
  const listed = new Set(ROWS.map(({ route, part }) => `${route} ${part}`));
  expect([...listed].sort()).toEqual(made.sort());
});

const spoken = (rows: Row[]) =>
  rows.map((row) => ({ row, name: [row.route, row.part, row.object].filter(Boolean).join(' · ') }));

describe('each role gets what the table says, and sees nobody outside its scope', () => {
  it.each(spoken(ROWS))('$name', async ({ row }) => {
    const answers = await inOrder(WHO, (who) => ask(row, who));
    expect(table(answers.map(({ kind }) => kind))).toEqual(table(WHO.map((who) => row.expect[who])));
    expect(WHO.flatMap((who, index) => leaksOf(row, who, answers[index]!))).toEqual([]);
  });
});

describe('refusals are alike whether or not the thing is there', () => {
  it.each(spoken(ROWS.filter(({ nowhere }) => nowhere)))('$name', async ({ row }) => {
    for (const who of WHO.filter((one) => Number(row.expect[one]) >= 400)) {
      const here = await ask(row, who);
      const nowhere = await ask(row, who, row.nowhere);
      expect([who, withoutWhatWasTyped(nowhere)]).toEqual([who, withoutWhatWasTyped(here)]);
    }
  });
});

it('would find a name that leaks: the lists show exactly the scope', async () => {
  for (const route of ['roster._index', 'roster.export[.]csv', 'roster.export[.]xlsx']) {
    const row = ROWS.find((one) => one.route === route && one.object === 'the whole scope')!;
    const { text } = await ask(row, 'hrCommune');
    expect([route, codesIn(text)]).toEqual([route, MAY_SEE.hrCommune]);
  }
});

/** One after the other: they share a connection, and each is rolled back before the next. */
async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

const table = (kinds: unknown[]) => Object.fromEntries(WHO.map((who, index) => [who, kinds[index]]));

const codesIn = (text: string) => [...new Set(text.match(/LG-\d{6}/g) ?? [])].sort();

/** What was typed into a field `person` and stands there again. */
const TYPED_PERSON = /"person":"LG-\d{6}"/g;

/** Staff codes in an answer that its reader may see nowhere. */
function leaksOf(row: Row, who: Who, { kind, text }: Outcome): string[] {
  const allowed = MAY_SEE[who];
  // The way to sign-in repeats the address that was asked for, and nothing else.
  if (allowed === null || kind === 'sign-in' || row.seesAll?.includes(who)) return [];
  const shown = [...allowed, ...(row.shows ?? [])];
  return codesIn(text.replaceAll(TYPED_PERSON, ''))
    .filter((code) => !shown.includes(code))
    .map((code) => `${who} sees ${code}`);
}

/** The forms at sign-in and of the trail keep the name or code that was typed; everything else must be the same. */
function withoutWhatWasTyped({ kind, text }: Outcome): string {
  return `${kind} ${text.replaceAll(/"name":"(learner|at-own|nobody-here)"/g, '"name":…').replaceAll(TYPED_PERSON, '')}`;
}
