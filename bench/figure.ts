import { filesOf } from '../tests/database';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor, type Ctx } from '~/access/context.server';
import { getIndicator } from '~/proficiency/indicator.server';
import { adoptRule } from '~/proficiency/rules.server';
import { openDatabase, type Db } from '~db/client.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { writeTx } from '~db/write.server';
import { compareTimes, type Measured } from './measure';

const DAY = '2026-06-30';
const UNITS = 2000;
const BLOCKS = ['party', 'state', 'mass_organisation'];
const CATEGORIES = ['cadre', 'civil_servant'];

/**
 * The figure of a day by unit, category, block and level, against the least that any program must do for it: one
 * count(*) and one sum over the same rows of span under the same condition.
 */
export async function benchFigure(people: number): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'thao-bench-'));
  const db = openDatabase(join(folder, 'thao.sqlite'));
  try {
    migrate(db, readMigrations(migrationsFolder()), 0);
    fill(db, people);
    const ctx: Ctx = {
      db,
      files: filesOf(db),
      now: Date.parse('2026-07-01T00:00:00Z'),
      actor: systemActor('bench'),
      ports: {} as Ctx['ports'],
      keysPath: folder,
      baseUrl: 'http://localhost',
    };
    const bare = db.sqlite.prepare(
      `select count(*) as n, sum(met) as met from span
       where valid_from <= ? and valid_to > ? and tx_from <= ? and tx_to > ? and counted = 1`,
    );
    const measured: Measured[] = [];
    for (const by of ['unit', 'category', 'block', 'level'] as const) {
      measured.push(
        await compareTimes({
          name: `figure ${people} by ${by}`,
          rounds: people > 500_000 ? 5 : 15,
          ours: () => getIndicator(ctx, { asOf: DAY, by }),
          baseline: () => bare.get(DAY, DAY, 1, 1),
        }),
      );
    }
    return measured;
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Two spans a person, the second current on the day: before and after the reform of 01/07/2025. */
function fill(db: Db, people: number): void {
  writeTx(db, 0, { accountId: null, name: 'bench' }, 'bench', (tx) => {
    const unit = db.sqlite.prepare('insert into unit (id, code) values (?, ?)');
    const period = db.sqlite.prepare(
      `insert into unit_period (unit_id, name_vi, name_en, search_key, level, block, parent_id, valid_from, tx_from)
       values (?, ?, ?, ?, ?, ?, ?, '2020-01-01', ?)`,
    );
    for (let id = 1; id <= UNITS; id += 1) {
      const name = `Unit ${id}`;
      const level = id % 10 === 0 || id === 1 ? 'province' : 'commune';
      unit.run(id, `U${id}`);
      period.run(id, name, name, name, level, BLOCKS[id % 3], id === 1 ? null : 1, tx.id);
    }
    adoptRule(tx, {
      code: 'BENCH',
      validFrom: '2020-01-01',
      decision: null,
      body: {
        categories: ['cadre', 'civil_servant'],
        states: ['working', 'leave', 'seconded'],
        modules: ['IU01', 'IU02', 'IU03', 'IU04', 'IU05', 'IU06'],
        target: { num: 70, den: 100 },
      },
    });
    const person = db.sqlite.prepare('insert into person (id, staff_code) values (?, ?)');
    const span = db.sqlite.prepare(
      `insert into span (unit_id, category, person_id, valid_from, tx_from, valid_to, tx_to, rule_id, counted, met, evidence)
       values (?, ?, ?, ?, ?, ?, 9007199254740991, 1, 1, ?, ?)`,
    );
    for (let id = 1; id <= people; id += 1) {
      const unitId = 1 + (id % UNITS);
      const category = CATEGORIES[id % 2];
      person.run(id, `B-${id}`);
      span.run(unitId, category, id, '2024-01-01', tx.id, '2025-07-01', 0, '');
      span.run(
        unitId,
        category,
        id,
        '2025-07-01',
        tx.id,
        '9999-12-31',
        id % 3 === 0 ? 0 : 1,
        `${id} ${id + 1}`,
      );
    }
  });
}
