import { DISTRICTS, LOWLAND_NAMES, UPLAND_NAMES } from './pools/places';
import { addBodies } from './province/bodies';
import { addCommune, chooseCommunes } from './province/communes';
import { addDistrict } from './province/districts';
import { scaleOf, type Draft } from './province/draft';
import { shareSeats, totalsOf } from './province/quotas';
import { addServices } from './province/services';
import { placesOf } from './province/careers';
import { NAMED } from './province/named';
import type { IsoDate, PlannedPerson, PlannedUnit, Province } from './province/shape';
import { namedPerson, seatPerson, type Maker, type Seat } from './province/staff';
import { apportion, createRandom } from './random';

/**
 * The demo province Lam Giang as plain data: units with their history, successions, and how many people each unit has.
 * Everything is invented. The same arguments give the same province.
 */
export function provincePlan({ staff, seed }: { staff: number; seed: number }): Province {
  if (!Number.isSafeInteger(staff) || staff < 1)
    throw new RangeError(`staff must be a whole number from 1: ${staff}`);
  const scale = scaleOf(staff);
  const totals = totalsOf(staff, scale.population);
  const random = createRandom('province', seed);
  const names = { lowland: random.shuffle(LOWLAND_NAMES), upland: random.shuffle(UPLAND_NAMES) };
  const draft: Draft = { random, units: [], successions: [], names };
  addBodies(draft, scale.bodies);
  const communes = chooseCommunes(draft, scale);
  const byDistrict = DISTRICTS.slice(0, scale.districts).map((_, i) =>
    communes.filter(({ district }) => district === i),
  );
  const old = apportion(
    scale.oldCommunes,
    byDistrict.map(({ length }) => length),
  );
  const full = draft.units.some(({ code }) => code === 'LG.02.12');
  byDistrict.forEach((own, i) => addDistrict(draft, i, own, old[i] ?? 0, full));
  for (const commune of communes) addCommune(draft, commune);
  addServices(draft, communes, totals.public_employee);
  shareSeats(draft.units, totals, staff, seed);
  return {
    staff,
    seed,
    nameVi: 'tỉnh Lam Giang',
    nameEn: 'Lam Giang province',
    rootCode: 'LG',
    units: draft.units,
    successions: draft.successions,
    population: totals.population,
  };
}

/** Earliest day that the demo can be seen from: the new structure has had a few months. */
const FIRST_TODAY = '2025-12-01';

/** Codes rise with gaps, as issued over the years, around those that the named people have. */
function* staffCodes(staff: number): Generator<string, never> {
  const reserved = new Set(NAMED.map(({ staffCode }) => staffCode));
  const room = staff < 80_000 ? [10_000, 99_000] : [100_000, 990_000];
  const [first = 0, last = 0] = room;
  const step = Math.max(1, Math.floor((last - first - NAMED.length) / staff));
  const random = createRandom('codes', staff);
  for (let number = first; ; number += random.between(1, step)) {
    const code = `LG-${String(number).padStart(6, '0')}`;
    if (!reserved.has(code)) yield code;
  }
}

/** Seats of a unit, the people in post first; those who meet the rule spread evenly through them. */
function* seatsOf(unit: PlannedUnit, seed: number): Generator<Seat> {
  const taken = NAMED.filter(({ unitCode }) => unitCode === unit.code).map(({ positionVi }) => positionVi);
  const { counted, met } = unit.seats;
  const random = createRandom('seats', seed, unit.code);
  const turn = random.int(counted);
  for (let number = 0; number < counted; number += 1) {
    const place = (number + turn) % counted;
    const isMet = Math.floor(((place + 1) * met) / counted) > Math.floor((place * met) / counted);
    yield { kind: 'counted', number, isMet, taken };
  }
  const SHARES = {
    left: 0.5,
    public_employee: 0.5,
    publicLeft: 0.4,
    part_time: 0.25,
    contract: 0.15,
    unstated: 0.6,
  };
  for (const [kind, share] of Object.entries(SHARES) as [keyof typeof SHARES, number][]) {
    for (let number = 0; number < unit.seats[kind]; number += 1) {
      yield { kind, number, isMet: random.chance(share), taken };
    }
  }
}

/**
 * The people of the plan, one at a time: `staff` in all, those of the pictures first. As of `today` the share of cán bộ
 * and công chức in post whose evidence shows all six modules is 64 percent, counted out by unit, never by chance. Holds
 * no more than the plan and one person.
 */
export function* people(
  plan: Province,
  { staff, seed, today }: { staff: number; seed: number; today: IsoDate },
): Generator<PlannedPerson, void> {
  if (staff !== plan.staff || seed !== plan.seed)
    throw new RangeError('staff and seed must be those of the plan');
  if (today < FIRST_TODAY) throw new RangeError(`today must be ${FIRST_TODAY} or later: ${today}`);
  const maker: Maker = { places: placesOf(plan), today, seed };
  for (const named of NAMED.slice(0, staff)) {
    const unit = maker.places.byCode.get(named.unitCode);
    if (!unit) throw new Error(`${named.fullName}: no unit ${named.unitCode}`);
    yield namedPerson(maker, unit, named);
  }
  const codes = staffCodes(staff);
  for (const unit of plan.units) {
    for (const seat of seatsOf(unit, seed)) yield seatPerson(maker, unit, seat, codes.next().value);
  }
}
