import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate } from '~/access/activation.server';
import type { Ctx } from '~/access/context.server';
import { tokenHash } from '~/access/adapters/tokens';
import { actorOfToken } from '~/access/sessions.server';
import { addSession, write } from '../../tests/factories';
import { CLIENT, GOOD, NOW, WHY, staffWorld } from '../../tests/staff-world';
import {
  closeAccount,
  closeLeavers,
  endAccountSessions,
  getAccount,
  reopenAccount,
  resetAccess,
} from './account-care.server';
import { makeAccounts, makeSlips } from './staff-accounts.server';

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
