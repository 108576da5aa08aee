import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putSetting } from '~/access/settings.server';
import { initKeys } from '~/access/keys.server';
import { AppError } from '~/access/errors';
import type { JobRun } from '~/jobs/handler.server';
import { row, rows } from '~db/client.server';
import { freshDatabase } from '../../tests/database';
import { actorWith, addPerson, addRule, addSession, addUnit, ctxOf, write } from '../../tests/factories';
import { addTestAccount } from '../../tests/load-context';
import { cleanUp, type Cleaned } from './clean-up.server';
import { nightlyCheck, type CheckResult } from './nightly-check.server';

const NOW = Date.parse('2026-11-25T02:30:00+07:00');
const DAY_MS = 24 * 3_600_000;
let world: ReturnType<typeof freshDatabase>;
let keysPath: string;
let reports: (number | null)[][];
let isCancelled: boolean;

beforeEach(() => {
  world = freshDatabase();
  keysPath = join(world.folder, 'keys');
  initKeys(keysPath);
  reports = [];
  isCancelled = false;
});
afterEach(() => world.remove());

const jobRun = (): JobRun => ({
  publicId: 'x'.repeat(16),
  input: {},
  report: (...progress) => reports.push(progress),
  isCancelled: () => isCancelled,
});
const ctx = (actor?: Parameters<typeof ctxOf>[2]) => ctxOf(world.db, NOW, actor, keysPath);

describe('the nightly check', () => {
  beforeEach(() => {
    write(world.db, NOW - DAY_MS, (tx) => {
      addRule(tx);
      const unitId = addUnit(tx, { code: 'T' });
      addPerson(tx, { staffCode: 'LG-000001', unitId, shows: 'IU01' });
      putSetting(tx, 'operatorMail', 'op@lamgiang.example');
    });
  });

  it('keeps each rule’s outcome, shows how far it is, and is quiet where all hold', async () => {
    const { checks } = (await nightlyCheck(ctx(), jobRun())) as CheckResult;
    expect(checks.length).toBeGreaterThan(5);
    expect(checks.every(({ ok }) => ok)).toBe(true);
    expect(reports.at(-1)).toEqual([checks.length + 1, checks.length + 1]);
    expect(rows(world.db, 'select 1 from mail')).toEqual([]);
  });

  it('raises the alarm where a rule does not hold, once however often it runs', async () => {
    addTestAccount(world.db, NOW, { username: 'op', personId: null, grants: [] });
    world.db.sqlite.exec(
      "insert into role_grant (account_id, role, valid_from, tx_from) select id, 'operator', '2000-01-01', 1 from account",
    );
    world.db.sqlite.pragma('foreign_keys = OFF');
    world.db.sqlite.exec(
      "insert into sign_in_event (at, account_id, method, outcome, device, network) values (0, 99, 'password', 'done', '', '')",
    );
    world.db.sqlite.pragma('foreign_keys = ON');
    const first = (await nightlyCheck(ctx(), jobRun())) as CheckResult;
    expect(first.checks.filter(({ ok }) => !ok)).toEqual([{ name: 'foreign_keys', ok: false, count: 1 }]);
    await nightlyCheck(ctx(), jobRun());
    expect(rows(world.db, 'select kind, params, link from notice')).toEqual([
      { kind: 'check_failed', params: '{"count":1}', link: `/jobs/${'x'.repeat(16)}` },
    ]);
    expect(rows(world.db, 'select kind, address from mail')).toEqual([
      { kind: 'alarm', address: 'op@lamgiang.example' },
    ]);
  });

  it('stops when told to', () => {
    isCancelled = true;
    expect(() => nightlyCheck(ctx(), jobRun())).toThrow('job stopped');
  });

  it('asks for the right to look into the machine', () => {
    expect(() => nightlyCheck(ctx(actorWith([['hr', 1]])), jobRun())).toThrow(AppError);
  });
});

describe('clean-up', () => {
  it('forgets what is over, keeps the rest, and finds nothing the second time', async () => {
    const accountId = addTestAccount(world.db, NOW, { username: 'van', personId: null, grants: [] });
    const at = (days: number) => NOW - days * DAY_MS;
    for (const [hash, expiresAt] of [
      ['over', NOW],
      ['open', NOW + 1],
    ] as const) {
      addSession(world.db, { hash: hash.padEnd(20, '.'), accountId, now: at(1), expiresAt });
    }
    const put = (sql: string, ...values: unknown[]) => world.db.sqlite.prepare(sql).run(...values);
    for (const [key, days] of [
      ['old', 31],
      ['new', 29],
    ] as const) {
      put(
        'insert into form_key (account_id, key, result, at) values (?, ?, ?, ?)',
        accountId,
        key,
        '',
        at(days),
      );
    }
    for (const days of [181, 179]) {
      put(
        `insert into sign_in_event (at, account_id, method, outcome, device, network)
         values (?, ?, 'password', 'done', '', '')`,
        at(days),
        accountId,
      );
      for (const readAt of [at(days), null]) {
        put(
          `insert into notice (account_id, kind, params, created_at, read_at) values (?, 'factor_changed', '{}', 0, ?)`,
          accountId,
          readAt,
        );
      }
    }
    for (const [state, days] of [
      ['done', 91],
      ['failed', 91],
      ['done', 89],
      ['queued', null],
    ] as const) {
      put(
        `insert into job (public_id, kind, input, state, created_at, run_after, max_tries, finished_at)
         values (?, 'x', '{}', ?, 0, 0, 5, ?)`,
        `${state} ${days}`,
        state,
        days === null ? null : at(days),
      );
    }
    for (const [state, days] of [
      ['sent', 91],
      ['sent', 89],
      ['failed', 400],
    ] as const) {
      put(
        `insert into mail (address, lang, kind, params, state, created_at, next_at, sent_at)
         values ('a@b.example', 'vi', 'alarm', '{}', ?, 0, 0, ?)`,
        state,
        state === 'sent' ? at(days) : null,
      );
    }
    const expected: Cleaned = {
      ...{ sessions: 1, steps: 0, formKeys: 1, jobs: 2, mail: 1, notices: 1, signInEvents: 1 },
    };
    expect(await cleanUp(ctx(), jobRun())).toEqual(expected);
    const left = (table: string) => row<{ n: number }>(world.db, `select count(*) as n from ${table}`)!.n;
    expect(['session', 'form_key', 'job', 'mail', 'notice', 'sign_in_event'].map(left)).toEqual([
      1, 1, 2, 2, 3, 1,
    ]);
    const again = (await cleanUp(ctx(), jobRun())) as Cleaned;
    expect(Object.values(again).every((count) => count === 0)).toBe(true);
  });

  it('works through more than one chunk', async () => {
    const insert = world.db.sqlite.prepare(
      "insert into form_key (account_id, key, result, at) values (1, ?, '', 0)",
    );
    world.db.sqlite.transaction(() => {
      for (let index = 0; index < 1234; index += 1) insert.run(String(index));
    })();
    expect(await cleanUp(ctx(), jobRun())).toMatchObject({ formKeys: 1234 });
  });

  it('stops between chunks when told to', async () => {
    isCancelled = true;
    await expect(cleanUp(ctx(), jobRun())).rejects.toThrow('job stopped');
  });
});
