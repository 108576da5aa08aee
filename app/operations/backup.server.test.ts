import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, backupProvince } from '../../tests/backup-province';
import { actorWith } from '../../tests/factories';
import { AppError } from '~/access/errors';
import { startOfDate } from '~/office/dates';
import { countAllRows } from '~db/queries/backup';
import { lastSeal, lastTx } from '~db/queries/trail';
import { row, rows } from '~db/client.server';
import { createBackup } from './backup.server';
import { verifyBackup, withUnpacked } from './backup-verify.server';

const NOW = startOfDate('2026-11-25');
const child = join(import.meta.dirname, '../../tests/backup-process.ts');

const children: ChildProcess[] = [];

/** A process of its own; resolves once it has printed its first dot. */
async function start(...args: string[]) {
  const started = spawn(process.execPath, ['--import', 'tsx', child, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(started);
  const ended = new Promise<number | null>((settle) => started.once('exit', settle));
  let dots = 0;
  await new Promise<void>((settle) =>
    started.stdout.on('data', (text: Buffer) => {
      dots += text.length;
      settle();
    }),
  );
  return { kill: () => started.kill('SIGKILL'), ended, dots: () => dots };
}

async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error ?? new Error('not refused');
  return { code: error.code, ...error.detail };
}

describe('a backup', () => {
  let world: ReturnType<typeof backupProvince>;
  const make = (change: Partial<Parameters<typeof createBackup>[1]> = {}, now = NOW) =>
    createBackup({ ...world.ctx, now }, { folder: world.archives, ...change });

  beforeEach(() => (world = backupProvince(NOW)));
  afterEach(() => {
    for (const process of children.splice(0)) process.kill('SIGKILL');
    world.remove();
  });

  it('states what it holds, holds no key, and leaves nothing else behind', async () => {
    const before = {
      counts: countAllRows(world.db),
      txId: lastTx(world.db)?.id,
      trailHead: lastSeal(world.db),
    };
    const made = await make();
    expect(made.manifest).toMatchObject({ ...before, createdAt: NOW, generation: { id: '', counter: 0 } });
    expect(readdirSync(world.archives)).toEqual(['thao-20261125-000000.backup']);
    expect(made.bytes).toBe(statSync(made.path).size);
    expect(statSync(made.path).mode & 0o077).toBe(0);
    expect(readdirSync(world.folder).filter((name) => name.startsWith('.'))).toEqual([]);
    await withUnpacked(world.placeAt('aside'), { file: made.path }, ({ path }) => {
      const content = readFileSync(path).toString('latin1');
      for (const key of readdirSync(world.keysPath)) {
        const lines = readFileSync(join(world.keysPath, key), 'latin1').split('\n');
        for (const line of lines.filter(({ length }) => length > 40)) expect(content).not.toContain(line);
      }
    });
  });

  it('stands in the trail with its hash', async () => {
    const { sha256, path } = await make();
    const entry = row<{ detail: string }>(
      world.db,
      `select d.detail from audit_entry e join audit_detail d on d.entry_id = e.id where e.action = 'backup_made'`,
    );
    expect(JSON.parse(entry!.detail)).toMatchObject({ sha256, folder: world.archives });
    expect(path.startsWith(world.archives)).toBe(true);
  });

  it('verifies: every integrity rule over the restored copy', async () => {
    const { path, bytes, sha256 } = await make();
    const verified = await verifyBackup(world.placeAt('elsewhere'), { file: path });
    expect(verified).toMatchObject({ bytes, sha256, ok: true });
    expect(verified.checks).toHaveLength(9);
    expect(existsSync(join(world.folder, 'elsewhere', 'thao.sqlite'))).toBe(false);
    expect(readdirSync(join(world.folder, 'elsewhere'))).toEqual([]);
  });

  it('says where what was backed up had a fault already', async () => {
    world.db.sqlite.exec('drop trigger confirmation_no_delete; delete from confirmation where number = 1');
    const { path } = await make();
    const verified = await verifyBackup(world.placeAt('elsewhere'), { file: path });
    expect(verified.ok).toBe(false);
    expect(verified.checks).toContainEqual({ name: 'register', ok: false, count: 1 });
  });

  it('is for the operator', async () => {
    const unitId = 1;
    const as = (role: 'operator' | 'hr') => ({ ...world.ctx, actor: actorWith([[role, unitId]]) });
    expect(await refusal(createBackup(as('hr'), { folder: world.archives }))).toEqual({
      code: 'not_allowed',
    });
    await createBackup(as('operator'), { folder: world.archives });
  });

  it('keeps as many archives as asked for, and touches nothing else', async () => {
    mkdirSync(world.archives);
    for (const name of ['notes.txt', 'thao-20200101-000000.backup.gpg', 'other-20200101-000000.backup']) {
      writeFileSync(join(world.archives, name), 'x');
    }
    const made: string[] = [];
    for (let hour = 0; hour < 4; hour += 1) {
      const { removed } = await make({ keep: 2 }, NOW + hour * 3_600_000);
      made.push(...removed);
    }
    expect(made).toEqual(['thao-20261125-000000.backup', 'thao-20261125-010000.backup']);
    expect(readdirSync(world.archives).sort()).toEqual([
      'notes.txt',
      'other-20200101-000000.backup',
      'thao-20200101-000000.backup.gpg',
      'thao-20261125-020000.backup',
      'thao-20261125-030000.backup',
    ]);
  });

  it('clears up what a killed run left behind long ago, and nothing newer', async () => {
    mkdirSync(world.archives);
    const old = [join(world.folder, '.thao-snapshot-old'), join(world.archives, '.thao-draft-old')];
    const fresh = [join(world.folder, '.thao-snapshot-new'), join(world.archives, '.thao-draft-new')];
    for (const path of [...old, ...fresh]) mkdirSync(path);
    for (const path of old) utimesSync(path, 0, NOW / 1000 - 7 * 3600);
    for (const path of fresh) utimesSync(path, 0, NOW / 1000 - 60);
    await make();
    expect([...old, ...fresh].map(existsSync)).toEqual([false, false, true, true]);
  });

  it('is consistent while another process writes', async () => {
    world.remove();
    world = backupProvince(NOW, 4_000_000);
    const writer = await start('pairs', world.path);
    const before = writer.dots();
    const { path } = await make();
    await wait(100);
    expect(writer.dots()).toBeGreaterThan(before);
    writer.kill();
    await writer.ended;
    await withUnpacked(world.placeAt('aside'), { file: path }, ({ db, manifest }) => {
      const halves = rows(
        db,
        `select tx_id from audit_entry where object_kind = 'course' group by tx_id having count(*) <> 2`,
      );
      const { n } = row<{ n: number }>(
        db,
        "select count(*) as n from audit_entry where object_kind = 'course'",
      )!;
      expect([halves, n % 2, n > 0]).toEqual([[], 0, true]);
      expect(lastTx(db)?.id).toBe(manifest.txId);
    });
    expect((await verifyBackup(world.placeAt('aside'), { file: path })).ok).toBe(true);
  });

  it('killed at any moment leaves no file that looks whole', async () => {
    world.remove();
    world = backupProvince(NOW, 8_000_000);
    const sizeIn = (folder: string) =>
      existsSync(folder)
        ? readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
        : 0;
    let drafts = 0;
    for (const size of [0, 1, 500_000, 1_500_000, 3_000_000]) {
      const folder = join(world.folder, `killed-at-${size}`);
      const run = await start('backup', world.path, folder);
      let over = false;
      void run.ended.then(() => (over = true));
      while (!over && sizeIn(folder) < size) await wait(1);
      run.kill();
      await run.ended;
      const names = existsSync(folder) ? readdirSync(folder) : [];
      drafts += names.filter((name) => name.startsWith('.thao-draft-')).length;
      for (const name of names.filter((entry) => entry.endsWith('.backup'))) {
        const verified = await verifyBackup(world.placeAt('aside'), { file: join(folder, name) });
        expect([size, verified.ok]).toEqual([size, true]);
      }
    }
    // Or else it was never killed in the middle of writing.
    expect(drafts).toBeGreaterThan(0);
    // The next one is whole, and takes with it what was left lying for hours.
    const folder = join(world.folder, 'killed-at-1500000');
    const later = NOW + 400 * 24 * 3_600_000;
    await make({ folder, keep: 1 }, later);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.backup$/)]);
    expect(readdirSync(world.folder).filter((name) => name.startsWith('.'))).toEqual([]);
    // The database it was made from is none the worse for it.
    expect(ask(world.path, (db) => db.sqlite.pragma('integrity_check', { simple: true }))).toBe('ok');
  });
});
