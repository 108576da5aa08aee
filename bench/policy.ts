import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import { newToken, tokenHash } from '~/access/adapters/tokens';
import { systemActor, type Ctx } from '~/access/context.server';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import { SESSION_COOKIE } from '~/http/cookies';
import { syncContent } from '~/learning/content-sync.server';
import { dateOf } from '~/office/dates';
import { isPersonInScope, scopeOf } from '~/organisation/scope.server';
import { makePorts } from '~/server/ports';
import { openDatabase, type Db } from '~db/client.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { findAccountByName } from '~db/queries/access';
import { listGrants } from '~db/queries/grants';
import { seedDemo } from '~db/seed/demo.server';
import { filesOf } from '../tests/database';
import { addSession } from '../tests/factories';
import { median, type Measured } from './measure';

const PEOPLE = 75_000;
const ROUNDS = 30;

/** Pages that ask most: a list and a record, in a commune's scope and in the province's. */
const PAGES = [
  { name: 'roster, commune', who: 'LG-017701', path: '/roster' },
  { name: 'person, commune', who: 'LG-017701', path: '/people/LG-024817' },
  { name: 'rights, commune', who: 'LG-017701', path: '/grants' },
  { name: 'roster, province', who: 'LG-000873', path: '/roster' },
  { name: 'person, province', who: 'LG-000873', path: '/people/LG-024817' },
] as const;

/**
 * The part of a page's server time that goes into asking who may: reading the grants of the session and the scopes of the
 * actions. A page runs whole (session, loaders, drawing) on a connection that counts how often the two statements run that
 * only these questions run; each question is then timed by itself on the same connection, its SQL and its arithmetic. The
 * share is count times time over the time of the page. It is not taken by running the page without the policy: without a
 * scope it would show other people, and would be another page.
 */
export async function benchPolicy(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'thao-bench-'));
  const plain = openDatabase(join(folder, 'thao.sqlite'));
  const counts = { grants: 0, scopes: 0 };
  const db = counting(plain, counts);
  try {
    await fill(db, join(folder, 'keys'));
    const build = (await import(
      pathToFileURL(join(import.meta.dirname, '../build/server/index.js')).href
    )) as ServerBuild;
    const handle = createRequestHandler(build, 'production');
    const measured: Measured[] = [];
    for (const { name, who, path } of PAGES) {
      const { ctx, cookie, context } = actorOf(db, who, folder);
      const ask = async () => {
        const response = await handle(
          new Request(`${context.baseUrl}${path}`, { headers: { Cookie: cookie } }),
          context,
        );
        await response.text();
        if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
      };
      await ask();
      Object.assign(counts, { grants: 0, scopes: 0 });
      await ask();
      const asked = { ...counts };
      const page = await medianOf(ask);
      const accountId = ctx.actor.accountId ?? 0;
      const grants = await medianOf(() => listGrants(db, accountId));
      // With its list of units, which is read where the counted statement ran.
      const scope = await medianOf(() => {
        const asked = scopeOf(ctx, 'person.read');
        return [isPersonInScope(ctx, asked, 1), asked.unitIds];
      });
      const ours = asked.grants * grants + asked.scopes * scope;
      measured.push({ name: `policy, ${name}`, unit: 'ms', ours, baseline: page, ratio: ours / page });
    }
    return measured;
  } finally {
    plain.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A connection that counts the statements which only questions of policy run: those of listGrants and of scopeOf. */
function counting(db: Db, counts: { grants: number; scopes: number }): Db {
  return {
    ...db,
    sql: (text) => {
      if (/^\s*select g\.role, g\.unit_id as unitId/.test(text)) counts.grants += 1;
      if (/with recursive below \(id\)/.test(text)) counts.scopes += 1;
      return db.sql(text);
    },
  };
}

async function fill(db: Db, keysPath: string): Promise<void> {
  migrate(db, readMigrations(migrationsFolder()), 0);
  const now = Date.now();
  const ports = makePorts(localAttemptWriter(db, () => now));
  const actor = systemActor('bench');
  const files = filesOf(db);
  const ctx: Ctx = { db, files, now, actor, ports, keysPath, baseUrl: 'http://127.0.0.1' };
  syncContent(ctx, { folder: join(import.meta.dirname, '../content') });
  const plan = { staff: PEOPLE, seed: 1, today: dateOf(now), ifEmpty: false };
  await seedDemo(ctx, { ...plan, progress: () => undefined });
}

function actorOf(db: Db, name: string, folder: string) {
  const now = Date.now();
  const account = findAccountByName(db, name);
  if (!account) throw new Error(`no account ${name}`);
  const token = newToken();
  addSession(db, { hash: tokenHash(token), accountId: account.id, now, expiresAt: now + 3_600_000 });
  const ports = makePorts(localAttemptWriter(db, () => now));
  const base = { db, files: filesOf(db), ports, keysPath: join(folder, 'keys'), baseUrl: 'http://127.0.0.1' };
  const { id: accountId, personId } = account;
  const grants = listGrants(db, accountId);
  const ctx: Ctx = { ...base, now, actor: { accountId, personId, name, grants, system: false } };
  const context = {
    ...base,
    now: () => now,
    ...{ nonce: 'bench', requestId: 'bench', address: '127.0.0.1', provider: null },
    trace: { setAccount: () => undefined, say: () => undefined, fault: () => undefined },
  };
  return { ctx, context, cookie: `${SESSION_COOKIE}=${token}` };
}

/** Milliseconds, the median of some rounds after one to warm up. */
async function medianOf(work: () => unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}
