import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fieldsIn, fieldTable, keyOf } from '../field-access';
import { outcomeOf } from './matrix-outcome';
import { ROWS } from './matrix-rows';
import { matrixWorld, WHO } from './matrix-world';

const FOLDER = join(import.meta.dirname, '../../app/routes');
type Loader = (args: unknown) => unknown;

it('loaders and actions send of people exactly what the table of fields says', async () => {
  const world = await matrixWorld();
  const modules = new Map<string, Record<'loader' | 'action', Loader>>();
  for (const file of readdirSync(FOLDER)) {
    modules.set(file.replace(/\.tsx?$/, ''), (await import(join(FOLDER, file))) as never);
  }
  const sent = new Map<string, Set<string>>();
  for (const row of ROWS) {
    const part = modules.get(row.route)?.[row.part];
    for (const who of WHO) {
      const { kind, text } = await outcomeOf(world, () => part?.(world.args(who, row.call(world))));
      if (typeof kind !== 'number' || !text.startsWith('{')) continue;
      const key = keyOf(row.route, who);
      fieldsIn((JSON.parse(text) as { data?: unknown }).data, sent.get(key) ?? setAt(sent, key));
    }
  }
  world.remove();
  const readable = (table: Map<string, Set<string>>) =>
    [...table]
      .filter(([, groups]) => groups.size > 0)
      .map(([key, groups]) => `${key}: ${[...groups].sort().join(', ')}`);
  expect(readable(sent).sort()).toEqual(readable(fieldTable()).sort());
});

function setAt<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  const made = new Set<V>();
  map.set(key, made);
  return made;
}
