import type { Call } from '../load-context';
import { only, type Row } from './matrix-row';
import type { Expected } from './matrix-outcome';
import { DUE, NOWHERE, PLACES, STAFF, type MatrixWorld, type Place, type Who } from './matrix-world';

const page =
  (path: string, params?: Call['params']): Row['call'] =>
  () => ({ path, ...(params ? { params } : {}) });

const PLACE_NAMES = Object.keys(PLACES) as Place[];
/** What HR of the commune reaches: its own unit and what is below it. */
const MINE: readonly (Place | 'self')[] = ['self', 'own', 'child'];
const hrCommune = (place: Place | 'self', inside: Row['expect']['leader']) =>
  MINE.includes(place) ? inside : 403;

const personCall =
  (staffCode: string, query = ''): Row['call'] =>
  () => ({ path: `/people/${staffCode}${query}`, params: { staffCode } });

const personRows: Row[] = (['self', ...PLACE_NAMES] as const).map((place) => ({
  route: 'people.$staffCode',
  part: 'loader',
  object: `a person of the unit: ${place}`,
  call: personCall(STAFF[place]),
  nowhere: personCall(NOWHERE),
  expect: only({
    hrCommune: hrCommune(place, 200),
    headCommune: hrCommune(place, 200),
    hrProvince: 200,
    leader: 200,
    auditor: 200,
  }),
}));

/** One's own confirmation is one's own; others' go by the scope over persons. */
const pdfCall = (id: number): Call => ({
  path: `/confirmations/${id}.pdf`,
  params: { confirmationId: String(id) },
});
const pdfRows: Row[] = (['self', ...PLACE_NAMES] as const).map((place) => ({
  route: 'confirmations.$confirmationId[.]pdf',
  part: 'loader',
  object: `a confirmation of the unit: ${place}`,
  call: (world: MatrixWorld) => pdfCall(world.confirmation[place].id),
  nowhere: () => pdfCall(987_654),
  expect: only({
    ...(place === 'self' ? { learner: 200 } : {}),
    hrCommune: hrCommune(place, 200),
    headCommune: hrCommune(place, 200),
    hrProvince: 200,
    leader: 200,
    auditor: 200,
  }),
}));

const issueCall =
  (staffCode: string): Row['call'] =>
  () => ({ path: '/confirmations', form: { staffCode, key: `00000000-0000-4000-8000-${staffCode}` } });
const issueRows: Row[] = PLACE_NAMES.map((place) => ({
  route: 'confirmations._index',
  part: 'action',
  object: `a person of the unit: ${place}`,
  call: issueCall(DUE[place]),
  nowhere: issueCall(NOWHERE),
  expect: only({ hrCommune: hrCommune(place, 'to /confirmations'), hrProvince: 'to /confirmations' }),
}));

/** Lists that take a unit: the whole scope without one, and 403 for a unit elsewhere, there or not. */
const LISTS: [route: string, path: string, others: Who[]][] = [
  ['roster._index', '/roster', ['headCommune', 'auditor']],
  ['roster.export[.]csv', '/roster/export.csv', []],
  ['roster.export[.]xlsx', '/roster/export.xlsx', []],
  ['indicator.people', '/indicator/people', ['leader', 'auditor']],
];
const listRows: Row[] = LISTS.flatMap(([route, path, others]) => {
  const expected = (mine: Expected, whole: Expected) => {
    const answer = (who: Who) => [who, who === 'headCommune' ? mine : whole] as const;
    return only({ hrCommune: mine, hrProvince: whole, ...Object.fromEntries(others.map(answer)) });
  };
  const row = (object: string, query: string, expect: Row['expect']): Row => ({
    ...{ route, object, expect, part: 'loader', call: page(`${path}${query}`) },
    nowhere: page(`${path}?unit=NOWHERE`),
  });
  return [
    { ...row('the whole scope', '', expected(200, 200)), nowhere: page(path) },
    ...PLACE_NAMES.map((place) =>
      row(`the unit: ${place}`, `?unit=${PLACES[place]}`, expected(hrCommune(place, 200), 200)),
    ),
    row('a unit that is not there', '?unit=NOWHERE', expected(403, 404)),
  ];
});

const QUESTION = {
  code: 'IU01-P-001',
  expectedVersion: '1',
  type: 'single',
  skill: 'IU01.1.1',
  difficulty: 'easy',
  'stem.vi': 'Bộ phận nào giữ dữ liệu?',
  'stem.en': 'Which part keeps data?',
  'option.0.id': 'a',
  'option.0.vi': 'Bộ nhớ trong',
  'option.0.en': 'Main memory',
  'option.1.id': 'b',
  'option.1.vi': 'Ổ lưu trữ',
  'option.1.en': 'The storage drive',
  right: '1',
  'explanation.vi': 'Ổ lưu trữ giữ dữ liệu.',
  'explanation.en': 'The drive keeps data.',
};
const bank = { bankCode: 'IU01-P' };

export const WORK_ROWS: Row[] = [
  ...personRows,
  {
    route: 'people.$staffCode',
    part: 'loader',
    object: 'nobody at all',
    call: personCall(NOWHERE),
    expect: only({ hrProvince: 404, leader: 404, auditor: 404 }),
  },
  ...pdfRows,
  {
    route: 'confirmations.$confirmationId[.]pdf',
    part: 'loader',
    object: 'no confirmation at all',
    call: () => pdfCall(987_654),
    expect: only({ hrProvince: 404, leader: 404, auditor: 404 }),
  },
  {
    route: 'confirmations._index',
    part: 'loader',
    call: page('/confirmations'),
    expect: only({ hrCommune: 200, hrProvince: 200 }),
  },
  ...issueRows,
  {
    route: 'confirmations._index',
    part: 'action',
    object: 'somebody who holds one',
    call: issueCall(STAFF.own),
    expect: only({ hrCommune: 409, hrProvince: 409 }),
  },
  ...listRows,
  {
    route: 'indicator._index',
    part: 'loader',
    call: page('/indicator'),
    expect: only({ hrCommune: 200, hrProvince: 200, leader: 200, publisher: 200, auditor: 200 }),
  },
  { route: 'banks._index', part: 'loader', call: page('/banks'), expect: only({ trainer: 200 }) },
  {
    route: 'banks.$bankCode',
    part: 'loader',
    object: 'a bank of exams',
    call: page('/banks/IU01-X', { bankCode: 'IU01-X' }),
    expect: only({ trainer: 200 }),
  },
  {
    route: 'banks.$bankCode',
    part: 'loader',
    object: 'no bank',
    call: page('/banks/NO', { bankCode: 'NO' }),
    expect: only({ trainer: 404 }),
  },
  {
    route: 'banks.$bankCode',
    part: 'action',
    object: 'a question',
    call: () => ({ path: '/banks/IU01-P', params: bank, form: QUESTION }),
    expect: only({ trainer: 'to /banks/IU01-P?question=IU01-P-001' }),
  },
  {
    route: 'banks.$bankCode',
    part: 'action',
    object: 'no question',
    call: () => ({ path: '/banks/IU01-P', params: bank, form: { ...QUESTION, code: 'NO-1' } }),
    expect: only({ trainer: 404 }),
  },
  { route: 'system', part: 'loader', call: page('/system'), expect: only({ operator: 200 }) },
];
