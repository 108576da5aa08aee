import Database from 'better-sqlite3';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initKeys } from '~/access/keys.server';
import { keepFile, nameFile } from '~/files/files.server';
import { openDatabase, run } from '~db/client.server';
import { migrateFiles, openFiles } from '~db/files/files.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { setSettingText } from '~db/queries/trail';
import { write } from '../factories';
import { addTestAccount, signedInCookie } from '../load-context';
import { PDF } from '../sample-files';
import { freePort } from '../free-port';

const processes = join(import.meta.dirname, '..', '..', 'build', 'processes');
const MEGABYTE = 1024 * 1024;

/** The built server on a small database, with an operator and the scan of the decision that appointed him. */
describe('the server and files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thao-files-server-'));
  const path = join(folder, 'thao.sqlite');
  const filesPath = join(folder, 'files.sqlite');
  let server: ChildProcess;
  let url = '';
  const cookies = { operator: '', trainer: '' };

  beforeAll(async () => {
    const [db, files] = [openDatabase(path), openFiles(filesPath)];
    const now = Date.now();
    migrate(db, readMigrations(migrationsFolder()), now);
    migrateFiles(files, now);
    initKeys(join(folder, 'keys'));
    run(db, "insert into unit (id, code) values (1, 'T')");
    for (const role of ['operator', 'trainer'] as const) {
      const accountId = addTestAccount(db, now, { username: role, personId: null, grants: [[role, 1]] });
      cookies[role] = signedInCookie(db, accountId, now);
    }
    const kept = keepFile({ db, files, now }, { bytes: PDF, name: 'Quyết định.pdf' });
    write(db, now, (tx) => {
      const fileId = nameFile(tx, files, kept);
      run(
        db,
        `insert into role_grant (account_id, role, unit_id, document_file_id, valid_from, valid_to, tx_from)
         values (1, 'marker', 1, ?, '2020-01-01', '2020-06-01', ?)`,
        ...[fileId, tx.id],
      );
    });
    for (const one of [db, files]) one.close();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    server = spawn(process.execPath, [join(processes, 'main.js')], {
      env: { ...process.env, DATABASE_PATH: path, WEB_WORKERS: '1', PORT: String(port) },
      stdio: 'ignore',
    });
    for (let tries = 0; tries < 300; tries += 1) {
      if (
        await fetch(`${url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        return;
      await wait(100);
    }
    throw new Error('not ready');
  }, 120_000);

  afterAll(async () => {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  it('sends a file as a download that may do nothing, and as nothing else', async () => {
    const response = await fetch(`${url}/files/1`, { headers: { Cookie: cookies.operator } });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="file-1.pdf"; filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers.get('cache-control')).toContain('no-store');
    expect(Buffer.from(await response.arrayBuffer()).equals(PDF)).toBe(true);
  });

  it('has none for others, and none of another number', async () => {
    const statusOf = async (address: string, cookie: string) =>
      (await fetch(url + address, { headers: { Cookie: cookie }, redirect: 'manual' })).status;
    expect(await statusOf('/files/1', '')).toBe(302);
    expect(await statusOf('/files/1', cookies.trainer)).toBe(404);
    for (const address of ['/files/2', '/files/0', '/files/1e0', '/files/..%2fthao.sqlite', '/files/1%00']) {
      expect([address, await statusOf(address, cookies.operator)]).toEqual([address, 404]);
    }
  });

  it('reads bodies as large as a file only where a form brings one, and says no in words', async () => {
    const send = (address: string, bytes: number) =>
      fetch(url + address, {
        method: 'POST',
        headers: {
          Origin: url,
          Cookie: `${cookies.operator}; lang=vi`,
          'Content-Type': 'application/octet-stream',
        },
        body: new Uint8Array(bytes),
      });
    expect((await send('/sign-in?index', 2 * MEGABYTE)).status).toBe(413);
    expect((await send('/grants/new', 11 * MEGABYTE)).status).not.toBe(413);
    const refused = await send('/grants/new', 13 * MEGABYTE);
    expect([refused.status, await refused.text()]).toEqual([413, expect.stringContaining('quá lớn')]);
  });

  it('sets no temporary file down anywhere', () => {
    expect(readdirSync(folder).map((name) => name.replace(/-(wal|shm)$/, ''))).toEqual(
      expect.arrayContaining(['files.sqlite', 'keys', 'thao.sqlite']),
    );
    expect(
      readdirSync(folder).filter((name) => !/^(thao|files)\.sqlite(-wal|-shm)?$|^keys$/.test(name)),
    ).toEqual([]);
  });

  it('does not start on a database or files of a newer build, and changes nothing of them', () => {
    for (const newer of ['database', 'files']) {
      const place = join(folder, `newer-${newer}`);
      const [own, ownFiles] = [join(place, 'thao.sqlite'), join(place, 'files.sqlite')];
      const [db, files] = [openDatabase(own), openFiles(ownFiles)];
      migrate(db, readMigrations(migrationsFolder()), 1);
      migrateFiles(files, 1);
      const file = newer === 'files' ? files : db;
      file.sqlite.exec("insert into schema_version values ('8888_future', 1)");
      for (const one of [db, files]) {
        one.sqlite.pragma('journal_mode = DELETE');
        one.close();
      }
      const before = [own, ownFiles].map((one) => readFileSync(one));
      const result = spawnSync(process.execPath, [join(processes, 'main.js')], {
        env: { ...process.env, DATABASE_PATH: own, PORT: '1' },
        encoding: 'utf8',
      });
      expect([result.status, result.stderr]).toEqual([
        1,
        expect.stringContaining('8888_future: the database is newer than this build'),
      ]);
      for (const [index, one] of [own, ownFiles].entries()) {
        const now = openDatabase(one);
        expect(now.sqlite.pragma('journal_mode = DELETE', { simple: true })).toBe('delete');
        now.close();
        // Opening it marks the header with the journal's mode and counts; nothing else may differ.
        expect(readFileSync(one).subarray(100).equals(before[index]!.subarray(100))).toBe(true);
      }
      expect(readdirSync(place).filter((name) => name.includes('.before-'))).toEqual([]);
      rmSync(place, { recursive: true });
    }
  });

  it('finishes a restore that was cut off, before anything opens the database', () => {
    const place = join(folder, 'cut-off');
    const own = join(place, 'thao.sqlite');
    const db = openDatabase(own);
    migrate(db, readMigrations(migrationsFolder()), 1);
    db.sqlite.pragma('journal_mode = DELETE');
    copyFileSync(own, `${own}.restoring`);
    setSettingText(db, 'which', '"old"');
    db.close();
    const marker = new Database(`${own}.restore`);
    marker.exec('create table decision (plan text not null, done integer not null) strict');
    const plan = [{ staged: `${own}.restoring`, place: own, aside: `${own}.before-x` }];
    marker.prepare('insert into decision values (?, 0)').run(JSON.stringify(plan));
    marker.close();
    const result = spawnSync(process.execPath, [join(processes, 'thao.js'), 'audit', 'verify', '--json'], {
      env: { ...process.env, DATABASE_PATH: own },
      encoding: 'utf8',
    });
    expect([result.status, result.stderr]).toEqual([0, 'A restore that was cut off has been finished.\n']);
    expect([existsSync(`${own}.restore`), existsSync(`${own}.before-x`)]).toEqual([false, true]);
    const now = openDatabase(own, { readonly: true });
    expect(now.sqlite.prepare("select 1 from setting where key = 'which'").get()).toBeUndefined();
    now.close();
    rmSync(place, { recursive: true });
  });
});
