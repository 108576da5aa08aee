import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '~/access/context.server';
import { putSetting } from '~/access/settings.server';
import { AppError } from '~/access/errors';
import { rows } from '~db/client.server';
import { freshDatabase } from '../../tests/database';
import { actorWith, ctxOf, write } from '../../tests/factories';
import { addTestAccount } from '../../tests/load-context';
import { tellJobEnded } from './job-notices.server';
import { countUnread, listNotices, openNotice, readAllNotices, tell, tellOperators } from './notices.server';

const NOW = Date.parse('2026-11-25T08:00:00+07:00');
let world: ReturnType<typeof freshDatabase>;
let mine: number;
let other: number;

beforeEach(() => {
  world = freshDatabase();
  mine = addTestAccount(world.db, NOW, { username: 'van', personId: null, grants: [] });
  other = addTestAccount(world.db, NOW, { username: 'dung', personId: null, grants: [] });
});
afterEach(() => world.remove());

const ctxOfAccount = (accountId: number | null): Ctx => ctxOf(world.db, NOW, { ...actorWith([]), accountId });
const tellMe = (params: Record<string, string | number> = {}, key?: string) =>
  write(world.db, NOW, (tx) =>
    tell(tx, { accountId: mine, kind: 'factor_changed', params, link: '/account', ...(key ? { key } : {}) }),
  );

const newest = () => listNotices(ctxOfAccount(mine), { before: null }).notices[0]!.id;

describe('notices', () => {
  it('are one’s own, newest first, unread until opened', () => {
    tellMe({ device: 'Chrome' });
    tellMe({ device: 'Firefox' });
    const ctx = ctxOfAccount(mine);
    const { notices, unread, next } = listNotices(ctx, { before: null });
    expect(notices.map(({ params, isRead }) => [params.device, isRead])).toEqual([
      ['Firefox', false],
      ['Chrome', false],
    ]);
    expect([unread, next]).toEqual([2, null]);
    expect(listNotices(ctxOfAccount(other), { before: null }).notices).toEqual([]);
    expect(openNotice(ctx, { id: notices[0]!.id })).toEqual({ link: '/account' });
    expect(countUnread(ctx)).toBe(1);
  });

  it('of somebody else cannot be opened or marked', () => {
    tellMe();
    const id = newest();
    expect(() => openNotice(ctxOfAccount(other), { id })).toThrow(AppError);
    expect(readAllNotices(ctxOfAccount(other), { upTo: id })).toEqual({ read: 0 });
    expect(countUnread(ctxOfAccount(mine))).toBe(1);
  });

  it('told with the same key are told once', () => {
    tellMe({}, 'a');
    tellMe({}, 'a');
    expect(countUnread(ctxOfAccount(mine))).toBe(1);
  });

  it('are marked up to what the page showed, not what came since', () => {
    tellMe();
    const id = newest();
    tellMe();
    expect(readAllNotices(ctxOfAccount(mine), { upTo: id })).toEqual({ read: 1 });
    expect(countUnread(ctxOfAccount(mine))).toBe(1);
  });

  it('come in pages of fifty', () => {
    write(world.db, NOW, (tx) => {
      for (let index = 0; index < 120; index += 1) {
        tell(tx, { accountId: mine, kind: 'factor_changed', params: { index } });
      }
    });
    const seen: unknown[] = [];
    let before: number | null = null;
    do {
      const page = listNotices(ctxOfAccount(mine), { before });
      seen.push(...page.notices.map(({ params }) => params.index));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => 119 - index));
    expect(countUnread(ctxOfAccount(mine))).toBe(100);
  });

  it('are counted on an index, whatever else is in the table', () => {
    const plan = rows<{ detail: string }>(
      world.db,
      `explain query plan
       select count(*) as n from (select 1 from notice where account_id = 1 and read_at is null limit 100)`,
    );
    expect(plan.map(({ detail }) => detail).join()).toContain('notice_unread');
  });

  it('of an account that is none: nothing', () => {
    expect(countUnread(ctxOfAccount(null))).toBe(0);
    expect(() => listNotices(ctxOfAccount(null), { before: null })).toThrow(AppError);
  });
});

describe('who runs the machine', () => {
  const operator = (username: string, validFrom = '2000-01-01') =>
    write(world.db, NOW, (tx) => {
      const id = Number(
        tx.db
          .sql("insert into account (username, status, is_demo, created_at) values (?, 'active', 0, 0)")
          .run(username).lastInsertRowid,
      );
      tx.db
        .sql("insert into role_grant (account_id, role, valid_from, tx_from) values (?, 'operator', ?, ?)")
        .run(id, validFrom, tx.id);
      return id;
    });

  it('is told, each once, and nobody whose right has not begun or whose account is closed', () => {
    const first = operator('op1');
    operator('op2', '2027-01-01');
    const closed = operator('op3');
    world.db.sql("update account set status = 'closed' where id = ?").run(closed);
    for (let twice = 0; twice < 2; twice += 1) {
      write(world.db, NOW, (tx) =>
        tellOperators(tx, { kind: 'check_failed', params: { count: 1 }, key: 'k' }),
      );
    }
    const told = rows<{ id: number }>(world.db, 'select account_id as id from notice');
    expect(told).toEqual([{ id: first }]);
  });

  it('hears of scheduled jobs that failed, also by mail, and not of those that went well', () => {
    const id = operator('op1');
    write(world.db, NOW, (tx) => putSetting(tx, 'operatorMail', 'op@lamgiang.example'));
    const job = { publicId: 'p'.repeat(16), kind: 'backup', accountId: null };
    write(world.db, NOW, (tx) => tellJobEnded(tx, { ...job, state: 'done' }));
    expect(countUnread(ctxOfAccount(id))).toBe(0);
    write(world.db, NOW, (tx) => tellJobEnded(tx, { ...job, state: 'failed' }));
    expect(listNotices(ctxOfAccount(id), { before: null }).notices).toMatchObject([
      { kind: 'job_failed', params: { job: 'backup' }, link: `/jobs/${job.publicId}` },
    ]);
    expect(rows(world.db, 'select address, kind from mail')).toEqual([
      { address: 'op@lamgiang.example', kind: 'alarm' },
    ]);
  });
});

it('whoever asked for a job hears how it ended', () => {
  const job = { publicId: 'p'.repeat(16), kind: 'nightly-check', accountId: mine };
  write(world.db, NOW, (tx) => tellJobEnded(tx, { ...job, state: 'done' }));
  expect(listNotices(ctxOfAccount(mine), { before: null }).notices).toMatchObject([
    { kind: 'job_done', link: `/jobs/${job.publicId}` },
  ]);
});
