import type { Block, Level, SuccessionKind } from '../../../app/organisation/terms';
import type { Random } from '../random';
import { REFORM, type PlannedSuccession, type PlannedUnit, type Seats } from './shape';

export const REFORM_DOCUMENT = 'Nghị quyết 15/NQ-LG (giả định)';

/** What the parts of the plan add to while it is being made. */
export interface Draft {
  random: Random;
  units: PlannedUnit[];
  successions: PlannedSuccession[];
  /** Names of places that nobody bears yet. */
  names: { lowland: string[]; upland: string[] };
}

/** A commune from 01/07/2025. */
export interface Commune {
  code: string;
  name: string;
  isWard: boolean;
  district: number;
}

export function nextName(draft: Draft, upland: boolean): string {
  const { names } = draft;
  return (
    (upland ? names.upland.pop() : undefined) ?? names.lowland.pop() ?? `Lam Giang ${draft.units.length}`
  );
}

export function seatless(): Seats {
  return {
    counted: 0,
    met: 0,
    left: 0,
    public_employee: 0,
    publicLeft: 0,
    part_time: 0,
    contract: 0,
    unstated: 0,
  };
}

type NewUnit = Pick<PlannedUnit, 'code' | 'kind' | 'upland' | 'weight'> & {
  parentCode: string;
  block: Block;
  level: Level;
  vi: string;
  en: string;
  communeCode?: string;
};

export function addUnit(draft: Draft, unit: NewUnit, validFrom: string, validTo: string): void {
  const { code, kind, upland, weight, communeCode, vi, en, level, block, parentCode } = unit;
  const legalDocument = validFrom === REFORM ? REFORM_DOCUMENT : undefined;
  const period = { nameVi: vi, nameEn: en, level, block, parentCode, validFrom, validTo };
  draft.units.push({
    ...{ code, kind, upland, weight, validFrom, validTo, seats: seatless() },
    ...(communeCode ? { communeCode } : {}),
    periods: [legalDocument ? { ...period, legalDocument } : period],
  });
}

export function succeed(draft: Draft, fromCode: string, toCode: string, kind: SuccessionKind): void {
  draft.successions.push({ fromCode, toCode, on: REFORM, kind, document: REFORM_DOCUMENT });
}

/** How large a province of so many people is. Estimates, not statistics. */
export interface Scale {
  bodies: number;
  districts: number;
  communes: number;
  oldCommunes: number;
  /** cán bộ and công chức in post. */
  population: number;
}

/** From 300 people (200 counted, 8 communes of 22) to 75,000 (10,034 counted, 98 communes of 300), by power laws. */
export function scaleOf(staff: number): Scale {
  const power = (at300: number, at75000: number): number =>
    at300 * (staff / 300) ** (Math.log(at75000 / at300) / Math.log(250));
  const within = (low: number, value: number, high: number): number =>
    Math.min(high, Math.max(low, Math.round(value)));
  const communes = within(8, power(8, 98), 98);
  return {
    bodies: within(15, power(15, 38), 38),
    districts: within(3, power(3, 10), 10),
    communes,
    oldCommunes: Math.round(communes * (2.75 + (0.311 * (communes - 8)) / 90)),
    population: Math.min(Math.round(power(200, 10_034)), Math.round((staff * 2) / 3)),
  };
}
