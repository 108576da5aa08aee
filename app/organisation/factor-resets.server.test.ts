import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { confirmTotp as storeTotp, putTotp } from '~db/queries/factors';
import { addAccount } from '~/access/accounts.server';
import { tokenHash } from '~/access/adapters/tokens';
import type { Ctx } from '~/access/context.server';
import { hasFactor } from '~/access/factors.server';
import { initKeys } from '~/access/keys.server';
import type { Role } from '~/access/roles';
import { actorOfToken } from '~/access/sessions.server';
import { freshDatabase } from '../../tests/database';
import { addPerson, addSession, addUnit, ctxOf, write } from '../../tests/factories';
import { askFactorReset, decideReset, listResets } from './factor-resets.server';

const NOW = Date.parse('2026-11-25T08:00:00+07:00');
const WHY = 'mất điện thoại, đã xem thẻ';
const keysPath = mkdtempSync(join(tmpdir(), 'thao-keys-'));
initKeys(keysPath);

/** Two officers of HR in X, one in Y, an operator; the person who lost the phone in X. */
let fresh: ReturnType<typeof freshDatabase>;
let who: Record<'first' | 'second' | 'elsewhere' | 'operator' | 'owner', Ctx>;
beforeEach(() => {
  fresh = freshDatabase();
  const { db } = fresh;
  who = write(db, 1, (tx) => {
    const T = addUnit(tx, { code: 'T' });
    const X = addUnit(tx, { code: 'X', level: 'commune', parentId: T });
    const Y = addUnit(tx, { code: 'Y', level: 'commune', parentId: T });
    const make = (
      username: string,
      role: Role,
      unitId: number | null,
      personId: number | null = null,
    ): Ctx => {
      const grants = [{ role, unitId, validFrom: '2020-01-01' }];
      const accountId = addAccount(tx, { username, personId, passwordHash: null, isDemo: false, grants });
      const held = grants.map((grant) => ({ ...grant, validTo: '9999-12-31' }));
      const actor = { accountId, personId, name: username, grants: held, system: false };
      return { ...ctxOf(db, NOW, undefined, keysPath), actor };
    };
    return {
      first: make('first', 'hr', X),
      second: make('second', 'hr', X),
      elsewhere: make('elsewhere', 'hr', Y),
      operator: make('operator', 'operator', null),
      owner: make('owner', 'learner', X, addPerson(tx, { staffCode: 'LG-000001', unitId: X })),
    };
  });
  const accountId = who.owner.actor.accountId!;
  putTotp(db, accountId, 'sealed', NOW);
  storeTotp(db, accountId, NOW, 1);
  addSession(db, { hash: tokenHash('t'), accountId, now: NOW, expiresAt: NOW + 1e6 });
});
afterEach(() => fresh.remove());

const ask = (ctx: Ctx) => askFactorReset(ctx, { username: 'owner', reason: WHY });
const idOf = () => listResets(who.second)[0]!.id;

it('takes one to ask and another to decide', () => {
  ask(who.first);
  expect(() => ask(who.second)).toThrow('conflict');
  const id = idOf();
  expect(listResets(who.first)[0]).toMatchObject({ username: 'owner', reason: WHY, mayDecide: false });
  expect(listResets(who.second)[0]).toMatchObject({ mayDecide: true });
  expect(() => decideReset(who.first, { id, decision: 'approved' })).toThrow('own_account');
  expect(() => decideReset(who.elsewhere, { id, decision: 'approved' })).toThrow('out_of_scope');
  expect(hasFactor(fresh.db, who.owner.actor.accountId!)).toBe(true);
  decideReset(who.second, { id, decision: 'approved' });
  expect(hasFactor(fresh.db, who.owner.actor.accountId!)).toBe(false);
  expect(actorOfToken(fresh.db, 't', NOW)).toBeNull();
  expect(() => decideReset(who.operator, { id, decision: 'refused' })).toThrow('conflict');
  expect(listResets(who.elsewhere)).toEqual([]);
  const told = fresh.db.sqlite.prepare('select account_id as id, kind from notice').all();
  expect(told).toEqual([{ id: who.owner.actor.accountId, kind: 'factor_reset' }]);
});

it('leaves everything as it is when refused, and may be asked again', () => {
  ask(who.first);
  decideReset(who.operator, { id: idOf(), decision: 'refused' });
  expect(hasFactor(fresh.db, who.owner.actor.accountId!)).toBe(true);
  expect(actorOfToken(fresh.db, 't', NOW)).not.toBeNull();
  expect(() => ask(who.second)).not.toThrow();
});

it('is no way around the rule, even past the use case', () => {
  ask(who.first);
  const decide = (by: number) =>
    fresh.db.sqlite
      .prepare("update factor_reset set decided_by = ?, decided_at = 1, decision = 'approved'")
      .run(by);
  for (const ctx of [who.first, who.owner])
    expect(() => decide(ctx.actor.accountId!)).toThrow('another person');
});

it('is not asked for oneself, outside, without a reason or without a factor', () => {
  expect(() => askFactorReset(who.first, { username: 'first', reason: WHY })).toThrow('out_of_scope');
  expect(() => askFactorReset(who.operator, { username: 'operator', reason: WHY })).toThrow('own_account');
  expect(() => ask(who.elsewhere)).toThrow('out_of_scope');
  expect(() => askFactorReset(who.first, { username: 'owner', reason: '' })).toThrow('invalid_input');
  expect(() => askFactorReset(who.operator, { username: 'second', reason: WHY })).toThrow('not_found');
  expect(() => listResets(who.owner)).toThrow('not_allowed');
  expect(() => decideReset(who.first, { id: 99, decision: 'approved' })).toThrow('out_of_scope');
});
