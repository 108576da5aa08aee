import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupProvince, keepNamed } from '../../tests/backup-province';
import { actorWith } from '../../tests/factories';
import { pdfNumber } from '../../tests/sample-files';
import { AppError } from '~/access/errors';
import type { Ctx } from '~/access/context.server';
import { startOfDate } from '~/office/dates';
import { findBackupEvent } from '~db/queries/backups';
import { run } from '~db/client.server';
import { backupHandler, type BackupJobResult } from './backup-job.server';
import { isFullVerifyDue, passphraseIn } from './backup-plan';
import { verifyBackup } from './backup-verify.server';
import { askForBackup, getBackups } from './backups.server';

const NOW = startOfDate('2026-11-25');
const HOUR = 3_600_000;

describe('the job of backing up', () => {
  let world: ReturnType<typeof backupProvince>;
  const ctxAt = (now: number, plan: Partial<NonNullable<Ctx['ports']['backupPlan']>> | null = {}): Ctx => ({
    ...world.ctx,
    now,
    ports: {
      backupPlan: plan && { folder: world.archives, keep: 2, passphraseFile: null, ...plan },
    } as Ctx['ports'],
  });
  const work = async (ctx: Ctx) => {
    const told: [number, number | null][] = [];
    const report = (done: number, total: number | null) => void told.push([done, total]);
    const result = (await backupHandler(ctx, {
      publicId: 'j',
      input: {},
      report,
      isCancelled: () => false,
    })) as BackupJobResult;
    return { ...result, told };
  };
  const refusal = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof AppError)) throw error ?? new Error('not refused');
    return { code: error.code, ...error.detail };
  };

  beforeEach(() => (world = backupProvince(NOW)));
  afterEach(() => world.remove());

  it('makes an archive, restores it aside the first time and once a week, reads it back otherwise', async () => {
    const kinds: string[] = [];
    for (const day of [0, 1, 6, 7, 8]) kinds.push((await work(ctxAt(NOW + day * 24 * HOUR))).verified);
    expect(kinds).toEqual(['full', 'read', 'read', 'full', 'read']);
    expect(readdirSync(world.archives).sort()).toEqual([
      'thao-20261202-000000.backup',
      'thao-20261203-000000.backup',
    ]);
    expect((await work(ctxAt(NOW + 9 * 24 * HOUR))).told).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
    expect(readdirSync(world.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('locks it with the first line of the passphrase file', async () => {
    const passphraseFile = join(world.folder, 'passphrase');
    writeFileSync(passphraseFile, 'một câu đủ dài\nghi chú\n');
    const { name } = await work(ctxAt(NOW, { passphraseFile }));
    const file = join(world.archives, name);
    expect(await refusal(verifyBackup(world.placeAt('aside'), { file }))).toMatchObject({
      code: 'backup_passphrase',
    });
    await verifyBackup(world.placeAt('aside'), { file, passphrase: 'một câu đủ dài' });
    writeFileSync(passphraseFile, 'ngắn\n');
    expect(await refusal(work(ctxAt(NOW, { passphraseFile })))).toEqual({
      code: 'invalid_input',
      what: 'BACKUP_PASSPHRASE_FILE',
    });
    expect([passphraseIn('mười hai ký tự\r\nx'), passphraseIn('')]).toEqual(['mười hai ký tự', null]);
  });

  it('fails, and says so in the trail, where an integrity rule does not hold; the next one looks again', async () => {
    keepNamed(world.ctx, pdfNumber(1));
    world.files.sqlite.exec('delete from file');
    expect(await refusal(work(ctxAt(NOW)))).toEqual({
      code: 'backup_unsound',
      name: 'thao-20261125-000000.backup',
    });
    const event = findBackupEvent(world.db, 'backup_verified', 'thao-20261125-000000.backup');
    expect(JSON.parse(event!.detail)).toMatchObject({ full: true, ok: false, failed: ['files'] });
    expect(await refusal(work(ctxAt(NOW + HOUR)))).toMatchObject({ code: 'backup_unsound' });
    expect(getBackups(ctxAt(NOW)).archives.map(({ state }) => state)).toEqual(['unsound', 'unsound']);
  });

  it('is refused where nobody has said where to', async () => {
    expect(await refusal(work(ctxAt(NOW, null)))).toEqual({ code: 'invalid_input', what: 'BACKUP_DIR' });
    expect(isFullVerifyDue(NOW, null)).toBe(true);
    expect(isFullVerifyDue(NOW, NOW - 6 * 24 * HOUR)).toBe(false);
  });
});

describe('what the operator sees of backups', () => {
  let world: ReturnType<typeof backupProvince>;
  const ctx = (folder: string | null = world.archives, role: 'operator' | 'hr' = 'operator'): Ctx => ({
    ...world.ctx,
    actor: { ...actorWith([[role, 1]]), accountId: 1 },
    ports: { backupPlan: folder === null ? null : { folder, keep: 2, passphraseFile: null } } as Ctx['ports'],
  });
  beforeEach(() => (world = backupProvince(NOW)));
  afterEach(() => world.remove());

  it('lists the archives of the folder, newest first, with what is known of each', async () => {
    const report = () => undefined;
    await backupHandler(ctx(), { publicId: 'j', input: {}, report, isCancelled: () => false });
    await backupHandler(
      { ...ctx(), now: NOW + HOUR },
      { publicId: 'j', input: {}, report, isCancelled: () => false },
    );
    const names = ['thao-20261125-000000.backup', 'thao-20261125-010000.backup'];
    const copy = readFileSync(join(world.archives, names[0]!));
    writeFileSync(join(world.archives, 'thao-20261124-235959-2.backup'), copy);
    writeFileSync(join(world.archives, 'thao-20261124-235959-2.backup.part'), copy);
    const { archives, failure, pending, isUnreadable } = getBackups(ctx());
    expect(archives.map(({ name, at, state }) => [name, at, state])).toEqual([
      [names[1], NOW + HOUR, 'read'],
      [names[0], NOW, 'full'],
      ['thao-20261124-235959-2.backup', NOW - 1000, 'unverified'],
    ]);
    expect(archives[1]).toMatchObject({ bytes: copy.length, verifiedAt: expect.any(Number) as number });
    expect([failure, pending, isUnreadable]).toEqual([null, null, false]);
  });

  it('says that no folder is set, that it is empty, that it cannot be read', () => {
    expect(getBackups(ctx(null))).toMatchObject({ folder: null, archives: [], isUnreadable: false });
    expect(getBackups(ctx())).toMatchObject({ folder: world.archives, archives: [], isUnreadable: false });
    writeFileSync(world.archives, 'a file in its place');
    expect(getBackups(ctx())).toMatchObject({ archives: [], isUnreadable: true });
    rmSync(world.archives);
    mkdirSync(world.archives);
    expect(getBackups(ctx())).toMatchObject({ archives: [], isUnreadable: false });
  });

  it('asks for one backup at a time, and shows what waits and what failed', () => {
    expect(askForBackup(ctx())).toBe(true);
    expect(askForBackup(ctx())).toBe(false);
    expect(getBackups(ctx()).pending).toMatchObject({ state: 'queued', runAfter: NOW });
    const error = JSON.stringify({ code: 'no_space' });
    run(world.db, "update job set state = 'failed', finished_at = ?, error = ?", NOW + 5, error);
    expect(getBackups(ctx())).toMatchObject({ pending: null, failure: { at: NOW + 5, code: 'no_space' } });
    // One that is planned for the night is no reason to wait for it.
    run(world.db, "update job set state = 'queued', run_after = ?", NOW + HOUR);
    expect(askForBackup(ctx())).toBe(true);
    run(world.db, "update job set state = 'failed', error = '<b>what went wrong</b>' where id = 2");
    run(world.db, "update job set state = 'done' where id = 1");
    expect(getBackups(ctx()).failure).toMatchObject({ code: null });
  });

  it('is for the operator, and needs a folder', () => {
    const unset = () => askForBackup(ctx(null));
    expect(unset).toThrow('invalid_input');
    for (const work of [getBackups, askForBackup])
      expect(() => work(ctx(world.archives, 'hr'))).toThrow('not_allowed');
  });
});
