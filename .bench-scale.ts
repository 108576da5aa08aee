import { existsSync } from 'node:fs';
import { openDatabase } from '~db/client.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { addRule, addUnit, ctxOf, write, actorWith, RULE } from './tests/factories';
import { insertAssignment, insertPerson, insertProfile, insertState } from '~db/queries/organisation-write';
import { insertEvidence } from '~db/queries/proficiency';
import { insertSpans } from '~/proficiency/spans.server';
import { loadRules } from '~/proficiency/adopted-rules.server';
import { nameSortKey, nameSearchKey } from '~/organisation/names';
import { getIndicator, getIndicatorPage } from '~/proficiency/indicator.server';
import { listIndicatorPeople } from '~/proficiency/indicator-people.server';
import { getRoster } from '~/reporting/roster.server';
import { exportRoster } from '~/reporting/roster-export.server';
import { runChecks } from '~/operations/checks.server';
import { listDue } from '~/proficiency/confirmations.server';
import { startOfDate } from '~/office/dates';
const path = '/tmp/bench/scale.sqlite';
const fresh = !existsSync(path);
const db = openDatabase(path);
migrate(db, readMigrations(migrationsFolder()), 0);
const NOW = startOfDate('2026-11-25');
const MODULES = ['IU01','IU02','IU03','IU04','IU05','IU06'];
if (fresh) {
  const units: number[] = [];
  write(db, 1, (tx) => {
    addRule(tx, { body: { ...RULE, modules: MODULES } });
    const root = addUnit(tx, { code: 'TINH' });
    for (let i = 1; i <= 100; i++) {
      const x = addUnit(tx, { code: `X${i}`, parentId: root, level: i <= 20 ? 'province' : 'commune' });
      for (let j = 1; j <= 19; j++) units.push(addUnit(tx, { code: `X${i}.${j}`, parentId: x, level: i <= 20 ? 'province' : 'commune' }));
    }
  });
  const rules = loadRules(db);
  const cats = ['cadre','civil_servant','public_employee','public_employee','public_employee','public_employee','public_employee'] as const;
  const t0 = performance.now(); let spanMs = 0;
  for (let batch = 0; batch < 75; batch++) write(db, 2 + batch, (tx) => {
    for (let i = 0; i < 1000; i++) {
      const n = batch * 1000 + i;
      const personId = insertPerson(db, `LG-${String(n).padStart(6, '0')}`);
      const fullName = ['Nguyễn','Trần','Lê','Phạm'][n % 4] + ' Văn ' + ['An','Bình','Cường','Dũng','Đạt','Hà','Hoà'][n % 7] + n;
      insertProfile(db, { personId, fullName, sortKey: nameSortKey(fullName), searchKey: nameSearchKey(fullName), sex: 'male', birthDate: '1980-01-01', birthPrecision: 'day', validFrom: '1900-01-01', validTo: '9999-12-31', txId: tx.id });
      const state = { state: 'working' as const, validFrom: '2020-01-01', validTo: '9999-12-31' };
      insertState(db, { personId, ...state, txId: tx.id });
      const category = cats[n % 7]!;
      const posts = [{ unitId: units[(n * 7) % units.length]!, category, validFrom: '2020-01-01', validTo: '2025-07-01' }, { unitId: units[n % units.length]!, category, validFrom: '2025-07-01', validTo: '9999-12-31' }];
      for (const p of posts) insertAssignment(db, { personId, ...p, positionVi: 'x', positionEn: 'x', isPrimary: 1, txId: tx.id });
      const evidence = MODULES.slice(0, n % 8).map((m, k) => {
        const month = 1 + ((n + k * 3) % 12);
        const from = `${2024 + ((n >> 3) % 3)}-${String(month).padStart(2, '0')}-${String(1 + n % 28).padStart(2, '0')}`;
        const to = `${Number(from.slice(0, 4)) + 3}${from.slice(4)}`;
        const id = insertEvidence(db, { personId, kind: 'result', modules: m, attemptId: null, markNum: 8, markDen: 1, labelVi: 'Thi ' + m, labelEn: m, issuer: '', number: null, state: 'accepted', enteredBy: null, reviewedBy: null, contentHash: 'x', validFrom: from, validTo: to, txId: tx.id });
        return { id, modules: [m], state: 'accepted' as const, validFrom: from, validTo: to };
      });
      const t = performance.now();
      insertSpans(tx, personId, { assignments: posts, states: [state], evidence }, rules);
      spanMs += performance.now() - t;
    }
  });
  console.log('seed', (performance.now() - t0).toFixed(0), 'ms; spans', spanMs.toFixed(0), 'ms', db.sqlite.prepare('select count(*) n from span').get());
}
const time = (n: string, f: () => unknown) => { let best = 1e9, r; for (let i = 0; i < 7; i++) { const t = performance.now(); r = f(); best = Math.min(best, performance.now() - t); } console.log(n.padEnd(32), best.toFixed(1).padStart(8), "ms", JSON.stringify(r)?.slice(0, 70)); };
const root = ctxOf(db, NOW, actorWith([['leader', 2], ['hr', 2]].map(([r]) => [r as 'hr', 1])));
const rootBoth = ctxOf(db, NOW, actorWith([['leader', 1], ['hr', 1]]));
const commune = ctxOf(db, NOW, actorWith([['leader', 1002], ['hr', 1002]]));
void root;
time('indicator', () => getIndicator(rootBoth, { by: 'level' }));
time('indicator by unit', () => getIndicator(rootBoth, { by: 'unit' }).rows.length);
time('indicator page', () => { const p = getIndicatorPage(rootBoth); return [p.numerator, p.denominator, p.units.length, p.unlisted.length]; });
time('indicator page commune', () => { const p = getIndicatorPage(commune); return [p.numerator, p.denominator, p.units.length]; });
time('people page', () => listIndicatorPeople(rootBoth, { met: false }).total);
time('people page commune', () => listIndicatorPeople(commune, { met: false }).total);
time('roster province', () => getRoster(rootBoth).counts);
time('roster province last page', () => getRoster(rootBoth, { page: 1500 }).groups.length);
time('roster province text', () => getRoster(rootBoth, { text: 'dat 74' }).counts);
time('roster province missing IU03', () => getRoster(rootBoth, { missingModule: 'IU03' }).counts);
time('roster commune', () => getRoster(commune).counts);
time('roster commune text', () => getRoster(commune, { text: 'dat' }).counts);
time('due commune', () => listDue(commune).total);
time('due province', () => listDue(rootBoth).total);
let bytes = 0;
const t1 = performance.now();
const r = await exportRoster(rootBoth, { format: 'json' }, (c) => { bytes += c.length; });
console.log('export json', (performance.now() - t1).toFixed(0), 'ms', bytes, r.rows, (process.memoryUsage().rss / 1e6).toFixed(0), 'MB');
if (process.argv.includes('--check')) { const t = performance.now(); console.log(runChecks(ctxOf(db, NOW, undefined, '/tmp/bench')).filter((c) => !c.ok)); console.log('checks', (performance.now() - t).toFixed(0), 'ms'); }
