import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { clearLeaseHolder, deleteAllSessions, isAlone, listRegisterEnds } from '~db/queries/backup';
import { insertVoidNumbers, type VoidNumbers } from '~db/queries/register';
import { getSettingText, setSettingText } from '~db/queries/trail';
import { findLease } from '~db/queries/writer-lease';
import { openDatabase, type Connection } from '~db/client.server';
import { databaseFiles, syncToDisk } from '~db/durable-files';
import { openFiles } from '~db/files/files.server';
import { finishPlacement, freeName, placeTogether, type Placement } from '~db/placement.server';
import { writeTx } from '~db/write.server';
import { writerOf } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { getSettings } from '~/access/settings.server';
import { dateOf } from '~/office/dates';
import { giveToOwnerOf, isSameDisk } from './adapters/disk';
import { missingNumbers, parseGeneration, stampOf, type Generation, type RegisterEnd } from './backup';
import { isSqliteError, withUnpacked, type Place, type Unpacked } from './backup-verify.server';
import { runChecks, type Check } from './checks.server';

/** A writer's beat comes each second; a lease that is older holds nothing. */
const LEASE_LIVE_MS = 3000;

/** Where a restore puts both. */
export interface RestorePlace extends Place {
  filesPath: string;
}

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
  /** The same of the files; null as well where the archive holds none, and the files in place stay as they are. */
  filesMovedTo: string | null;
  checks: Check[];
}

/**
 * Puts database and files of an archive in place: unpacked and checked aside, brought to this build's version, given a new
 * generation, without sessions and without a holder of the writer's lease, the numbers of the register that the archive
 * does not know recorded as void, synced, and only then put into place, both or neither: a run that is killed on the way
 * is finished by whoever opens the database next. What stands there is replaced only if told so, and moved aside, never
 * deleted; what its register can still tell is heeded. For the system account.
 * Errors: not_allowed; database_exists; server_running; no_space, backup_damaged, backup_newer, backup_passphrase;
 * not_found for a book of the register that nobody can mean. After an error everything stands as before.
 */
export async function restoreBackup(
  place: RestorePlace,
  input: { file: string; passphrase?: string | null; replace?: boolean; known?: readonly KnownNumber[] },
): Promise<Restored> {
  if (!place.actor.system) throw new AppError('not_allowed');
  const { databasePath, filesPath } = place;
  finishPlacement(databasePath);
  const old = lookAtOld(place);
  if (old && !input.replace) throw new AppError('database_exists', { path: databasePath });

  return withUnpacked(place, input, (unpacked) => {
    const { manifest, bytes, sha256, db, path, files, migrated } = unpacked;
    const register = listRegisterEnds(db);
    const checks = runChecks({ ...place, db, files });
    const changed = finish(place, unpacked, old, input.known ?? []);
    for (const one of [db, files]) one.close();

    // Asked again: unpacking took a while, in which somebody may have started the server.
    if (old) lookAtOld(place);
    const placed = [stage(place, path, databasePath)];
    if (unpacked.filesPath !== null) placed.unshift(stage(place, unpacked.filesPath, filesPath));
    placeTogether(databasePath, placed);
    const { createdAt: takenAt, txId, trailHead } = manifest;
    return {
      ...{ bytes, sha256, takenAt, txId, trailHead, migrated, register, ...changed },
      movedTo: placed.at(-1)?.aside ?? null,
      filesMovedTo: placed.length > 1 ? (placed[0]?.aside ?? null) : null,
      checks,
    };
  });
}

/** Lays an unpacked file beside its place, synced, under a name from which it can be renamed into place. */
function stage({ now }: Place, from: string, place: string): Placement {
  const folder = dirname(place);
  mkdirSync(folder, { recursive: true });
  const staged = `${place}.restoring`;
  if (isSameDisk(dirname(from), folder)) renameSync(from, staged);
  else copyWhole(from, staged);
  syncToDisk(staged);
  giveToOwnerOf(folder, staged);
  const isFree = databaseFiles(place).length === 0;
  return { staged, place, aside: isFree ? null : freeName(`${place}.before-${stampOf(now)}`) };
}

function copyWhole(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (error) {
    rmSync(to, { force: true });
    throw error;
  }
}

interface OldDatabase {
  register: RegisterEnd[];
  generation: Generation;
}

/** What the database in place can still tell; null where there is none. Error: server_running while either is in use. */
function lookAtOld({ databasePath, filesPath, now }: RestorePlace): OldDatabase | null {
  requireAlone(filesPath, openFiles, () => null);
  if (!databaseFiles(databasePath).includes(databasePath)) return null;
  const nothing: OldDatabase = { register: [], generation: parseGeneration(null) };
  const told = requireAlone(databasePath, openDatabase, (db) => {
    const lease = findLease(db);
    if (lease && lease.holder !== '' && Math.abs(now - lease.beatAt) <= LEASE_LIVE_MS) {
      throw new AppError('server_running', { holder: lease.holder });
    }
    return { register: listRegisterEnds(db), generation: parseGeneration(getSettingText(db, 'generation')) };
  });
  return told ?? nothing;
}

/**
 * Puts a question to a file that is there, and takes it out of WAL mode, which only he can do who has it open alone.
 * Null where there is none or it cannot be read: that is a reason to restore, not one to refuse it. Error:
 * server_running.
 */
function requireAlone<C extends Connection, T>(
  path: string,
  open: (path: string) => C,
  question: (file: C) => T,
): T | null {
  if (!existsSync(path)) return null;
  let file: C | undefined;
  try {
    file = open(path);
    const told = question(file);
    if (!isAlone(file)) throw new AppError('server_running', { path });
    return told;
  } catch (error) {
    if (error instanceof AppError || !isSqliteError(error)) throw error;
    return null;
  } finally {
    file?.close();
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
