import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initKeys } from '~/access/keys.server';
import { systemActor, type Ctx } from '~/access/context.server';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import { keepFile, nameFile } from '~/files/files.server';
import { syncContent } from '~/learning/content-sync.server';
import { dateOf } from '~/office/dates';
import { verifyBackup } from '~/operations/backup-verify.server';
import { createBackup } from '~/operations/backup.server';
import { restoreBackup } from '~/operations/restore.server';
import { makePorts } from '~/server/ports';
import { openDatabase, row, type Connection } from '~db/client.server';
import { syncToDisk } from '~db/durable-files';
import { migrateFiles, openFiles } from '~db/files/files.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { listPageFaults } from '~db/queries/backup';
import { seedDemo } from '~db/seed/demo.server';
import { writeTx } from '~db/write.server';
import { PDF } from '../tests/sample-files';
import type { Measured } from './measure';

const PEOPLE = 75_000;
const ANSWERS = 1_000_000;
const FILES = { count: 200, bytes: 200_000 };

/**
 * Disaster recovery of a whole province: 75,000 people, a million answers, two hundred scans. Ours unpacks, compares
 * every byte and row with the manifest, runs every integrity rule and puts both files in place; the baseline is what a
 * sceptic would write: copy the two files, sync them, PRAGMA integrity_check.
 */
export async function benchRestore(say: (line: string) => void): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'thao-bench-restore-'));
  const [path, filesPath] = [join(folder, 'thao.sqlite'), join(folder, 'files.sqlite')];
  const [db, files] = [openDatabase(path), openFiles(filesPath)];
  try {
    const now = Date.now();
    migrate(db, readMigrations(migrationsFolder()), now);
    migrateFiles(files, now);
    const keysPath = join(folder, 'keys');
    initKeys(keysPath);
    const ports = makePorts(localAttemptWriter(db, () => now));
    const ctx: Ctx = {
      db,
      files,
      now,
      actor: systemActor('bench'),
      ports,
      keysPath,
      baseUrl: 'http://localhost',
    };
    await fill(ctx);
    const rowsOf = (table: string) => row<{ n: number }>(db, `select count(*) as n from ${table}`)!.n;
    for (const one of [db, files]) one.sqlite.pragma('wal_checkpoint(TRUNCATE)');
    const size = (file: string) => `${Math.round(statSync(file).size / 1e6)} MB`;
    say(
      `restore: ${rowsOf('person')} people, ${rowsOf('answer_event')} answers, ${rowsOf('stored_file')} files; ` +
        `database ${size(path)}, files ${size(filesPath)}`,
    );
    const [made, created] = await timed(() => createBackup(ctx, { folder: join(folder, 'archives') }));
    say(`restore: backup ${spoken(created)}, archive ${size(made.path)}`);
    const place = (name: string) => ({
      ...{ keysPath, now, actor: ctx.actor },
      databasePath: join(folder, name, 'thao.sqlite'),
      filesPath: join(folder, name, 'files.sqlite'),
    });
    const [verified, looked] = await timed(() => verifyBackup(place('verify'), { file: made.path }));
    if (!verified.ok) throw new Error(JSON.stringify(verified.checks));
    say(`restore: verify ${spoken(looked)}`);
    const [, copied] = await timed(() => {
      for (const one of [path, filesPath]) {
        copyFileSync(one, `${one}.copy`);
        syncToDisk(`${one}.copy`);
        const copy: Connection = openDatabase(`${one}.copy`);
        const [fault] = listPageFaults(copy);
        copy.close();
        if (fault) throw new Error(fault);
      }
    });
    const [restored, took] = await timed(() => restoreBackup(place('restored'), { file: made.path }));
    if (restored.checks.some(({ ok }) => !ok)) throw new Error(JSON.stringify(restored.checks));
    say(`restore: restore ${spoken(took)}; plain copy with integrity_check ${spoken(copied)}`);
    const [ours, baseline] = [took.cpu, copied.cpu];
    return {
      name: `restore ${PEOPLE} people`,
      unit: 's of processor',
      ours,
      baseline,
      ratio: ours / baseline,
    };
  } finally {
    for (const one of [db, files]) one.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds on the clock, and of the processor: on a machine that others use as well only the latter tells. */
interface Seconds {
  clock: number;
  cpu: number;
}

const spoken = ({ clock, cpu }: Seconds) => `${clock.toFixed(1)} s (${cpu.toFixed(1)} s of processor)`;

async function timed<T>(work: () => T | Promise<T>): Promise<[T, Seconds]> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [result, { clock: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }];
}

/** The demo province at full size, its attempts copied until there are a million answers, and scans. */
async function fill(ctx: Ctx): Promise<void> {
  const { db, files, now } = ctx;
  const synced = syncContent(ctx, { folder: join(import.meta.dirname, '../content') });
  if (synced.kind !== 'synced') throw new Error('content/ was refused');
  await seedDemo(ctx, {
    staff: PEOPLE,
    seed: 1,
    today: dateOf(now),
    ifEmpty: false,
    progress: () => undefined,
  });
  copyAttempts(ctx);
  for (let count = 0; count < FILES.count; count += 1) {
    const bytes = Buffer.concat([PDF.subarray(0, 9), randomBytes(FILES.bytes), PDF.subarray(9)]);
    const kept = keepFile({ db, files, now }, { bytes, name: `${count}.pdf` });
    writeTx(db, now, { accountId: null, name: 'bench' }, 'bench', (tx) => nameFile(tx, files, kept));
  }
}

/** Whole graded attempts with their papers and answers: chains begin with the paper, so that copies of them hold. */
function copyAttempts({ db }: Ctx): void {
  const { sqlite } = db;
  const { n: answers } = row<{ n: number }>(db, 'select count(*) as n from answer_event')!;
  const { n: last } = row<{ n: number }>(db, 'select max(id) as n from attempt')!;
  const times = Math.ceil((ANSWERS - answers) / answers);
  sqlite
    .transaction(() => {
      for (let time = 1; time <= times; time += 1) {
        const by = time * last;
        sqlite.exec(
          `insert into attempt select id + ${by}, public_id || '-${time}', person_id, exam_id, exam_version_id, state,
             started_at, deadline, grace_until, submitted_at, submitted_by, graded_at, epoch, last_sequence, beat_at,
             seed, paper_hash, chain_head, right_count, marks, max_marks, passed
           from attempt where id <= ${last} and state = 'graded';
           insert into attempt_item select attempt_id + ${by}, position, question_version_id, options, marks, max_marks
           from attempt_item where attempt_id in (select id from attempt where id <= ${last} and state = 'graded');
           insert into answer_event select attempt_id + ${by}, epoch, sequence, position, answer, flagged, received_at,
             late, hash
           from answer_event where attempt_id in (select id from attempt where id <= ${last} and state = 'graded')`,
        );
      }
    })
    .immediate();
}
