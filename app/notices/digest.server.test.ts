import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import type { JobRun } from '~/jobs/handler.server';
import { rows } from '~db/client.server';
import { freshDatabase } from '../../tests/database';
import { actorWith, addPerson, addUnit, ctxOf, write } from '../../tests/factories';
import { addTestAccount } from '../../tests/load-context';
import { getNotificationChoice, saveNotificationChoice } from './choice.server';
import { sendDigests } from './digest.server';
import { openNotice, listNotices, tell } from './notices.server';

const NOW = Date.parse('2026-11-25T07:00:00+07:00');
const DAY_MS = 24 * 3_600_000;
const EMAIL = 'van.tran@lamgiang.example';
let world: ReturnType<typeof freshDatabase>;
let personId: number;
let accountId: number;

beforeEach(() => {
  world = freshDatabase();
  personId = write(world.db, NOW - 9 * DAY_MS, (tx) => {
    return addPerson(tx, { staffCode: 'LG-000001', unitId: addUnit(tx, { code: 'T' }) });
  });
  const account = { username: 'lg-000001', personId, grants: [] };
  accountId = addTestAccount(world.db, NOW - 9 * DAY_MS, account);
});
afterEach(() => world.remove());

const ctxAt = (now: number, as: number | null = personId): Ctx =>
  ctxOf(world.db, now, { ...actorWith([], as), accountId });
const choose = (now: number, change: Partial<Parameters<typeof saveNotificationChoice>[1]> = {}) =>
  saveNotificationChoice(ctxAt(now), { email: EMAIL, lang: 'vi', digest: true, ...change });
const tellAt = (now: number) =>
  write(world.db, now, (tx) => tell(tx, { accountId, kind: 'factor_changed', params: { device: 'Chrome' } }));
const run: JobRun = { publicId: 'x', input: {}, report: () => undefined, isCancelled: () => false };
const digestAt = (now: number) => sendDigests(ctxOf(world.db, now), run);
const mails = () =>
  rows<{ address: string; lang: string; params: string }>(
    world.db,
    'select address, lang, params from mail order by id',
  );

describe('the choice about mail', () => {
  it('begins with none, and keeps what is chosen', () => {
    expect(getNotificationChoice(ctxAt(NOW))).toEqual({ email: '', lang: 'vi', digest: false });
    choose(NOW, { email: ` ${EMAIL} `, lang: 'en' });
    expect(getNotificationChoice(ctxAt(NOW))).toEqual({ email: EMAIL, lang: 'en', digest: true });
    choose(NOW, { email: '', digest: false });
    expect(getNotificationChoice(ctxAt(NOW))).toEqual({ email: '', lang: 'vi', digest: false });
    expect(rows(world.db, 'select value from person_contact')).toEqual([]);
  });

  it.each([
    ['shape', { email: 'không phải' }],
    ['needed', { email: '' }],
  ])('says that the address is wrong: %s', (fault, change) => {
    const refused = (): unknown => {
      try {
        return choose(NOW, change);
      } catch (error) {
        return (error as AppError).fields;
      }
    };
    expect(refused()).toEqual({ email: fault });
  });

  it('leaves a trace without the address', () => {
    choose(NOW);
    const [{ detail }] = rows<{ detail: string }>(
      world.db,
      `select d.detail from audit_detail d join audit_entry e on e.id = d.entry_id
       where e.action = 'notification_choice'`,
    ) as [{ detail: string }];
    expect(JSON.parse(detail)).toEqual({ lang: 'vi', digest: true, addressChanged: true });
  });

  it('is not there for an account without a person', () => {
    const ctx = ctxAt(NOW, null);
    expect(getNotificationChoice(ctx)).toBeNull();
    expect(() => saveNotificationChoice(ctx, { email: EMAIL, lang: 'vi', digest: true })).toThrow(AppError);
  });
});

describe('the digest', () => {
  it('tells how many are new and unread, once, and nothing of what they say', async () => {
    tellAt(NOW - 3 * DAY_MS);
    choose(NOW - 2 * DAY_MS, { lang: 'en' });
    tellAt(NOW - DAY_MS);
    tellAt(NOW - DAY_MS + 1000);
    expect(await digestAt(NOW)).toEqual({ queued: 1 });
    expect(mails()).toEqual([{ address: EMAIL, lang: 'en', params: '{"count":2,"path":"/notices"}' }]);
    expect(await digestAt(NOW + DAY_MS)).toEqual({ queued: 0 });
    tellAt(NOW + DAY_MS + 1000);
    expect(await digestAt(NOW + 2 * DAY_MS)).toEqual({ queued: 1 });
  });

  it('leaves out what has been read, who does not want it, and closed accounts', async () => {
    choose(NOW - 2 * DAY_MS);
    tellAt(NOW - DAY_MS);
    const ctx = ctxAt(NOW);
    openNotice(ctx, { id: listNotices(ctx, { before: null }).notices[0]!.id });
    expect(await digestAt(NOW)).toEqual({ queued: 0 });
    tellAt(NOW + 1000);
    choose(NOW + 2000, { digest: false });
    expect(await digestAt(NOW + DAY_MS)).toEqual({ queued: 0 });
    choose(NOW + DAY_MS + 1000);
    tellAt(NOW + DAY_MS + 2000);
    world.db.sqlite.exec("update account set status = 'closed'");
    expect(await digestAt(NOW + 2 * DAY_MS)).toEqual({ queued: 0 });
  });

  it('works through more accounts than one chunk', async () => {
    write(world.db, NOW - DAY_MS, (tx) => {
      for (let number = 100; number < 350; number += 1) {
        const staffCode = `LG-000${number}`;
        const person = Number(
          tx.db.sql('insert into person (staff_code) values (?)').run(staffCode).lastInsertRowid,
        );
        const account = Number(
          tx.db
            .sql(
              "insert into account (person_id, username, status, is_demo, created_at) values (?, ?, 'active', 0, 0)",
            )
            .run(person, staffCode.toLowerCase()).lastInsertRowid,
        );
        tx.db
          .sql("insert into person_contact (person_id, kind, value) values (?, 'email', ?)")
          .run(person, `p${number}@lamgiang.example`);
        tx.db
          .sql("insert into notification_choice (account_id, lang, digest) values (?, 'vi', 1)")
          .run(account);
        tell(tx, { accountId: account, kind: 'factor_changed', params: { device: 'Chrome' } });
      }
    });
    expect(await digestAt(NOW)).toEqual({ queued: 250 });
    expect(new Set(mails().map(({ address }) => address)).size).toBe(250);
  });
});
