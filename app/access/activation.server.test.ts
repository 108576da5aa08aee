import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rows } from '~db/client.server';
import { findAccountById } from '~db/queries/access';
import { confirmTotp, putTotp } from '~db/queries/factors';
import { freshDatabase } from '../../tests/database';
import { addSession, ctxOf, write } from '../../tests/factories';
import { giveCode } from './access-codes.server';
import { addAccount } from './accounts.server';
import { activate } from './activation.server';
import { hashPassword } from './adapters/password';
import { tokenHash } from './adapters/tokens';
import type { Ctx } from './context.server';
import { AppError } from './errors';
import { initKeys } from './keys.server';
import { changePassword, endOwnSessions, getOwnAccount } from './own-account.server';
import { actorOfToken, signIn } from './sessions.server';

const NOW = Date.parse('2026-11-25T08:00:00+07:00');
const CLIENT = { device: 'Firefox 115, Windows 7', network: '10.0.0.9' };
const GOOD = 'cây đa bến nước sân đình';
const keysPath = mkdtempSync(join(tmpdir(), 'thao-keys-'));
initKeys(keysPath);

let fresh: ReturnType<typeof freshDatabase>;
let accountId: number;
let code: string;
beforeEach(() => {
  fresh = freshDatabase();
  write(fresh.db, NOW, (tx) => {
    const account = { username: 'LG-000077', personId: null, passwordHash: null, isDemo: false, grants: [] };
    accountId = addAccount(tx, account);
    code = giveCode(tx, { accountId, purpose: 'activation', keysPath, now: NOW }).code;
  });
});
afterEach(() => fresh.remove());

const ctx = (now = NOW) => ctxOf(fresh.db, now, undefined, keysPath);
const answerOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) =>
      error instanceof AppError ? { code: error.code, ...error.detail, ...error.fields } : error,
  );
/** Activates; answers the session's token. */
const enter = async (now = NOW) => {
  const signed = await activate(ctx(now), { name: 'LG-000077', code, password: GOOD, client: CLIENT });
  if (signed.kind !== 'done') throw new Error(signed.kind);
  return signed.token;
};
const attempt = (more: Partial<Parameters<typeof activate>[1]> = {}, now = NOW) =>
  answerOf(activate(ctx(now), { name: 'lg-000077', code, password: GOOD, client: CLIENT, ...more }));

describe('activating', () => {
  it('chooses the password and signs in; the code is used up', async () => {
    const token = await enter();
    expect(actorOfToken(fresh.db, token, NOW)?.accountId).toBe(accountId);
    expect(await attempt()).toEqual({ code: 'code_over', why: 'used' });
    const signed = await signIn(ctx(), { name: 'LG-000077', password: GOOD, client: CLIENT });
    expect(signed.accountId).toBe(accountId);
    expect(findAccountById(fresh.db, accountId)?.passwordChosenAt).toBe(NOW);
  });

  it('opens no session where a second factor is set up: it is asked for, as after a password', async () => {
    putTotp(fresh.db, accountId, 'sealed', NOW);
    confirmTotp(fresh.db, accountId, NOW, 1);
    const signed = await activate(ctx(), { name: 'LG-000077', code, password: GOOD, client: CLIENT });
    expect(signed).toMatchObject({ kind: 'factor', accountId });
    expect(rows(fresh.db, 'select 1 from session')).toEqual([]);
    expect(await attempt()).toEqual({ code: 'code_over', why: 'used' });
  });

  it('answers alike for a wrong code, an unknown name and a closed account', async () => {
    const wrong = await attempt({ code: 'ABCD-EFGH' });
    expect(wrong).toEqual({ code: 'wrong_code', seconds: 0 });
    expect(await attempt({ name: 'nobody' })).toEqual(wrong);
    fresh.db.sqlite.prepare("update account set status = 'closed' where id = ?").run(accountId);
    expect(await attempt()).toEqual(wrong);
  });

  it('leaves the code as it was where the password is refused, and lets its owner try again at once', async () => {
    for (let tries = 0; tries < 8; tries += 1) {
      expect(await attempt({ password: 'matkhau1' })).toMatchObject({ code: 'invalid_input' });
    }
    expect(await attempt({ password: 'LG-000077 ab' })).toMatchObject({ password: 'names_owner' });
    expect(await attempt()).toBe('done');
  });

  it('slows guessing down like sign-in, by the same count', async () => {
    for (let tries = 0; tries < 4; tries += 1) await attempt({ code: 'ABCDEFGH' });
    expect(await attempt({ code: 'ABCDEFGH' })).toEqual({ code: 'wrong_code', seconds: 15 });
    expect(await attempt()).toEqual({ code: 'too_many', seconds: 15 });
    const entry = { name: 'lg-000077', password: 'x', client: CLIENT };
    expect(await answerOf(signIn(ctx(), entry))).toEqual({ code: 'too_many', seconds: 15 });
    expect(await attempt({}, NOW + 15_000)).toBe('done');
  });

  it('gives one of two at the same moment a session', async () => {
    const both = await Promise.all([attempt(), attempt({ password: `${GOOD} hai` })]);
    expect(both.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(both).toContainEqual({ code: 'code_over', why: 'used' });
  });

  it('ends what was signed in before', async () => {
    addSession(fresh.db, { hash: tokenHash('old'), accountId, now: NOW, expiresAt: NOW + 1e6 });
    await attempt();
    expect(actorOfToken(fresh.db, 'old', NOW)).toBeNull();
  });
});

describe('one’s own account', () => {
  const own = async (): Promise<{ mine: Ctx; token: string }> => {
    const token = await enter();
    return { mine: { ...ctx(), actor: actorOfToken(fresh.db, token, NOW)! }, token };
  };

  it('changes the password with the old one, keeps this session and ends the others', async () => {
    const { mine, token } = await own();
    addSession(fresh.db, { hash: tokenHash('other'), accountId, now: NOW, expiresAt: NOW + 1e6 });
    const change = (current: string, next: string) =>
      answerOf(changePassword(mine, { current, next, token, network: '10.0.0.9' }));
    expect(await change('sai rồi', 'con trâu là đầu cơ nghiệp')).toMatchObject({ current: 'wrong' });
    expect(await change(GOOD, 'matkhau123')).toMatchObject({ password: 'too_common' });
    expect(await change(GOOD, GOOD)).toMatchObject({ password: 'same' });
    expect(await change(GOOD, 'con trâu là đầu cơ nghiệp')).toBe('done');
    expect(actorOfToken(fresh.db, token, NOW)?.accountId).toBe(accountId);
    expect(actorOfToken(fresh.db, 'other', NOW)).toBeNull();
    const entry = { name: 'lg-000077', client: CLIENT };
    expect(await answerOf(signIn(ctx(), { ...entry, password: GOOD }))).toMatchObject({
      code: 'wrong_sign_in',
    });
    expect(await answerOf(signIn(ctx(), { ...entry, password: 'con trâu là đầu cơ nghiệp' }))).toBe('done');
  });

  it('lists its sessions, this one first, and ends one or all others but nobody else’s', async () => {
    const { mine, token } = await own();
    const other = write(fresh.db, NOW, (tx) =>
      addAccount(tx, { username: 'other', personId: null, passwordHash: null, isDemo: false, grants: [] }),
    );
    addSession(fresh.db, { hash: 'hash of theirs', accountId: other, now: NOW, expiresAt: NOW + 1e6 });
    addSession(fresh.db, { hash: tokenHash('second'), accountId, now: NOW + 5, expiresAt: NOW + 1e6 });
    const { sessions, events } = getOwnAccount(mine, { token });
    expect(sessions.map(({ isThis }) => isThis)).toEqual([true, false]);
    expect(sessions[0]).toMatchObject({ ...CLIENT, method: 'code' });
    expect(events).toMatchObject([{ method: 'code', outcome: 'done', ...CLIENT }]);
    expect(() => endOwnSessions(mine, { token, session: 'hash of theirs'.slice(0, 16) })).toThrow(
      'not_found',
    );
    expect(endOwnSessions(mine, { token, session: sessions[1]!.publicId })).toEqual({ ended: 1 });
    expect(endOwnSessions(mine, { token, session: 'others' })).toEqual({ ended: 0 });
    expect(actorOfToken(fresh.db, token, NOW)).not.toBeNull();
  });

  it('is refused to whoever has no account', () => {
    expect(() => getOwnAccount(ctx(), { token: '' })).toThrow('not_allowed');
  });
});

it('hashes in the form that sign-in reads', async () => {
  expect(await hashPassword(GOOD)).toMatch(/^\$argon2id\$/);
});
