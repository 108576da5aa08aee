import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, ctxOf, write } from '../../tests/factories';
import { makeRegisterProvince } from '../../tests/register-province';
import type { AppError } from '~/access/errors';
import { initKeys } from '~/access/keys.server';
import { startOfDate } from '~/office/dates';
import { insertVoidNumbers } from '~db/queries/register';
import { issueConfirmation } from './confirmations.server';
import {
  findConfirmation,
  getConfirmationForPdf,
  listOwnConfirmations,
  listRegister,
  listVoided,
} from './register.server';

const TODAY = '2026-12-08';
const NOW = startOfDate(TODAY) + 9 * 3_600_000;

describe('the register of confirmations', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let keys: string;
  let unitId: number;
  let otherUnit: number;
  let van: number;
  const hr = (at = unitId, now = NOW) => ctxOf(fresh.db, now, actorWith([['hr', at]]), keys);
  const codeOf = (work: () => unknown) => {
    try {
      return work();
    } catch (error) {
      return (error as AppError).code;
    }
  };
  const issue = (staffCode = 'LG-024817', ctx = hr()) => issueConfirmation(ctx, { staffCode });

  beforeEach(() => {
    fresh = freshDatabase();
    keys = join(fresh.folder, 'keys');
    initKeys(keys);
    ({ unitId, otherUnit, van } = makeRegisterProvince(fresh.db));
  });
  afterEach(() => fresh.remove());

  it('shows the register to those whose people stand in it', () => {
    issue();
    expect(listRegister(hr()).rows).toMatchObject([
      { number: '0001/2026/GXN-SNV', staffCode: 'LG-024817', state: 'valid', lastDay: '2029-05-14' },
    ]);
    expect(listRegister(hr(otherUnit))).toMatchObject({ rows: [], total: 0 });
    expect(listOwnConfirmations(ctxOf(fresh.db, NOW, actorWith([], van), keys))).toHaveLength(1);
  });

  it.each([
    ['own', (): number | null => van, 'learner', 'shown'],
    ['a colleague’s', (): number | null => van + 1, 'learner', 'not_allowed'],
    ['of one’s unit', (): number | null => null, 'hr', 'shown'],
  ] as const)('prints %s', (_, personId, role, outcome) => {
    const { id } = issue();
    const ctx = ctxOf(fresh.db, NOW, actorWith([[role, unitId]], personId()), keys);
    expect(codeOf(() => getConfirmationForPdf(ctx, { id }) && 'shown')).toBe(outcome);
  });

  it('answers alike for a confirmation elsewhere and one that is not there', () => {
    const { id } = issue();
    const outcomes = [id, 999].map((one) => codeOf(() => getConfirmationForPdf(hr(otherUnit), { id: one })));
    expect(outcomes).toEqual(['out_of_scope', 'out_of_scope']);
  });

  describe('checked by the public', () => {
    const find = (text: string, now = NOW) => findConfirmation({ db: fresh.db, now, keysPath: keys }, text);

    it('is confirmed with what is needed to compare and nothing more', () => {
      const { code } = issue();
      const typed = ` ${code.slice(0, 4)}-${code.slice(4).toLowerCase()} `;
      expect(find(typed)).toEqual({
        state: 'valid',
        checkedAt: NOW,
        confirmation: {
          number: '0001/2026/GXN-SNV',
          code,
          fullName: 'Trần Thị Hồng Vân'.normalize('NFC'),
          birthYear: '1982',
          modules: ['IU01', 'IU02'],
          issuerVi: 'Sở Nội vụ',
          issuerEn: 'Department of Home Affairs',
          issuedOn: TODAY,
          lastDay: '2029-05-14',
        },
      });
    });

    it.each([
      ['on its last day', '2029-05-14', 'valid'],
      ['the day after', '2029-05-15', 'expired'],
    ])('%s', (_, day, state) => {
      const { code } = issue();
      expect(find(code, startOfDate(day)).state).toBe(state);
    });

    it.each([
      ['not a code', 'xin chào', 'not_a_code'],
      ['nobody’s code', 'AAAA-AAAA-AAAA-AAAA', 'no_such_code'],
    ])('is unknown: %s', (_, text, reason) => {
      issue();
      expect(find(text)).toEqual({ state: 'unknown', checkedAt: NOW, reason, voids: [] });
      const lost = { issuerCode: 'SNV', year: 2026, from: 2, to: 4, reason: 'restore' as const };
      write(fresh.db, NOW, (tx) => insertVoidNumbers(tx.db, { ...lost, txId: tx.id }));
      const voids = [
        { from: '0002/2026/GXN-SNV', to: '0004/2026/GXN-SNV', count: 3, at: expect.any(Number) as number },
      ];
      expect(listVoided(hr())).toEqual(voids);
      // A code that cannot be one is a slip of the finger; one that nobody has may stand on a paper of a lost number.
      expect(find(text)).toMatchObject({ voids: reason === 'no_such_code' ? voids : [] });
    });

    // The trigger that forbids changes is taken away first, as somebody with the file in hand would.
    it.each([
      ['the name in the content', `update confirmation set body = replace(body, 'Vân', 'Lan')`],
      ['the last day', `update confirmation set valid_to = '2039-01-01'`],
      ['whose it is', 'update confirmation set person_id = person_id + 1'],
      ['the number', 'update confirmation set number = 7'],
      ['the hash with the content', `update confirmation set content_hash = '${'0'.repeat(64)}'`],
      ['the signature', `update confirmation set signature = 'AAAA'`],
      ['the key', `update confirmation set key_id = '00000000'`],
    ])('is unknown when somebody changed %s', (_, change) => {
      const { id, code } = issue();
      fresh.db.sqlite.exec('drop trigger confirmation_no_update');
      fresh.db.sqlite.exec(change);
      expect(find(code)).toEqual({ state: 'unknown', checkedAt: NOW, reason: 'altered', voids: [] });
      expect(codeOf(() => getConfirmationForPdf(hr(), { id }))).toBe('conflict');
    });

    it('is unknown when a whole line is forged with a key of one’s own', () => {
      const { code } = issue();
      const forged = join(fresh.folder, 'forged');
      initKeys(forged);
      expect(findConfirmation({ db: fresh.db, now: NOW, keysPath: forged }, code)).toMatchObject({
        reason: 'altered',
      });
    });
  });
});
