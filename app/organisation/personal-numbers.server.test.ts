import { afterEach, beforeEach, expect, it } from 'vitest';
import { join } from 'node:path';
import { initKeys } from '~/access/keys.server';
import { row, rows } from '~db/client.server';
import { freshDatabase } from '../../tests/database';
import { addPerson, addUnit, write } from '../../tests/factories';
import { openPersonalNumber, setPersonalNumber } from './personal-numbers.server';

const NUMBER = '001082001234';
let fresh: ReturnType<typeof freshDatabase>;
let keysPath: string;
let people: number[];

beforeEach(() => {
  fresh = freshDatabase();
  keysPath = join(fresh.folder, 'keys');
  initKeys(keysPath);
  people = write(fresh.db, 1000, (tx) => {
    const unitId = addUnit(tx, { code: 'T' });
    return ['LG-1', 'LG-2'].map((staffCode) => addPerson(tx, { staffCode, unitId }));
  });
});
afterEach(() => fresh.remove());

const set = (personId: number, number: string) =>
  write(fresh.db, 2000, (tx) => setPersonalNumber(tx, { personId, number, keysPath }));
const stored = (personId: number) =>
  row<{ sealed: string; lastFour: string; lookup: string }>(
    fresh.db,
    'select sealed, lookup, last_four as lastFour from personal_number where person_id = ?',
    personId,
  );

it('keeps the number sealed for its person, with its last four digits in plain', () => {
  set(people[0]!, '001 082 001 234');
  const kept = stored(people[0]!)!;
  expect(kept.lastFour).toBe('1234');
  expect(openPersonalNumber(keysPath, { personId: people[0]!, sealed: kept.sealed })).toBe(NUMBER);
  expect(() => openPersonalNumber(keysPath, { personId: people[1]!, sealed: kept.sealed })).toThrow();
  const everything = JSON.stringify([
    kept,
    rows(fresh.db, 'select * from audit_entry'),
    rows(fresh.db, 'select * from audit_detail'),
  ]);
  expect(everything).not.toContain(NUMBER);
  expect(everything).not.toContain(NUMBER.slice(0, 8));
});

it('sets a corrected number in place of the one before, and nothing twice', () => {
  set(people[0]!, NUMBER);
  const before = stored(people[0]!);
  set(people[0]!, NUMBER);
  expect(stored(people[0]!)).toEqual(before);
  set(people[0]!, '001082009999');
  expect(stored(people[0]!)?.lastFour).toBe('9999');
  set(people[1]!, NUMBER);
  expect(stored(people[1]!)?.lastFour).toBe('1234');
});

it('refuses the number of somebody else, and what is no number', () => {
  set(people[0]!, NUMBER);
  expect(() => set(people[1]!, NUMBER)).toThrow(expect.objectContaining({ code: 'conflict' }) as Error);
  expect(() => set(people[1]!, '1082001234')).toThrow(
    expect.objectContaining({ code: 'invalid_input' }) as Error,
  );
  expect(stored(people[1]!)).toBeNull();
});
