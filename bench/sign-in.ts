import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount } from '~/access/accounts.server';
import { hashPassword, passwordMatches } from '~/access/adapters/password';
import { initKeys } from '~/access/keys.server';
import { signIn } from '~/access/sessions.server';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import { makePorts } from '~/server/ports';
import { openDatabase } from '~db/client.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { writeTx } from '~db/write.server';
import { filesOf } from '../tests/database';
import { median, type Measured } from './measure';

const PASSWORD = 'một câu dài dễ nhớ';
const PEOPLE = 200;
const ROUND_MS = 3000;
const ROUNDS = 3;
const CONCURRENCIES = [1, 2, 4] as const;

/**
 * Sign-ins a second, each with its brake, its session, its note and its sealed trail made durable, against argon2id alone
 * comparing the same password with the same settings; by how many people sign in at once.
 */
export async function benchSignIn(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'thao-bench-'));
  const db = openDatabase(join(folder, 'thao.sqlite'));
  try {
    migrate(db, readMigrations(migrationsFolder()), 0);
    initKeys(join(folder, 'keys'));
    const passwordHash = await hashPassword(PASSWORD);
    writeTx(db, Date.now(), { accountId: null, name: 'bench' }, 'bench', (tx) => {
      for (let n = 0; n < PEOPLE; n += 1) {
        addAccount(tx, { personId: null, username: `b${n}`, passwordHash, isDemo: true, grants: [] });
      }
    });
    const ports = makePorts(localAttemptWriter(db, () => Date.now()));
    const enter = async (n: number) => {
      const files = filesOf(db);
      const ctx = {
        db,
        files,
        now: Date.now(),
        ports,
        keysPath: join(folder, 'keys'),
        baseUrl: 'http://127.0.0.1',
      };
      const client = { device: 'Chrome 109, Windows 10', network: '10.0.0.1' };
      await signIn(ctx, { name: `b${n % PEOPLE}`, password: PASSWORD, client });
    };
    const compare = async () => {
      if (!(await passwordMatches(passwordHash, PASSWORD))) throw new Error('the password does not match');
    };
    const results: Measured[] = [];
    for (const concurrency of CONCURRENCIES) {
      const rates = { ours: [] as number[], baseline: [] as number[] };
      await Promise.all([enter(0), compare()]);
      for (let round = 0; round < ROUNDS; round += 1) {
        rates.baseline.push(await rateOf(concurrency, compare));
        rates.ours.push(await rateOf(concurrency, enter));
      }
      const [ours, baseline] = [median(rates.ours), median(rates.baseline)];
      const name = `sign-in, ${concurrency} at once`;
      results.push({ name, unit: 'a second', ours, baseline, ratio: ours / baseline });
    }
    return results;
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How often `work` ends in a second, with so many under way at any moment. */
async function rateOf(concurrency: number, work: (n: number) => Promise<void>): Promise<number> {
  const start = performance.now();
  let done = 0;
  const lane = async () => {
    while (performance.now() - start < ROUND_MS) {
      done += 1;
      await work(done);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return (done * 1000) / (performance.now() - start);
}
