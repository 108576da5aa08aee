import type { Db } from '~db/client.server';
import { addPerson, addRule, addUnit, write } from './factories';

const BOTH = 'IU01 IU02';

/**
 * TINH ── A ── A.1 (Hoàng Văn Ân, Lê Thị Thuý An, Vi Văn Đạt)
 *      └─ B (Nguyễn Tiến Dũng, Đặng Quốc Bảo, Lò Thị Dung, who left on 25/11/2026)
 * Answers the ids of the units by code.
 */
export function makeRosterProvince(db: Db): Record<string, number> {
  const unit: Record<string, number> = {};
  write(db, 1, (tx) => {
    addRule(tx);
    unit.TINH = addUnit(tx, { code: 'TINH' });
    unit.B = addUnit(tx, { code: 'B', name: 'Phòng Kinh tế', parentId: unit.TINH });
    unit.A = addUnit(tx, { code: 'A', name: 'Sở', parentId: unit.TINH });
    unit['A.1'] = addUnit(tx, { code: 'A.1', name: 'Văn phòng', parentId: unit.A });
  });
  write(db, 2, (tx) => {
    const add = (staffCode: string, name: string, at: string, change: object = {}) =>
      addPerson(tx, { staffCode, name, unitId: unit[at]!, position: 'Văn thư', ...change });
    add('LG-000003', 'Hoàng Văn Ân', 'A.1', { shows: BOTH, category: 'cadre' });
    add('LG-000002', 'Lê Thị Thuý An', 'A.1', { shows: BOTH, shownTo: '2027-01-01', birthPrecision: 'year' });
    add('LG-000005', 'Vi Văn Đạt', 'A.1', { category: 'contract' });
    add('LG-000011', 'Nguyễn Tiến Dũng', 'B', { shows: 'IU01', birthPrecision: 'month' });
    add('LG-000001', 'Đặng Quốc Bảo', 'B', { shows: BOTH, shownTo: '2026-11-25', birthDate: null });
    add('LG-000004', 'Lò Thị Dung', 'B', { validTo: '2026-11-25' });
  });
  return unit;
}
