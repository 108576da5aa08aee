import type { UnitKind } from '../pools/posts-province';
import { apportion, createRandom } from '../random';
import { isCounted, isMet, NAMED } from './named';
import type { PlannedUnit, Seats } from './shape';

/** Share of cán bộ and công chức who meet all six modules today. */
const MET_SHARE = 0.64;
/** Part of the counted people who work at province level (3,216 of 10,034). */
const PROVINCE_SHARE = 0.32;

/** How easily people of such a unit meet the rule; the mean is brought to MET_SHARE. */
const RATES: Partial<Record<UnitKind, number>> = {
  province_office: 0.8,
  department: 0.8,
  inspectorate: 0.72,
  sub_department: 0.66,
  party_board: 0.72,
  party_inspection: 0.7,
  party_province: 0.6,
  mass_province: 0.64,
  youth_union: 0.82,
  province_council: 0.6,
  committee: 0.5,
  commune_office: 0.68,
  economy: 0.62,
  culture: 0.63,
  service_centre: 0.74,
  party_commune: 0.58,
  mass_commune: 0.52,
  veterans: 0.2,
};
const FIXED_RATES: Readonly<Record<string, number>> = { 'LG.02.03': 0.94, 'LG.105.03.01': 0.05 };
const EMPLOYERS: Partial<Record<UnitKind, true>> = {
  school: true,
  health: true,
  hospital: true,
  training: true,
  digital_centre: true,
};
const CONTRACTORS: Partial<Record<UnitKind, number>> = {
  province_office: 12,
  department: 6,
  commune_office: 5,
  school: 2.5,
  hospital: 30,
};

/** How many of each kind of people, the named ones apart; together with them they are `staff`. */
export interface Totals {
  counted: number;
  met: number;
  left: number;
  public_employee: number;
  publicLeft: number;
  part_time: number;
  contract: number;
  unstated: number;
  population: number;
}

export function totalsOf(staff: number, population: number): Totals {
  const named = NAMED.slice(0, staff);
  const namedCounted = named.filter(isCounted).length;
  let free = staff - named.length;
  const take = (wanted: number): number => {
    const got = Math.max(0, Math.min(free, Math.round(wanted)));
    free -= got;
    return got;
  };
  const counted = take(population - namedCounted);
  const all = counted + namedCounted;
  const met =
    Math.round(MET_SHARE * all) - named.filter((person) => isCounted(person) && isMet(person)).length;
  const left = take(0.07 * all);
  const unstated = take(Math.max(2, staff / 2000));
  const part_time = take(0.045 * staff);
  const contract = take(0.03 * staff);
  const publicLeft = take(0.03 * free);
  const rest = { left, unstated, part_time, contract, publicLeft, public_employee: free };
  return { counted, met: Math.min(counted, Math.max(0, met)), ...rest, population: all };
}

/** Gives every unit its seats; the named people's seats count towards their unit's size. */
export function shareSeats(units: PlannedUnit[], totals: Totals, staff: number, seed: number): void {
  const random = createRandom('rates', seed);
  const set = (key: keyof Seats, parts: readonly number[]): void =>
    units.forEach((unit, i) => {
      unit.seats[key] = parts[i] ?? 0;
    });
  /** The commune whose roster the pictures show, with nobody but its own people. */
  const isShown = ({ communeCode }: PlannedUnit): boolean => communeCode === 'LG.101';
  const isEmployer = units.map(({ kind }) => EMPLOYERS[kind] === true);
  const isCommune = units.map(({ communeCode }) => communeCode !== undefined);
  const own = units.map(({ weight }, i) => (isEmployer[i] ? 0 : weight));
  const sum = (commune: boolean): number =>
    own.reduce((all, w, i) => all + (isCommune[i] === commune ? w : 0), 0);
  const [province, communes] = [sum(false), sum(true)];
  const shares = own.map((w, i) =>
    isCommune[i] ? ((1 - PROVINCE_SHARE) * w) / communes : (PROVINCE_SHARE * w) / province,
  );
  const named = units.map(
    ({ code }) =>
      NAMED.slice(0, staff).filter((person) => person.unitCode === code && isCounted(person)).length,
  );
  const counted = apportion(
    totals.counted,
    shares.map((share, i) => Math.max(0, share * totals.population - (named[i] ?? 0))),
  );
  set('counted', counted);
  const rates = units.map(
    ({ code, kind }) => FIXED_RATES[code] ?? (RATES[kind] ?? 0.6) * (0.85 + 0.3 * random.next()),
  );
  set(
    'met',
    apportion(
      totals.met,
      counted.map((seats, i) => seats * (rates[i] ?? 0)),
      counted,
    ),
  );
  set('left', apportion(totals.left, shares));
  const employers = units.map(({ weight }, i) => (isEmployer[i] ? weight : 0));
  set('public_employee', apportion(totals.public_employee, employers));
  set('publicLeft', apportion(totals.publicLeft, employers));
  set(
    'part_time',
    apportion(
      totals.part_time,
      units.map(({ kind }) => (kind === 'committee' ? 1 : 0)),
    ),
  );
  set(
    'contract',
    apportion(
      totals.contract,
      units.map((unit) => (unit.weight > 0 && !isShown(unit) ? (CONTRACTORS[unit.kind] ?? 0) : 0)),
    ),
  );
  set(
    'unstated',
    apportion(
      totals.unstated,
      units.map((unit) => (unit.kind === 'commune_office' && !isShown(unit) ? 1 : 0)),
    ),
  );
}
