import type { SelectOption } from '../ui/field';
import { nameOf, type Lang, type Named } from './words';

export interface UnitChoice extends Named {
  code: string;
  /** Steps below the top of the scope. */
  depth: number;
}

/** Units for a select, set in by their depth; no-break spaces, since a browser drops others at the start. */
export function unitOptions(units: readonly UnitChoice[], lang: Lang): SelectOption[] {
  return units.map((unit) => ({
    value: unit.code,
    label: `${'\u00a0\u00a0\u00a0'.repeat(unit.depth)}${nameOf(unit, lang)}`,
  }));
}
