import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { addPerson, addUnit, ctxOf, write } from '../../tests/factories';
import { addTestAccount } from '../../tests/load-context';
import type { Ctx } from '~/access/context.server';
import { putSetting } from '~/access/settings.server';
import { logView } from '~/access/views.server';
import { startOfDate } from '~/office/dates';
import { row, rows } from '~db/client.server';
import { lastSeal } from '~db/queries/trail';
import { mailText } from '~/notices/mail-texts.server';
import { verifyAudit } from './audit.server';
import { dailySeal, type LeavingSeal } from './daily-seal.server';

const DAY = 24 * 3_600_000;
const START = startOfDate('2026-11-02');

describe('the daily seal', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let left: LeavingSeal[];
  let accountId: number;
  const ctx = (now: number): Ctx => {
    const base = ctxOf(fresh.db, now);
    return { ...base, ports: { ...base.ports, sealLeaves: (seal) => void left.push(seal) } };
  };
  const runAt = (now: number) =>
    dailySeal(ctx(now), { publicId: 'j', input: {}, report: () => undefined, isCancelled: () => false });
  const look = (now: number, personIds: number[]) => {
    const actor = { ...ctx(now).actor, accountId };
    logView({ db: fresh.db, now, actor }, { kind: 'roster', personIds, requestId: 'r' });
  };
  const count = (table: string) => row<{ n: number }>(fresh.db, `select count(*) as n from ${table}`)!.n;

  beforeEach(() => {
    fresh = freshDatabase();
    left = [];
    const unitId = write(fresh.db, START, (tx) => {
      const id = addUnit(tx, { code: 'T' });
      for (let n = 1; n <= 3; n += 1) addPerson(tx, { staffCode: `LG-00000${n}`, unitId: id });
      return id;
    });
    accountId = addTestAccount(fresh.db, START, { username: 'hr', personId: null, grants: [['hr', unitId]] });
  });
  afterEach(() => fresh.remove());

  it('seals the views since the last time, once, and lets the newest seal leave', async () => {
    look(START + 1, [1, 2]);
    look(START + 2, [3]);
    expect(await runAt(START + DAY)).toMatchObject({ views: 2, deleted: 0 });
    const sealed = left[0]!;
    expect(sealed.seal).toBe(lastSeal(fresh.db));
    expect(await runAt(START + DAY)).toMatchObject({ views: 0 });
    expect(left).toEqual([sealed, sealed]);
    look(START + DAY + 1, [1]);
    expect(await runAt(START + 2 * DAY)).toMatchObject({ views: 1 });
    const ranges = rows<{ id: string }>(
      fresh.db,
      "select object_id as id from audit_entry where action = 'views_sealed' order by id",
    );
    expect(ranges.map(({ id }) => id.replace(/:.*/, ''))).toEqual(['1-2', '3-3']);
    expect(verifyAudit(ctx(START)).ok).toBe(true);
  });

  it('names the addresses that the province has set', async () => {
    write(fresh.db, START + 1, (tx) => putSetting(tx, 'sealMail', ['so@thao.example']));
    await runAt(START + DAY);
    expect(left[0]).toMatchObject({ addresses: ['so@thao.example'] });
    const { txId, seal } = left[0]!;
    const mail = rows<{ address: string; kind: string; params: string }>(
      fresh.db,
      'select address, kind, params from mail',
    );
    expect(mail.map(({ address, kind }) => [address, kind])).toEqual([['so@thao.example', 'daily_seal']]);
    expect(JSON.parse(mail[0]!.params)).toMatchObject({ txId, seal });
    const { text } = mailText('daily_seal', JSON.parse(mail[0]!.params), 'vi', 'https://thao.example');
    expect(text).toContain(seal);
  });

  it('is sent by mail once, and again when something has happened since', async () => {
    write(fresh.db, START + 1, (tx) =>
      putSetting(tx, 'sealMail', ['so@thao.example', 'thanh.tra@thao.example']),
    );
    await runAt(START + DAY);
    await runAt(START + DAY + 1);
    expect(count('mail')).toBe(2);
    look(START + DAY + 2, [1]);
    await runAt(START + 2 * DAY);
    expect(count('mail')).toBe(4);
  });

  it('deletes views past their time by whole sealed ranges, with a trace, and the guards stand again', async () => {
    look(START + 1, [1, 2]);
    await runAt(START + DAY);
    look(START + 100 * DAY, [3]);
    await runAt(START + 101 * DAY);
    write(fresh.db, START + 110 * DAY, (tx) => putSetting(tx, 'viewRetentionDays', 60));
    expect(await runAt(START + 111 * DAY)).toMatchObject({ deleted: 1 });
    expect([count('view_log'), count('view_log_person')]).toEqual([1, 1]);
    expect(await runAt(START + 112 * DAY)).toMatchObject({ deleted: 0 });
    expect(count("audit_entry where action = 'views_deleted'")).toBe(1);
    expect(verifyAudit(ctx(START + 112 * DAY)).ok).toBe(true);
    for (const table of ['view_log', 'view_log_person']) {
      expect(() => fresh.db.sqlite.exec(`delete from ${table}`)).toThrow('append-only');
    }
  });

  it('goes on where a deletion was broken off', async () => {
    look(START + 1, [1, 2]);
    await runAt(START + DAY);
    write(fresh.db, START + 2 * DAY, (tx) => {
      putSetting(tx, 'viewRetentionDays', 60);
      const { id } = row<{ id: string }>(
        fresh.db,
        "select object_id as id from audit_entry where action = 'views_sealed'",
      )!;
      tx.audit('views_deleted', 'views', id, {});
    });
    expect(verifyAudit(ctx(START + 90 * DAY)).fault).toMatchObject({ kind: 'views_changed' });
    expect(await runAt(START + 90 * DAY)).toMatchObject({ deleted: 1 });
    expect(count("audit_entry where action = 'views_deleted'")).toBe(1);
    expect(verifyAudit(ctx(START + 90 * DAY)).ok).toBe(true);
  });

  it('notes no look at oneself, none without people, and each person once', () => {
    const actor = { ...ctx(START).actor, accountId, personId: 2 };
    const see = (personIds: number[]) =>
      logView({ db: fresh.db, now: START, actor }, { kind: 'person', personIds, requestId: 'r' });
    see([2]);
    see([]);
    expect(count('view_log')).toBe(0);
    see([3, 2, 1, 3]);
    expect(rows(fresh.db, 'select person_id as id from view_log_person order by 1')).toEqual([
      { id: 1 },
      { id: 3 },
    ]);
  });
});
