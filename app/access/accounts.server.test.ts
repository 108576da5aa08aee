import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, ctxOf, write } from '../../tests/factories';
import { row } from '~db/client.server';
import { createOperator } from './accounts.server';
import { AppError } from './errors';
import { signIn } from './sessions.server';
import { putSetting } from './settings.server';

describe('making an operator’s account', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  beforeEach(() => {
    fresh = freshDatabase();
  });
  afterEach(() => fresh.remove());

  const create = (password: string, username = 'van-hanh', ctx = ctxOf(fresh.db, 2)) =>
    createOperator(ctx, { username, password, today: '2026-11-25' });
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: AppError) => ({ code: error.code, detail: error.detail, fields: error.fields }),
    );
  const accounts = () => row(fresh.db, 'select count(*) as n from account');

  it('makes one that can sign in', async () => {
    const { accountId } = await create('mưa rơi trên mái tôn');
    const input = {
      name: 'van-hanh',
      password: 'mưa rơi trên mái tôn',
      client: { device: '', network: '10.0.0.1' },
    };
    expect(await signIn(ctxOf(fresh.db, 3), input)).toMatchObject({ accountId });
  });

  it.each([
    ['too short', 'ngắn', 'too_short'],
    ['the user name', 'van-hanh-2026', 'names_owner'],
    ['a common one', 'quantri12345', 'too_common'],
  ])('refuses a password that is %s, and writes nothing', async (_, password, fault) => {
    const fields = { password: fault };
    expect(await refusal(create(password))).toEqual({
      code: 'invalid_input',
      detail: { minLength: 10 },
      fields,
    });
    expect(accounts()).toEqual({ n: 0 });
  });

  it('asks for the length that the province has set', async () => {
    write(fresh.db, 2, (tx) => putSetting(tx, 'passwordLength', 16));
    expect(await refusal(create('kx9-tre-mo-xanh'))).toMatchObject({ detail: { minLength: 16 } });
    expect(() => write(fresh.db, 3, (tx) => putSetting(tx, 'passwordLength', 4))).toThrow();
  });

  it('refuses a name that is taken, and anybody but the command line itself', async () => {
    await create('mưa rơi trên mái tôn');
    expect(await refusal(create('mưa rơi trên mái tôn', 'VAN-HANH'))).toMatchObject({ code: 'conflict' });
    const operator = ctxOf(fresh.db, 4, actorWith([['operator', 1]]));
    expect(await refusal(create('mưa rơi trên mái tôn', 'x-khac', operator))).toMatchObject({
      code: 'not_allowed',
    });
    expect(accounts()).toEqual({ n: 1 });
  });
});
