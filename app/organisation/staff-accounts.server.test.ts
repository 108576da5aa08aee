import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate } from '~/access/activation.server';
import { addAccount } from '~/access/accounts.server';
import type { Ctx } from '~/access/context.server';
import { initKeys } from '~/access/keys.server';
import { tokenHash } from '~/access/adapters/tokens';
import { actorOfToken } from '~/access/sessions.server';
import { freshDatabase } from '../../tests/database';
import { addPerson, addSession, addUnit, ctxOf, write } from '../../tests/factories';
import {
  closeAccount,
  closeLeavers,
  endAccountSessions,
  getAccount,
  reopenAccount,
  resetAccess,
} from './account-care.server';
import { listAccounts, makeAccounts, makeSlips, previewAccounts } from './staff-accounts.server';

const NOW = Date.parse('2026-11-25T08:00:00+07:00');
const CLIENT = { device: '', network: '10.0.0.9' };
const GOOD = 'cây đa bến nước sân đình';
const WHY = 'quên mật khẩu';
const keysPath = mkdtempSync(join(tmpdir(), 'thao-keys-'));
initKeys(keysPath);

/** T ── X ── X1; a hundred and five people in X, one in X1, one in T; and one who left X. */
let fresh: ReturnType<typeof freshDatabase>;
let unit: Record<'T' | 'X' | 'X1', number>;
beforeEach(() => {
  fresh = freshDatabase();
  write(fresh.db, NOW - 1e6, (tx) => {
    const T = addUnit(tx, { code: 'T' });
    const X = addUnit(tx, { code: 'X', level: 'commune', parentId: T });
    const X1 = addUnit(tx, { code: 'X1', level: 'commune', parentId: X });
    unit = { T, X, X1 };
    for (let n = 100; n < 205; n += 1) addPerson(tx, { staffCode: `LG-000${n}`, unitId: X });
    addPerson(tx, { staffCode: 'LG-000300', unitId: X1 });
    addPerson(tx, { staffCode: 'LG-000400', unitId: T });
    addPerson(tx, { staffCode: 'LG-000500', unitId: X, validTo: '2026-11-25' });
  });
});
afterEach(() => fresh.remove());

const system = (now = NOW) => ctxOf(fresh.db, now, undefined, keysPath);
/** HR of a unit, with an account of its own. */
function hrOf(code: keyof typeof unit): Ctx {
  const grants = [{ role: 'hr' as const, unitId: unit[code], validFrom: '2020-01-01' }];
  const account = { username: `hr-${code}`, personId: null, passwordHash: null, isDemo: false, grants };
  const accountId = write(fresh.db, NOW - 1000, (tx) => addAccount(tx, account));
  const held = grants.map((grant) => ({ ...grant, validTo: '9999-12-31' }));
  return {
    ...system(),
    actor: { accountId, personId: null, name: account.username, grants: held, system: false },
  };
}

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

describe('care of an account', () => {
  it('resets in person: the old password and sessions end, one code opens it again, and why is in the trail', async () => {
    const hr = hrOf('X');
    makeAccounts(hr, { unitCode: 'X1' });
    const [slip] = makeSlips(hr, { unitCode: 'X1' }).slips;
    const first = await activate(system(), {
      name: 'LG-000300',
      code: slip!.code,
      password: GOOD,
      client: CLIENT,
    });
    expect(() => resetAccess(hr, { username: 'lg-000300', reason: '  ' })).toThrow('invalid_input');
    const { code, expiresAt } = resetAccess(hr, { username: 'lg-000300', reason: WHY });
    expect(expiresAt).toBe(NOW + 24 * 3_600_000);
    if (first.kind !== 'done') throw new Error(first.kind);
    expect(actorOfToken(fresh.db, first.token, NOW)).toBeNull();
    await activate(system(), { name: 'LG-000300', code, password: `${GOOD} mới`, client: CLIENT });
    const trail = fresh.db.sqlite
      .prepare(
        "select d.detail from audit_entry e join audit_detail d on d.entry_id = e.id where e.action = 'password_reset'",
      )
      .all();
    expect(trail).toEqual([{ detail: JSON.stringify({ reason: WHY, ended: 1 }) }]);
    expect(fresh.db.sqlite.prepare('select kind from notice').all()).toEqual([{ kind: 'password_reset' }]);
  });

  it('is never done to oneself, and to nobody outside', () => {
    const hr = hrOf('X');
    expect(() => resetAccess(hrOf('T'), { username: 'hr-t', reason: WHY })).toThrow('own_account');
    makeAccounts(system(), { unitCode: 'T' });
    for (const username of ['lg-000400', 'nobody', 'hr-x1']) {
      expect(() => resetAccess(hr, { username, reason: WHY })).toThrow('out_of_scope');
      expect(() => closeAccount(hr, { username, reason: WHY })).toThrow('out_of_scope');
      expect(() => getAccount(hr, { username })).toThrow('out_of_scope');
    }
  });

  it('of an auditor is an operator’s, even from the officer of everything; so is that of an operator', () => {
    makeAccounts(system(), { unitCode: 'T' });
    const give = (username: string, role: string, unitId: number | null) =>
      write(fresh.db, NOW, (tx) =>
        tx.db.sqlite
          .prepare(
            `insert into role_grant (account_id, role, unit_id, valid_from, tx_from)
             select id, ?, ?, '2026-01-01', ? from account where username = ?`,
          )
          .run(role, unitId, tx.id, username),
      );
    give('lg-000100', 'auditor', unit.X);
    give('lg-000101', 'operator', unit.T);
    give('lg-000102', 'trainer', unit.X);
    const hr = hrOf('T');
    for (const username of ['lg-000100', 'lg-000101']) {
      expect(() => resetAccess(hr, { username, reason: WHY })).toThrow('stronger_account');
      expect(getAccount(hr, { username }).may).toEqual({ reset: false, close: false, factor: false });
    }
    expect(() => resetAccess(hr, { username: 'lg-000102', reason: WHY })).not.toThrow();
  });

  it('takes the slip with it when it closes, also once it is open again', async () => {
    const hr = hrOf('X');
    makeAccounts(hr, { unitCode: 'X1' });
    const { code } = makeSlips(hr, { unitCode: 'X1' }).slips[0]!;
    closeAccount(hr, { username: 'lg-000300', reason: WHY });
    reopenAccount(hr, { username: 'lg-000300', reason: WHY });
    const use = activate(system(), { name: 'LG-000300', code, password: GOOD, client: CLIENT });
    await expect(use).rejects.toMatchObject({ code: 'code_over', detail: { why: 'voided' } });
  });

  it('closes and opens again', () => {
    const hr = hrOf('X');
    makeAccounts(hr, { unitCode: 'X1' });
    const { id } = fresh.db.sqlite.prepare("select id from account where username = 'lg-000300'").get() as {
      id: number;
    };
    addSession(fresh.db, { hash: tokenHash('t'), accountId: id, now: NOW, expiresAt: NOW + 1e6 });
    closeAccount(hr, { username: 'lg-000300', reason: 'nghỉ không lương' });
    expect(actorOfToken(fresh.db, 't', NOW)).toBeNull();
    expect(getAccount(hr, { username: 'lg-000300' })).toMatchObject({
      state: 'closed',
      closedReason: 'nghỉ không lương',
    });
    expect(() => closeAccount(hr, { username: 'lg-000300', reason: WHY })).toThrow('closed');
    expect(() => resetAccess(hr, { username: 'lg-000300', reason: WHY })).toThrow('closed');
    reopenAccount(hr, { username: 'lg-000300', reason: WHY });
    expect(() => reopenAccount(hr, { username: 'lg-000300', reason: WHY })).toThrow('conflict');
  });

  it('ends the sessions of an account: one or all, by HR of its scope and by operators, and leaves others alone', () => {
    const hr = hrOf('X');
    makeAccounts(hr, { unitCode: 'X' });
    const idOf = (username: string) =>
      (fresh.db.sqlite.prepare('select id from account where username = ?').get(username) as { id: number })
        .id;
    const open = (username: string, token: string) =>
      addSession(fresh.db, {
        hash: tokenHash(token),
        accountId: idOf(username),
        now: NOW,
        expiresAt: NOW + 1e6,
      });
    const left = () =>
      ['a', 'b', 'c', 'other'].filter((token) => actorOfToken(fresh.db, token, NOW) !== null);
    for (const token of ['a', 'b', 'c']) open('lg-000300', token);
    open('lg-000100', 'other');
    const end = (ctx: Ctx, session: string, username = 'lg-000300') =>
      endAccountSessions(ctx, { username, session });
    expect(() => end(hrOf('X1'), 'all', 'lg-000100')).toThrow('out_of_scope');
    expect(() => end({ ...hr, actor: { ...hr.actor, grants: [] } }, 'all')).toThrow('not_allowed');
    expect(() => end(hr, 'all', 'hr-x')).toThrow('out_of_scope');
    expect(left()).toEqual(['a', 'b', 'c', 'other']);
    expect(end(hr, tokenHash('a').slice(0, 16))).toEqual({ ended: 1 });
    expect(() => end(hr, tokenHash('a').slice(0, 16))).toThrow('not_found');
    const operator = [
      { role: 'operator' as const, unitId: null, validFrom: '2020-01-01', validTo: '9999-12-31' },
    ];
    expect(end({ ...hr, actor: { ...hr.actor, grants: operator } }, 'all')).toEqual({ ended: 2 });
    expect(left()).toEqual(['other']);
    expect(() => end(system(), 'all', 'nobody')).toThrow('not_found');
  });

  it('closes accounts of people who have left, once, from the day after their last', () => {
    makeAccounts(system(Date.parse('2026-11-24T08:00:00+07:00')), { unitCode: 'T' });
    expect(closeLeavers(system(), { today: '2026-11-24' })).toEqual({ closed: 0 });
    expect(closeLeavers(system(), { today: '2026-11-25' })).toEqual({ closed: 1 });
    expect(closeLeavers(system(), { today: '2026-11-25' })).toEqual({ closed: 0 });
    expect(getAccount(system(), { username: 'lg-000500' })).toMatchObject({
      state: 'closed',
      closedReason: 'left',
    });
    expect(() => closeLeavers(hrOf('T'), { today: '2026-11-25' })).toThrow('not_allowed');
  });
});

it('finds people by words without marks and by the beginning of a code, a page at a time', () => {
  const list = listAccounts(hrOf('X'), { text: 'lg-0001', page: 2 });
  expect([list.total, list.rows.length, list.page]).toEqual([100, 50, 2]);
  expect(list.lone).toEqual([]);
  expect(listAccounts(system(), {}).lone).toMatchObject([{ username: 'hr-x', roles: 'hr' }]);
});
