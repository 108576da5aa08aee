import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesOf, freshDatabase } from '../../tests/database';
import { addPerson, addUnit, ctxOf, write } from '../../tests/factories';
import { PDF, pdfNumber } from '../../tests/sample-files';
import { addAccount } from '~/access/accounts.server';
import type { Ctx } from '~/access/context.server';
import type { Role } from '~/access/roles';
import { openFile } from '~/files/files.server';
import { sumFiles } from '~db/queries/files';
import { listGrants } from '~db/queries/grants';
import { mayReadGrantDocument } from './grant-documents.server';
import { getGrant } from './grant-list.server';
import { endGrant, giveGrant } from './grants.server';

const TODAY = '2026-11-25';
const ACCOUNTS: [name: string, role: Role, unit: 'T' | 'X' | 'Y' | null][] = [
  ['op', 'operator', null],
  ['hr-t', 'hr', 'T'],
  ['hr-x', 'hr', 'X'],
  ['hr-y', 'hr', 'Y'],
  ['auditor', 'auditor', 'T'],
  ['leader', 'leader', 'T'],
  ['p', 'learner', 'X'],
  ['q', 'learner', 'X'],
];

describe('the scan of the decision behind a right', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let id: Record<string, number>;
  beforeEach(() => {
    fresh = freshDatabase();
    id = {};
    write(fresh.db, 1, (tx) => {
      const T = addUnit(tx, { code: 'T' });
      const units = {
        T,
        X: addUnit(tx, { code: 'X', parentId: T }),
        Y: addUnit(tx, { code: 'Y', parentId: T }),
      };
      for (const [username, role, unit] of ACCOUNTS) {
        const personId = role === 'learner' ? addPerson(tx, { staffCode: username, unitId: units.X }) : null;
        const grants = [{ role, unitId: unit && units[unit], validFrom: '2020-01-01' }];
        id[username] = addAccount(tx, { username, personId, passwordHash: null, isDemo: false, grants });
      }
    });
  });
  afterEach(() => fresh.remove());

  const as = (username: string): Ctx => ({
    ...ctxOf(fresh.db, Date.parse(`${TODAY}T08:00:00+07:00`)),
    actor: {
      ...{ accountId: id[username]!, personId: null, name: username, system: false },
      grants: listGrants(fresh.db, id[username]!),
    },
    ports: { fileReaders: [mayReadGrantDocument] } as unknown as Ctx['ports'],
  });
  const give = (username: string, bytes: Uint8Array | null = PDF, by = 'hr-x') =>
    giveGrant(as(by), {
      ...{ username, role: 'trainer', unitCode: 'X', from: TODAY, lastDay: null },
      ...{ document: '12/QĐ', reason: 'theo quyết định', scan: bytes && { bytes, name: 'Quyết định.pdf' } },
    }).id;
  const scanOf = (grantId: number) => getGrant(as('op'), { id: grantId }).scan;

  it('stands with the right, and is read by its holder and by who reads rights there', () => {
    const grantId = give('p');
    const { fileId, name } = scanOf(grantId)!;
    expect(name).toBe('Quyết định.pdf');
    const reads = (who: string) => {
      try {
        return openFile(as(who), { fileId }).content.equals(PDF);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(Object.fromEntries(ACCOUNTS.map(([who]) => [who, reads(who)]))).toEqual({
      ...{ op: true, 'hr-t': true, 'hr-x': true, auditor: true, p: true },
      ...{ 'hr-y': 'not_found', leader: 'not_found', q: 'not_found' },
    });
  });

  it('stays with a right that is ended, and with its holder', () => {
    const before = give('p');
    const { fileId } = scanOf(before)!;
    endGrant(as('hr-x'), { id: before, lastDay: TODAY, reason: 'điều chuyển' });
    expect(openFile(as('p'), { fileId }).name).toBe('Quyết định.pdf');
    const rows = fresh.db.sqlite
      .prepare('select document_file_id from role_grant where document = ?')
      .pluck();
    expect(rows.all('12/QĐ')).toEqual([fileId, fileId]);
  });

  it('may be left out, and is refused with the right when it is none', () => {
    expect(scanOf(give('p', null))).toBeNull();
    expect(() => give('q', Buffer.from('<html>'))).toThrow('invalid_input');
    expect(listGrants(fresh.db, id.q!).map(({ role }) => role)).toEqual(['learner']);
  });

  it('of one who may not give the right is not even kept', () => {
    expect(() => give('p', pdfNumber(7), 'hr-y')).toThrow('out_of_scope');
    expect(() => give('p', pdfNumber(7), 'q')).toThrow('not_allowed');
    expect(sumFiles(filesOf(fresh.db)).count).toBe(0);
  });
});
