import { join } from 'node:path';
import { addAccount } from '~/access/accounts.server';
import { newToken, tokenHash } from '~/access/adapters/tokens';
import { initKeys } from '~/access/keys.server';
import { startAttempt, getAttemptPaper } from '~/assessment/attempts.server';
import { SESSION_COOKIE } from '~/http/cookies';
import { openDatabase, row } from '~db/client.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { addSampleExam, learnerCtx } from '../exam';
import { addSession, write } from '../factories';

/** What a candidate's browser holds. */
export interface Seat {
  personId: number;
  attemptId: number;
  publicId: string;
  cookie: string;
  /** Tokens of the first question's options, and its position. */
  position: number;
  tokens: string[];
}

/** A fresh database with so many people, each signed in and sitting the sample exam. Everything lies in `folder`. */
export async function fillRoom(folder: string, people: number): Promise<{ path: string; seats: Seat[] }> {
  const path = join(folder, 'thao.sqlite');
  const db = openDatabase(path);
  migrate(db, readMigrations(migrationsFolder()), 0);
  initKeys(join(folder, 'keys'));
  addSampleExam(db);
  const now = Date.now();
  const cookies = write(db, now, (tx) => {
    db.sqlite.exec("insert into unit (id, code) values (1, 'A')");
    return Array.from({ length: people }, (_, index) => {
      const personId = index + 1;
      const code = `LG-${String(personId).padStart(6, '0')}`;
      db.sqlite
        .prepare('insert into person (id, staff_code) values (?, ?) on conflict do nothing')
        .run(personId, code);
      const accountId = addAccount(tx, {
        personId,
        username: `learner${personId}`,
        passwordHash: null,
        isDemo: false,
        grants: [{ role: 'learner', unitId: 1, validFrom: '2000-01-01' }],
      });
      const token = newToken();
      addSession(db, { hash: tokenHash(token), accountId, now, expiresAt: now + 86_400_000 });
      return `${SESSION_COOKIE}=${token}`;
    });
  });
  const seats: Seat[] = [];
  for (const [index, cookie] of cookies.entries()) {
    const personId = index + 1;
    const ctx = learnerCtx(db, now, { personId });
    const { publicId } = await startAttempt(ctx, { examCode: 'IU01', key: `k${personId}` });
    const { items } = getAttemptPaper(ctx, { publicId, lang: 'vi' });
    const [item] = items;
    const found = row<{ id: number }>(db, 'select id from attempt where public_id = ?', publicId);
    seats.push({
      personId,
      attemptId: found?.id ?? 0,
      publicId,
      cookie,
      position: item?.position ?? 1,
      tokens: item?.options.map((option) => option.token) ?? [],
    });
  }
  db.close();
  return { path, seats };
}

/** Everybody signs in again in place, at an instant: a clock set forward has ended sessions as if nobody had been there. */
export function signInAgain(path: string, seats: readonly Seat[], now: number): void {
  const db = openDatabase(path);
  for (const seat of seats) {
    const token = newToken();
    const accountId = seat.personId;
    addSession(db, { hash: tokenHash(token), accountId, now, expiresAt: now + 86_400_000 });
    seat.cookie = `${SESSION_COOKIE}=${token}`;
  }
  db.close();
}
