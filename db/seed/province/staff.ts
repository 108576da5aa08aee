import { CONTRACT_POSTS, PART_TIME_POSTS, UNSTATED_POSTS, type Post } from '../pools/posts';
import { plainPostsOf, postOf, seniorityOf, sexOfPost, type UnitKind } from '../pools/posts-province';
import { inventName, type Sex } from '../pools';
import { createRandom, type Random } from '../random';
import { dateBetween, earlier, later, monthStartBetween, shiftDays, shiftMonths } from './calendar';
import { careerOf, statesOf, type Places } from './careers';
import { metProofs, missingProofs, patternProofs, proofsBy, type Proofs } from './evidence';
import { hasPattern, type NamedPerson } from './named';
import { OPEN_END, PART_TIME_END, REFORM, type IsoDate, type PlannedPerson, type PlannedUnit } from './shape';

/** One person of the plan. */

/** Share of women, where it is far from half. */
const WOMEN: Partial<Record<UnitKind, number>> = {
  school: 0.74,
  health: 0.7,
  hospital: 0.64,
  committee: 0.26,
  party_commune: 0.34,
  veterans: 0.1,
  sub_department: 0.3,
  service_centre: 0.6,
};

export interface Maker {
  places: Places;
  today: IsoDate;
  seed: number;
}

type SeatKind = 'counted' | 'left' | 'public_employee' | 'publicLeft' | 'part_time' | 'contract' | 'unstated';

export interface Seat {
  kind: SeatKind;
  /** Number of the seat in its unit and kind, from 0. */
  number: number;
  isMet: boolean;
  /** Posts of named people of the unit. */
  taken: readonly string[];
}

type Ages = 'any' | 'young' | 'youth' | 'leader' | 'retiring';
const AGES = { young: [23, 33], youth: [29, 38], leader: [37, 58], retiring: [56, 60] } as const;

/** Ages, an estimate: 59% under 45, 31% from 45 to 54, 10% above; those who retire are older. */
function birthDateOf(random: Random, day: IsoDate, ages: Ages): IsoDate {
  const share = random.next();
  const any = share < 0.59 ? [25, 44] : share < 0.9 ? [45, 54] : [55, 59];
  const [low = 25, high = 59] = ages === 'any' ? any : AGES[ages];
  const year = Number(day.slice(0, 4)) - random.between(low, high) - 1;
  return shiftDays(`${year}-${day.slice(5, 7)}-01`, random.between(20, 350));
}

function postFor(random: Random, unit: PlannedUnit, seat: Seat): Post {
  if (seat.kind === 'part_time') return random.pick(PART_TIME_POSTS);
  if (seat.kind === 'contract') return random.pick(CONTRACT_POSTS);
  if (seat.kind === 'unstated') return random.pick(UNSTATED_POSTS);
  const isHere = seat.kind === 'counted' || seat.kind === 'public_employee';
  return isHere ? postOf(unit.kind, seat.number, seat.taken) : random.pick(plainPostsOf(unit.kind));
}

function sexFor(random: Random, unit: PlannedUnit, post: Post): Sex {
  const name = unit.periods[0]?.nameVi ?? '';
  const women = name.startsWith('Trường Mầm non') ? 0.98 : name.includes('Phụ nữ') ? 0.93 : WOMEN[unit.kind];
  const sex: Sex = random.chance(women ?? 0.44) ? 'female' : 'male';
  return sexOfPost(post.vi) ?? sex;
}

/** Last day plus one of somebody who left since 2024; a third went with the reform. */
function leavingDate(random: Random, unit: PlannedUnit, today: IsoDate): IsoDate {
  const isLocal = unit.communeCode !== undefined;
  if (random.chance(isLocal ? 0.4 : 0.15)) return REFORM;
  return monthStartBetween(random, '2024-03-01', shiftDays(today, -7));
}

/** A chain of posts that began before 2024 for most; some came since then. */
function entryDate(random: Random, birthDate: IsoDate, arrives: boolean, latest: IsoDate): IsoDate {
  const adult = shiftMonths(birthDate, 23 * 12);
  if (arrives) return monthStartBetween(random, later('2024-02-01', adult), latest);
  const to = earlier('2023-12-15', latest);
  const back = shiftMonths(to, -12 * random.between(1, 15));
  return dateBetween(random, later(later(adult, back), '2006-01-09'), to);
}

export function seatPerson(
  { places, today, seed }: Maker,
  unit: PlannedUnit,
  seat: Seat,
  staffCode: string,
): PlannedPerson {
  const random = createRandom(seed, unit.code, seat.kind, seat.number);
  const leaves = seat.kind === 'left' || seat.kind === 'publicLeft';
  let end: IsoDate = leaves ? leavingDate(random, unit, today) : OPEN_END;
  if (seat.kind === 'part_time') {
    end = random.chance(0.55)
      ? PART_TIME_END
      : monthStartBetween(random, '2025-08-01', earlier(PART_TIME_END, shiftDays(today, -7)));
  }
  const isRetiring = leaves && random.chance(end === REFORM ? 0.85 : 0.6);
  const post = postFor(random, unit, seat);
  const sex = sexFor(random, unit, post);
  const rank = seniorityOf(post.vi);
  const headOf =
    seat.kind === 'counted' && post.category === 'cadre' && seat.number < 3 ? seat.number : undefined;
  const arrives = !leaves && rank === 'any' && headOf === undefined && random.chance(0.14);
  const lastDay = earlier(shiftDays(earlier(end, '9000-01-01'), -1), today);
  const birthDate = birthDateOf(random, lastDay, isRetiring ? 'retiring' : arrives ? 'young' : rank);
  const entry = entryDate(random, birthDate, arrives, shiftDays(lastDay, -45));
  const isYearOnly = birthDate < '1985' && random.chance(0.06);
  const assignments = careerOf(places, {
    ...{ random, sex, unit, post, entry, end, today },
    ...(headOf === undefined ? {} : { headOf }),
    isFixed: rank === 'leader' && seat.number === 0,
  });
  const first = assignments[0]?.validFrom ?? entry;
  const input = { random, entry: first, birthDate, ref: lastDay };
  const proofs: Proofs = seat.isMet
    ? { evidence: metProofs(input), claimed: [], failed: [] }
    : missingProofs(input);
  const person: PlannedPerson = {
    staffCode,
    fullName: inventName(random, sex, Number(birthDate.slice(0, 4)), unit.upland),
    sex,
    birthDate: isYearOnly ? `${birthDate.slice(0, 4)}-01-01` : birthDate,
    birthPrecision: isYearOnly ? 'year' : 'day',
    states: statesOf(random, first, end, today),
    assignments,
    ...proofs,
  };
  if (seat.kind === 'part_time') person.leftFor = 'post_ended';
  if (leaves) {
    const others = random.chance(0.5) ? 'resigned' : 'moved_away';
    person.leftFor = isRetiring ? (end === REFORM ? 'early_retirement' : 'retired') : others;
  }
  const centre = places.byCode.get(`${unit.code}.04`);
  if (
    unit.kind === 'committee' &&
    seat.kind === 'counted' &&
    post.vi.startsWith('Phó Chủ tịch UBND') &&
    centre &&
    seat.number < 2
  ) {
    // The vice-chair also heads the commune's service centre.
    const since = assignments[assignments.length - 1]?.validFrom ?? REFORM;
    person.assignments.push({
      ...{ unitCode: centre.code, category: post.category, isPrimary: false, validFrom: since, validTo: end },
      ...{ positionVi: 'Giám đốc Trung tâm (kiêm nhiệm)', positionEn: 'Director of centre (concurrent)' },
    });
  }
  return person;
}

export function namedPerson({ places, today }: Maker, unit: PlannedUnit, named: NamedPerson): PlannedPerson {
  const random = createRandom('named', named.staffCode);
  const birthDate = named.birthDate ?? birthDateOf(random, '2026-06-30', seniorityOf(named.positionVi));
  const entry = entryDate(random, birthDate, false, '2020-12-15');
  const post = { vi: named.positionVi, en: named.positionEn, category: named.category };
  const assignments = careerOf(places, {
    random,
    sex: named.sex,
    unit,
    post,
    entry,
    end: OPEN_END,
    today,
    isFixed: true,
  });
  const input = { random, entry, birthDate, ref: today };
  const proofs = hasPattern(named)
    ? patternProofs(input, named.outcome, named.account?.key === 'learner')
    : proofsBy(input, named.outcome);
  return {
    ...{
      staffCode: named.staffCode,
      fullName: named.fullName,
      sex: named.sex,
      birthDate,
      birthPrecision: 'day',
    },
    states: [{ state: 'working', validFrom: entry, validTo: OPEN_END }],
    assignments,
    ...proofs,
    ...(named.account ? { account: named.account } : {}),
  };
}
