import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathOf } from '~db/queries/backup';
import { findLastSoundVerify } from '~db/queries/backups';
import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import type { JobHandler } from '~/jobs/handler.server';
import { isFullVerifyDue, passphraseIn, type BackupPlan } from './backup-plan';
import { verifyBackup } from './backup-verify.server';
import { createBackup } from './backup.server';

declare module '~/access/context.server' {
  interface Ports {
    /** Where backups are made by themselves; null where nobody has said so. */
    backupPlan: BackupPlan | null;
  }
}

/** What a backup job leaves as its result. */
export interface BackupJobResult {
  name: string;
  bytes: number;
  sha256: string;
  removed: number;
  verified: 'read' | 'full';
}

/**
 * Job `backup`: makes an archive in the folder of the plan, keeps as many as it says, and reads the new one back; once a
 * week it is restored aside with every integrity rule. What was found stands in the trail beside the archive's name. Run
 * again after a crash it makes another archive, which harms nothing. Errors: as createBackup and verifyBackup;
 * invalid_input without a plan or with a passphrase that is too short; backup_unsound where an integrity rule failed.
 */
export const backupHandler: JobHandler = async (ctx, { report }): Promise<BackupJobResult> => {
  const plan = ctx.ports.backupPlan;
  if (!plan) throw new AppError('invalid_input', { what: 'BACKUP_DIR' });
  const passphrase = plan.passphraseFile === null ? null : readPassphrase(plan.passphraseFile);
  report(0, 2);
  const { folder, keep } = plan;
  const { path, bytes, sha256, removed } = await createBackup(ctx, { folder, keep, passphrase });
  report(1, 2);
  const name = basename(path);
  const isFull = isFullVerifyDue(ctx.now, findLastSoundVerify(ctx.db)?.at ?? null);
  const ok = await verifyMade(ctx, { path, name, passphrase, isFull });
  if (!ok) throw new AppError('backup_unsound', { name });
  report(2, 2);
  return { name, bytes, sha256, removed: removed.length, verified: isFull ? 'full' : 'read' };
};

async function verifyMade(
  ctx: Ctx,
  input: { path: string; name: string; passphrase: string | null; isFull: boolean },
): Promise<boolean> {
  const place = { ...ctx, databasePath: pathOf(ctx.db) };
  const { path: file, name, passphrase, isFull: full } = input;
  const { ok, checks, sha256 } = await verifyBackup(place, { file, passphrase, rules: full });
  const failed = checks.filter((check) => !check.ok).map((check) => check.name);
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'backup verify', (tx) =>
    tx.audit('backup_verified', 'backup', name, { sha256, full, ok, failed }),
  );
  return ok;
}

function readPassphrase(path: string): string {
  const passphrase = passphraseIn(readFileSync(path, 'utf8'));
  if (passphrase === null) throw new AppError('invalid_input', { what: 'BACKUP_PASSPHRASE_FILE' });
  return passphrase;
}
