import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, addPerson, addPost, addRule, addUnit, ctxOf, write } from '../../tests/factories';
import { initKeys } from '~/access/keys.server';
import { eventHash } from '~/assessment/answer-writes.server';
import { startOfDate } from '~/office/dates';
import { auditRowHash, sealHash } from '~db/write.server';
import { issueConfirmation } from '~/proficiency/confirmations.server';
import { verifyAudit } from './audit.server';
import { countDaysWithoutPrimary, runChecks } from './checks.server';
import { getSystemStatus } from './status.server';

const NOW = startOfDate('2026-11-25');

describe('integrity rules', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let unitId: number;
  let personId: number;
  const ctx = () => ctxOf(fresh.db, NOW, undefined, join(fresh.folder, 'keys'));
  const failing = () =>
    runChecks(ctx())
      .filter((check) => !check.ok)
      .map(({ name, count }) => `${name} ${count}`);
  /** Changes the file as somebody would who knows SQLite and takes the triggers away first. */
  const tamper = (sql: string) => {
    const triggers = fresh.db.sqlite.prepare("select name from sqlite_master where type = 'trigger'").all();
    for (const { name } of triggers as { name: string }[]) fresh.db.sqlite.exec(`drop trigger ${name}`);
    fresh.db.sqlite.pragma('foreign_keys = OFF');
    fresh.db.sqlite.exec(sql);
  };

  beforeEach(() => {
    fresh = freshDatabase();
    initKeys(join(fresh.folder, 'keys'));
    write(fresh.db, 1, (tx) => {
      addRule(tx);
      const root = addUnit(tx, { code: 'TINH' });
      unitId = addUnit(tx, { code: 'A', parentId: root });
      addUnit(tx, { code: 'H', parentId: root, level: 'district', validTo: '2025-07-01' });
    });
    write(fresh.db, 2, (tx) => {
      personId = addPerson(tx, { staffCode: 'LG-1', unitId, shows: 'IU01 IU02' });
      addPerson(tx, { staffCode: 'LG-2', unitId, shows: 'IU01 IU02' });
      tx.audit('enrolment.set', 'person', personId, { old: 'a', new: 'b' });
    });
    issueConfirmation(ctx(), { staffCode: 'LG-1' });
    issueConfirmation(ctx(), { staffCode: 'LG-2' });
  });
  afterEach(() => fresh.remove());

  it('all hold in a sound database', () => {
    expect(failing()).toEqual([]);
    expect(runChecks(ctx()).every((check) => check.count === 0)).toBe(true);
  });

  it.each([
    [
      'a span that says met',
      "update span set met = 1 - met where person_id = 1 and valid_from = '2025-01-01'",
      'spans 1',
    ],
    ['a span that is gone', 'delete from span where person_id = 2', 'spans 1'],
    ['evidence added past the use cases', "update evidence set valid_to = '2031-01-01'", 'spans 2'],
    ['a line of the register that is gone', 'delete from confirmation where number = 1', 'register 1'],
    [
      'a name in the register',
      "update confirmation set body = replace(body, 'LG-1', 'LG-9') where id = 1",
      'register 1',
    ],
    ['a person who is gone', 'delete from person_profile; delete from unit where id = 3', 'foreign_keys 1'],
    [
      'a district that outlives the reform',
      "update unit_period set valid_to = '2025-07-02' where level = 'district'",
      'no_district_since_reform 1',
    ],
    [
      'a unit that ends under its people',
      "update unit_period set valid_to = '2026-01-01' where unit_id = 2",
      'posts_within_units 2',
    ],
    [
      'a unit that begins after its people',
      "update unit_period set valid_from = '2022-01-01' where unit_id = 2",
      'posts_within_units 2',
    ],
    [
      'a broken chain of answers',
      "insert into answer_event values (1, 1, 1, 1, 'null', 0, 5, 0, 'wrong'); " + attempt('paper'),
      'answer_chains 1',
    ],
    ['a chain whose head is not its last answer', attempt('other'), 'answer_chains 1'],
  ])('see %s', (_, sql, found) => {
    tamper(sql);
    expect(failing()).toContain(found);
  });

  it('see an answer changed inside a chain whose head is right', () => {
    const event = {
      epoch: 1,
      sequence: 1,
      position: 1,
      answer: 'null',
      flagged: 0,
      receivedAt: 5,
      late: 0,
    } as const;
    const head = eventHash('paper', event);
    const insert = (hash: string) =>
      `insert into answer_event values (1, 1, 1, 1, 'null', 0, 5, 0, '${hash}')`;
    tamper(`${attempt(head)}; ${insert(head)}`);
    expect(failing()).not.toContain('answer_chains 1');
    tamper(`delete from answer_event; ${insert('other')}`);
    expect(failing()).toContain('answer_chains 1');
  });

  it('see two primary posts on one day', () => {
    tamper(`insert into assignment (person_id, unit_id, category, position_vi, position_en, is_primary, valid_from, tx_from)
      values (1, 1, 'cadre', '', '', 1, '2026-01-01', 1)`);
    expect(failing()).toContain('one_primary_post 1');
  });

  it('see a second post that outlasts the primary one', () => {
    write(fresh.db, 5, (tx) => {
      const id = addPerson(tx, { staffCode: 'LG-3', unitId, validTo: '2026-01-01' });
      addPost(tx, { personId: id, unitId, isPrimary: false, validTo: '2026-01-01' });
    });
    expect(failing()).toEqual([]);
    write(fresh.db, 6, (tx) => {
      const id = addPerson(tx, { staffCode: 'LG-4', unitId, validTo: '2026-01-01' });
      addPost(tx, { personId: id, unitId, isPrimary: false, validTo: '2026-01-02' });
    });
    expect(failing()).toEqual(['one_primary_post 1']);
  });

  it.each([
    ['two primaries that join', ['2020-01-01', '2022-01-01', '2022-01-01', '2030-01-01'], 0],
    ['two primaries with a gap', ['2020-01-01', '2022-01-01', '2022-02-01', '2030-01-01'], 1],
    ['a primary that begins later', ['2021-06-01', '2022-01-01', '2022-01-01', '2030-01-01'], 1],
  ])('a second post from 2021 to 2029 beside %s', (_, [a, b, c, d], faults) => {
    const primary = (validFrom: string, validTo: string) =>
      ({ personId: 1, isPrimary: 1, validFrom, validTo }) as const;
    const second = { personId: 1, isPrimary: 0, validFrom: '2021-01-01', validTo: '2029-01-01' } as const;
    expect(countDaysWithoutPrimary([primary(a!, b!), second, primary(c!, d!)])).toBe(faults);
  });

  describe('the sealed trail', () => {
    it('is whole, and answers to a head noted down before', () => {
      const { head, entries, ok } = verifyAudit(ctx());
      expect([ok, entries > 3]).toEqual([true, true]);
      write(fresh.db, 9, (tx) => tx.audit('enrolment.set', 'person', 1));
      expect(verifyAudit(ctx(), { head })).toMatchObject({ ok: true, entries: entries + 1 });
      expect(verifyAudit(ctx(), { head: 'f'.repeat(64) })).toMatchObject({ fault: { kind: 'head_unknown' } });
    });

    it('lets a detail be erased', () => {
      tamper('delete from audit_detail');
      expect(verifyAudit(ctx()).ok).toBe(true);
    });

    it.each([
      ['a detail', "update audit_detail set detail = '{}' where entry_id = 2", 'detail_changed'],
      ['an action', "update audit_entry set action = 'nothing' where id = 2", 'rows_changed'],
      ['who did it', "update tx set actor_name = 'somebody' where id = 2", 'rows_changed'],
      ['when', 'update tx set at = at + 1 where id = 2', 'rows_changed'],
      [
        'a row taken out',
        'delete from audit_detail where entry_id = 2; delete from audit_entry where id = 2',
        'rows_changed',
      ],
      ['a seal taken out', 'delete from seal where tx_id = 2', 'seal_missing'],
      [
        'a transaction taken out',
        'delete from seal where tx_id = 2; delete from tx where id = 2',
        'rows_without_transaction',
      ],
      [
        'the end cut off',
        'delete from seal where tx_id = 4; delete from audit_detail; delete from audit_entry where tx_id = 4; delete from tx where id = 4',
        'end_cut_off',
      ],
    ])('shows %s', (_, sql, kind) => {
      tamper(sql);
      expect(verifyAudit(ctx())).toMatchObject({ ok: false, fault: { kind } });
    });

    it('shows a seal that was made anew and does not follow the one before', () => {
      const { at } = fresh.db.sqlite.prepare('select at from tx where id = 2').get() as { at: number };
      const entries = fresh.db.sqlite
        .prepare(
          'select action, object_kind as objectKind, object_id as objectId, detail_hash as detailHash from audit_entry where tx_id = 2',
        )
        .all() as Parameters<typeof auditRowHash>[0][];
      const forged = { previous: 'forged', txId: 2, at, actor: 'test', command: 'test' };
      const hash = sealHash({ ...forged, rowHashes: entries.map(auditRowHash) });
      tamper(`update seal set previous = 'forged', hash = '${hash}' where tx_id = 2`);
      expect(verifyAudit(ctx())).toMatchObject({ ok: false, fault: { kind: 'chain_broken', txId: 2 } });
    });

    it('shows a seal that does not belong to its rows', () => {
      tamper(`update seal set hash = '${'0'.repeat(64)}' where tx_id = 2`);
      expect(verifyAudit(ctx())).toMatchObject({ ok: false, fault: { txId: 2 } });
    });
  });

  it('open to the operator and the system alone', () => {
    const as = (role: 'operator' | 'hr') => ({ ...ctx(), actor: actorWith([[role, unitId]]) });
    expect(runChecks(as('operator'))).toHaveLength(9);
    expect(() => runChecks(as('hr'))).toThrow('not_allowed');
    expect(() => getSystemStatus(as('hr'))).toThrow('not_allowed');
    expect(getSystemStatus(as('operator'))).toMatchObject({
      counts: { person: 2, confirmation: 2, unit: 3 },
      lastTx: { id: 4 },
      trailHead: verifyAudit(ctx()).head,
    });
  });
});

function attempt(head: string): string {
  return `insert into attempt (id, public_id, person_id, exam_id, exam_version_id, state, started_at, deadline,
    grace_until, epoch, last_sequence, beat_at, seed, paper_hash, chain_head)
    values (1, 'x', 1, 1, 1, 'graded', 0, 0, 0, 1, 0, 0, 's', 'paper', '${head}')`;
}
