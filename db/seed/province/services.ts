import type { UnitKind } from '../pools/posts-province';
import { apportion } from '../random';
import { REFORM_DOCUMENT, seatless, type Commune, type Draft } from './draft';
import { HISTORY_START, OPEN_END, REFORM, type PlannedUnit } from './shape';

const two = (value: number): string => String(value).padStart(2, '0');

const SCHOOLS: readonly (readonly [vi: string, en: string])[] = [
  ['Trường Mầm non', 'Kindergarten'],
  ['Trường Tiểu học', 'Primary School'],
  ['Trường THCS', 'Lower Secondary School'],
];

/** A school or health station: under the district until the reform, under the commune's UBND from then on. */
function localUnit(
  draft: Draft,
  commune: Commune,
  number: number,
  kind: UnitKind,
  vi: string,
  en: string,
): void {
  const district = `LG.H${two(commune.district + 1)}.02`;
  const shared = { nameVi: vi, nameEn: en, block: 'state' } as const;
  const before = {
    ...shared,
    level: 'district',
    parentCode: district,
    validFrom: HISTORY_START,
    validTo: REFORM,
  } as const;
  const now = {
    ...shared,
    level: 'commune',
    parentCode: `${commune.code}.02`,
    validFrom: REFORM,
    validTo: OPEN_END,
  } as const;
  draft.units.push({
    code: `${commune.code}.02.${two(10 + number)}`,
    kind,
    communeCode: commune.code,
    periods: [before, { ...now, legalDocument: REFORM_DOCUMENT }],
    upland: 0.2,
    weight: kind === 'health' ? 12 : 60 + draft.random.int(40),
    seats: seatless(),
    validFrom: HISTORY_START,
    validTo: OPEN_END,
  });
}

function provincial(
  draft: Draft,
  parentCode: string,
  count: number,
  kind: UnitKind,
  names: (n: number) => string[],
): void {
  if (!draft.units.some(({ code }) => code === parentCode)) return;
  for (let n = 1; n <= count; n += 1) {
    const [nameVi = '', nameEn = ''] = names(n);
    const period = { validFrom: HISTORY_START, validTo: OPEN_END };
    const unit: PlannedUnit = {
      code: `${parentCode}.${two(20 + n)}`,
      kind,
      periods: [{ nameVi, nameEn, level: 'province', block: 'state', parentCode, ...period }],
      upland: 0.15,
      weight: kind === 'hospital' ? 380 + draft.random.int(160) : 70 + draft.random.int(40),
      seats: seatless(),
      ...period,
    };
    draft.units.push(unit);
  }
}

/** Schools and health units for about so many viên chức. */
export function addServices(draft: Draft, communes: readonly Commune[], employees: number): void {
  const hospitals = Math.floor(employees / 5800);
  const highSchools = Math.floor(employees / 2300);
  provincial(draft, 'LG.02.07', hospitals, 'hospital', (n) => [
    `Trung tâm Y tế khu vực số ${n}`,
    `Regional Medical Centre No. ${n}`,
  ]);
  provincial(draft, 'LG.02.08', highSchools, 'school', (n) => [
    `Trường THPT số ${n} Lam Giang`,
    `Lam Giang Upper Secondary School No. ${n}`,
  ]);
  const stations = Math.min(communes.length, Math.max(1, Math.round(employees / 500)));
  const rest = employees - hospitals * 450 - highSchools * 85 - stations * 12;
  const schools = apportion(
    Math.max(3, Math.round(rest / 78)),
    communes.map(() => 1),
  );
  communes.forEach((commune, i) => {
    const place = `${commune.isWard ? 'phường' : 'xã'} ${commune.name}`;
    if (i < stations)
      localUnit(draft, commune, 0, 'health', `Trạm Y tế ${place}`, `Health Station of ${commune.name}`);
    for (let n = 0; n < (schools[i] ?? 0); n += 1) {
      const [vi, en] = SCHOOLS[(n + i) % SCHOOLS.length] ?? ['', ''];
      const suffix = n < SCHOOLS.length ? '' : ` số ${Math.floor(n / SCHOOLS.length) + 1}`;
      localUnit(
        draft,
        commune,
        n + 1,
        'school',
        `${vi} ${commune.name}${suffix}`,
        `${commune.name} ${en}${suffix.replace('số', 'No.')}`,
      );
    }
  });
}
