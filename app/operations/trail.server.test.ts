import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTestAccount } from '../../tests/load-context';
import { freshDatabase } from '../../tests/database';
import { actorWith, addEvidence, addPerson, addRule, addUnit, ctxOf, write } from '../../tests/factories';
import type { AuditAction } from '~/access/audit-actions';
import { dateOf, startOfDate } from '~/office/dates';
import { scopeOf } from '~/organisation/scope.server';
import { rows } from '~db/client.server';
import { entriesQuery, listEntries, type TrailFilter } from '~db/queries/trail-entries';
import { ENTRY_IN_SCOPE, SCOPE_CTE, trailScopeParams } from '~db/queries/trail-scope';
import { getTrailTx, listTrail, type TrailQuery } from './trail.server';

const DAY = 24 * 3_600_000;
const START = startOfDate('2026-11-01');

/** A province with communes X and Y, twelve people, and a trail about them and about the installation. */
describe('the trail, read', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  const unit: Record<string, number> = {};
  const people: number[] = [];
  const now = START + 40 * DAY;
  const auditor = (...units: string[]) =>
    ctxOf(fresh.db, now, actorWith(units.map((code) => ['auditor', unit[code]!])));

  beforeAll(() => {
    fresh = freshDatabase();
    const { db } = fresh;
    write(db, START, (tx) => {
      addRule(tx);
      unit.T = addUnit(tx, { code: 'T' });
      unit.X = addUnit(tx, { code: 'X', level: 'commune', parentId: unit.T });
      unit.Y = addUnit(tx, { code: 'Y', level: 'commune', parentId: unit.T });
      for (let n = 1; n <= 12; n += 1) {
        people.push(addPerson(tx, { staffCode: `LG-00000${n}`, unitId: n <= 6 ? unit.X : unit.Y }));
      }
      for (const id of [unit.X, unit.Y]) tx.audit('demo_people_seeded', 'unit', id, { count: 6 });
    });
    for (const [index, personId] of people.entries()) {
      addTestAccount(db, START + DAY, { username: `u${index}`, personId, grants: [['learner', unit.T!]] });
    }
    for (let n = 0; n < 120; n += 1) {
      write(db, START + (2 + (n % 30)) * DAY, (tx) => {
        const personId = people[(n * 7) % 12]!;
        if (n % 4 === 0) {
          const id = addEvidence(tx, { personId, evidenceId: 1000 + n });
          tx.audit('evidence_from_result', 'evidence', id, { personId });
        } else if (n % 4 === 1)
          tx.audit('setting_changed', 'setting', 'supportPhone', { before: '"1"', after: '"2"' });
        else tx.audit('enrolment.set', 'person', personId, { reason: `because ${n}` });
      });
    }
  });
  afterAll(() => fresh.remove());

  const all = (query: TrailQuery, ctx = auditor('T')) => {
    const ids: number[] = [];
    let before: number | undefined;
    for (;;) {
      const page = listTrail(ctx, { ...query, ...(before === undefined ? {} : { before }) });
      ids.push(...page.lines.map(({ id }) => id));
      if (page.olderThan === null) return ids;
      before = page.olderThan;
    }
  };
  const scanned = (where: string) =>
    rows<{ id: number }>(
      fresh.db,
      `select e.id from audit_entry e join tx t on t.id = e.tx_id where ${where} order by e.id desc`,
    ).map(({ id }) => id);

  it('pages through everything once, newest first, and back again', () => {
    expect(all({})).toEqual(scanned('true'));
    const first = listTrail(auditor('T'), {});
    const second = listTrail(auditor('T'), { before: first.olderThan! });
    const back = listTrail(auditor('T'), { after: second.newerThan! });
    expect([first.newerThan, back.newerThan]).toEqual([null, null]);
    expect(back.lines.map(({ id }) => id)).toEqual(first.lines.map(({ id }) => id));
  });

  it.each<[string, TrailQuery, string]>([
    ['an action', { action: 'enrolment.set' }, "e.action = 'enrolment.set'"],
    ['an object', { object: { kind: 'person', id: '3' } }, "e.object_kind = 'person' and e.object_id = '3'"],
    ['a part of the system', { actor: 'test' }, 'true'],
    ['nobody', { actor: 'u0' }, 'false'],
    [
      'days, both included',
      { from: '2026-11-05', to: '2026-11-07' },
      `t.at >= ${START + 4 * DAY} and t.at < ${START + 7 * DAY}`,
    ],
    ['days before everything', { to: '2020-01-01' }, 'false'],
    [
      'one person',
      { staffCode: 'lg-000003' },
      `(e.object_kind = 'person' and e.object_id = '3') or (e.object_kind = 'account' and e.object_id = '3')
        or (e.object_kind = 'evidence' and exists (select 1 from evidence v where v.evidence_id = e.object_id and v.person_id = 3))`,
    ],
  ])('narrowed by %s', (_, query, where) => {
    expect(all(query)).toEqual(scanned(where));
  });

  it('gives an auditor of a commune the entries of its people and units, and nothing of the installation', () => {
    const mine = all({}, auditor('X'));
    const kinds = rows<{ kind: string }>(
      fresh.db,
      `select distinct object_kind as kind from audit_entry where id in (${mine.join()}) order by 1`,
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(['account', 'evidence', 'person', 'unit']);
    const others = all({}, auditor('Y'));
    expect(mine.filter((id) => others.includes(id))).toEqual([]);
    const loose = scanned("e.object_kind not in ('setting', 'proficiency_rule')");
    expect([...mine, ...others].sort((a, b) => b - a)).toEqual(loose);
    expect(all({}, auditor('X', 'Y'))).toEqual(loose);
  });

  it('finds the same entries from the objects of a scope as by going through the trail', () => {
    const scope = scopeOf(auditor('X'), 'trail.read');
    const actions: (AuditAction | undefined)[] = [undefined, 'enrolment.set', 'account_created', 'signed_in'];
    const filters = fc.record({
      action: fc.constantFrom(...actions),
      range: fc
        .tuple(fc.integer({ min: 1, max: 160 }), fc.integer({ min: 1, max: 160 }))
        .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
      limit: fc.integer({ min: 1, max: 200 }),
      ascending: fc.boolean(),
    });
    fc.assert(
      fc.property(filters, ({ action, range, limit, ascending }) => {
        const filter: TrailFilter = { scope, range, ...(action ? { action } : {}) };
        const found = listEntries(fresh.db, filter, { limit, ascending }).map(({ id }) => id);
        const walked = rows<{ id: number }>(
          fresh.db,
          `with ${SCOPE_CTE} select e.id from audit_entry e where e.id between ${range.from} and ${range.to}
             and ${ENTRY_IN_SCOPE} ${action ? `and e.action = '${action}'` : ''}
           order by e.id ${ascending ? 'asc' : 'desc'} limit ${limit}`,
          trailScopeParams(scope),
        ).map(({ id }) => id);
        expect(found).toEqual(walked);
      }),
    );
  });

  it('answers alike for a person elsewhere and for nobody', () => {
    const refused = (staffCode: string) => {
      try {
        return listTrail(auditor('X'), { staffCode });
      } catch (error) {
        return JSON.stringify(error);
      }
    };
    expect(refused('LG-000009')).toBe(refused('LG-999999'));
  });

  it('tells an auditor of a commune nothing by numbers that are not his', () => {
    const mine = all({}, auditor('X'));
    for (const id of scanned('true')) {
      const page = listTrail(auditor('X'), { before: id });
      expect(page.lines.every((line) => mine.includes(line.id) && line.id < id)).toBe(true);
    }
    const refused = (txId: number) => {
      try {
        getTrailTx(auditor('X'), { txId });
        return 'shown';
      } catch (error) {
        return JSON.stringify(error);
      }
    };
    const setting = rows<{ txId: number }>(
      fresh.db,
      "select tx_id as txId from audit_entry where object_kind = 'setting' limit 1",
    )[0]!;
    expect(refused(setting.txId)).toBe(refused(999_999));
    expect(refused(setting.txId)).not.toBe('shown');
  });

  it('shows of a shared transaction only the own part, and that there is more', () => {
    const whole = getTrailTx(auditor('T'), { txId: 1 });
    const part = getTrailTx(auditor('X'), { txId: 1 });
    expect([whole.isPart, part.isPart]).toEqual([false, true]);
    expect(part.lines.map(({ object }) => object.name?.code)).toEqual(['X']);
    expect([whole.fault, part.fault]).toEqual([null, null]);
  });

  it('reads each page from an index', () => {
    const scope = scopeOf(auditor('X'), 'trail.read');
    const range = { from: 1, to: 1000 };
    const plan = (filter: Partial<TrailFilter>) => {
      const { text, params } = entriesQuery(fresh.db, { scope: null, range, ...filter });
      return fresh.db.sqlite
        .prepare(`explain query plan ${text}`)
        .all({ ...params, limit: 51 })
        .map((step) => (step as { detail: string }).detail);
    };
    const plans: [string, string[]][] = [
      ['rowid', plan({})],
      ['audit_entry_action', plan({ action: 'signed_in' })],
      ['audit_entry_object', plan({ object: { kind: 'person', id: '1' } })],
      ['tx_actor', plan({ actor: { accountId: 1, name: 'u0' } })],
      ['tx_actor', plan({ actor: { accountId: null, name: 'writer' } })],
      ['audit_entry_object', plan({ personId: 1 })],
      ['audit_entry_object', plan({ scope })],
    ];
    for (const [index, steps] of plans) {
      const text = steps.join('\n');
      expect(text).toContain(index === 'rowid' ? 'SEARCH e USING INTEGER PRIMARY KEY' : index);
      expect(text).not.toMatch(/SCAN (e|t|d|audit_entry|tx)\b/);
      // Only what comes from several objects is put in order afterwards.
      if (!text.includes('scope_object')) expect(text).not.toContain('TEMP B-TREE');
    }
  });

  it('is closed to everybody but auditors', () => {
    for (const role of ['hr', 'leader', 'operator', 'head'] as const) {
      expect(() => listTrail(ctxOf(fresh.db, now, actorWith([[role, unit.T!]])), {})).toThrow('not_allowed');
    }
    expect(dateOf(now)).toBe('2026-12-11');
  });
});
