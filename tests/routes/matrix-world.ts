import { join } from 'node:path';
import { addAccount } from '~/access/accounts.server';
import { initKeys } from '~/access/keys.server';
import { keepFile, nameFile } from '~/files/files.server';
import { findAccountByName } from '~db/queries/access';
import { run, type Db } from '~db/client.server';
import type { Role } from '~/access/roles';
import { startAttempt, submitAttempt } from '~/assessment/attempts.server';
import { openCtx } from '~/http/context.server';
import { syncContent } from '~/learning/content-sync.server';
import { issueConfirmation } from '~/proficiency/confirmations.server';
import { filesOf, freshDatabase } from '../database';
import { pdfNumber } from '../sample-files';
import { addPerson, addRule, addUnit, ctxOf, write } from '../factories';
import { loadContext, routeArgs, signedInCookie, type Call } from '../load-context';

/** 25/11/2026, 08:00 in the province; what was sat was sat on 01/11/2026. */
export const NOW = Date.parse('2026-11-25T08:00:00+07:00');
const EARLIER = Date.parse('2026-11-01T08:00:00+07:00');
const CONTENT = join(import.meta.dirname, '../fixtures/content/tiny');

/** Who asks. `learner`, `trainer` and `hrCommune` are persons of the commune; the others are accounts alone. */
export const WHO = [
  'nobody',
  'learner',
  'trainer',
  'marker',
  'invigilator',
  'examBoard',
  'hrCommune',
  'hrProvince',
  'headCommune',
  'leader',
  'publisher',
  'auditor',
  'auditorCommune',
  'operator',
] as const;
export type Who = (typeof WHO)[number];

/**
 *   T ── D ─┬─ X ── X1      T, D: the province and the unit above the commune
 *           └─ Y            X: the commune whose HR asks, X1 its office, Y its sibling
 *
 * Each unit has somebody with a confirmation (…1) and somebody whose confirmation is due (…2).
 */
export const PLACES = { own: 'X', child: 'X1', sibling: 'Y', parent: 'D', top: 'T' } as const;
export type Place = keyof typeof PLACES;

const CONFIRMED: Record<Place, string> = {
  own: 'LG-000011',
  child: 'LG-000021',
  sibling: 'LG-000031',
  parent: 'LG-000041',
  top: 'LG-000051',
};
export const DUE = Object.fromEntries(
  Object.entries(CONFIRMED).map(([place, code]) => [place, code.replace(/1$/, '2')]),
) as Record<Place, string>;
export const STAFF = { ...CONFIRMED, self: 'LG-000001' };
/** Of nobody at all. */
export const NOWHERE = 'LG-999999';

const OWN = ['LG-000001', 'LG-000002', 'LG-000003', 'LG-000011', 'LG-000012', 'LG-000021', 'LG-000022'];
/** Whose staff codes (and so names, which hold them) an account may see anywhere at all; null = everybody's. */
export const MAY_SEE: Record<Who, readonly string[] | null> = {
  nobody: [],
  learner: ['LG-000001'],
  trainer: ['LG-000002'],
  marker: [],
  invigilator: [],
  examBoard: [],
  hrCommune: OWN,
  hrProvince: null,
  headCommune: OWN,
  leader: null,
  publisher: [],
  auditor: null,
  auditorCommune: OWN,
  operator: [],
};

/** The province above with its accounts, attempts and confirmations, on a database file of its own. */
export async function matrixWorld() {
  const { db, folder, remove } = freshDatabase();
  const keysPath = join(folder, 'keys');
  initKeys(keysPath);
  const files = filesOf(db, join(folder, 'files.sqlite'));
  const clock = { now: EARLIER };
  const context = loadContext(db, clock, keysPath);
  syncContent(ctxOf(db, EARLIER), { folder: CONTENT });
  const unit: Record<string, number> = {};
  const person: Record<string, number> = {};
  write(db, EARLIER, (tx) => {
    addRule(tx);
    unit.T = addUnit(tx, { code: 'T' });
    unit.D = addUnit(tx, { code: 'D', parentId: unit.T });
    unit.X = addUnit(tx, { code: 'X', level: 'commune', parentId: unit.D });
    unit.X1 = addUnit(tx, { code: 'X1', level: 'commune', parentId: unit.X });
    unit.Y = addUnit(tx, { code: 'Y', level: 'commune', parentId: unit.D });
    const add = (staffCode: string, unitId: number, shows?: string) => {
      // The name holds the code: an answer that leaks one of them is found by looking for the code.
      const name = `Nguyễn Văn ${staffCode}`;
      person[staffCode] = addPerson(tx, { staffCode, name, unitId, ...(shows ? { shows } : {}) });
    };
    add('LG-000001', unit.X, 'IU01 IU02');
    add('LG-000002', unit.X);
    add('LG-000003', unit.X);
    for (const [place, code] of Object.entries(PLACES)) {
      for (const staff of [CONFIRMED[place as Place], DUE[place as Place]]) {
        add(staff, unit[code]!, 'IU01 IU02');
      }
    }
  });
  const signIn = (username: string, role: Role, place: string | null, staffCode?: string) => {
    const personId = staffCode ? person[staffCode]! : null;
    const unitId = place === null ? null : unit[place]!;
    const grants = [{ role, unitId, validFrom: '2020-01-01' }];
    const account = { username, personId, passwordHash: null, isDemo: false, grants };
    const accountId = write(db, EARLIER, (tx) => addAccount(tx, account));
    const cookie = signedInCookie(db, accountId, NOW);
    // Some time ago: right after signing in, an account without a password need not confirm what it does.
    db.sqlite.prepare('update session set created_at = ? where account_id = ?').run(EARLIER, accountId);
    return cookie;
  };
  const cookies: Record<Who, string> = {
    nobody: '',
    learner: signIn('learner', 'learner', 'X', 'LG-000001'),
    trainer: signIn('trainer', 'trainer', 'T', 'LG-000002'),
    marker: signIn('marker', 'marker', 'T'),
    invigilator: signIn('invigilator', 'invigilator', 'X'),
    examBoard: signIn('examboard', 'exam_board', 'T'),
    hrCommune: signIn('hrcommune', 'hr', 'X', 'LG-000003'),
    hrProvince: signIn('hrprovince', 'hr', 'T'),
    headCommune: signIn('headcommune', 'head', 'X'),
    leader: signIn('leader', 'leader', 'T'),
    publisher: signIn('publisher', 'publisher', 'T'),
    auditor: signIn('auditor', 'auditor', 'T'),
    auditorCommune: signIn('auditorcommune', 'auditor', 'X'),
    operator: signIn('operator', 'operator', null),
  };
  for (const [place, code] of Object.entries(DUE))
    signIn(`at-${place}`, 'learner', PLACES[place as Place], code);
  // A right of each place that is long over, and the scan of its decision.
  const file = Object.fromEntries(
    Object.entries(PLACES).map(([place, code], index) => {
      const kept = keepFile({ db, files, now: EARLIER }, { bytes: pdfNumber(index), name: `${place}.pdf` });
      const accountId = findAccountByName(db, `at-${place}`)!.id;
      const fileId = write(db, EARLIER, (tx) => {
        const documentFileId = nameFile(tx, files, kept);
        const validTo = '2020-06-01';
        insertEndedGrant(tx.db, { accountId, unitId: unit[code]!, documentFileId, validTo, txId: tx.id });
        return documentFileId;
      });
      return [place, fileId];
    }),
  ) as Record<Place, number>;
  const colleagueCookie = signIn('colleague', 'learner', 'X', STAFF.own);

  const grantOf = (username: string) =>
    (
      db.sqlite
        .prepare('select g.id from role_grant g join account a on a.id = g.account_id where a.username = ?')
        .get(username) as { id: number }
    ).id;
  const grant = { hrProvince: grantOf('hrprovince'), hrCommune: grantOf('hrcommune') };
  const learnerCtx = (cookie: string, now: number) => {
    clock.now = now;
    return openCtx(routeArgs(context, { path: '/', cookie })).ctx;
  };
  const sit = async (cookie: string, now: number, key: string) =>
    (await startAttempt(learnerCtx(cookie, now), { examCode: 'IU01', key: key.repeat(36) })).publicId;
  const graded = await sit(cookies.learner, EARLIER + 60_000, '1');
  await submitAttempt(learnerCtx(cookies.learner, EARLIER + 120_000), { publicId: graded });
  const running = await sit(cookies.learner, NOW - 60_000, '2');
  const othersGraded = await sit(colleagueCookie, EARLIER + 60_000, '3');
  await submitAttempt(learnerCtx(colleagueCookie, EARLIER + 120_000), { publicId: othersGraded });
  const othersRunning = await sit(colleagueCookie, NOW - 60_000, '4');
  clock.now = NOW;

  const issuer = ctxOf(db, EARLIER, undefined, keysPath);
  const issue = (place: keyof typeof STAFF) => issueConfirmation(issuer, { staffCode: STAFF[place] });
  const confirmation = {
    self: issue('self'),
    own: issue('own'),
    child: issue('child'),
    sibling: issue('sibling'),
    parent: issue('parent'),
    top: issue('top'),
  };

  return {
    ...{ db, folder, keysPath, context, unit, person, cookies, confirmation, file, grant, remove },
    attempt: { graded, running, othersGraded, othersRunning },
    args: (who: Who, call: Call) => routeArgs(context, { cookie: cookies[who], ...call }),
  };
}

/** A right of a marker that ended years ago, whose decision was scanned. */
function insertEndedGrant(
  db: Db,
  grant: { accountId: number; unitId: number; documentFileId: number; validTo: string; txId: number },
): void {
  run(
    db,
    `insert into role_grant (account_id, role, unit_id, document_file_id, valid_from, valid_to, tx_from)
     values (:accountId, 'marker', :unitId, :documentFileId, '2020-01-01', :validTo, :txId)`,
    grant,
  );
}

export type MatrixWorld = Awaited<ReturnType<typeof matrixWorld>>;
