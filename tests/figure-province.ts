import { startOfDate } from '~/office/dates';
import { rewriteSpans } from '~/proficiency/spans.server';
import type { Db } from '~db/client.server';
import { addEvidence, addPerson, addRule, addUnit, write, type PersonInput } from './factories';

const BOTH = 'IU01 IU02';
const at = (day: string) => startOfDate(day) + 8 * 3_600_000;

/**
 * A province of 14 people, worked out by hand for 25/11/2026.
 *
 *   TINH ── SNV  department of the state: 1-5
 *        ├─ VPTU office of the Party:     6-8
 *        └─ XA1  commune, state:          9-13     └─ XA1.MT its Front: 14
 *
 *   person  unit    category          state     shows                       counts  met
 *   1       SNV     civil_servant     working   both until 01/01/2028       yes     yes
 *   2       SNV     civil_servant     working   IU01 only                   yes     no
 *   3       SNV     cadre             leave     both                        yes     yes (leave counts)
 *   4       SNV     civil_servant     seconded  both                        no      (met, not counted)
 *   5       SNV     public_employee   working   both                        no      (met, not counted)
 *   6       VPTU    cadre             working   both until 25/11/2026 excl. yes     no (last day was 24/11)
 *   7       VPTU    cadre             working   both until 26/11/2026 excl. yes     yes (last day is 25/11)
 *   8       VPTU    cadre             working   both, only claimed          yes     no
 *   9       XA1     civil_servant     working   both                        yes     yes
 *   10      XA1     civil_servant     working   nothing                     yes     no
 *   11      XA1     civil_servant     working   both from 26/11/2026        yes     no (from tomorrow)
 *   12      XA1     contract          working   nothing                     no
 *   13      XA1     civil_servant     working   both; left on 20/11/2026    no (not here any more)
 *   14      XA1.MT  cadre             working   both                        yes     yes
 *
 * Who counts: 1, 2, 3, 6, 7, 8, 9, 10, 11, 14 = 10. Who meets it of these: 1, 3, 7, 9, 14 = 5.
 * Province level: 1, 2, 3, 6, 7, 8 -> 3/6. Communes: 9, 10, 11, 14 -> 2/4.
 * State: 1, 2, 3, 9, 10, 11 -> 3/6. Party: 6, 7, 8 -> 1/3. Mass organisations: 14 -> 1/1.
 * Cadres: 3, 6, 7, 8, 14 -> 3/5. Civil servants: 1, 2, 9, 10, 11 -> 2/5.
 */
export function makeFigureProvince(db: Db): { unit: Record<string, number>; id: number[] } {
  const unit: Record<string, number> = {};
  const id: number[] = [];
  write(db, at('2026-01-01'), (tx) => {
    addRule(tx);
    unit.TINH = addUnit(tx, { code: 'TINH' });
    unit.SNV = addUnit(tx, { code: 'SNV', parentId: unit.TINH });
    unit.VPTU = addUnit(tx, { code: 'VPTU', parentId: unit.TINH, block: 'party' });
    unit.XA1 = addUnit(tx, { code: 'XA1', parentId: unit.TINH, level: 'commune' });
    unit['XA1.MT'] = addUnit(tx, {
      code: 'XA1.MT',
      parentId: unit.XA1,
      level: 'commune',
      block: 'mass_organisation',
    });
  });
  const shows = { shows: BOTH };
  const people: [unitCode: string, change: Partial<PersonInput>][] = [
    ['SNV', shows],
    ['SNV', { shows: 'IU01' }],
    ['SNV', { ...shows, category: 'cadre', state: 'leave' }],
    ['SNV', { ...shows, state: 'seconded' }],
    ['SNV', { ...shows, category: 'public_employee' }],
    ['VPTU', { ...shows, category: 'cadre', shownTo: '2026-11-25' }],
    ['VPTU', { ...shows, category: 'cadre', shownTo: '2026-11-26' }],
    ['VPTU', { category: 'cadre' }],
    ['XA1', shows],
    ['XA1', {}],
    ['XA1', { ...shows, shownFrom: '2026-11-26' }],
    ['XA1', { category: 'contract' }],
    ['XA1', { ...shows, validTo: '2026-11-20' }],
    ['XA1.MT', { ...shows, category: 'cadre' }],
  ];
  write(db, at('2026-01-02'), (tx) => {
    people.forEach(([unitCode, change], index) => {
      const staffCode = `LG-${String(index + 1).padStart(2, '0')}`;
      id[index + 1] = addPerson(tx, { staffCode, unitId: unit[unitCode]!, ...change });
    });
    addEvidence(tx, { personId: id[8]!, modules: BOTH, state: 'claimed' });
    rewriteSpans(tx, id[8]!);
  });
  return { unit, id };
}
