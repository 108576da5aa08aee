import { putSetting } from '~/access/settings.server';
import { rewriteSpans } from '~/proficiency/spans.server';
import type { Db } from '~db/client.server';
import { addEvidence, addPerson, addRule, addUnit, write } from './factories';

const BOTH = 'IU01 IU02';

/**
 * Unit A with LG-024817 (both modules by results, until 14/05/2029), LG-000002 (both, until 31/12/2027) and LG-000003
 * (one module); unit B with LG-000004, a public employee who has both.
 */
export function makeRegisterProvince(db: Db): { unitId: number; otherUnit: number; van: number } {
  const unit = { A: 0, B: 0 };
  let van = 0;
  write(db, 1, (tx) => {
    addRule(tx);
    putSetting(tx, 'issuer', {
      code: 'SNV',
      suffix: 'GXN-SNV',
      parentVi: 'UBND TỈNH LAM GIANG',
      nameVi: 'Sở Nội vụ',
      nameEn: 'Department of Home Affairs',
      signerLines: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
      signerName: 'Lê Hữu Phước',
      placeVi: 'Lam Giang',
    });
    const root = addUnit(tx, { code: 'TINH' });
    unit.A = addUnit(tx, { code: 'A', name: 'UBND xã Đông Lĩnh', parentId: root });
    unit.B = addUnit(tx, { code: 'B', parentId: root });
    // A decomposed name, as some files bring it: printed composed.
    const name = 'Trần Thị Hồng Vân'.normalize('NFD');
    van = addPerson(tx, { staffCode: 'LG-024817', name, birthDate: '1982-08-17', unitId: unit.A });
    const show = (modules: string, validTo: string, mark: [number, number]) =>
      addEvidence(tx, {
        personId: van,
        modules,
        validFrom: '2026-05-14',
        validTo,
        mark,
        label: `Thi ${modules}`,
      });
    show('IU01', '2029-12-03', [33, 4]);
    show('IU02', '2029-05-15', [17, 2]);
    rewriteSpans(tx, van);
    addPerson(tx, { staffCode: 'LG-000002', unitId: unit.A, shows: BOTH });
    addPerson(tx, { staffCode: 'LG-000003', unitId: unit.A, shows: 'IU01' });
    addPerson(tx, { staffCode: 'LG-000004', unitId: unit.B, shows: BOTH, category: 'public_employee' });
  });
  return { unitId: unit.A, otherUnit: unit.B, van };
}
