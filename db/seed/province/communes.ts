import type { Block } from '../../../app/organisation/terms';
import { DISTRICTS, FIXED_COMMUNES } from '../pools/places';
import type { UnitKind } from '../pools/posts-province';
import { apportion } from '../random';
import { addUnit, nextName, type Commune, type Draft, type Scale } from './draft';
import { OPEN_END, REFORM } from './shape';

/** The fixed ones first; the others spread over the districts, Sơn Dung keeping its four. */
export function chooseCommunes(draft: Draft, scale: Scale): Commune[] {
  const fixed = FIXED_COMMUNES.map((commune, i) => ({ ...commune, code: `LG.${101 + i}` }));
  const room = apportion(
    scale.communes - 4,
    DISTRICTS.slice(0, scale.districts).map((_, i) => (i === 0 ? 0 : 1)),
  );
  const others: Commune[] = [];
  room.forEach((count, district) => {
    const place = DISTRICTS[district];
    const start = fixed.filter((commune) => commune.district === district).length;
    for (let k = district === 0 ? count : start; place && k < count; k += 1) {
      const name = nextName(draft, place.upland > 0.5 && k % 3 < 2);
      const isWard = k < Math.round(count * place.wards);
      others.push({ code: `LG.${107 + others.length}`, name, isWard, district });
    }
  });
  return [...fixed, ...others];
}

/** Weights of a commune's bodies: about 70 cán bộ and công chức in all. */
const BODIES: readonly (readonly [
  suffix: string,
  kind: UnitKind,
  block: Block,
  weight: number,
  vi: string,
  en: string,
])[] = [
  ['01', 'party_commune', 'party', 13.5, 'Đảng uỷ', 'Party Committee'],
  ['02', 'committee', 'state', 6, 'UBND', "People's Committee"],
  [
    '02.01',
    'commune_office',
    'state',
    11.5,
    'Văn phòng HĐND và UBND',
    "Office of the People's Council and Committee",
  ],
  ['02.02', 'economy', 'state', 10.5, 'Phòng Kinh tế', 'Economic Division'],
  ['02.03', 'culture', 'state', 9.5, 'Phòng Văn hoá – Xã hội', 'Culture and Social Affairs Division'],
  [
    '02.04',
    'service_centre',
    'state',
    7.5,
    'Trung tâm Phục vụ hành chính công',
    'Public Administrative Service Centre',
  ],
  ['03', 'mass_commune', 'mass_organisation', 11, 'Uỷ ban MTTQ', 'Fatherland Front Committee'],
];
/** Sizes that the pictures show: no list yet, nine people. */
const FIXED_WEIGHTS: Readonly<Record<string, number>> = { 'LG.106.03': 0, 'LG.104.01': 9 };
const WARD_ECONOMY = [
  'Phòng Kinh tế, Hạ tầng và Đô thị',
  'Economic, Infrastructure and Urban Division',
] as const;

export function addCommune(draft: Draft, commune: Commune): void {
  const { code, name, isWard, district } = commune;
  const upland = DISTRICTS[district]?.upland ?? 0;
  const [vi, en] = isWard ? [`phường ${name}`, `${name} ward`] : [`xã ${name}`, `${name} commune`];
  const size = isWard ? 1.2 : 0.85 + 0.3 * draft.random.next();
  const shared = { level: 'commune', upland, communeCode: code } as const;
  const title = `${vi.charAt(0).toUpperCase()}${vi.slice(1)}`;
  addUnit(
    draft,
    { ...shared, code, kind: 'area', block: 'state', weight: 0, parentCode: 'LG', vi: title, en },
    REFORM,
    OPEN_END,
  );
  for (const [suffix, kind, block, weight, nameVi, nameEn] of BODIES) {
    const own = isWard && kind === 'economy' ? WARD_ECONOMY : ([nameVi, nameEn] as const);
    const unitCode = `${code}.${suffix}`;
    const body = { ...shared, code: unitCode, kind, block, vi: `${own[0]} ${vi}`, en: `${own[1]} of ${en}` };
    const parentCode = suffix.length > 2 ? `${code}.02` : code;
    addUnit(
      draft,
      { ...body, parentCode, weight: FIXED_WEIGHTS[unitCode] ?? weight * size },
      REFORM,
      OPEN_END,
    );
  }
  if (name === 'Nậm Pẳn') {
    const veterans = { ...shared, kind: 'veterans', block: 'mass_organisation', weight: 3 } as const;
    const names = { vi: `Hội Cựu chiến binh ${vi}`, en: `Veterans' Association of ${en}` };
    addUnit(
      draft,
      { ...veterans, ...names, code: `${code}.03.01`, parentCode: `${code}.03` },
      REFORM,
      OPEN_END,
    );
  }
}
