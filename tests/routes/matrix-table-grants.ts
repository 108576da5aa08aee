import { everybody, only, type Row } from './matrix-row';
import { PLACES, type Place } from './matrix-world';

/** Rights: whoever gives them sees those of the own scope, and gives none to himself, outside or above. */

const PLACE_NAMES = Object.keys(PLACES) as Place[];
const isMine = (place: Place) => place === 'own' || place === 'child';
const preview = (fields: Record<string, string>) => () => ({
  path: `/grants/new?${new URLSearchParams({ preview: '1', ...fields }).toString()}`,
});
const give = (fields: Record<string, string>) => () => ({
  path: '/grants/new',
  isMultipart: true,
  form: { from: '2026-11-25', reason: 'theo quyết định', ...fields },
});

/** HR of the province stands above everything, so even the top of the organisation is inside. */
const giveRows: Row[] = PLACE_NAMES.flatMap((place) => {
  const fields = { account: `at-${place}`, role: 'trainer', unit: PLACES[place] };
  const row = (part: 'loader' | 'action', call: Row['call'], yes: 200 | 'to /grants/new-one'): Row => ({
    ...{ route: 'grants.new', part, seesAll: ['operator'], call },
    object: `a trainer on the unit: ${place}`,
    expect: only({ hrCommune: isMine(place) ? yes : 403, hrProvince: yes, operator: yes }),
  });
  return [row('loader', preview(fields), 200), row('action', give(fields), 'to /grants/new-one')];
});

export const GRANT_ROWS: Row[] = [
  {
    ...{ route: 'grants._index', part: 'loader', seesAll: ['operator'] },
    call: () => ({ path: '/grants' }),
    expect: only({ hrCommune: 200, hrProvince: 200, auditor: 200, operator: 200 }),
  },
  {
    ...{ route: 'grants.new', part: 'loader', seesAll: ['operator'] },
    object: 'the empty form',
    call: () => ({ path: '/grants/new' }),
    expect: only({ hrCommune: 200, hrProvince: 200, operator: 200 }),
  },
  ...giveRows,
  {
    ...{ route: 'grants.new', part: 'action', seesAll: ['operator'] },
    object: 'one’s own role on one’s own unit',
    call: give({ account: 'at-own', role: 'hr', unit: 'X' }),
    expect: only({ hrCommune: 403, hrProvince: 'to /grants/new-one', operator: 'to /grants/new-one' }),
  },
  {
    ...{ route: 'grants.new', part: 'action', seesAll: ['operator'] },
    object: 'an operator, by whoever is none',
    call: give({ account: 'at-own', role: 'operator', unit: '' }),
    expect: only({ hrCommune: 403, hrProvince: 403, operator: 'to /grants/new-one' }),
  },
  {
    ...{ route: 'grants.new', part: 'action', seesAll: ['operator'] },
    object: 'to an officer herself',
    call: give({ account: 'hrcommune', role: 'trainer', unit: 'X' }),
    expect: only({ hrCommune: 403, hrProvince: 'to /grants/new-one', operator: 'to /grants/new-one' }),
  },
  {
    ...{ route: 'grants.$grantId', part: 'loader', seesAll: ['operator'] },
    object: 'the right of the province’s HR',
    call: (world) => grantCall(world.grant.hrProvince),
    nowhere: () => grantCall(987_654),
    expect: only({ hrCommune: 403, hrProvince: 200, auditor: 200, operator: 200 }),
  },
  {
    ...{ route: 'grants.$grantId', part: 'loader', seesAll: ['operator'] },
    object: 'the right of the commune’s HR',
    call: (world) => grantCall(world.grant.hrCommune),
    nowhere: () => grantCall(987_654),
    expect: only({ hrCommune: 200, hrProvince: 200, auditor: 200, operator: 200 }),
  },
  {
    ...{ route: 'grants.$grantId', part: 'action', seesAll: ['operator'] },
    object: 'ending the right of the commune’s HR',
    call: (world) => grantCall(world.grant.hrCommune, { lastDay: '2026-11-25', reason: 'điều chuyển' }),
    expect: only({ hrCommune: 403, hrProvince: 'to /grants', operator: 'to /grants' }),
  },
  {
    ...{ route: 'account.delegation', part: 'loader' },
    call: () => ({ path: '/account/delegation' }),
    expect: { ...everybody(200), nobody: 'sign-in' },
  },
  {
    ...{ route: 'account.delegation', part: 'action' },
    object: 'a right that is another’s',
    call: (world) => ({
      path: '/account/delegation',
      form: {
        ...{ grantId: String(world.grant.hrProvince), account: 'colleague', from: '2026-11-25' },
        ...{ lastDay: '2026-11-30', document: '1/QĐ', reason: 'đi công tác' },
      },
    }),
    expect: { ...everybody(404), nobody: 'sign-in', hrProvince: 'to /account/delegation' },
  },
];

function grantCall(id: number, form?: Record<string, string>) {
  return { path: `/grants/${id}`, params: { grantId: String(id) }, ...(form ? { form } : {}) };
}
