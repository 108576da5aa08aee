import { filesOf } from '../tests/database';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import { systemActor, type Ctx } from '~/access/context.server';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import { getAttemptPaper } from '~/assessment/attempts.server';
import { makePorts } from '~/server/ports';
import { openDatabase } from '~db/client.server';
import { renderExamTree } from './exam-page';
import { compareTimes, type Measured } from './measure';
import { prepareAttempts } from './save';

/**
 * A page of a running exam through the whole product (session, rights, taking over, reading the paper, Remix, the data
 * for the browser), against React alone turning the same tree into text.
 */
export async function benchPage(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'thao-bench-'));
  const databasePath = join(folder, 'thao.sqlite');
  const [client] = await prepareAttempts(databasePath, 1);
  if (!client) throw new Error('no attempt');
  const db = openDatabase(databasePath);
  try {
    const build = (await import(
      pathToFileURL(join(import.meta.dirname, '../build/server/index.js')).href
    )) as ServerBuild;
    const handle = createRequestHandler(build, 'production');
    const ports = makePorts(localAttemptWriter(db, () => Date.now()));
    const url = `http://127.0.0.1${client.path.replace('/answers', '')}`;
    const context = {
      db,
      files: filesOf(db),
      now: () => Date.now(),
      ports,
      keysPath: join(folder, 'keys'),
      baseUrl: 'http://127.0.0.1',
      nonce: 'bench',
      requestId: 'bench',
      trace: { setAccount: () => undefined, say: () => undefined, fault: () => undefined },
      provider: null,
      address: '127.0.0.1',
    };
    const publicId = client.path.split('/')[2] ?? '';
    const actor = { ...systemActor('bench'), ...client.actor };
    const ctx: Ctx = {
      db,
      files: filesOf(db),
      now: Date.now(),
      actor,
      ports,
      keysPath: folder,
      baseUrl: 'http://127.0.0.1',
    };
    const paper = getAttemptPaper(ctx, { publicId, lang: 'vi' });
    const props = {
      title: paper.exam.title.vi,
      person: 'b1 · B-1',
      staffCode: 'B-1',
      points: '0,40 điểm',
      items: paper.items,
      start: {
        publicId,
        positions: paper.items.map((item) => item.position),
        answers: {},
        flags: {},
        savedAt: {},
        epoch: 1,
        lastSequence: 0,
        remainingMs: 1_800_000,
        serverNow: ctx.now,
      },
    };
    return await compareTimes({
      name: 'exam page',
      rounds: 200,
      ours: async () => {
        const response = await handle(new Request(url, { headers: { Cookie: client.cookie } }), context);
        const text = await response.text();
        if (response.status !== 200 || !text.includes('question-title'))
          throw new Error(`${response.status}`);
      },
      baseline: () => renderExamTree(props),
    });
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
