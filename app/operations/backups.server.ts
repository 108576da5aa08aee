import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findBackupEvent, listBackupJobs } from '~db/queries/backups';
import type { Ctx } from '~/access/context.server';
import { AppError, ERROR_CODES, type ErrorCode } from '~/access/errors';
import { requireAllowed } from '~/access/policy';
import { enqueueJob } from '~/jobs/jobs.server';
import { instantOfArchive, listArchives } from './backup';

/** How much is known of an archive: read back, restored aside with every integrity rule, found wanting, or nothing. */
export type ArchiveState = 'read' | 'full' | 'unsound' | 'unverified';

export interface ListedArchive {
  name: string;
  /** When it was made, UTC ms: by its name, which is the clock of the machine that made it. */
  at: number;
  bytes: number;
  state: ArchiveState;
  /** When it was looked at, UTC ms. */
  verifiedAt: number | null;
}

export interface Backups {
  /** Null where BACKUP_DIR is not set. */
  folder: string | null;
  keep: number;
  isEncrypted: boolean;
  /** The folder is set and cannot be read; nobody can say what is in it. */
  isUnreadable: boolean;
  /** Newest first. */
  archives: ListedArchive[];
  /** A backup that is asked for: waiting from an instant on, or being made. */
  pending: { publicId: string; state: 'queued' | 'running'; runAfter: number } | null;
  /** The newest job, where it failed: when, and the code of why; null for what nobody foresaw. */
  failure: { at: number; code: ErrorCode | null } | null;
}

/** What the operator's page shows. Error: not_allowed. */
export function getBackups(ctx: Ctx): Backups {
  requireAllowed(ctx, 'backup.make');
  const plan = ctx.ports.backupPlan;
  const jobs = listBackupJobs(ctx.db, 20);
  const asked = jobs.find(({ state }) => state === 'queued' || state === 'running');
  const last = jobs.find(({ state }) => state === 'done' || state === 'failed');
  return {
    folder: plan?.folder ?? null,
    keep: plan?.keep ?? 0,
    isEncrypted: plan?.passphraseFile != null,
    ...archivesIn(ctx, plan?.folder ?? null),
    pending: asked
      ? { publicId: asked.publicId, state: asked.state as 'queued' | 'running', runAfter: asked.runAfter }
      : null,
    failure:
      last?.state === 'failed' ? { at: last.finishedAt ?? last.runAfter, code: codeOf(last.error) } : null,
  };
}

/** Asks for a backup as soon as may be; answers false where one is asked for already. Errors: not_allowed; invalid_input without a folder. */
export function askForBackup(ctx: Ctx): boolean {
  requireAllowed(ctx, 'backup.make');
  if (!ctx.ports.backupPlan) throw new AppError('invalid_input', { what: 'BACKUP_DIR' });
  return ctx.db.sqlite
    .transaction(() => {
      const isAsked = listBackupJobs(ctx.db, 20).some(
        ({ state, runAfter }) => state === 'running' || (state === 'queued' && runAfter <= ctx.now),
      );
      if (isAsked) return false;
      const { accountId } = ctx.actor;
      return enqueueJob(ctx.db, { kind: 'backup', input: {}, accountId, now: ctx.now }) !== null;
    })
    .immediate();
}

function archivesIn(ctx: Ctx, folder: string | null): Pick<Backups, 'archives' | 'isUnreadable'> {
  // Before the first backup the folder may not be there: that is empty, not broken.
  if (folder === null || !existsSync(folder)) return { archives: [], isUnreadable: false };
  try {
    const names = listArchives(readdirSync(folder));
    return { archives: names.map((name) => archiveOf(ctx, folder, name)), isUnreadable: false };
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { archives: [], isUnreadable: true };
  }
}

function archiveOf({ db }: Ctx, folder: string, name: string): ListedArchive {
  const found = findBackupEvent(db, 'backup_verified', name);
  const told = found && (JSON.parse(found.detail) as { full?: boolean; ok?: boolean });
  const state = !told ? 'unverified' : told.ok === false ? 'unsound' : told.full ? 'full' : 'read';
  const { size: bytes } = statSync(join(folder, name));
  return { name, at: instantOfArchive(name), bytes, state, verifiedAt: found?.at ?? null };
}

/** A job keeps its failure as JSON with a code. */
function codeOf(error: string | null): ErrorCode | null {
  try {
    const { code } = JSON.parse(error ?? '') as { code?: unknown };
    return ERROR_CODES.find((known) => known === code) ?? null;
  } catch {
    return null;
  }
}
