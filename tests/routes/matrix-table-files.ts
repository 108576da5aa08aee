import { everybody, only, type Row } from './matrix-row';
import { PLACES, type Place } from './matrix-world';

/** Uploaded files, read by who may read what names them; and the operator's page of backups. */

const PLACE_NAMES = Object.keys(PLACES) as Place[];

const fileAt = (fileId: number | string) => ({
  path: `/files/${fileId}`,
  params: { fileId: String(fileId) },
});

const fileRows: Row[] = PLACE_NAMES.map((place) => ({
  ...{ route: 'files.$fileId', part: 'loader' },
  object: `the decision behind a right in the unit: ${place}`,
  call: (world) => fileAt(world.file[place]),
  nowhere: () => fileAt(999_999),
  // Not there, for whoever may not read it: which numbers are taken is nobody's business.
  expect: {
    ...everybody(404),
    nobody: 'sign-in',
    hrCommune: place === 'own' || place === 'child' ? 200 : 404,
    auditorCommune: place === 'own' || place === 'child' ? 200 : 404,
    hrProvince: 200,
    auditor: 200,
    operator: 200,
  },
}));

export const FILE_ROWS: Row[] = [
  ...fileRows,
  {
    ...{ route: 'files.$fileId', part: 'loader' },
    object: 'something that is no number',
    call: () => fileAt('..%2fthao.sqlite'),
    expect: { ...everybody(404), nobody: 'sign-in' },
  },
  {
    ...{ route: 'backups', part: 'loader' },
    call: () => ({ path: '/backups' }),
    expect: only({ operator: 200 }),
  },
  {
    ...{ route: 'backups', part: 'action' },
    object: 'where no folder is set',
    call: () => ({ path: '/backups', form: {} }),
    expect: only({ operator: 400 }),
  },
];
