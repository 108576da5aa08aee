import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { initKeys } from '~/access/keys.server';
import { setPersonalNumber } from '~/organisation/personal-numbers.server';
import { issueConfirmation } from '~/proficiency/confirmations.server';
import { write } from '../../tests/factories';
import { ctxOf } from '../../tests/factories';
import { NOW, workWorld } from '../../tests/work';
import { findKeyFault } from './key-faults.server';

let world: ReturnType<typeof workWorld>;
let keysPath: string;
beforeEach(() => {
  world = workWorld();
  keysPath = world.context.keysPath;
});
afterEach(() => world.remove());

const file = (name: string) => join(keysPath, name);
const issue = () => issueConfirmation(ctxOf(world.db, NOW, undefined, keysPath), { staffCode: 'LG-000001' });

it('finds nothing in a new database, keys or none', () => {
  expect(findKeyFault(world.db, keysPath)).toBeNull();
  expect(findKeyFault(world.db, file('nowhere'))).toBeNull();
});

it('finds that the key is gone by which papers were signed', () => {
  issue();
  expect(findKeyFault(world.db, keysPath)).toBeNull();
  renameSync(file('signing-key.pem'), file('signing-key-old.pem'));
  expect(findKeyFault(world.db, keysPath)).toBeNull();
  rmSync(file('signing-key-old.pem'));
  expect(findKeyFault(world.db, keysPath)).toMatchObject({ file: 'signing-key' });
  initKeys(keysPath);
  expect(findKeyFault(world.db, keysPath)).toMatchObject({
    file: 'signing-key',
    keyId: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
  });
  expect(findKeyFault(world.db, file('nowhere'))).toMatchObject({ file: 'signing-key' });
});

it('finds that a key is gone by which values were sealed or are found again', () => {
  write(world.db, NOW, (tx) => setPersonalNumber(tx, { personId: 1, number: '001082001234', keysPath }));
  expect(findKeyFault(world.db, keysPath)).toBeNull();
  rmSync(file('lookup-key'));
  expect(findKeyFault(world.db, keysPath)).toEqual({ file: 'lookup-key', keyId: null });
  rmSync(file('data-key'));
  initKeys(keysPath);
  expect(findKeyFault(world.db, keysPath)).toMatchObject({ file: 'data-key' });
});
