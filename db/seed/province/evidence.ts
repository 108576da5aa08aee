import { dateOfDayNumber, dayNumber } from '../../../app/office/formats';
import { BASIC_MODULES, CERTIFICATES, DEGREES, SCHOOLS, type BasicModule } from '../pools/certificates';
import { certificateTable } from '../pools';
import { weighted, type Random } from '../random';
import { dateBetween, earlier, later, shiftDays, shiftMonths, workdayFrom, workdayUpTo } from './calendar';
import { OPEN_END, type ClaimedEvidence, type FailedExam, type IsoDate, type OutsideEvidence } from './shape';
import type { PlannedEvidence, ResultEvidence } from './shape';

/** How people came by their modules, and how those who lack some stand. */

export interface Proofs {
  evidence: PlannedEvidence[];
  claimed: ClaimedEvidence[];
  failed: FailedExam[];
}
export interface ProofInput {
  random: Random;
  /** First day in a post that the register knows. */
  entry: IsoDate;
  birthDate: IsoDate;
  /** The day it must hold on: today, or the last day of somebody who left. */
  ref: IsoDate;
}

const VALID_MONTHS = 36;
const EXAM_WINDOW_DAYS = 730;
const REGISTER_START = '2024-01-08';
const MET = weighted([
  ['certificate', 40],
  ['exam', 42],
  ['mixed', 8],
  ['degree', 7],
  ['expiring', 3],
] as const);
const MISSING = weighted([
  ['none', 22],
  ['few', 24],
  ['most', 34],
  ['lapsed', 14],
  ['claimed', 6],
] as const);

/** Pass marks in quarter points, most around 7.50. */
const passMark = (random: Random): number =>
  500 + 25 * Math.round((random.between(0, 20) + random.between(0, 20)) / 2);

export function result(random: Random, module: BasicModule, on: IsoDate): ResultEvidence {
  const period = { validFrom: on, validTo: shiftMonths(on, VALID_MONTHS) };
  return { kind: 'result', modules: [module], on, mark: passMark(random), ...period };
}

const results = (random: Random, modules: readonly BasicModule[], on: IsoDate): ResultEvidence[] =>
  modules.map((module) => result(random, module, on));

/** An accepted certificate for those modules, issued before `ref`, of a kind that the person can have. */
export function certificate(
  input: ProofInput,
  modules: readonly BasicModule[],
  only?: 'IC3',
): OutsideEvidence {
  const { random, ref, entry } = input;
  const adult = shiftMonths(input.birthDate, 18 * 12);
  const latest = shiftDays(ref, -25);
  // Most certificates are older than the register.
  const until = random.chance(0.75) ? earlier(latest, '2023-12-20') : latest;
  const ic3 = CERTIFICATES.find(({ kind }) => kind === 'IC3');
  let pool = only && ic3 ? ic3 : random.draw(certificateTable);
  for (let tries = 0; !only && tries < 12 && later(pool.from, adult) > earlier(pool.to, until); tries += 1) {
    pool = random.draw(certificateTable);
  }
  const from = later(pool.from, adult);
  const to = earlier(pool.to, until);
  const issuedOn = from > to ? workday(shiftDays(ref, -40)) : dateBetween(random, from, to);
  const seen = later(later(REGISTER_START, entry), shiftDays(issuedOn, 5));
  const acceptedOn = earlier(dateBetween(random, seen, shiftDays(seen, 150)), shiftDays(ref, -1));
  return {
    ...{ kind: 'certificate', certificate: pool.kind, labelVi: pool.nameVi, labelEn: pool.nameEn, modules },
    ...{ issuer: random.pick(pool.issuers), number: pool.number(random, Number(issuedOn.slice(0, 4))) },
    ...{ issuedOn, acceptedOn, validFrom: issuedOn, validTo: OPEN_END },
  };
}

function degree(input: ProofInput): OutsideEvidence {
  const { random, entry, ref } = input;
  const graduation = shiftMonths(`${input.birthDate.slice(0, 4)}-06-15`, random.between(22, 25) * 12);
  const issuedOn = workday(earlier(graduation, shiftDays(ref, -60)));
  const seen = later(REGISTER_START, entry);
  const acceptedOn = earlier(dateBetween(random, seen, shiftDays(seen, 120)), shiftDays(ref, -1));
  const { nameVi, nameEn } = random.pick(DEGREES);
  return {
    ...{ kind: 'degree', certificate: null, labelVi: nameVi, labelEn: nameEn, modules: BASIC_MODULES },
    ...{ issuer: random.pick(SCHOOLS), number: `${issuedOn.slice(0, 4)}/${random.between(1000, 9999)}` },
    ...{ issuedOn, acceptedOn, validFrom: issuedOn, validTo: OPEN_END },
  };
}

const workday = (date: IsoDate): IsoDate => dateOfDayNumber(workdayUpTo(dayNumber(date)));

/** Two rounds within the last two years, the first three modules in the first; null where the time is too short. */
function rounds({ random, entry, ref }: ProofInput): readonly [IsoDate, IsoDate] | null {
  const from = later(shiftDays(entry, 20), shiftDays(ref, -EXAM_WINDOW_DAYS));
  const to = shiftDays(ref, -12);
  if (dayNumber(to) - dayNumber(from) < 30) return null;
  const first = dateBetween(random, from, to);
  const second = dateBetween(random, shiftDays(first, 7), shiftDays(first, 100));
  return [first, second < to ? second : first];
}

/** All six by exam, half of them renewing earlier results in time. */
function byExam(input: ProofInput, modules: readonly BasicModule[]): ResultEvidence[] | null {
  const { random, entry } = input;
  const days = rounds(input);
  if (!days) return null;
  const own = modules.map((module, i) => result(random, module, i < 3 ? days[0] : days[1]));
  const before = workday(shiftMonths(days[0], -random.between(28, 34)));
  const renews = before > shiftDays(entry, 20) && random.chance(0.6);
  return renews ? [...results(random, modules, before), ...own] : own;
}

/** Whatever makes all six hold on the day `ref`. */
export function metProofs(input: ProofInput): PlannedEvidence[] {
  const { random, entry, ref } = input;
  const way = random.draw(MET);
  if (way === 'degree') return [degree(input)];
  if (way === 'expiring') {
    // Ends within 60 days: the first day without it lies in (ref, ref + 58].
    const on = expiringOn(ref, random.between(4, 55));
    if (on > shiftDays(entry, 20)) return results(random, BASIC_MODULES, on);
  }
  if (way === 'mixed') {
    const most = byExam(input, BASIC_MODULES.slice(0, 5));
    if (most) return [...most, certificate(input, ['IU06'], 'IC3')];
  }
  const exams = way === 'certificate' ? null : byExam(input, BASIC_MODULES);
  return exams ?? [certificate(input, BASIC_MODULES)];
}

/** Day of an exam whose result runs out about `days` days after `ref` (before it when negative). */
export function expiringOn(ref: IsoDate, days: number): IsoDate {
  const on = dayNumber(shiftMonths(shiftDays(ref, days), -VALID_MONTHS));
  return dateOfDayNumber(days > 0 ? workdayFrom(on) : workdayUpTo(on));
}

/** At least one module short on the day `ref`. */
export function missingProofs(input: ProofInput): Proofs {
  const { random, entry, ref, birthDate } = input;
  const way = random.draw(MISSING);
  const nothing: Proofs = { evidence: [], claimed: [], failed: [] };
  const days = way === 'none' ? null : rounds(input);
  if (!days) return nothing;
  if (way === 'lapsed') {
    const on = expiringOn(ref, -random.between(3, 240));
    if (on > shiftDays(entry, 20)) {
      const again = random.shuffle(BASIC_MODULES).slice(0, random.between(0, 4));
      return {
        ...nothing,
        evidence: [...results(random, BASIC_MODULES, on), ...results(random, again, days[0])],
      };
    }
  }
  const order = random.shuffle(BASIC_MODULES);
  const count = way === 'most' || way === 'lapsed' ? random.between(3, 5) : random.between(1, 2);
  const have = order.slice(0, count).sort();
  const evidence = have.map((module, i) => result(random, module, i < 3 ? days[0] : days[1]));
  const failed = order
    .slice(count)
    .filter(() => random.chance(0.35))
    .map((module) => ({ module, on: days[1], mark: 150 + 25 * random.between(0, 13) }));
  if (way !== 'claimed') return { evidence, claimed: [], failed };
  const { acceptedOn: _, ...handedIn } = certificate({ random, entry, birthDate, ref }, BASIC_MODULES);
  const claimedOn = dateBetween(random, later(shiftDays(ref, -30), handedIn.issuedOn), shiftDays(ref, -1));
  return { evidence, claimed: [{ ...handedIn, claimedOn }], failed };
}

/** The patterns of named.ts: days before `ref` of the rounds a, b, c and n. */
const ROUND_DAYS: Readonly<Record<string, number>> = { a: 195, b: 68, c: 156, n: 735 };
/** Marks of Trần Thị Hồng Vân in the pictures. */
const SHOWN_MARKS: Readonly<Record<string, number>> = { IU02: 850, IU03: 775, IU04: 625, IU05: 900 };

export function patternProofs(input: ProofInput, pattern: string, isShown: boolean): Proofs {
  const { random, ref } = input;
  const evidence = BASIC_MODULES.flatMap((module, i): PlannedEvidence[] => {
    const sign = pattern.charAt(i);
    const days = ROUND_DAYS[sign];
    if (sign === 'i') {
      const on = workday(shiftDays(ref, -(ROUND_DAYS.c ?? 0)));
      const acceptedOn = dateOfDayNumber(workdayFrom(dayNumber(on) + 6));
      return [{ ...certificate(input, [module], 'IC3'), issuedOn: on, acceptedOn, validFrom: on }];
    }
    if (sign === 'e') return [result(random, module, expiringOn(ref, 20))];
    if (sign === 'x') return [result(random, module, expiringOn(ref, -40))];
    if (days === undefined) return [];
    const shown = result(random, module, workday(shiftDays(ref, -days)));
    return [isShown ? { ...shown, mark: SHOWN_MARKS[module] ?? shown.mark } : shown];
  });
  return { evidence, claimed: [], failed: [] };
}

/** The one way that a word of named.ts names. */
export function proofsBy(input: ProofInput, way: string): Proofs {
  const exams = way === 'exam' ? byExam(input, BASIC_MODULES) : null;
  const other = way === 'degree' ? degree(input) : certificate(input, BASIC_MODULES);
  return { evidence: exams ?? [other], claimed: [], failed: [] };
}
