/**
 * The trail at 1,000,000 entries, printed: `npx tsx bench/trail.ts [entries]`. Built by direct inserts with true seals;
 * SQL of first pages, a look noted down, an export asked for a person, verification.
 */
import { performance } from 'node:perf_hooks';
import { packIds } from '~/access/adapters/id-set';
import { logView } from '~/access/views.server';
import { verifyAudit } from '~/operations/audit.server';
import { listSeenBy } from '~/operations/seen-by.server';
import { listTrail, type TrailQuery } from '~/operations/trail.server';
import { run } from '~db/client.server';
import { lastEntryUpTo } from '~db/queries/trail-entries';
import { freshDatabase } from '../tests/database';
import { actorWith, addPerson, addUnit, ctxOf, write } from '../tests/factories';
import { addTestAccount } from '../tests/load-context';

const ENTRIES = Number(process.argv[2] ?? 1_000_000);
const PEOPLE = 75_000;
const START = Date.UTC(2026, 0, 1);
const { db, remove } = freshDatabase();

const [top, commune] = write(db, START, (tx) => {
  const root = addUnit(tx, { code: 'T' });
  return [root, addUnit(tx, { code: 'X', level: 'commune', parentId: root })] as const;
});
for (let n = 0; n < PEOPLE; n += 500) {
  write(db, START, (tx) => {
    for (let i = n; i < n + 500; i += 1) {
      addPerson(tx, { staffCode: `LG-${String(i).padStart(6, '0')}`, unitId: i < 60 ? commune : top });
    }
  });
}
const accountId = addTestAccount(db, START, { username: 'hr', personId: null, grants: [['hr', top]] });
for (let n = 0; n < ENTRIES; n += 2000) {
  db.sqlite.transaction(() => {
    for (let i = n; i < n + 2000; i += 1) {
      write(db, START + i * 100, (tx) => {
        const person = ((i * 7919) % PEOPLE) + 1;
        if (i % 3 === 0) tx.audit('signed_in', 'account', person, { method: 'password' });
        else tx.audit('enrolment.set', 'person', person, { reason: 'kế hoạch', n: i });
      });
    }
  })();
}
for (let n = 0; n < 1000; n += 1) {
  write(db, START + ENTRIES * 100 + n, (tx) => {
    run(
      db,
      "insert into export_log (tx_id, kind, filter, rows, sha256) values (?, 'roster.csv', '{}', 1, '')",
      tx.id,
    );
    const ids = Array.from({ length: PEOPLE / 3 }, (_, i) => ((i * 3 + n) % PEOPLE) + 1);
    tx.audit('roster_exported', 'export', tx.id, { people: packIds(ids) });
  });
}

const now = START + ENTRIES * 100 + 3_600_000;
const whole = ctxOf(db, now, actorWith([['auditor', top]]));
const part = ctxOf(db, now, actorWith([['auditor', commune]]));
const median = (work: () => unknown, times = 21) => {
  const taken = Array.from({ length: times }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  }).sort((a, b) => a - b);
  return taken[Math.floor(times / 2)]!;
};
const say = (what: string, ms: number) => process.stdout.write(`${what}: ${ms.toFixed(2)} ms\n`);
process.stdout.write(`${lastEntryUpTo(db, Number.MAX_SAFE_INTEGER)} entries, ${PEOPLE} people\n`);
const pages: [string, TrailQuery & { before?: number }][] = [
  ['newest', {}],
  ['in the middle', { before: ENTRIES / 2 }],
  ['one action', { action: 'enrolment.set' }],
  ['a rare action', { action: 'account_created' }],
  ['one object', { object: { kind: 'person', id: '4711' } }],
  ['one person', { staffCode: 'LG-004711' }],
  ['one day', { from: '2026-01-02', to: '2026-01-02' }],
  ['one account', { actor: 'hr' }],
];
for (const [name, query] of pages)
  say(
    `page, whole scope, ${name}`,
    median(() => listTrail(whole, query)),
  );
for (const [name, query] of pages.slice(0, 3)) {
  say(
    `page, commune of 60, ${name}`,
    median(() => listTrail(part, query)),
  );
}
const people = Array.from({ length: 50 }, (_, i) => i * 997 + 1);
const actor = { ...whole.actor, accountId };
say(
  'a look at 50 people noted, durable',
  median(() => logView({ db, now, actor }, { kind: 'roster', personIds: people, requestId: 'r' }), 201),
);
say(
  'a look at 1 person noted, durable',
  median(() => logView({ db, now, actor }, { kind: 'person', personIds: [1], requestId: 'r' }), 201),
);
say(
  'who saw one person, among 1,000 exports',
  median(() => listSeenBy(whole, { staffCode: 'LG-004711' }), 5),
);
const ids = Array.from({ length: PEOPLE }, (_, i) => i + 1);
say(
  '75,000 people of an export packed',
  median(() => packIds(ids)),
);
say(
  'verification',
  median(() => verifyAudit(whole), 1),
);
remove();
