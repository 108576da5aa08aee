import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount } from '~/access/accounts.server';
import type { Ctx } from '~/access/context.server';
import { initKeys } from '~/access/keys.server';
import { freshDatabase } from './database';
import { addPerson, addUnit, ctxOf, write } from './factories';

export const NOW = Date.parse('2026-11-25T08:00:00+07:00');
export const CLIENT = { device: '', network: '10.0.0.9' };
export const GOOD = 'cây đa bến nước sân đình';
export const WHY = 'quên mật khẩu';
const keysPath = mkdtempSync(join(tmpdir(), 'thao-keys-'));
initKeys(keysPath);

/** T ── X ── X1; a hundred and five people in X, one in X1, one in T; and one who left X. */
export function staffWorld() {
  const fresh = freshDatabase();
  const unit = write(fresh.db, NOW - 1e6, (tx) => {
    const T = addUnit(tx, { code: 'T' });
    const X = addUnit(tx, { code: 'X', level: 'commune', parentId: T });
    const X1 = addUnit(tx, { code: 'X1', level: 'commune', parentId: X });
    for (let n = 100; n < 205; n += 1) addPerson(tx, { staffCode: `LG-000${n}`, unitId: X });
    addPerson(tx, { staffCode: 'LG-000300', unitId: X1 });
    addPerson(tx, { staffCode: 'LG-000400', unitId: T });
    addPerson(tx, { staffCode: 'LG-000500', unitId: X, validTo: '2026-11-25' });
    return { T, X, X1 };
  });
  const system = (now = NOW) => ctxOf(fresh.db, now, undefined, keysPath);
  /** HR of a unit, with an account of its own. */
  const hrOf = (code: keyof typeof unit): Ctx => {
    const grants = [{ role: 'hr' as const, unitId: unit[code], validFrom: '2020-01-01' }];
    const account = { username: `hr-${code}`, personId: null, passwordHash: null, isDemo: false, grants };
    const accountId = write(fresh.db, NOW - 1000, (tx) => addAccount(tx, account));
    const held = grants.map((grant) => ({ ...grant, validTo: '9999-12-31' }));
    return {
      ...system(),
      actor: { accountId, personId: null, name: account.username, grants: held, system: false },
    };
  };
  return { fresh, unit, keysPath, system, hrOf };
}
