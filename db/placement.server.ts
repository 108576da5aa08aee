import Database from 'better-sqlite3';
import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { databaseFiles, syncToDisk } from './durable-files';

/** A file to be put in place: it lies staged beside its place; what is there now goes aside, to a name that is free. */
export interface Placement {
  staged: string;
  place: string;
  /** Null where nothing is in place. */
  aside: string | null;
}

/** Where the decision to put files in place is written down, beside the database. */
export const placementMarker = (databasePath: string) => `${databasePath}.restore`;

/**
 * Puts several files in place together: the decision is written down first, durably, and from then on it is carried out
 * by this process or, should it die, by the next one that starts (finishPlacement). Staged files must be synced.
 */
export function placeTogether(databasePath: string, placements: readonly Placement[]): void {
  const marker = placementMarker(databasePath);
  for (const { staged } of placements) syncToDisk(dirname(staged));
  const decision = openMarker(marker);
  try {
    decision
      .transaction(() => {
        decision.exec(
          'create table if not exists decision (plan text not null, done integer not null) strict',
        );
        decision.prepare('delete from decision').run();
        decision.prepare('insert into decision values (?, 0)').run(JSON.stringify(placements));
      })
      .exclusive();
  } finally {
    decision.close();
  }
  syncToDisk(dirname(marker));
  finishPlacement(databasePath);
}

/**
 * Carries out a decision that a process left unfinished; answers whether there was one. Everything that opens the
 * database calls it first. The marker is a database of its own, so that its lock lets one process through and survives
 * none; each step may be done again.
 */
export function finishPlacement(databasePath: string): boolean {
  const marker = placementMarker(databasePath);
  if (!existsSync(marker)) return false;
  const decision = openMarker(marker);
  try {
    const isDone = decision
      .transaction(() => {
        const isMade = decision.prepare("select 1 from sqlite_master where name = 'decision'").get();
        if (isMade === undefined) return false;
        const plans = decision.prepare('select plan from decision where done = 0').all() as {
          plan: string;
        }[];
        for (const { plan } of plans) for (const one of JSON.parse(plan) as Placement[]) put(one);
        decision.prepare('update decision set done = 1').run();
        return plans.length > 0;
      })
      .exclusive();
    for (const file of [marker, `${marker}-journal`]) rmSync(file, { force: true });
    syncToDisk(dirname(marker));
    return isDone;
  } finally {
    decision.close();
  }
}

function openMarker(path: string): Database.Database {
  const marker = new Database(path);
  marker.pragma('synchronous = FULL');
  marker.pragma('busy_timeout = 60000');
  return marker;
}

/** Does nothing where the staged file has been put in place already. */
function put({ staged, place, aside }: Placement): void {
  if (!existsSync(staged)) return;
  if (aside !== null) {
    // The log first: played into another database it would spoil it.
    for (const suffix of ['-wal', '-shm']) renameIfThere(`${place}${suffix}`, `${aside}${suffix}`);
    keepAside(place, aside);
  }
  renameSync(staged, place);
  for (const folder of new Set([dirname(place), dirname(aside ?? place)])) syncToDisk(folder);
}

/** A second name for the old file, so that at no moment there is none in place; a rename where the disk has no links. */
function keepAside(place: string, aside: string): void {
  if (!existsSync(place) || existsSync(aside)) return;
  try {
    linkSync(place, aside);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'].includes(String((error as NodeJS.ErrnoException).code)))
      throw error;
    renameSync(place, aside);
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** A name beginning with `wanted` under which there is no database and no log. */
export function freeName(wanted: string): string {
  for (let ordinal = 1; ; ordinal += 1) {
    const name = ordinal === 1 ? wanted : `${wanted}-${ordinal}`;
    if (databaseFiles(name).length === 0) return name;
  }
}
