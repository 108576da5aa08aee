import { BODIES, ENDED_BODIES, type Body } from '../pools/bodies';
import { seatless, type Draft } from './draft';
import { DEPARTMENTS_MERGE, HISTORY_START, OPEN_END, type PlannedUnit, type UnitPeriod } from './shape';

const MERGE_DOCUMENT = 'Nghị quyết 04/NQ-LG (giả định)';
const FOUNDING_DOCUMENT = 'Quyết định 118/QĐ-LG (giả định)';

function bodyUnit(body: Body, ended: boolean): PlannedUnit {
  const shared = { level: 'province', block: body.block, parentCode: body.parent } as const;
  const unit = { code: body.code, kind: body.kind, upland: 0.14, weight: body.weight, seats: seatless() };
  const now = { ...shared, nameVi: body.vi, nameEn: body.en };
  const old: UnitPeriod = {
    ...shared,
    nameVi: body.before?.[0] ?? body.vi,
    nameEn: body.before?.[1] ?? body.en,
    validFrom: HISTORY_START,
    validTo: ended || body.before ? DEPARTMENTS_MERGE : OPEN_END,
    legalDocument: FOUNDING_DOCUMENT,
  };
  const renamed: UnitPeriod = {
    ...now,
    validFrom: DEPARTMENTS_MERGE,
    validTo: OPEN_END,
    legalDocument: MERGE_DOCUMENT,
  };
  const periods = body.isNew ? [renamed] : body.before ? [old, renamed] : [old];
  const [first, last] = [periods[0] ?? old, periods[periods.length - 1] ?? old];
  return { ...unit, periods, validFrom: first.validFrom, validTo: last.validTo };
}

/** The province itself and its bodies; `count` of the list in pools/bodies.ts, plus what merged into them. */
export function addBodies(draft: Draft, count: number): void {
  const root: UnitPeriod = {
    nameVi: 'Tỉnh Lam Giang',
    nameEn: 'Lam Giang province',
    level: 'province',
    block: 'state',
    parentCode: null,
    validFrom: HISTORY_START,
    validTo: OPEN_END,
  };
  draft.units.push({
    code: 'LG',
    kind: 'area',
    periods: [root],
    upland: 0.14,
    weight: 0,
    seats: seatless(),
    validFrom: HISTORY_START,
    validTo: OPEN_END,
  });
  const chosen = BODIES.slice(0, count);
  const has = new Set(chosen.map(({ code }) => code));
  for (const body of chosen) draft.units.push(bodyUnit(body, false));
  for (const body of ENDED_BODIES) {
    const into = (body.into ?? []).filter((code) => has.has(code));
    if (into.length === 0) continue;
    draft.units.push(bodyUnit(body, true));
    for (const toCode of into) {
      draft.successions.push({
        fromCode: body.code,
        toCode,
        on: DEPARTMENTS_MERGE,
        kind: body.ending ?? 'merge',
        document: MERGE_DOCUMENT,
      });
    }
  }
}
