import { join } from 'node:path';
import { initKeys } from '~/access/keys.server';
import type { Role } from '~/access/roles';
import { putSetting } from '~/access/settings.server';
import { freshDatabase } from './database';
import { addPerson, addRule, addUnit, write, type PersonInput } from './factories';
import { addTestAccount, loadContext, routeArgs, signedInCookie, type Call } from './load-context';

/** 25/11/2026, 08:00 in the province; everything was recorded on 24/11/2026. */
export const NOW = Date.parse('2026-11-25T08:00:00+07:00');
const RECORDED = NOW - 24 * 3_600_000;

const BOTH = 'IU01 IU02';

/**
 * Province T with department A (12 people, of whom 9 have both modules), commune B with office B1 (two people), and
 * accounts: leader and HR of all, HR of A and HR of B, an operator, and Vân of A, who is only a learner.
 */
export function workWorld() {
  const { db, folder, remove } = freshDatabase();
  const keysPath = join(folder, 'keys');
  initKeys(keysPath);
  const context = loadContext(db, { now: NOW }, keysPath);
  const unit: Record<string, number> = {};
  const person: Record<string, number> = {};
  write(db, RECORDED, (tx) => {
    addRule(tx);
    putSetting(tx, 'province', { nameVi: 'tỉnh Lam Giang', nameEn: 'Lam Giang province', code: 'LG' });
    putSetting(tx, 'issuer', {
      code: 'SNV',
      suffix: 'GXN-SNV',
      parentVi: 'UBND tỉnh Lam Giang',
      nameVi: 'Sở Nội vụ',
      nameEn: 'Department of Home Affairs',
      signerLines: ['GIÁM ĐỐC'],
      signerName: 'Lê Hữu Phước',
      placeVi: 'Lam Giang',
    });
    unit.T = addUnit(tx, { code: 'T', name: 'Tỉnh Lam Giang' });
    unit.A = addUnit(tx, { code: 'A', name: 'Sở Tài chính', parentId: unit.T });
    unit.B = addUnit(tx, { code: 'B', name: 'UBND xã Đông Lĩnh', level: 'commune', parentId: unit.T });
    unit.B1 = addUnit(tx, { code: 'B1', name: 'Văn phòng xã', level: 'commune', parentId: unit.B });
    const add = (staffCode: string, input: Omit<PersonInput, 'staffCode'>) => {
      person[staffCode] = addPerson(tx, { staffCode, ...input });
    };
    add('LG-000001', { name: 'Trần Thị Hồng Vân', unitId: unit.A, shows: BOTH, birthDate: '1982-08-17' });
    add('LG-000002', { name: '=HYPERLINK("http://x")', unitId: unit.A, position: '-2+3', shows: 'IU01' });
    for (let n = 3; n <= 12; n += 1) {
      const category = n <= 6 ? 'cadre' : 'civil_servant';
      add(`LG-0000${String(n).padStart(2, '0')}`, {
        unitId: unit.A,
        category,
        ...(n <= 10 ? { shows: BOTH } : {}),
      });
    }
    add('LG-000021', { name: 'Lò Thị Dung', unitId: unit.B, category: 'public_employee', shows: BOTH });
    add('LG-000022', { name: 'Vi Văn Đạt', unitId: unit.B1 });
  });
  const signIn = (username: string, personId: number | null, grants: [Role, number][]) =>
    signedInCookie(db, addTestAccount(db, RECORDED, { username, personId, grants }), NOW);
  const cookies = {
    leader: signIn('leader', null, [['leader', unit.T!]]),
    hr: signIn('hr', null, [['hr', unit.T!]]),
    hrA: signIn('hr.a', null, [['hr', unit.A!]]),
    hrB: signIn('hr.b', null, [['hr', unit.B!]]),
    operator: signIn('operator', null, [['operator', unit.T!]]),
    learner: signIn('van', person['LG-000001']!, [['learner', unit.T!]]),
  };
  return {
    db,
    folder,
    context,
    unit,
    person,
    cookies,
    remove,
    /** A request of one of the accounts. */
    as: (who: keyof typeof cookies, path: string, call: Omit<Call, 'path'> = {}) =>
      routeArgs(context, { path, cookie: cookies[who], ...call }),
  };
}

export type WorkWorld = ReturnType<typeof workWorld>;
