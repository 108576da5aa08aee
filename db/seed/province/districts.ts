import type { Block } from '../../../app/organisation/terms';
import { DISTRICTS, type District } from '../pools/places';
import type { UnitKind } from '../pools/posts-province';
import { apportion } from '../random';
import { addUnit, nextName, succeed, type Commune, type Draft } from './draft';
import { HISTORY_START, REFORM } from './shape';

const two = (value: number): string => String(value).padStart(2, '0');

/** Bodies of a district, and the suffix of the commune body that each goes into. */
const DISTRICT_BODIES: readonly (readonly [
  suffix: string,
  kind: UnitKind,
  block: Block,
  into: string,
  vi: string,
  en: string,
])[] = [
  ['01', 'district_party', 'party', '01', 'Huyện uỷ', 'Party Committee'],
  ['02', 'district_council', 'state', '02', 'UBND', "People's Committee"],
  [
    '02.01',
    'district_office',
    'state',
    '02.01',
    'Văn phòng HĐND và UBND',
    "Office of the People's Council and Committee",
  ],
  ['02.02', 'district_office', 'state', '02.03', 'Phòng Nội vụ', 'Home Affairs Division'],
  [
    '02.03',
    'district_office',
    'state',
    '02.02',
    'Phòng Tài chính – Kế hoạch',
    'Finance and Planning Division',
  ],
  ['03', 'district_mass', 'mass_organisation', '03', 'Uỷ ban MTTQ', 'Fatherland Front Committee'],
  ['02.04', 'district_office', 'state', '02.02', 'Phòng Nông nghiệp và Môi trường', 'Agriculture Division'],
  [
    '02.05',
    'district_office',
    'state',
    '02.03',
    'Phòng Văn hoá – Thông tin',
    'Culture and Information Division',
  ],
  ['02.06', 'district_office', 'state', '', 'Thanh tra', 'Inspectorate'],
];

/** A district with its bodies and old communes, all ending on 30/06/2025, and their successions. */
export function addDistrict(
  draft: Draft,
  index: number,
  communes: Commune[],
  old: number,
  full: boolean,
): void {
  const place = DISTRICTS[index];
  if (!place) throw new RangeError(`no district ${index}`);
  const code = `LG.H${two(index + 1)}`;
  const shared = { level: 'district', upland: place.upland, weight: 0 } as const;
  const end = [HISTORY_START, REFORM] as const;
  const title = `${place.vi.charAt(0).toUpperCase()}${place.vi.slice(1)}`;
  addUnit(
    draft,
    { ...shared, code, kind: 'area', block: 'state', parentCode: 'LG', vi: title, en: place.en },
    ...end,
  );
  for (const commune of communes) succeed(draft, code, commune.code, 'split');
  for (const [suffix, kind, block, into, vi, en] of DISTRICT_BODIES.slice(0, full ? 9 : 6)) {
    const nameVi = kind === 'district_party' ? place.party : `${vi} ${place.vi}`;
    const unit = {
      ...shared,
      code: `${code}.${suffix}`,
      kind,
      block,
      vi: nameVi,
      en: `${en} of ${place.en}`,
    };
    addUnit(draft, { ...unit, parentCode: suffix.length > 2 ? `${code}.02` : code }, ...end);
    if (into === '') succeed(draft, unit.code, 'LG.02.12', 'dissolve');
    else for (const commune of communes) succeed(draft, unit.code, `${commune.code}.${into}`, 'split');
  }
  addOldCommunes(draft, code, place, communes, old);
}

/** Two to four old communes for each new one, uneven on purpose. */
function addOldCommunes(
  draft: Draft,
  districtCode: string,
  place: District,
  communes: Commune[],
  old: number,
): void {
  const extra = apportion(
    old - 2 * communes.length,
    draft.random.shuffle(communes.map((_, i) => 1 + (i % 3))),
    communes.map(() => 2),
  );
  let number = 0;
  communes.forEach((commune, at) => {
    const isSeat = place.wards === 0 && at === communes.length - 1;
    for (let k = 0; k < 2 + (extra[at] ?? 0); k += 1) {
      number += 1;
      const name =
        k === 0 && at % 4 !== 3 ? commune.name : nextName(draft, place.upland > 0.5 && k % 2 === 0);
      const kind = commune.isWard ? 'phường' : isSeat && k === 0 ? 'thị trấn' : 'xã';
      const vi = `${kind} ${name}`;
      const en = `${name} ${kind === 'phường' ? 'ward' : kind === 'xã' ? 'commune' : 'township'}`;
      const shared = { level: 'commune', upland: place.upland, weight: 0, parentCode: districtCode } as const;
      const committee = {
        ...shared,
        code: `${districtCode}.X${two(number)}`,
        kind: 'old_committee',
      } as const;
      const party = { ...shared, code: `${districtCode}.D${two(number)}`, kind: 'old_party' } as const;
      const end = [HISTORY_START, REFORM] as const;
      addUnit(
        draft,
        { ...committee, block: 'state', vi: `UBND ${vi}`, en: `People's Committee of ${en}` },
        ...end,
      );
      addUnit(
        draft,
        { ...party, block: 'party', vi: `Đảng uỷ ${vi}`, en: `Party Committee of ${en}` },
        ...end,
      );
      // Now and then the land of an old commune is shared between two new ones.
      const next = number % 9 === 5 ? communes[at + 1] : undefined;
      for (const target of next ? [commune, next] : [commune]) {
        succeed(draft, committee.code, `${target.code}.02`, next ? 'split' : 'merge');
        succeed(draft, party.code, `${target.code}.01`, next ? 'split' : 'merge');
      }
    }
  });
}
