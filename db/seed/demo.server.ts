import { addAccount } from '../../app/access/accounts.server';
import { hashPassword } from '../../app/access/adapters/password';
import { systemActor, writerOf, type Ctx } from '../../app/access/context.server';
import { AppError } from '../../app/access/errors';
import { initKeys } from '../../app/access/keys.server';
import { startOfDate } from '../../app/office/dates';
import { listDemoAccounts } from '../queries/access';
import { insertSuccession, insertUnitPeriod } from '../queries/organisation-write';
import { countTables } from '../queries/trail';
import { row, run, type Db } from '../client.server';
import { writeTx, type Tx } from '../write.server';
import { foldForSearch } from '../../app/organisation/names';
import { loadRules } from '../../app/proficiency/adopted-rules.server';
import { sitDemoExams, type PlannedSitting } from './demo-attempts.server';
import { issueDemoConfirmations, type PlannedIssue } from './demo-confirmations.server';
import { seedPerson, type PersonSeeder } from './demo-people.server';
import { adoptDemoRule, putDemoSettings } from './demo-settings.server';
import { startVansLessons } from './demo-learning.server';
import { people, provincePlan } from './province';
import type { PlannedPerson, Province } from './province/shape';

/** For trying out on one's own machine; the server serves it on loopback only. */
export const DEMO_PASSWORD = 'thao-demo-2026';
const CHUNK = 250;

export interface SeedInput {
  staff: number;
  seed: number;
  /** ISO date that the province is seen from. */
  today: string;
  /** Answer quietly where people exist already. */
  ifEmpty: boolean;
  progress: (line: string) => void;
}

export interface Seeded {
  seeded: boolean;
  units: number;
  staff: number;
  courses: number;
  questions: number;
  attempts: number;
  confirmations: number;
}

/**
 * Fills an empty database with the demo province: units and people with their history, results and certificates,
 * accounts, attempts with every answer for one person in twenty, confirmations. Content must be loaded before.
 * Errors: conflict where people exist, unless `ifEmpty`; invalid_input for a day too early; not_found without content.
 */
export async function seedDemo(ctx: Ctx, input: SeedInput): Promise<Seeded> {
  if (!ctx.actor.system) throw new AppError('not_allowed');
  const { db } = ctx;
  if (row(db, 'select 1 as one from person limit 1')) {
    if (input.ifEmpty) return summary(db, false);
    throw new AppError('conflict', { reason: 'people exist already' });
  }
  if (input.today < '2025-12-01') throw new AppError('invalid_input', {}, { today: 'before 2025-12-01' });
  if (!row(db, 'select 1 as one from exam limit 1')) throw new AppError('not_found', { what: 'content' });
  initKeys(ctx.keysPath);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  // Eight in the morning of that day, and never later than a minute ago, so that the newest state can be asked for.
  const now = Math.min(startOfDate(input.today) + 8 * 3_600_000, ctx.now - 60_000);
  const at: Ctx = { ...ctx, now, actor: systemActor('seed') };
  const plan = provincePlan(input);

  const unitIds = seedProvince(at, plan);
  const sittings: PlannedSitting[] = [];
  const issues: PlannedIssue[] = [];
  const named: { person: PlannedPerson; personId: number }[] = [];
  const seeder: PersonSeeder = { unitIds, rules: loadRules(db), sittings, issues, today: input.today };
  let done = 0;
  inChunks(at, unitIds.get(plan.rootCode) ?? 0, people(plan, input), (tx, person) => {
    const personId = seedPerson(tx, seeder, person);
    if (person.account) named.push({ person, personId });
    done += 1;
    if (done % 10_000 === 0) input.progress(`${done} people`);
  });
  writeTx(db, now, writerOf(at.actor), 'seed accounts', (tx) => {
    for (const { person, personId } of named)
      addNamedAccount(tx, { person, personId, unitIds, passwordHash });
  });
  sitDemoExams(at, sittings);
  issueDemoConfirmations(at, issues);
  startVansLessons(at);
  db.sqlite.pragma('optimize');
  return summary(db, true);
}

export function demoAccounts(db: Db): { username: string; roles: string }[] {
  return listDemoAccounts(db);
}

function summary(db: Db, seeded: boolean): Seeded {
  const counts = countTables(db, ['unit', 'person', 'course', 'question', 'attempt', 'confirmation']);
  return {
    seeded,
    units: counts.unit ?? 0,
    staff: counts.person ?? 0,
    courses: counts.course ?? 0,
    questions: counts.question ?? 0,
    attempts: counts.attempt ?? 0,
    confirmations: counts.confirmation ?? 0,
  };
}

/** Units with all their periods, successions, settings and the rule. */
function seedProvince(ctx: Ctx, plan: Province): Map<string, number> {
  const { db } = ctx;
  return writeTx(db, ctx.now, writerOf(ctx.actor), 'seed province', (tx) => {
    const unitIds = new Map<string, number>();
    for (const { code } of plan.units)
      unitIds.set(code, run(db, 'insert into unit (code) values (?)', code).id);
    const idOf = (code: string) => {
      const id = unitIds.get(code);
      if (id === undefined) throw new Error(`no unit ${code}`);
      return id;
    };
    for (const unit of plan.units) {
      for (const period of unit.periods) {
        insertUnitPeriod(db, {
          unitId: idOf(unit.code),
          nameVi: period.nameVi,
          nameEn: period.nameEn,
          searchKey: foldForSearch(`${unit.code} ${period.nameVi} ${period.nameEn}`),
          level: period.level,
          block: period.block,
          parentId: period.parentCode === null ? null : idOf(period.parentCode),
          document: period.legalDocument ?? null,
          validFrom: period.validFrom,
          validTo: period.validTo,
          txId: tx.id,
        });
      }
    }
    for (const { fromCode, toCode, on, kind, document } of plan.successions) {
      const link = {
        fromUnitId: idOf(fromCode),
        toUnitId: idOf(toCode),
        kind,
        document,
        validFrom: on,
        txId: tx.id,
      };
      insertSuccession(db, link);
    }
    putDemoSettings(tx);
    adoptDemoRule(tx);
    tx.audit('demo_province_seeded', 'unit', idOf(plan.rootCode), { staff: plan.staff, seed: plan.seed });
    return unitIds;
  });
}

/** Writes in transactions of a few hundred, so that memory stays flat whatever the number. */
function inChunks<T>(ctx: Ctx, rootId: number, items: Iterable<T>, write: (tx: Tx, item: T) => void): void {
  const iterator = items[Symbol.iterator]();
  for (let open = true; open;) {
    writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'seed people', (tx) => {
      let count = 0;
      for (; count < CHUNK; count += 1) {
        const next = iterator.next();
        if (next.done) {
          open = false;
          break;
        }
        write(tx, next.value);
      }
      tx.audit('demo_people_seeded', 'unit', rootId, { count });
    });
  }
}

function addNamedAccount(
  tx: Tx,
  input: { person: PlannedPerson; personId: number; unitIds: Map<string, number>; passwordHash: string },
): void {
  const { person, personId, unitIds, passwordHash } = input;
  const { account } = person;
  if (!account) return;
  const scope = unitIds.get(account.scopeUnitCode) ?? 0;
  const validFrom = person.assignments[0]?.validFrom ?? '2024-01-01';
  const roles = account.role === 'learner' ? (['learner'] as const) : (['learner', account.role] as const);
  addAccount(tx, {
    personId,
    username: person.staffCode,
    passwordHash,
    isDemo: true,
    grants: roles.map((role) => ({ role, unitId: scope, validFrom })),
  });
}
