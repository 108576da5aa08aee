import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesOf, freshDatabase } from '../../tests/database';
import { writeTx } from '~db/write.server';
import { addAccount } from './accounts.server';
import { hashPassword } from './adapters/password';
import type { Ctx } from './context.server';
import { AppError } from './errors';
import { actorOfToken, signIn, signOut } from './sessions.server';

const MINUTE = 60_000;

describe('signing in', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  const ctxAt = (now: number): Omit<Ctx, 'actor'> => ({
    db: fresh.db,
    files: filesOf(fresh.db),
    now,
    ports: {} as Ctx['ports'],
    keysPath: fresh.folder,
    baseUrl: 'http://localhost',
  });
  const attempt = (now: number, name: string, password: string) =>
    signIn(ctxAt(now), { name, password, client: { device: '', network: '10.0.0.1' } }).then(
      (value) => value,
      (error: unknown) => error as AppError,
    );

  beforeEach(async () => {
    fresh = freshDatabase();
    const passwordHash = await hashPassword('mật khẩu dài');
    writeTx(fresh.db, 1, { accountId: null, name: 'test' }, 'x', (tx) => {
      fresh.db.sqlite.exec("insert into person (staff_code) values ('LG-000001')");
      addAccount(tx, { personId: 1, username: 'van', passwordHash, isDemo: false, grants: [] });
    });
  });
  afterEach(() => fresh.remove());

  it.each([
    ['user name', 'van'],
    ['user name in capitals', 'VAN'],
    ['staff code', 'LG-000001'],
    ['staff code in small letters with spaces', ' lg-000001 '],
  ])('accepts a %s', async (_, name) => {
    const result = await attempt(1000, name, 'mật khẩu dài');
    expect(result).toMatchObject({ accountId: 1 });
  });

  it('accepts the same password typed in decomposed letters', async () => {
    expect(await attempt(1000, 'van', 'mật khẩu dài'.normalize('NFD'))).toMatchObject({ accountId: 1 });
  });

  it('answers unknown names and wrong passwords alike', async () => {
    const wrong = (await attempt(1000, 'van', 'sai')) as AppError;
    const unknown = (await attempt(1000, 'khong-co', 'sai')) as AppError;
    expect([wrong.code, wrong.detail]).toEqual(['wrong_sign_in', unknown.detail]);
  });

  it('makes a name wait after five wrong tries and lets it in afterwards', async () => {
    for (let n = 0; n < 4; n += 1) await attempt(1000, 'van', 'sai');
    expect(((await attempt(1000, 'van', 'sai')) as AppError).detail).toEqual({ seconds: 15 });
    expect(((await attempt(2000, 'van', 'mật khẩu dài')) as AppError).code).toBe('too_many');
    expect(await attempt(17_000, 'van', 'mật khẩu dài')).toMatchObject({ accountId: 1 });
  });

  it('keeps a session for 30 idle minutes, no longer, and at most 12 hours', async () => {
    const { token } = (await attempt(0, 'van', 'mật khẩu dài')) as { token: string };
    expect(actorOfToken(fresh.db, token, 29 * MINUTE)?.name).toBe('van');
    expect(actorOfToken(fresh.db, token, 58 * MINUTE)?.name).toBe('van');
    expect(actorOfToken(fresh.db, token, 89 * MINUTE)).toBeNull();
  });

  it('keeps a session that is used all day for 12 hours', async () => {
    const { token } = (await attempt(0, 'van', 'mật khẩu dài')) as { token: string };
    for (let minute = 20; minute < 12 * 60; minute += 20) {
      expect(actorOfToken(fresh.db, token, minute * MINUTE)?.name).toBe('van');
    }
    expect(actorOfToken(fresh.db, token, 12 * 60 * MINUTE)).toBeNull();
  });

  it('ends the session that the browser had before', async () => {
    const before = (await attempt(0, 'van', 'mật khẩu dài')) as { token: string };
    const input = {
      name: 'van',
      password: 'mật khẩu dài',
      client: { device: '', network: '10.0.0.1' },
      replaces: before.token,
    };
    const { token } = (await signIn(ctxAt(1), input)) as { token: string };
    expect(actorOfToken(fresh.db, before.token, 2)).toBeNull();
    expect(actorOfToken(fresh.db, token, 2)?.name).toBe('van');
    // A wrong password ends nothing.
    await signIn(ctxAt(3), { ...input, password: 'sai', replaces: token }).catch(() => null);
    expect(actorOfToken(fresh.db, token, 4)?.name).toBe('van');
  });

  it('takes no session and no password of a closed account', async () => {
    const { token } = (await attempt(0, 'van', 'mật khẩu dài')) as { token: string };
    fresh.db.sqlite.exec("update account set status = 'closed'");
    expect(actorOfToken(fresh.db, token, 1)).toBeNull();
    expect(((await attempt(2, 'van', 'mật khẩu dài')) as AppError).code).toBe('wrong_sign_in');
  });

  it('ends a session at sign-out', async () => {
    const { token } = (await attempt(0, 'van', 'mật khẩu dài')) as { token: string };
    const actor = actorOfToken(fresh.db, token, 1);
    if (!actor) throw new Error('no session');
    signOut({ ...ctxAt(2), actor }, token);
    expect(actorOfToken(fresh.db, token, 3)).toBeNull();
  });

  it('compares no more passwords of a name at once than are free', async () => {
    const tries = await Promise.all(Array.from({ length: 12 }, () => attempt(1000, 'van', 'sai')));
    const codes = tries.map((error) => (error as AppError).code);
    expect(codes.filter((code) => code === 'wrong_sign_in')).toHaveLength(5);
    expect(codes.filter((code) => code === 'too_many')).toHaveLength(7);
  });

  it('lets an agency behind one address sign in at the same moment, and after a colleague’s mistakes', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `nobody${n}`);
    for (const name of names) await attempt(1000, name, 'sai');
    const tokens = await Promise.all([1, 2, 3].map(() => attempt(1000, 'van', 'mật khẩu dài')));
    expect(tokens.map((token) => 'accountId' in token)).toEqual([true, true, true]);
  });

  it('forgets wrong tries of a day ago at the next sign-in, right or wrong', async () => {
    const DAY = 24 * 60 * MINUTE;
    const names = () =>
      fresh.db.sqlite
        .prepare("select key from sign_in_throttle where key like 'name:%' order by key")
        .pluck()
        .all();
    for (const name of ['a', 'b', 'c']) await attempt(1000, name, 'sai');
    await attempt(2000, 'd', 'sai');
    await attempt(1000 + DAY, 'e', 'sai');
    expect(names()).toEqual(['name:a', 'name:b', 'name:c', 'name:d', 'name:e']);
    await attempt(1001 + DAY, 'f', 'sai');
    expect(names()).toEqual(['name:d', 'name:e', 'name:f']);
    await attempt(2001 + DAY, 'van', 'mật khẩu dài');
    expect(names()).toEqual(['name:e', 'name:f']);
  });

  it('writes the same of a wrong try whether or not the name is there, and nothing that was typed', async () => {
    await attempt(1, 'van', 'sai');
    await attempt(1, 'khong-co', 'sai');
    const written = fresh.db.sqlite.prepare('select * from sign_in_event order by id').all();
    expect(written).toMatchObject([
      { account_id: 1, method: 'password', outcome: 'wrong' },
      { account_id: null, method: 'password', outcome: 'wrong' },
    ]);
    expect(JSON.stringify(written)).not.toMatch(/khong-co|sai/);
  });
});
