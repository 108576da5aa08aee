import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setSettingText } from '~db/queries/trail';
import { makePorts } from '~/server/ports';
import { freshDatabase } from '../../tests/database';
import { addSession, addUnit, ctxOf, write } from '../../tests/factories';
import { addAccount } from './accounts.server';
import { hashPassword } from './adapters/password';
import { totpStep } from './adapters/totp';
import { tokenHash } from './adapters/tokens';
import type { Ctx } from './context.server';
import { AppError } from './errors';
import {
  confirmTotp,
  factorsOf,
  newRecoveryCodes,
  pendingTotp,
  raiseSession,
  removeTotp,
  startTotp,
} from './factors.server';
import { initKeys } from './keys.server';
import { actorOfToken, finishSignIn, signIn } from './sessions.server';

const NOW = Date.parse('2026-11-25T08:00:00+07:00');
const STEP = 30_000;
const TYPED = { current: 'cây đa bến nước sân đình', network: '10.0.0.9' };
const CLIENT = { device: '', network: '10.0.0.9' };
const PASSWORD = TYPED.current;
const keysPath = mkdtempSync(join(tmpdir(), 'thao-keys-'));
initKeys(keysPath);
const passwordHash = await hashPassword(PASSWORD);

let fresh: ReturnType<typeof freshDatabase>;
let accountId: number;
beforeEach(() => {
  fresh = freshDatabase();
  accountId = write(fresh.db, 1, (tx) => {
    const unitId = addUnit(tx, { code: 'T' });
    const grants = (['learner', 'hr'] as const).map((role) => ({ role, unitId, validFrom: '2020-01-01' }));
    return addAccount(tx, { username: 'hr', personId: null, passwordHash, isDemo: false, grants });
  });
  addSession(fresh.db, {
    hash: tokenHash('weak'),
    accountId,
    now: NOW,
    expiresAt: NOW + 1e8,
    isStrong: false,
  });
});
afterEach(() => fresh.remove());

const system = (now = NOW): Ctx => ({
  ...ctxOf(fresh.db, now, undefined, keysPath),
  ports: makePorts({} as Parameters<typeof makePorts>[0]),
});
/** The session's token: showing a factor gives it another. */
let here = 'weak';
beforeEach(() => {
  here = 'weak';
});
const own = (now = NOW, token = here): Ctx => ({
  ...system(now),
  actor: actorOfToken(fresh.db, token, NOW)!,
});
const rolesOf = (token: string) => actorOfToken(fresh.db, token, NOW)!.grants.map(({ role }) => role);
const codeAt = (secret: string, at: number) =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at });
const answerOf = async (work: () => unknown) => {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, ...error.detail };
    throw error;
  }
};

/** Sets the app up at NOW; answers its secret and the recovery codes. */
async function setUp() {
  await startTotp(own(), TYPED);
  const { secret } = pendingTotp(own(), { issuer: 'Thạo' })!;
  const { recoveryCodes, token } = confirmTotp(own(), { code: codeAt(secret, NOW), token: here });
  here = token;
  return { secret, recoveryCodes };
}
const enter = (now: number, code?: string) =>
  signIn(system(now), { name: 'hr', password: PASSWORD, client: CLIENT, ...(code ? { code } : {}) });

describe('a session that has shown a password only', () => {
  it('carries the rights of a learner, and says which others wait', () => {
    expect(rolesOf('weak')).toEqual(['learner']);
    expect(actorOfToken(fresh.db, 'weak', NOW)!.withheld?.map(({ role }) => role)).toEqual(['hr']);
  });

  it('carries all of them where the province has turned the second factor off', () => {
    setSettingText(fresh.db, 'secondFactor', JSON.stringify('off'));
    expect(rolesOf('weak')).toEqual(['learner', 'hr']);
  });

  it('carries all of them once a code is shown', async () => {
    const { secret } = await setUp();
    fresh.db.sqlite.prepare('update session set is_strong = 0').run();
    const raise = (code: string) =>
      answerOf(() => {
        ({ token: here } = raiseSession(own(NOW + STEP), { code, token: here, network: '10.0.0.9' }));
      });
    return raise('000000')
      .then((answer) => expect(answer).toMatchObject({ code: 'wrong_factor' }))
      .then(() => raise(codeAt(secret, NOW + STEP)))
      .then((answer) => expect([answer, rolesOf(here)]).toEqual(['done', ['learner', 'hr']]))
      .then(() => expect(actorOfToken(fresh.db, 'weak', NOW)).toBeNull());
  });
});

describe('setting up an app', () => {
  it('counts from its first code on, which makes this session strong and gives ten recovery codes', async () => {
    const { recoveryCodes } = await setUp();
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(rolesOf(here)).toEqual(['learner', 'hr']);
    expect(actorOfToken(fresh.db, 'weak', NOW)).toBeNull();
    expect(factorsOf(fresh.db, accountId)).toEqual({ totp: true, passkeys: [], recoveryLeft: 10 });
    expect(await answerOf(() => startTotp(own(), TYPED))).toEqual({ code: 'conflict' });
  });

  it('begins again when nobody confirmed it for a quarter of an hour', async () => {
    await startTotp(own(), TYPED);
    const { secret } = pendingTotp(own(), { issuer: 'Thạo' })!;
    const late = NOW + 15 * 60_000 + 1;
    expect(pendingTotp(own(late), { issuer: 'Thạo' })).toBeNull();
    const confirm = () => confirmTotp(own(late), { code: codeAt(secret, late), token: 'weak' });
    expect(await answerOf(confirm)).toEqual({ code: 'not_found' });
    expect(await enter(NOW)).toMatchObject({ kind: 'done' });
  });

  it('keeps no secret that anybody could read in the database', async () => {
    const { secret, recoveryCodes } = await setUp();
    for (const table of ['totp_secret', 'recovery_code', 'audit_detail']) {
      const text = JSON.stringify(fresh.db.sqlite.prepare(`select * from ${table}`).all());
      for (const hidden of [secret, ...recoveryCodes]) expect(text.includes(hidden)).toBe(false);
    }
  });

  it('cannot be undone by whoever needs it, but by a learner', async () => {
    await setUp();
    expect(await answerOf(() => removeTotp(own(), TYPED))).toEqual({ code: 'last_factor' });
    setSettingText(fresh.db, 'secondFactor', JSON.stringify('off'));
    expect(await answerOf(() => removeTotp(own(), TYPED))).toBe('done');
    expect(await enter(NOW)).toMatchObject({ kind: 'done' });
  });
});

it('is set up, taken away and given new codes only by whoever knows the password', async () => {
  await setUp();
  const wrong = { current: 'sai', network: '10.0.0.9' };
  for (const work of [startTotp, removeTotp, newRecoveryCodes]) {
    expect(await answerOf(() => work(own(), wrong))).toEqual({ code: 'invalid_input' });
  }
  expect(factorsOf(fresh.db, accountId)).toMatchObject({ totp: true, recoveryLeft: 10 });
});

describe('signing in with a second factor', () => {
  it('asks after the right password, and opens one session a step', async () => {
    const { secret } = await setUp();
    const first = await enter(NOW + STEP);
    if (first.kind !== 'factor') throw new Error('no factor was asked for');
    const finish = (now: number, code: string, step = first.step) =>
      answerOf(() => finishSignIn(system(now), { step, code, client: CLIENT }));
    expect(await finish(NOW + STEP, '123')).toEqual({ code: 'wrong_factor', seconds: 0 });
    expect(await finish(NOW + STEP, codeAt(secret, NOW + STEP), 'forged')).toEqual({ code: 'closed' });
    expect(await finish(NOW + STEP, codeAt(secret, NOW + STEP))).toBe('done');
    expect(await finish(NOW + 2 * STEP, codeAt(secret, NOW + 2 * STEP))).toEqual({ code: 'closed' });
  });

  it('takes a code once, also by two at the same moment, and no earlier one after it', async () => {
    const { secret } = await setUp();
    const code = codeAt(secret, NOW + STEP);
    const both = await Promise.all([1, 2].map(() => answerOf(() => enter(NOW + STEP, code))));
    expect(both.filter((answer) => answer === 'done')).toHaveLength(1);
    // The app's clock and ours may differ by one step, but a later code makes earlier ones worthless.
    expect(await answerOf(() => enter(NOW + 2 * STEP, codeAt(secret, NOW)))).toMatchObject({
      code: 'wrong_factor',
    });
    expect(await answerOf(() => enter(NOW + 2 * STEP, codeAt(secret, NOW + 3 * STEP)))).toBe('done');
    // Neither does a clock that goes back make a code count twice.
    expect(await answerOf(() => enter(NOW + STEP, codeAt(secret, NOW + 2 * STEP)))).toMatchObject({
      code: 'wrong_factor',
    });
  });

  it('takes each recovery code once, however it is typed, and none after new ones were made', async () => {
    const { recoveryCodes } = await setUp();
    const [first = '', second = ''] = recoveryCodes;
    expect(await answerOf(() => enter(NOW, ` ${first.slice(0, 5)}-${first.slice(5).toLowerCase()}`))).toBe(
      'done',
    );
    expect(await answerOf(() => enter(NOW, first))).toMatchObject({ code: 'wrong_factor' });
    expect(factorsOf(fresh.db, accountId).recoveryLeft).toBe(9);
    await newRecoveryCodes(own(), TYPED);
    expect(await answerOf(() => enter(NOW, second))).toMatchObject({ code: 'wrong_factor' });
  });

  it('slows guessing down by account, and leaves the running session alone', async () => {
    const { secret } = await setUp();
    for (let tries = 0; tries < 4; tries += 1) await answerOf(() => enter(NOW, '000000'));
    expect(await answerOf(() => enter(NOW, '000000'))).toEqual({ code: 'wrong_factor', seconds: 15 });
    expect(await answerOf(() => enter(NOW + STEP / 3, codeAt(secret, NOW + STEP)))).toMatchObject({
      code: 'too_many',
    });
    expect(actorOfToken(fresh.db, here, NOW)).not.toBeNull();
    expect(await answerOf(() => enter(NOW + STEP, codeAt(secret, NOW + STEP)))).toBe('done');
    const seen = fresh.db.sqlite
      .prepare('select outcome, count(*) as n from sign_in_event group by 1 order by 1')
      .all();
    expect(seen).toEqual([
      { outcome: 'done', n: 1 },
      { outcome: 'waiting', n: 1 },
      { outcome: 'wrong', n: 5 },
    ]);
  });
});

it('reads the codes of RFC 6238, appendix B', () => {
  // The RFC's secret "12345678901234567890" and the last six digits of its eight.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const) {
    expect(totpStep(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
    expect(totpStep(secret, code, (seconds + 90) * 1000)).toBeNull();
  }
});
