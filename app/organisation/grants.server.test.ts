import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { listGrants } from '~db/queries/grants';
import { addAccount } from '~/access/accounts.server';
import type { Ctx } from '~/access/context.server';
import type { Role } from '~/access/roles';
import { addDays } from '~/office/dates';
import { freshDatabase } from '../../tests/database';
import { addPerson, addSuccession, addUnit, ctxOf, write } from '../../tests/factories';
import { delegateGrant, listOwnDelegations } from './delegations.server';
import { getGrant, listGrantsInScope } from './grant-list.server';
import { endGrant, giveGrant, previewGrant } from './grants.server';
import { scopeOf } from './scope.server';

const TODAY = '2026-11-25';
const at = (day: string) => Date.parse(`${day}T08:00:00+07:00`);
const WHY = { reason: 'theo quyết định', document: '12/QĐ-UBND' };

/** T ── X, Y; G was merged into Y on 01/07/2026. Accounts of HR of T and X, an operator, and persons p (X), q (X), r (Y). */
let fresh: ReturnType<typeof freshDatabase>;
let id: Record<string, number>;
beforeEach(() => {
  fresh = freshDatabase();
  id = {};
  write(fresh.db, 1, (tx) => {
    const T = addUnit(tx, { code: 'T' });
    const X = addUnit(tx, { code: 'X', level: 'commune', parentId: T });
    const Y = addUnit(tx, { code: 'Y', level: 'commune', parentId: T });
    const G = addUnit(tx, { code: 'G', level: 'commune', parentId: T, validTo: '2026-07-01' });
    addSuccession(tx, G, Y, '2026-07-01');
    const make = (username: string, role: Role, unitId: number | null, personId: number | null = null) => {
      const grants = [{ role, unitId, validFrom: '2020-01-01' }];
      id[username] = addAccount(tx, { username, personId, passwordHash: null, isDemo: false, grants });
    };
    make('hr-t', 'hr', T);
    make('hr-x', 'hr', X);
    make('hr-g', 'hr', G);
    make('op', 'operator', null);
    make('p', 'learner', X, addPerson(tx, { staffCode: 'P', unitId: X }));
    make('q', 'learner', X, addPerson(tx, { staffCode: 'Q', unitId: X }));
    make('r', 'learner', Y, addPerson(tx, { staffCode: 'R', unitId: Y }));
  });
});
afterEach(() => fresh.remove());

function as(username: string, day = TODAY): Ctx {
  const grants = listGrants(fresh.db, id[username]!);
  const actor = { accountId: id[username]!, personId: null, name: username, grants, system: false };
  return { ...ctxOf(fresh.db, at(day)), actor };
}
const ask = (username: string, role: Role, unitCode: string | null, lastDay: string | null = null) => ({
  ...{ username, role, unitCode, from: TODAY, lastDay },
  ...WHY,
});
const rolesOn = (username: string, day: string) =>
  listGrants(fresh.db, id[username]!)
    .filter(({ validFrom, validTo }) => validFrom <= day && day < validTo)
    .map(({ role }) => role);

describe('giving a right', () => {
  it('is previewed, given with its trace and its notice, and holds on its days only', () => {
    const preview = previewGrant(as('hr-x'), ask('p', 'trainer', 'X', '2026-11-30'));
    expect(preview).toMatchObject({
      username: 'p',
      people: 2,
      validTo: '2026-12-01',
      fullName: expect.any(String),
    });
    const { id: grantId } = giveGrant(as('hr-x'), ask('p', 'trainer', 'X', '2026-11-30'));
    expect([TODAY, '2026-11-30', '2026-12-01'].map((day) => rolesOn('p', day).includes('trainer'))).toEqual([
      true,
      true,
      false,
    ]);
    expect(getGrant(as('hr-x'), { id: grantId })).toMatchObject({
      state: 'in_force',
      document: '12/QĐ-UBND',
    });
    const trail = fresh.db.sqlite
      .prepare(
        "select d.detail from audit_entry e join audit_detail d on d.entry_id = e.id where action = 'grant_given'",
      )
      .get() as { detail: string };
    expect(JSON.parse(trail.detail)).toMatchObject({ role: 'trainer', reason: WHY.reason });
    expect(fresh.db.sqlite.prepare('select account_id as a, kind from notice').all()).toEqual([
      { a: id.p, kind: 'grant_given' },
    ]);
  });

  it.each([
    ['to oneself', 'hr-t', ask('hr-t', 'hr', 'X'), 'own_account'],
    ['an operator’s to himself', 'op', ask('op', 'hr', 'T'), 'own_account'],
    ['to a person elsewhere', 'hr-x', ask('r', 'trainer', 'X'), 'out_of_scope'],
    ['to nobody', 'hr-x', ask('nobody', 'trainer', 'X'), 'out_of_scope'],
    ['on a unit elsewhere', 'hr-x', ask('p', 'trainer', 'Y'), 'out_of_scope'],
    ['on a unit above', 'hr-x', ask('p', 'trainer', 'T'), 'out_of_scope'],
    ['on a unit that is not there', 'hr-x', ask('p', 'trainer', 'NOWHERE'), 'out_of_scope'],
    ['of one’s own role on one’s own unit', 'hr-x', ask('p', 'hr', 'X'), 'out_of_scope'],
    ['of a role beyond', 'hr-t', ask('p', 'leader', 'X'), 'out_of_scope'],
    ['of an operator by HR', 'hr-t', ask('p', 'operator', null), 'out_of_scope'],
    ['by whoever gives none', 'p', ask('q', 'trainer', 'X'), 'not_allowed'],
    ['by the right of a unit that is gone', 'hr-g', ask('r', 'trainer', 'Y'), 'not_allowed'],
    ['without a reason', 'hr-x', { ...ask('p', 'trainer', 'X'), reason: '' }, 'invalid_input'],
    ['in the past', 'hr-x', { ...ask('p', 'trainer', 'X'), from: '2026-11-24' }, 'invalid_input'],
  ] as const)('is refused %s', (_, who, input, code) => {
    const before = fresh.db.sqlite.prepare('select count(*) as n from role_grant').get();
    expect(() => giveGrant(as(who), input)).toThrow(code);
    expect(fresh.db.sqlite.prepare('select count(*) as n from role_grant').get()).toEqual(before);
  });

  it('says which right is there already, and refuses a closed account', () => {
    giveGrant(as('hr-x'), ask('p', 'trainer', 'X', '2026-12-31'));
    expect(() => giveGrant(as('hr-t'), ask('p', 'trainer', 'X'))).toThrow(
      expect.objectContaining({
        code: 'conflict',
        detail: expect.objectContaining({ to: '2027-01-01' }) as object,
      }),
    );
    giveGrant(as('hr-t'), ask('p', 'trainer', 'T'));
    fresh.db.sqlite.prepare("update account set status = 'closed' where username = 'q'").run();
    expect(() => giveGrant(as('hr-x'), ask('q', 'trainer', 'X'))).toThrow('closed');
  });
});

describe('ending a right', () => {
  it('keeps what was, closes what is known, and may be told on any day from yesterday on', () => {
    const { id: grantId } = giveGrant(as('hr-x'), ask('p', 'trainer', 'X'));
    const end = (who: string, lastDay: string) =>
      endGrant(as(who), { id: grantId, lastDay, reason: 'điều chuyển' });
    expect(() => end('hr-x', '2026-11-23')).toThrow('invalid_input');
    expect(() => end('r', '2026-11-25')).toThrow('not_allowed');
    end('hr-t', '2026-12-10');
    expect(rolesOn('p', '2026-12-10')).toContain('trainer');
    expect(rolesOn('p', '2026-12-11')).not.toContain('trainer');
    expect(() => end('hr-t', '2026-12-05')).toThrow('not_found');
    const [now] = listGrantsInScope(as('hr-x'), { text: 'p' }).rows;
    endGrant(as('hr-x', '2026-11-26'), { id: now!.id, lastDay: '2026-11-25', reason: 'điều chuyển' });
    expect(rolesOn('p', '2026-11-26')).not.toContain('trainer');
    // One that has not begun leaves no row in force at all.
    const later = giveGrant(as('hr-x', '2026-11-26'), { ...ask('q', 'head', 'X'), from: '2026-12-01' });
    endGrant(as('hr-x', '2026-11-26'), { id: later.id, lastDay: '2026-11-26', reason: 'nhầm người' });
    expect(listGrantsInScope(as('hr-t'), { role: 'head' }).total).toBe(0);
  });

  it('is not done by its holder, nor by whoever could not have given it', () => {
    const { id: grantId } = giveGrant(as('op'), ask('p', 'leader', 'X'));
    const input = { id: grantId, lastDay: TODAY, reason: 'điều chuyển' };
    expect(() => endGrant(as('p'), input)).toThrow();
    expect(() => endGrant(as('hr-t'), input)).toThrow('not_allowed');
    expect(() => endGrant(as('op'), input)).not.toThrow();
  });
});

it('lists what stands on the units of the scope, and shows a right whose unit is gone for what it is', () => {
  expect(listGrantsInScope(as('hr-x'), {}).rows.map(({ username }) => username)).toEqual(['hr-x']);
  const all = listGrantsInScope(as('op'), {});
  expect(all.rows.map(({ username, unitGone }) => [username, unitGone]).sort()).toEqual([
    ['hr-g', true],
    ['hr-t', false],
    ['hr-x', false],
    ['op', false],
  ]);
  expect(() => scopeOf(as('hr-g'), 'roster.read')).toThrow('not_allowed');
  expect(() => getGrant(as('hr-x'), { id: 1 })).toThrow('out_of_scope');
  expect(() => getGrant(as('hr-x'), { id: 999 })).toThrow('out_of_scope');
});

describe('delegation', () => {
  const lend = (from: string, lastDay: string, who = 'hr-x', to = 'p') => {
    const own = listOwnDelegations(as(who)).lendable[0];
    return delegateGrant(as(who), { grantId: own?.grantId ?? 0, username: to, from, lastDay, ...WHY });
  };

  it('lends a right until a day, to be seen by both, and not to be lent on', () => {
    lend(TODAY, '2026-12-01');
    expect(rolesOn('p', '2026-12-01')).toContain('hr');
    expect(rolesOn('p', '2026-12-02')).not.toContain('hr');
    expect(listOwnDelegations(as('hr-x')).lent).toMatchObject([{ username: 'p', role: 'hr' }]);
    expect(listOwnDelegations(as('p'))).toMatchObject({ borrowed: [{ username: 'hr-x' }], lendable: [] });
    expect(() => lend(TODAY, '2026-12-01', 'p', 'q')).toThrow('not_found');
    // Whoever acts gives what HR gives, but nothing to himself.
    expect(() => giveGrant(as('p'), ask('p', 'trainer', 'X'))).toThrow('own_account');
    expect(() => giveGrant(as('p'), ask('q', 'trainer', 'X'))).not.toThrow();
  });

  it('is refused to oneself, to nobody, for too long, and without a document', () => {
    expect(() => lend(TODAY, '2026-12-01', 'hr-x', 'hr-x')).toThrow('own_account');
    expect(() => lend(TODAY, '2026-12-01', 'hr-x', 'nobody')).toThrow('unknown_account');
    expect(() => lend(TODAY, addDays(TODAY, 90))).toThrow('invalid_input');
    const own = listOwnDelegations(as('hr-x')).lendable[0]!;
    const input = {
      grantId: own.grantId,
      username: 'p',
      from: TODAY,
      lastDay: TODAY,
      document: ' ',
      reason: WHY.reason,
    };
    expect(() => delegateGrant(as('hr-x'), input)).toThrow('invalid_input');
    expect(listOwnDelegations(as('op')).lendable).toEqual([]);
  });

  it('is ended by its lender, early', () => {
    lend(TODAY, '2026-12-31');
    const [lent] = listOwnDelegations(as('hr-x')).lent;
    endGrant(as('hr-x', '2026-11-28'), { id: lent!.id, lastDay: '2026-11-27', reason: 'đã về' });
    expect(rolesOn('p', '2026-11-28')).not.toContain('hr');
  });

  it('never outlives the right it comes from, whatever happens to that', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays(TODAY, days));
    fc.assert(
      fc.property(day, day, day, fc.boolean(), (lastDay, ownLastDay, on, isClosed) => {
        fresh.db.sqlite.exec('savepoint run');
        try {
          lend(TODAY, lastDay);
          const own = listGrantsInScope(as('op'), { text: 'hr-x' }).rows[0]!;
          endGrant(as('op'), { id: own.id, lastDay: ownLastDay, reason: 'điều chuyển' });
          if (isClosed)
            fresh.db.sqlite.prepare("update account set status = 'closed' where username = 'hr-x'").run();
          const holds = rolesOn('p', on).includes('hr');
          expect(holds).toBe(on <= lastDay && on <= ownLastDay && !isClosed);
        } finally {
          fresh.db.sqlite.exec('rollback to run; release run');
        }
      }),
      { numRuns: 40 },
    );
  });
});
