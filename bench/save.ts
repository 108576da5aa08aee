import { filesOf } from '../tests/database';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount } from '~/access/accounts.server';
import { newToken, tokenHash } from '~/access/adapters/tokens';
import type { Actor, Ctx } from '~/access/context.server';
import { systemActor } from '~/access/context.server';
import { initKeys } from '~/access/keys.server';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import { getAttemptPaper, startAttempt } from '~/assessment/attempts.server';
import { SESSION_COOKIE } from '~/http/cookies';
import { syncContent } from '~/learning/content-sync.server';
import { makePorts } from '~/server/ports';
import { openDatabase } from '~db/client.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { listGrants } from '~db/queries/grants';
import { writeTx } from '~db/write.server';
import { addSession } from '../tests/factories';
import { drive, type Client } from './drive';
import { median, type Measured } from './measure';

const CONNECTIONS = 32;
const ROUND_MS = 4000;
const ROUNDS = 3;
const PORTS = { ours: 4391, bare: 4392 };

/** Durable saves a second over HTTP at 32 connections, the whole product against the bare baseline, turn about. */
export async function benchSave(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'thao-bench-'));
  const rates = { ours: [] as number[], bare: [] as number[] };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const bare = await start('bare', [
        join(import.meta.dirname, 'bare-save-server.mjs'),
        join(folder, `bare-${round}.sqlite`),
        String(PORTS.bare),
      ]);
      const client = (index: number): Client => ({
        path: `/attempts/${index}/answers`,
        cookie: '',
        tokens: ['a', 'b'],
      });
      rates.bare.push(
        await drive(
          PORTS.bare,
          Array.from({ length: CONNECTIONS }, (_, index) => client(index)),
          ROUND_MS,
        ),
      );
      await stop(bare);

      const databasePath = join(folder, `ours-${round}`, 'thao.sqlite');
      const clients = await prepareAttempts(databasePath, CONNECTIONS);
      const ours = await start('ours', [join(import.meta.dirname, '../build/processes/main.js')], {
        DATABASE_PATH: databasePath,
        PORT: String(PORTS.ours),
        WEB_WORKERS: '1',
      });
      rates.ours.push(await drive(PORTS.ours, clients, ROUND_MS));
      await stop(ours);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [a, b] = [median(rates.ours), median(rates.bare)];
  return { name: 'save throughput', unit: 'saves/s', ours: a, baseline: b, ratio: a / b };
}

/** People with a session and a running attempt each, made by the product's own use cases. */
export async function prepareAttempts(
  databasePath: string,
  people: number,
): Promise<(Client & { actor: Actor })[]> {
  const db = openDatabase(databasePath);
  migrate(db, readMigrations(migrationsFolder()), 0);
  const keysPath = join(databasePath, '..', 'keys');
  initKeys(keysPath);
  const now = Date.now();
  const ports = makePorts(localAttemptWriter(db, () => now));
  const ctx = (actor: Actor): Ctx => ({
    db,
    files: filesOf(db),
    now,
    actor,
    ports,
    keysPath,
    baseUrl: 'http://127.0.0.1',
  });
  const synced = syncContent(ctx(systemActor('bench')), { folder: join(import.meta.dirname, '../content') });
  if (synced.kind !== 'synced') throw new Error('content/ was refused');
  const tokens: string[] = [];
  writeTx(db, now, { accountId: null, name: 'bench' }, 'bench', (tx) => {
    db.sqlite.exec("insert into unit (id, code) values (1, 'B')");
    for (let id = 1; id <= people; id += 1) {
      db.sqlite.prepare('insert into person (id, staff_code) values (?, ?)').run(id, `B-${id}`);
      const accountId = addAccount(tx, {
        personId: id,
        username: `b${id}`,
        passwordHash: null,
        isDemo: true,
        grants: [{ role: 'learner', unitId: 1, validFrom: '2020-01-01' }],
      });
      const token = newToken();
      tokens.push(token);
      addSession(db, { hash: tokenHash(token), accountId, now, expiresAt: now + 3_600_000 });
    }
  });
  const clients: (Client & { actor: Actor })[] = [];
  for (const [index, token] of tokens.entries()) {
    const personId = index + 1;
    const accountId = personId;
    const actor: Actor = {
      accountId,
      personId,
      name: `b${personId}`,
      grants: listGrants(db, accountId),
      system: false,
    };
    const key = `00000000-0000-4000-8000-${String(personId).padStart(12, '0')}`;
    const { publicId } = await startAttempt(ctx(actor), { examCode: 'IU01', key });
    const paper = getAttemptPaper(ctx(actor), { publicId, lang: 'vi' });
    clients.push({
      actor,
      path: `/attempts/${publicId}/answers`,
      cookie: `${SESSION_COOKIE}=${token}`,
      tokens: paper.items[0]?.options.map((option) => option.token) ?? [],
    });
  }
  db.close();
  return clients;
}

async function start(
  name: 'ours' | 'bare',
  args: string[],
  env: Record<string, string> = {},
): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = `http://127.0.0.1:${PORTS[name]}${name === 'ours' ? '/readyz' : '/'}`;
  for (let tries = 0; tries < 200; tries += 1) {
    const ready =
      name === 'bare'
        ? await new Promise<boolean>((resolve) => child.stdout?.once('data', () => resolve(true)))
        : await fetch(url).then(
            (response) => response.ok,
            () => false,
          );
    if (ready) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} did not start`);
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
