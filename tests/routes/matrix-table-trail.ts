import { row } from '~db/client.server';
import { everybody, only, type Row } from './matrix-row';
import { NOWHERE, PLACES, STAFF, type MatrixWorld, type Place } from './matrix-world';

/** The trail: auditors within their scope; who was looked at: everybody about oneself. */

const PLACE_NAMES = Object.keys(PLACES) as Place[];
const isMine = (place: Place) => place === 'own' || place === 'child';
const page =
  (path: string, params?: Record<string, string>): Row['call'] =>
  () => ({ path, ...(params ? { params } : {}) });

/** The transaction that holds an entry about an object. */
function txOf({ db }: MatrixWorld, kind: string, id: number | string): string {
  const found = row<{ id: number }>(
    db,
    'select tx_id as id from audit_entry where object_kind = ? and object_id = ? limit 1',
    kind,
    String(id),
  );
  return String(found!.id);
}
const txCall =
  (find: (world: MatrixWorld) => string): Row['call'] =>
  (world) => {
    const txId = find(world);
    return { path: `/trail/${txId}`, params: { txId } };
  };
const txRow = (object: string, find: (world: MatrixWorld) => string, inCommune: boolean): Row => ({
  ...{ route: 'trail.$txId', part: 'loader', object },
  call: txCall(find),
  nowhere: txCall(() => '987654'),
  expect: only({ auditor: 200, auditorCommune: inCommune ? 200 : 403 }),
});

const placeRows: Row[] = PLACE_NAMES.flatMap((place) => [
  txRow(
    `a confirmation of the unit: ${place}`,
    (world) => txOf(world, 'confirmation', world.confirmation[place].id),
    isMine(place),
  ),
  {
    ...{ route: 'trail._index', part: 'loader', object: `a person of the unit: ${place}` },
    call: page(`/trail?person=${STAFF[place]}`),
    nowhere: page(`/trail?person=${NOWHERE}`),
    expect: only({ auditor: 200, auditorCommune: isMine(place) ? 200 : 400 }),
  },
  {
    ...{ route: 'trail.export[.]csv', part: 'loader', object: `a person of the unit: ${place}` },
    call: page(`/trail/export.csv?person=${STAFF[place]}`),
    nowhere: page(`/trail/export.csv?person=${NOWHERE}`),
    expect: only({ auditor: 200, auditorCommune: isMine(place) ? 200 : 400 }),
  },
  {
    ...{ route: 'trail.views', part: 'loader', object: `a person of the unit: ${place}` },
    call: page(`/trail/views?person=${STAFF[place]}`),
    nowhere: page(`/trail/views?person=${NOWHERE}`),
    expect: only({ auditor: 200, auditorCommune: isMine(place) ? 200 : 403 }),
  },
]);

const auditors = only({ auditor: 200, auditorCommune: 200 });

export const TRAIL_ROWS: Row[] = [
  {
    route: 'trail._index',
    part: 'loader',
    object: 'the whole scope',
    call: page('/trail'),
    expect: auditors,
  },
  {
    ...{ route: 'trail._index', part: 'loader', object: 'entries before any number' },
    call: page('/trail?before=999999'),
    nowhere: page('/trail?before=999999999'),
    expect: auditors,
  },
  {
    ...{ route: 'trail._index', part: 'loader', object: 'a setting' },
    call: page('/trail?kind=setting&object=issuer'),
    nowhere: page('/trail?kind=setting&object=nothing'),
    expect: auditors,
  },
  {
    ...{ route: 'trail._index', part: 'loader', object: 'a day that is none' },
    call: page('/trail?from=31/02/2026'),
    expect: only({ auditor: 400, auditorCommune: 400 }),
  },
  ...placeRows,
  txRow('content, which is nobody’s', (world) => txOf(world, 'content', 'files'), false),
  {
    ...{ route: 'trail.$txId', part: 'loader', object: 'nothing' },
    call: txCall(() => '987654'),
    expect: only({ auditor: 404, auditorCommune: 403 }),
  },
  {
    ...{ route: 'trail.$txId', part: 'loader', object: 'no number' },
    call: page('/trail/x', { txId: 'x' }),
    expect: only({ auditor: 404, auditorCommune: 403 }),
  },
  {
    ...{ route: 'trail.export[.]csv', part: 'loader', object: 'the whole scope' },
    call: page('/trail/export.csv'),
    expect: auditors,
  },
  {
    route: 'trail.views',
    part: 'loader',
    object: 'nobody yet',
    call: page('/trail/views'),
    expect: auditors,
  },
  {
    ...{ route: 'trail.views', part: 'loader', object: 'nobody at all' },
    call: page(`/trail/views?person=${NOWHERE}`),
    expect: only({ auditor: 404, auditorCommune: 403 }),
  },
  {
    ...{ route: 'trail.verify', part: 'loader' },
    call: page('/trail/verify?run=1'),
    expect: only({ auditor: 200, auditorCommune: 200, operator: 200 }),
  },
  {
    ...{ route: 'trail.verify', part: 'loader', object: 'a seal that is none' },
    call: page('/trail/verify?run=1&head=x'),
    expect: only({ auditor: 400, auditorCommune: 400, operator: 400 }),
  },
  {
    ...{ route: 'account.views', part: 'loader' },
    call: page('/account/views'),
    expect: { ...everybody(200), nobody: 'sign-in' },
  },
];
