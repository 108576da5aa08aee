import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { addEvidence, addPerson, addPost, addRule, addUnit, RULE, write } from '../../tests/factories';
import { closePersonFacts } from '~db/queries/organisation-write';
import { listSpansOf } from '~db/queries/spans';
import { loadRules } from './adopted-rules.server';
import { factsOf, insertSpans, rewriteSpans } from './spans.server';

const OPEN_TX = Number.MAX_SAFE_INTEGER;

describe('spans in the database', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let unitId: number;
  let personId: number;
  const all = () =>
    (
      fresh.db.sqlite
        .prepare(
          'select valid_from as f, valid_to as t, tx_from as k, tx_to as x, met, evidence from span order by x, f',
        )
        .all() as { f: string; t: string; k: number; x: number; met: number; evidence: string }[]
    ).map(
      (s) => `${s.f}..${s.t} tx ${s.k}..${s.x === OPEN_TX ? '' : s.x} ${s.met ? 'met' : '-'} [${s.evidence}]`,
    );

  beforeEach(() => {
    fresh = freshDatabase();
    write(fresh.db, 1, (tx) => {
      addRule(tx);
      unitId = addUnit(tx, { code: 'A' });
    });
    write(fresh.db, 2, (tx) => {
      personId = addPerson(tx, { staffCode: 'LG-1', unitId, validFrom: '2024-01-01' });
    });
  });
  afterEach(() => fresh.remove());

  it('closes what changed, keeps what did not, and opens the new', () => {
    write(fresh.db, 3, (tx) => {
      addEvidence(tx, { personId, modules: 'IU01 IU02', validFrom: '2025-01-01', validTo: '2028-01-01' });
      rewriteSpans(tx, personId);
    });
    write(fresh.db, 4, (tx) => rewriteSpans(tx, personId));
    expect(all()).toEqual([
      '2024-01-01..9999-12-31 tx 2..3 - []',
      '2024-01-01..2025-01-01 tx 3.. - []',
      '2025-01-01..2028-01-01 tx 3.. met [1]',
      '2028-01-01..9999-12-31 tx 3.. - []',
    ]);
  });

  it('leaves no trace of what one transaction opened and took back', () => {
    write(fresh.db, 3, (tx) => {
      addEvidence(tx, { personId, modules: 'IU01 IU02', validFrom: '2025-01-01', validTo: '2028-01-01' });
      rewriteSpans(tx, personId);
      addEvidence(tx, { personId, modules: 'IU01 IU02', validFrom: '2026-01-01', validTo: '2030-01-01' });
      rewriteSpans(tx, personId);
    });
    expect(all()).toEqual([
      '2024-01-01..9999-12-31 tx 2..3 - []',
      '2024-01-01..2025-01-01 tx 3.. - []',
      '2025-01-01..2026-01-01 tx 3.. met [1]',
      '2026-01-01..2030-01-01 tx 3.. met [2]',
      '2030-01-01..9999-12-31 tx 3.. - []',
    ]);
  });

  it('follows a person to another unit', () => {
    write(fresh.db, 3, (tx) => {
      closePersonFacts(tx.db, 'assignment', personId, tx.id);
      addPost(tx, { personId, unitId, validFrom: '2024-01-01', validTo: '2024-02-01' });
      addPost(tx, { personId, unitId: addUnit(tx, { code: 'B' }), validFrom: '2024-02-01' });
      rewriteSpans(tx, personId);
    });
    expect(listSpansOf(fresh.db, personId).map((span) => `${span.unitId} ${span.validFrom}`)).toEqual([
      `${unitId} 2024-01-01`,
      `${unitId + 1} 2024-02-01`,
    ]);
  });

  it('writes the same rows from memory as from the tables', () => {
    write(fresh.db, 3, (tx) => {
      addEvidence(tx, { personId, modules: 'IU01 IU02' });
      rewriteSpans(tx, personId);
    });
    const stored = listSpansOf(fresh.db, personId).map(({ txFrom: _, ...span }) => span);
    write(fresh.db, 4, (tx) => {
      const twin = addPerson(tx, { staffCode: 'LG-2' });
      insertSpans(tx, twin, factsOf(fresh.db, personId), loadRules(fresh.db));
      expect(listSpansOf(fresh.db, twin).map(({ txFrom: _, ...span }) => span)).toEqual(stored);
    });
  });

  it('follows a new version of the rule and keeps the decisions of the old one', () => {
    write(fresh.db, 3, (tx) => {
      addEvidence(tx, { personId, modules: 'IU01', validFrom: '2024-01-01', validTo: '2030-01-01' });
      rewriteSpans(tx, personId);
    });
    write(fresh.db, 4, (tx) =>
      addRule(tx, { body: { ...RULE, modules: ['IU01'] }, validFrom: '2026-01-01' }),
    );
    const [first, second] = loadRules(fresh.db);
    expect([first!.version, first!.validTo, second!.version]).toEqual([1, '2026-01-01', 2]);
    expect(first!.ruleId).toBe(1);
    expect(all().filter((line) => /tx \d+\.\. /.test(line))).toEqual([
      '2024-01-01..2026-01-01 tx 4.. - [1]',
      '2026-01-01..2030-01-01 tx 4.. met [1]',
      '2030-01-01..9999-12-31 tx 4.. - []',
    ]);
    expect(loadRules(fresh.db, 3).map((rule) => rule.validTo)).toEqual(['9999-12-31']);
  });
});
