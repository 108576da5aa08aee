import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
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
    now,
    ports: {} as Ctx['ports'],
    keysPath: fresh.folder,
    baseUrl: 'http://localhost',
  });
  const attempt = (now: number, name: string, password: string) =>
    signIn(ctxAt(now), { name, password, address: '10.0.0.1' }).then(
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

  it('ends a session at sign-out', async () => {
    const { token } = (await attempt(0, 'van', 'mật khẩu dài')) as { token: string };
    const actor = actorOfToken(fresh.db, token, 1);
    if (!actor) throw new Error('no session');
    signOut({ ...ctxAt(2), actor }, token);
    expect(actorOfToken(fresh.db, token, 3)).toBeNull();
  });
});
