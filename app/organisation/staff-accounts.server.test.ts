import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate } from '~/access/activation.server';
import { addAccount } from '~/access/accounts.server';
import { write } from '../../tests/factories';
import { CLIENT, GOOD, NOW, WHY, staffWorld } from '../../tests/staff-world';
import { getAccount, resetAccess } from './account-care.server';
import { listAccounts, makeAccounts, makeSlips, previewAccounts } from './staff-accounts.server';

let world: ReturnType<typeof staffWorld>;
let fresh: (typeof world)['fresh'];
let unit: (typeof world)['unit'];
beforeEach(() => {
  world = staffWorld();
  ({ fresh, unit } = world);
});
afterEach(() => fresh.remove());

const system = (now?: number) => world.system(now);
const hrOf = (code: keyof typeof unit) => world.hrOf(code);

describe('accounts from the register', () => {
  it('makes one for everybody in the unit and below, once', () => {
    const hr = hrOf('X');
    expect(previewAccounts(hr, { unitCode: 'X' })).toEqual({ none: 106, waiting: 0, active: 0, closed: 0 });
    expect(makeAccounts(hr, { unitCode: 'X' })).toEqual({ made: 106 });
    expect(makeAccounts(hr, { unitCode: 'X' })).toEqual({ made: 0 });
    expect(previewAccounts(hr, { unitCode: 'X' })).toEqual({ none: 0, waiting: 106, active: 0, closed: 0 });
    // The one above and the one who left have none.
    expect(listAccounts(system(), { state: 'none' }).rows.map(({ staffCode }) => staffCode)).toEqual([
      'LG-000400',
      'LG-000500',
    ]);
    const card = getAccount(hr, { username: 'lg-000300' });
    expect(card.grants).toMatchObject([{ role: 'learner', unitVi: 'X1', validFrom: '2026-11-25' }]);
  });

  it('calls it otherwise where somebody else’s is called like the staff code', () => {
    write(fresh.db, NOW, (tx) =>
      addAccount(tx, {
        ...{ personId: null, username: 'lg-000300', passwordHash: null, isDemo: false },
        grants: [],
      }),
    );
    const hr = hrOf('X');
    expect(makeAccounts(hr, { unitCode: 'X' })).toEqual({ made: 106 });
    const { username, fullName } = getAccount(hr, { username: 'lg-000300-2' });
    expect([username, fullName]).toEqual(['lg-000300-2', expect.any(String)]);
  });

  it('is bound to the scope, and tells nobody which units there are', () => {
    const hr = hrOf('X1');
    for (const unitCode of ['X', 'T', 'NOWHERE']) {
      expect(() => makeAccounts(hr, { unitCode })).toThrow('out_of_scope');
      expect(() => makeSlips(hr, { unitCode })).toThrow('out_of_scope');
    }
    expect(() => makeAccounts(system(), { unitCode: 'NOWHERE' })).toThrow('not_found');
  });
});

describe('slips', () => {
  it('hold a code for each who waits, in order, and the next one replaces it', async () => {
    const hr = hrOf('X');
    makeAccounts(hr, { unitCode: 'X' });
    const { slips, left } = makeSlips(hr, { unitCode: 'X', limit: 100 });
    expect([slips.length, left]).toEqual([100, 6]);
    const rest = makeSlips(hr, { unitCode: 'X', skip: 100 });
    expect([rest.slips.length, rest.left]).toEqual([6, 0]);
    // X1 stands below X, so its person comes last.
    expect(rest.slips.at(-1)).toMatchObject({ staffCode: 'LG-000300', unitVi: 'X1' });
    expect(new Set([...slips, ...rest.slips].map(({ code }) => code)).size).toBe(106);

    const again = makeSlips(hr, { unitCode: 'X', staffCodes: ['lg-000300'] });
    expect(again.slips).toHaveLength(1);
    const use = (code: string) =>
      activate(system(), { name: 'LG-000300', code, password: GOOD, client: CLIENT });
    await expect(use(rest.slips.at(-1)!.code)).rejects.toMatchObject({ code: 'code_over' });
    await expect(use(again.slips[0]!.code)).resolves.toBeDefined();
    // Whoever has chosen a password gets no slip.
    expect(() => makeSlips(hr, { unitCode: 'X1' })).toThrow('invalid_input');
  });

  it('are not made by an officer for whoever may do more than he', () => {
    const hr = hrOf('X');
    makeAccounts(hr, { unitCode: 'X' });
    const { id } = fresh.db.sqlite.prepare("select id from account where username = 'lg-000300'").get() as {
      id: number;
    };
    write(fresh.db, NOW, (tx) =>
      tx.db.sqlite
        .prepare(
          "insert into role_grant (account_id, role, unit_id, valid_from, tx_from) values (?, 'leader', ?, '2026-01-01', ?)",
        )
        .run(id, unit.T, tx.id),
    );
    expect(makeSlips(hr, { unitCode: 'X' })).toMatchObject({ withheld: 1, left: 0 });
    expect(() => resetAccess(hr, { username: 'lg-000300', reason: WHY })).toThrow('stronger_account');
    expect(makeSlips(hrOf('T'), { unitCode: 'X1' }).slips).toHaveLength(1);
  });
});

it('finds people by words without marks and by the beginning of a code, a page at a time', () => {
  const list = listAccounts(hrOf('X'), { text: 'lg-0001', page: 2 });
  expect([list.total, list.rows.length, list.page]).toEqual([100, 50, 2]);
  expect(list.lone).toEqual([]);
  expect(listAccounts(system(), {}).lone).toMatchObject([{ username: 'hr-x', roles: 'hr' }]);
});
