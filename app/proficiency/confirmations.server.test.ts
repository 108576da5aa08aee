import { execFile } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, addEvidence, addPerson, ctxOf, write } from '../../tests/factories';
import { makeRegisterProvince } from '../../tests/register-province';
import type { AppError } from '~/access/errors';
import { initKeys } from '~/access/keys.server';
import { startOfDate } from '~/office/dates';
import { issueConfirmation, listDue } from './confirmations.server';
import { getConfirmationForPdf } from './register.server';
import { rewriteSpans } from './spans.server';

const TODAY = '2026-12-08';
const NOW = startOfDate(TODAY) + 9 * 3_600_000;
const BOTH = 'IU01 IU02';

describe('issuing confirmations', () => {
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

  it('prints what was true on the day, until the first module ends', () => {
    const { number, code } = issue();
    expect(number).toBe('0001/2026/GXN-SNV');
    const { body, verifyUrl } = getConfirmationForPdf(ctxOf(fresh.db, NOW, actorWith([], van), keys));
    expect(verifyUrl).toBe(`https://thao.example/verify/${code}`);
    expect(body).toMatchObject({
      number,
      code,
      staffCode: 'LG-024817',
      fullName: 'Trần Thị Hồng Vân'.normalize('NFC'),
      birthDate: '1982-08-17',
      unitVi: 'UBND xã Đông Lĩnh',
      issuedOn: TODAY,
      validTo: '2029-05-15',
      issuer: { nameVi: 'Sở Nội vụ', signerName: 'Lê Hữu Phước' },
      modules: [
        { module: 'IU01', mark: { num: 33, den: 4 }, labelVi: 'Thi IU01', on: '2026-05-14' },
        { module: 'IU02', mark: { num: 17, den: 2 } },
      ],
      rule: { code: 'LG-TT', version: 1 },
    });
  });

  it('signs what anybody can check with the public key alone', () => {
    issue();
    const line = fresh.db.sqlite.prepare('select body, content_hash, signature from confirmation').get() as {
      body: string;
      content_hash: string;
      signature: string;
    };
    // Written apart from the code under test: keys sorted, nulls left out, no spaces.
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : value && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .filter(([, field]) => field !== null)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([key, field]) => [key, sorted(field)]),
            )
          : value;
    const hash = createHash('sha256')
      .update(JSON.stringify(sorted(JSON.parse(line.body))))
      .digest('hex');
    expect(line.content_hash).toBe(hash);
    const key = createPublicKey(readFileSync(join(keys, 'signing-key.pem')));
    const signed = Buffer.from(`thao/confirmation/1/${hash}`);
    expect(verify(null, signed, key, Buffer.from(line.signature, 'base64url'))).toBe(true);
  });

  it('keeps a trace of the issue', () => {
    const { id } = issue();
    const entry = fresh.db.sqlite
      .prepare("select object_id from audit_entry where action = 'confirmation_issued'")
      .get();
    expect(entry).toEqual({ object_id: String(id) });
  });

  it.each([
    ['a module is missing', 'LG-000003', 'not_eligible'],
    ['the person belongs to others', 'LG-000004', 'out_of_scope'],
    ['nobody has that code', 'LG-999999', 'out_of_scope'],
  ])('refuses where %s, and uses up no number', (_, staffCode, code) => {
    expect(codeOf(() => issue(staffCode))).toBe(code);
    expect(issue().number).toBe('0001/2026/GXN-SNV');
  });

  it('refuses a second one while the first covers the person', () => {
    issue();
    expect(codeOf(() => issue())).toBe('already_issued');
  });

  it('begins a new book each year', () => {
    issue();
    const nextYear = hr(unitId, startOfDate('2027-01-04'));
    expect(issue('LG-000002', nextYear).number).toBe('0001/2027/GXN-SNV');
  });

  it('lists who is due, whatever the category, and takes them off once issued', () => {
    const due = (at: number) => listDue(hr(at)).rows.map((person) => `${person.staffCode} ${person.validTo}`);
    expect(due(unitId).sort()).toEqual(['LG-000002 2028-01-01', 'LG-024817 2029-05-15']);
    expect(due(otherUnit)).toEqual(['LG-000004 2028-01-01']);
    issue();
    expect(due(unitId)).toEqual(['LG-000002 2028-01-01']);
  });

  it('lists somebody again when the old one ends soon and a new one would last longer', () => {
    issue('LG-000002');
    const later = hr(unitId, startOfDate('2027-12-01'));
    const due = () => listDue(later).rows.map((person) => person.staffCode);
    expect(due()).toEqual(['LG-024817']);
    write(fresh.db, 3, (tx) => {
      const { id } = fresh.db.sqlite
        .prepare("select id from person where staff_code = 'LG-000002'")
        .get() as {
        id: number;
      };
      addEvidence(tx, { personId: id, modules: BOTH, validFrom: '2027-11-01', validTo: '2030-11-01' });
      rewriteSpans(tx, id);
    });
    expect(due().sort()).toEqual(['LG-000002', 'LG-024817']);
    expect(issue('LG-000002', later).number).toBe('0001/2027/GXN-SNV');
  });

  it('keeps the numbers without a gap when two processes issue at once', async () => {
    const codes = Array.from({ length: 16 }, (_, index) => `LG-1${String(index).padStart(5, '0')}`);
    write(fresh.db, 2, (tx) =>
      codes.forEach((staffCode) => addPerson(tx, { staffCode, unitId, shows: BOTH })),
    );
    // Each gets half of the people, and both try for the same last one.
    const run = promisify(execFile);
    const script = (mine: string[]) =>
      run('npx', [
        'tsx',
        'tests/issue-confirmations.ts',
        fresh.path,
        keys,
        String(NOW),
        ...mine,
        'LG-000002',
      ]);
    const outcomes = (await Promise.all([script(codes.slice(0, 8)), script(codes.slice(8))])).flatMap(
      ({ stdout }) => JSON.parse(stdout) as string[],
    );
    expect(outcomes.filter((outcome) => outcome === 'already_issued')).toHaveLength(1);
    const numbers = outcomes.filter((outcome) => outcome !== 'already_issued').sort();
    const expected = Array.from(
      { length: 17 },
      (_, index) => `${String(index + 1).padStart(4, '0')}/2026/GXN-SNV`,
    );
    expect(numbers).toEqual(expected);
  });
});
