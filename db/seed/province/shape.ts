import type { Block, Category, Level, PersonState, SuccessionKind } from '../../../app/organisation/terms';
import type { Role } from '../../../app/access/roles';
import type { BasicModule, CertificateKind } from '../pools/certificates';
import type { UnitKind } from '../pools/posts-province';
import type { Sex } from '../pools';

/** The demo province as plain data. Dates are ISO, periods half-open, open end 9999-12-31. */

export type IsoDate = string;
export const OPEN_END: IsoDate = '9999-12-31';
/** Districts end, communes merge: first day of the new structure. */
export const REFORM: IsoDate = '2025-07-01';
/** Provincial departments merge. */
export const DEPARTMENTS_MERGE: IsoDate = '2025-03-01';
/** Part-time commune staff: first day without them. */
export const PART_TIME_END: IsoDate = '2026-06-01';
/** Start of everything older than the register itself. */
export const HISTORY_START: IsoDate = '2004-05-01';

export interface Period {
  validFrom: IsoDate;
  validTo: IsoDate;
}

/** Attributes and parent of a unit for a period. */
export interface UnitPeriod extends Period {
  nameVi: string;
  nameEn: string;
  level: Level;
  block: Block;
  parentCode: string | null;
  legalDocument?: string;
}

export interface PlannedUnit extends Period {
  code: string;
  kind: UnitKind;
  /** In order of time, without gaps, from the unit's validFrom to its validTo. */
  periods: UnitPeriod[];
  /** Code of the commune that a new commune's bodies belong to. */
  communeCode?: string;
  /** Share of ethnic-minority names. */
  upland: number;
  /** Relative size, for sharing out the staff who are not named. */
  weight: number;
  seats: Seats;
}

/** People of a unit besides the named ones. */
export interface Seats {
  /** cán bộ and công chức in post today, and how many of them meet all six modules. */
  counted: number;
  met: number;
  /** cán bộ and công chức who have left. */
  left: number;
  public_employee: number;
  publicLeft: number;
  part_time: number;
  contract: number;
  unstated: number;
}

export interface PlannedSuccession {
  fromCode: string;
  toCode: string;
  on: IsoDate;
  kind: SuccessionKind;
  document: string;
}

export interface Province {
  staff: number;
  seed: number;
  nameVi: string;
  nameEn: string;
  rootCode: string;
  units: PlannedUnit[];
  successions: PlannedSuccession[];
  /** cán bộ and công chức in post, the named ones included. */
  population: number;
}

export interface PlannedAssignment extends Period {
  unitCode: string;
  category: Category;
  positionVi: string;
  positionEn: string;
  isPrimary: boolean;
}

export interface PlannedState extends Period {
  state: PersonState;
}

interface Shown extends Period {
  modules: readonly BasicModule[];
}

/** A result of the programme's own exams; valid 36 months. The mark is in hundredths on a scale of 10. */
export interface ResultEvidence extends Shown {
  kind: 'result';
  on: IsoDate;
  mark: number;
}

/** An outside certificate or a degree that HR has accepted; it holds from its date of issue, without end. */
export interface OutsideEvidence extends Shown {
  kind: 'certificate' | 'degree';
  certificate: CertificateKind | null;
  labelVi: string;
  labelEn: string;
  issuer: string;
  number: string;
  issuedOn: IsoDate;
  acceptedOn: IsoDate;
}

export type PlannedEvidence = ResultEvidence | OutsideEvidence;

/** A certificate handed in that nobody has decided on: it counts for nothing. */
export type ClaimedEvidence = Omit<OutsideEvidence, 'acceptedOn'> & { claimedOn: IsoDate };

export interface FailedExam {
  module: BasicModule;
  on: IsoDate;
  mark: number;
}

/** A person whom the pictures and the quickstart sign in as. The scope is a unit and everything below it. */
export interface DemoAccount {
  key: 'learner' | 'hr' | 'trainer' | 'leader' | 'operator' | 'provinceHr' | 'auditor';
  role: Role;
  scopeUnitCode: string;
}

export interface PlannedPerson {
  staffCode: string;
  fullName: string;
  sex: Sex;
  /** With precision 'year' the first of January of that year. */
  birthDate: IsoDate;
  birthPrecision: 'day' | 'year';
  states: PlannedState[];
  assignments: PlannedAssignment[];
  evidence: PlannedEvidence[];
  claimed: ClaimedEvidence[];
  failed: FailedExam[];
  account?: DemoAccount;
  /** Why the last assignment ended, for those who have left. */
  leftFor?: 'retired' | 'early_retirement' | 'resigned' | 'moved_away' | 'post_ended';
}
