import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '~/office/dates';
import { holdsOn, isCounted, meets, type EvidenceFact, type RuleBody } from './rule';
import { spansOf, type PersonFacts, type RulePeriod, type SpanRow } from './spans';

const OPEN = '9999-12-31';
const BODY: RuleBody = {
  categories: ['cadre', 'civil_servant'],
  states: ['working', 'leave'],
  modules: ['IU01', 'IU02'],
  target: { num: 70, den: 100 },
};
const RULES: RulePeriod[] = [{ ruleId: 1, body: BODY, validFrom: '2020-01-01', validTo: OPEN }];

const evidence = (id: number, modules: string, validFrom: string, validTo: string): EvidenceFact => ({
  id,
  modules: modules.split(' '),
  state: 'accepted',
  validFrom,
  validTo,
});

const line = (row: SpanRow) =>
  `${row.unitId} ${row.category} ${row.validFrom}..${row.validTo} r${row.ruleId} ` +
  `${row.counted ? 'counted' : '-'} ${row.met ? 'met' : '-'} [${row.evidence}]`;
const linesOf = (facts: Partial<PersonFacts>, rules = RULES) =>
  spansOf({ assignments: [], states: [], evidence: [], ...facts }, rules).map(line);

describe('spansOf, worked out by hand', () => {
  const post = { unitId: 5, category: 'civil_servant', validFrom: '2024-03-01', validTo: OPEN } as const;
  const working = { state: 'working', validFrom: '2024-03-01', validTo: OPEN } as const;

  it('gives nothing without a primary assignment', () => {
    expect(linesOf({ states: [working], evidence: [evidence(1, 'IU01 IU02', '2024-01-01', OPEN)] })).toEqual(
      [],
    );
  });

  // IU01 is shown from 01/06/2024 for three years, IU02 from 01/09/2024 for three years.
  //   01/03/2024 - 31/05/2024 nothing; - 31/08/2024 only IU01; - 31/05/2027 both; - 31/08/2027 only IU02; then nothing.
  it('cuts where evidence begins and ends', () => {
    const facts = {
      assignments: [post],
      states: [working],
      evidence: [
        evidence(11, 'IU01', '2024-06-01', '2027-06-01'),
        evidence(12, 'IU02', '2024-09-01', '2027-09-01'),
      ],
    };
    expect(linesOf(facts)).toEqual([
      '5 civil_servant 2024-03-01..2024-06-01 r1 counted - []',
      '5 civil_servant 2024-06-01..2024-09-01 r1 counted - [11]',
      '5 civil_servant 2024-09-01..2027-06-01 r1 counted met [11 12]',
      '5 civil_servant 2027-06-01..2027-09-01 r1 counted - [12]',
      '5 civil_servant 2027-09-01..9999-12-31 r1 counted - []',
    ]);
  });

  // Passed again before the first result ends: the later one holds longer and decides from its first day, so the
  // person stays met across 01/06/2027 with no cut on that day.
  it('goes over to a renewed result on its first day', () => {
    const facts = {
      assignments: [post],
      states: [working],
      evidence: [
        evidence(1, 'IU01 IU02', '2024-06-01', '2027-06-01'),
        evidence(2, 'IU01 IU02', '2027-05-01', '2030-05-01'),
      ],
    };
    expect(linesOf(facts)).toEqual([
      '5 civil_servant 2024-03-01..2024-06-01 r1 counted - []',
      '5 civil_servant 2024-06-01..2027-05-01 r1 counted met [1]',
      '5 civil_servant 2027-05-01..2030-05-01 r1 counted met [2]',
      '5 civil_servant 2030-05-01..9999-12-31 r1 counted - []',
    ]);
  });

  // Moved on 01/07/2025 after a gap from 01/06; seconded (not counted) in August 2025; became a public employee in 2026.
  it('follows transfers, gaps, states and categories', () => {
    const facts: Partial<PersonFacts> = {
      assignments: [
        { ...post, validTo: '2025-06-01' },
        { ...post, unitId: 9, validFrom: '2025-07-01', validTo: '2026-01-01' },
        { ...post, unitId: 9, category: 'public_employee', validFrom: '2026-01-01' },
      ],
      states: [
        { ...working, validTo: '2025-08-01' },
        { state: 'seconded', validFrom: '2025-08-01', validTo: '2025-09-01' },
        { state: 'working', validFrom: '2025-09-01', validTo: OPEN },
      ],
      evidence: [evidence(3, 'IU01 IU02', '2024-03-01', OPEN)],
    };
    expect(linesOf(facts)).toEqual([
      '5 civil_servant 2024-03-01..2025-06-01 r1 counted met [3]',
      '9 civil_servant 2025-07-01..2025-08-01 r1 counted met [3]',
      '9 civil_servant 2025-08-01..2025-09-01 r1 - met [3]',
      '9 civil_servant 2025-09-01..2026-01-01 r1 counted met [3]',
      '9 public_employee 2026-01-01..9999-12-31 r1 - met [3]',
    ]);
  });

  it('joins two posts of one unit and category that follow each other', () => {
    const facts = {
      assignments: [
        { ...post, validFrom: '2025-01-01' },
        { ...post, validTo: '2025-01-01' },
      ],
      states: [working],
    };
    expect(linesOf(facts)).toEqual(['5 civil_servant 2024-03-01..9999-12-31 r1 counted - []']);
  });

  // Version 2 of the rule asks for IU01 only, from 01/10/2025; before 2024-06-01 no rule was in force.
  it('decides each day by the rule in force on it', () => {
    const rules: RulePeriod[] = [
      { ruleId: 1, body: BODY, validFrom: '2024-06-01', validTo: '2025-10-01' },
      { ruleId: 2, body: { ...BODY, modules: ['IU01'] }, validFrom: '2025-10-01', validTo: OPEN },
    ];
    const facts = {
      assignments: [post],
      states: [working],
      evidence: [evidence(4, 'IU01', '2024-03-01', OPEN)],
    };
    expect(linesOf(facts, rules)).toEqual([
      '5 civil_servant 2024-03-01..2024-06-01 r0 - - []',
      '5 civil_servant 2024-06-01..2025-10-01 r1 counted - [4]',
      '5 civil_servant 2025-10-01..9999-12-31 r2 counted met [4]',
    ]);
  });

  it('lets evidence that is not accepted cut nothing', () => {
    const claimed: EvidenceFact = {
      ...evidence(1, 'IU01 IU02', '2025-01-01', '2026-01-01'),
      state: 'claimed',
    };
    const facts = { assignments: [post], states: [working], evidence: [claimed] };
    expect(linesOf(facts)).toEqual(['5 civil_servant 2024-03-01..9999-12-31 r1 counted - []']);
  });
});

const [START, DAYS] = ['2025-01-01', 40] as const;
const period = fc
  .tuple(fc.integer({ min: 0, max: DAYS - 1 }), fc.integer({ min: 1, max: DAYS }))
  .map(([from, length]) => ({ validFrom: addDays(START, from), validTo: addDays(START, from + length) }));

/** Periods one after the other, with gaps, as facts of which there is one a day. */
function sequence<T>(value: fc.Arbitrary<T>) {
  const step = fc.record({ gap: fc.nat(5), days: fc.integer({ min: 1, max: 15 }), value });
  return fc.array(step, { maxLength: 5 }).map((steps) => {
    let at = 0;
    return steps.map(({ gap, days, value: content }) => {
      const validFrom = addDays(START, at + gap);
      at += gap + days;
      return { ...content, validFrom, validTo: addDays(START, at) };
    });
  });
}

const facts: fc.Arbitrary<PersonFacts> = fc.record({
  assignments: sequence(
    fc.record({
      unitId: fc.constantFrom(1, 2),
      category: fc.constantFrom('civil_servant' as const, 'public_employee' as const),
    }),
  ),
  states: sequence(fc.record({ state: fc.constantFrom('working' as const, 'seconded' as const) })),
  evidence: fc
    .array(
      fc.record({
        modules: fc.constantFrom(['IU01'], ['IU02'], ['IU01', 'IU02']),
        state: fc.constantFrom('accepted' as const, 'claimed' as const),
        period,
      }),
      { maxLength: 6 },
    )
    .map((list) =>
      list.map(({ modules, state, period: days }, id) => ({ id: id + 1, modules, state, ...days })),
    ),
});
const rules: fc.Arbitrary<RulePeriod[]> = sequence(
  fc.record({ modules: fc.constantFrom(['IU01'], ['IU01', 'IU02']) }),
).map((list) =>
  list.map(({ modules, validFrom, validTo }, index) => ({
    ruleId: index + 1,
    body: { ...BODY, modules: [...modules] },
    validFrom,
    validTo,
  })),
);

const within = (day: string) => (p: { validFrom: string; validTo: string }) =>
  p.validFrom <= day && day < p.validTo;

describe('spansOf against a walk through the days', () => {
  it('says of each day what the rule says of it', () => {
    fc.assert(
      fc.property(facts, rules, (person, adopted) => {
        const spans = spansOf(person, adopted);
        for (let offset = 0; offset < 2 * DAYS; offset += 1) {
          const day = addDays(START, offset);
          const found = spans.filter(within(day));
          const post = person.assignments.find(within(day));
          if (!post) {
            expect(found).toEqual([]);
            continue;
          }
          const rule = adopted.find(within(day));
          const state = person.states.find(within(day))?.state ?? null;
          const verdict =
            rule &&
            meets(
              rule.body,
              person.evidence.filter((item) => holdsOn(item, day)),
            );
          expect(found).toHaveLength(1);
          expect(found[0]).toMatchObject({
            unitId: post.unitId,
            category: post.category,
            ruleId: rule?.ruleId ?? 0,
            counted: rule && isCounted(rule.body, post.category, state) ? 1 : 0,
            met: verdict?.met ? 1 : 0,
            evidence: verdict?.evidence.join(' ') ?? '',
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves no two neighbours alike and depends on no order', () => {
    fc.assert(
      fc.property(facts, rules, (person, adopted) => {
        const spans = spansOf(person, adopted);
        spans.slice(1).forEach((span, index) => {
          const before = spans[index]!;
          const alike = { ...before, validFrom: span.validFrom, validTo: span.validTo };
          if (before.validTo === span.validFrom) expect(span).not.toEqual(alike);
          expect(before.validTo <= span.validFrom).toBe(true);
        });
        const shuffled = {
          assignments: [...person.assignments].reverse(),
          states: [...person.states].reverse(),
          evidence: [...person.evidence].reverse(),
        };
        expect(spansOf(shuffled, [...adopted].reverse())).toEqual(spans);
      }),
    );
  });
});
