import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, addEvidence, addPerson, addRule, addUnit, ctxOf, write } from '../../tests/factories';
import { AppError } from '~/access/errors';
import { MARK } from '~/assessment/terms';
import { startOfDate } from '~/office/dates';
import { listSpansOf } from '~db/queries/spans';
import { listEvidence, publishResult } from './evidence.server';
import type { PublishedResult } from '~/assessment/gradings.server';
import { reducedMark } from './mark';
import { rewriteSpans } from './spans.server';
import { moduleStanding } from './standing.server';
import { upsertStandard } from './standards-content.server';

const TODAY = '2026-11-25';
const NOW = startOfDate(TODAY) + 8 * 3_600_000;

describe('reducedMark', () => {
  it.each([
    // 33 of 40 right on a scale of 10: 330/40 = 33/4 = 8.25.
    ['33 of 40 on 10', 33, 40, 10, { num: 33, den: 4 }],
    ['all of it', 40, 40, 10, { num: 10, den: 1 }],
    ['nothing', 0, 40, 10, { num: 0, den: 1 }],
    // Two thirds of one mark of three, on a scale of 100: 200/9.
    ['two thirds of a mark in three', 2 / 3, 3, 100, { num: 200, den: 9 }],
  ])('%s', (_, right, of, scale, expected) => {
    expect(reducedMark({ marks: Math.round(right * MARK), maxMarks: of * MARK, scale })).toEqual(expected);
  });
});

describe('results and evidence', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let unitId: number;
  let personId: number;
  const own = (id = personId) => ctxOf(fresh.db, NOW, actorWith([['learner', unitId]], id));
  const result = (change: Partial<PublishedResult> = {}): PublishedResult => ({
    attemptId: 1,
    personId,
    module: 'IU01',
    marks: 33 * MARK,
    maxMarks: 40 * MARK,
    scale: 10,
    passed: true,
    on: '2026-11-25',
    validMonths: 36,
    titleVi: 'Thi IU01',
    titleEn: 'IU01 exam',
    ...change,
  });
  const publish = (change: Partial<PublishedResult> = {}) =>
    write(fresh.db, NOW, (tx) => publishResult(tx, own(), result(change)));

  beforeEach(() => {
    fresh = freshDatabase();
    write(fresh.db, 1, (tx) => {
      addRule(tx);
      unitId = addUnit(tx, { code: 'A' });
      personId = addPerson(tx, { staffCode: 'LG-1', name: 'Trần Thị Hồng Vân', unitId });
      upsertStandard(tx, {
        code: 'TT03-2014',
        version: 1,
        titleVi: 'Chuẩn',
        titleEn: 'Standard',
        skills: [
          {
            code: 'IU01',
            parent: null,
            tier: 'basic',
            vi: 'Hiểu biết về CNTT cơ bản',
            en: 'Basic IT',
            source: 'S',
          },
        ],
      });
    });
    // Attempts need an exam; the evidence only points at them.
    fresh.db.sqlite.pragma('foreign_keys = OFF');
  });
  afterEach(() => fresh.remove());

  it('turns a pass into accepted evidence and moves the spans', () => {
    publish();
    expect(listEvidence(own(), { personId })).toMatchObject([
      {
        kind: 'result',
        state: 'accepted',
        modules: ['IU01'],
        labelVi: 'Thi IU01',
        mark: { num: 33, den: 4 },
        on: '2026-11-25',
        lastDay: '2029-11-24',
      },
    ]);
    expect(listSpansOf(fresh.db, personId).map((span) => `${span.validFrom} ${span.evidence}`)).toEqual([
      '2020-01-01 ',
      '2026-11-25 1',
      '2029-11-25 ',
    ]);
  });

  it('leaves nothing of an attempt that was not passed', () => {
    publish({ passed: false });
    expect(listEvidence(own(), { personId })).toEqual([]);
  });

  it('takes an attempt once', () => {
    publish();
    publish();
    publish({ attemptId: 2, on: '2026-11-26' });
    expect(listEvidence(own(), { personId }).map((item) => item.on)).toEqual(['2026-11-26', '2026-11-25']);
  });

  it('hashes the content and nothing else', () => {
    publish();
    publish({ attemptId: 2, titleVi: 'Thi lại IU01' });
    const hashes = fresh.db.sqlite.prepare('select content_hash as h from evidence order by id').all() as {
      h: string;
    }[];
    // printf '%s' '{"attemptId":1,"issuer":"","kind":"result","labelEn":"IU01 exam","labelVi":"Thi IU01","markDen":4,
    // "markNum":33,"modules":"IU01","personId":1,"validFrom":"2026-11-25","validTo":"2029-11-25"}' | sha256sum
    expect(hashes[0]!.h).toBe('45a7c63c4585d3e3e6ad92884fea6e7b479b7034475168e332fb588a2f15779e');
    expect(hashes[1]!.h).not.toBe(hashes[0]!.h);
  });

  it('says what is met, what is missing and what showed it last', () => {
    write(fresh.db, 3, (tx) => {
      addEvidence(tx, {
        personId,
        modules: 'IU02',
        validFrom: '2023-01-01',
        validTo: '2026-01-01',
        label: 'Cũ',
      });
      rewriteSpans(tx, personId);
    });
    publish();
    const standing = moduleStanding(own());
    expect(standing).toMatchObject({
      fullName: 'Trần Thị Hồng Vân',
      on: TODAY,
      met: false,
      missing: ['IU02'],
      expiring: [],
      rule: { code: 'LG-TT', version: 1, decision: null },
    });
    expect(standing.modules).toMatchObject([
      {
        module: 'IU01',
        nameVi: 'Hiểu biết về CNTT cơ bản',
        met: true,
        evidence: { mark: { num: 33, den: 4 } },
      },
      {
        module: 'IU02',
        nameVi: 'IU02',
        met: false,
        evidence: null,
        expired: { labelVi: 'Cũ', lastDay: '2025-12-31' },
      },
    ]);
    expect(moduleStanding(own(), { on: '2029-10-01' })).toMatchObject({ expiring: ['IU01'] });
  });

  it('shows others to those who may read them, and to nobody else', () => {
    let otherUnit = 0;
    write(fresh.db, 4, (tx) => {
      otherUnit = addUnit(tx, { code: 'B' });
    });
    const code = (work: () => unknown) => {
      try {
        work();
        return 'shown';
      } catch (error) {
        return (error as AppError).code;
      }
    };
    const hr = (at: number) => ctxOf(fresh.db, NOW, actorWith([['hr', at]]));
    const input = { staffCode: 'LG-1' };
    expect(code(() => moduleStanding(hr(unitId), input))).toBe('shown');
    expect(code(() => moduleStanding(hr(otherUnit), input))).toBe('out_of_scope');
    expect(code(() => moduleStanding(hr(otherUnit), { staffCode: 'LG-9' }))).toBe('out_of_scope');
    expect(code(() => listEvidence(hr(otherUnit), { personId }))).toBe('out_of_scope');
    expect(code(() => listEvidence(own(99), { personId }))).toBe('not_allowed');
  });
});
