import { row, rows, type Db } from '../client.server';

/** Backups as the trail and the queue of jobs tell of them. */

export interface BackupEvent {
  name: string;
  /** UTC milliseconds. */
  at: number;
  /** JSON. */
  detail: string;
}

const EVENT = `select e.object_id as name, t.at, coalesce(d.detail, '{}') as detail from audit_entry e
  join tx t on t.id = e.tx_id left join audit_detail d on d.entry_id = e.id`;

/** The newest entry of that action for an archive. */
export function findBackupEvent(
  db: Db,
  action: 'backup_made' | 'backup_verified',
  name: string,
): BackupEvent | null {
  return row(
    db,
    `${EVENT} where e.object_kind = 'backup' and e.object_id = ? and e.action = ? order by e.id desc limit 1`,
    name,
    action,
  );
}

/** The newest full look at an archive that found nothing wrong. */
export function findLastSoundVerify(db: Db): BackupEvent | null {
  return row(
    db,
    `${EVENT} where e.action = 'backup_verified' and d.detail ->> 'full' = 1 and d.detail ->> 'ok' = 1
     order by e.id desc limit 1`,
  );
}

export interface BackupJobRow {
  publicId: string;
  state: string;
  runAfter: number;
  finishedAt: number | null;
  error: string | null;
}

/** Jobs that make a backup: the newest ones, whatever became of them. */
export function listBackupJobs(db: Db, limit: number): BackupJobRow[] {
  return rows(
    db,
    `select public_id as publicId, state, run_after as runAfter, finished_at as finishedAt, error from job
     where kind = 'backup' order by id desc limit ?`,
    limit,
  );
}
