import { randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { clearLeaseHolder, deleteAllSessions, isAlone, listRegisterEnds } from '~db/queries/backup';
import { insertVoidNumbers, type VoidNumbers } from '~db/queries/register';
import { getSettingText, setSettingText } from '~db/queries/trail';
import { findLease } from '~db/queries/writer-lease';
import { openDatabase, type Db } from '~db/client.server';
import { writeTx } from '~db/write.server';
import { writerOf } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { getSettings } from '~/access/settings.server';
import { dateOf } from '~/office/dates';
import { databaseFiles, giveToOwnerOf, moveDatabase, syncToDisk } from './adapters/disk';
import { missingNumbers, parseGeneration, stampOf, type Generation, type RegisterEnd } from './backup';
import { isSqliteError, withUnpacked, type Place, type Unpacked } from './backup-verify.server';
import { runChecks, type Check } from './checks.server';

/** A writer's beat comes each second; a lease that is older holds nothing. */
const LEASE_LIVE_MS = 3000;

/** The highest number of a book of the register that is known outside; without issuer and year, today's book. */
export interface KnownNumber {
  issuerCode?: string;
  year?: number;
  number: number;
}

export interface Restored {
  /** Size and SHA-256 of the archive. */
  bytes: number;
  sha256: string;
  takenAt: number;
  /** The transaction and the seal that the archive ends with. */
  txId: number;
  trailHead: string;
  generation: Generation;
  migrated: string[];
  sessionsEnded: number;
  /** Where each book of the register ended in the archive. */
  register: RegisterEnd[];
  /** Numbers recorded as void, because they had been given out after the archive was made. */
  voided: VoidNumbers[];
  /** Where the database of before lies now; null where there was none. */
  movedTo: string | null;
  checks: Check[];
}

/**
 * Puts the database of an archive in place: unpacked and checked aside, brought to this build's version, given a new
 * generation, without sessions and without a holder of the writer's lease, the numbers of the register that the archive
 * does not know recorded as void, synced, and only then renamed into place. A database that stands there is replaced
 * only if told so, and moved aside, never deleted; what its register can still tell is heeded. For the system account.
 * Errors: not_allowed; database_exists; server_running; no_space, backup_damaged, backup_newer, backup_passphrase;
 * not_found for a book of the register that nobody can mean. After an error everything stands as before.
 */
export async function restoreBackup(
  place: Place,
  input: { file: string; passphrase?: string | null; replace?: boolean; known?: readonly KnownNumber[] },
): Promise<Restored> {
  if (!place.actor.system) throw new AppError('not_allowed');
  const { databasePath } = place;
  const old = lookAtOld(place);
  if (old && !input.replace) throw new AppError('database_exists', { path: databasePath });

  return withUnpacked(place, input, (unpacked) => {
    const { manifest, bytes, sha256, db, path, migrated } = unpacked;
    const register = listRegisterEnds(db);
    const checks = runChecks({ ...place, db });
    const changed = finish(place, unpacked, old, input.known ?? []);
    db.close();
    syncToDisk(path);
    giveToOwnerOf(dirname(databasePath), path);

    // Asked again: unpacking took a while, in which somebody may have started the server.
    if (old) lookAtOld(place);
    const movedTo =
      databaseFiles(databasePath).length === 0
        ? null
        : moveDatabase(databasePath, `${databasePath}.before-${stampOf(place.now)}`);
    renameSync(path, databasePath);
    syncToDisk(dirname(databasePath));
    const { createdAt: takenAt, txId, trailHead } = manifest;
    return { bytes, sha256, takenAt, txId, trailHead, migrated, register, ...changed, movedTo, checks };
  });
}

interface OldDatabase {
  register: RegisterEnd[];
  generation: Generation;
}

/** What the database in place can still tell; null where there is none. Error: server_running while it is in use. */
function lookAtOld({ databasePath, now }: Place): OldDatabase | null {
  if (!databaseFiles(databasePath).includes(databasePath)) return null;
  let db: Db | undefined;
  try {
    db = openDatabase(databasePath);
    const lease = findLease(db);
    if (lease && lease.holder !== '' && Math.abs(now - lease.beatAt) <= LEASE_LIVE_MS) {
      throw new AppError('server_running', { holder: lease.holder });
    }
    if (!isAlone(db)) throw new AppError('server_running', { path: databasePath });
    return { register: listRegisterEnds(db), generation: parseGeneration(getSettingText(db, 'generation')) };
  } catch (error) {
    // A database that cannot be read is a reason to restore, not one to refuse it.
    if (error instanceof AppError || !isSqliteError(error)) throw error;
    return { register: [], generation: parseGeneration(null) };
  } finally {
    db?.close();
  }
}

/** What makes the database a restored one, in one transaction with its trace in the trail. */
function finish(place: Place, unpacked: Unpacked, old: OldDatabase | null, known: readonly KnownNumber[]) {
  const { db, manifest, sha256 } = unpacked;
  const { issuer } = getSettings(db);
  const year = Number(dateOf(place.now).slice(0, 4));
  const told = known.map((end) => ({ issuerCode: issuer.code, year, ...end }));
  const voided = missingNumbers(listRegisterEnds(db), [...told, ...(old?.register ?? [])]);
  const counter = 1 + Math.max(manifest.generation.counter, old?.generation.counter ?? 0);
  const generation: Generation = { id: randomBytes(8).toString('hex'), counter };
  return writeTx(db, place.now, writerOf(place.actor), 'restore', (tx) => {
    setSettingText(db, 'generation', JSON.stringify(generation));
    const sessionsEnded = deleteAllSessions(db);
    clearLeaseHolder(db);
    for (const line of voided) {
      const id = insertVoidNumbers(db, { ...line, reason: 'restore', txId: tx.id });
      tx.audit('numbers_voided', 'confirmation_void', id, line);
    }
    const { createdAt, txId } = manifest;
    tx.audit('restored', 'backup', sha256, { takenAt: createdAt, txId, generation, known: told });
    return { generation, sessionsEnded, voided };
  });
}
