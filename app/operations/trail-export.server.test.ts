import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workWorld, type WorkWorld } from '../../tests/work';
import { addTestAccount } from '../../tests/load-context';
import { openCtx } from '~/http/context.server';
import { loader as exportTrailFile } from '~/routes/trail.export[.]csv';
import { loader as exportRosterFile } from '~/routes/roster.export[.]csv';
import { loader as personPage } from '~/routes/people.$staffCode';
import { signedInCookie, routeArgs } from '../../tests/load-context';
import { NOW } from '../../tests/work';
import { write } from '../../tests/factories';
import { rows } from '~db/client.server';
import { listOwnSeenBy, listSeenBy } from './seen-by.server';

describe('who was in an exported file, and who was looked at', () => {
  let world: WorkWorld;
  let auditor: string;
  let auditorB: string;
  const args = (cookie: string, path: string, params = {}) =>
    routeArgs(world.context, { path, cookie, params });
  const textOf = async (answer: Response | Promise<Response>) => (await answer).text();

  beforeAll(async () => {
    world = workWorld();
    const account = (username: string, unitId: number) =>
      signedInCookie(
        world.db,
        addTestAccount(world.db, NOW, { username, personId: null, grants: [['auditor', unitId]] }),
        NOW,
      );
    auditor = account('kiemtra', world.unit.T!);
    auditorB = account('kiemtra.b', world.unit.B!);
    await textOf(exportRosterFile(world.as('hrB', '/roster/export.csv')) as Promise<Response>);
    await textOf(exportRosterFile(world.as('hr', '/roster/export.csv?result=missing')) as Promise<Response>);
    await personPage(world.as('hr', '/people/LG-000001', { params: { staffCode: 'LG-000001' } }));
  });
  afterAll(() => world.remove());

  const ctxOf = (cookie: string) => openCtx(args(cookie, '/')).ctx;

  it('tells each person which files held the own name, and no other', () => {
    const filesOf = (staffCode: string) =>
      listSeenBy(ctxOf(auditor), { staffCode }).exports.map(({ viewer }) => viewer?.username);
    // Vân of A meets the rule: not in the list of those who miss something, not in B.
    expect(filesOf('LG-000001')).toEqual([]);
    expect(filesOf('LG-000002')).toEqual(['hr']);
    expect(filesOf('LG-000021')).toEqual(['hr.b']);
    expect(filesOf('LG-000022')).toEqual(['hr', 'hr.b']);
  });

  it('tells a learner who opened her record, with the role', () => {
    const seen = listOwnSeenBy(ctxOf(world.cookies.learner));
    expect(seen.views).toMatchObject([{ kind: 'person', viewer: { username: 'hr', roles: ['hr'] } }]);
  });

  it('says how many exports did not note their people', () => {
    const before = listOwnSeenBy(ctxOf(world.cookies.learner)).unknownExports;
    world.db.sqlite.exec(
      "delete from audit_detail where entry_id = (select max(id) from audit_entry where action = 'roster_exported')",
    );
    expect(listOwnSeenBy(ctxOf(world.cookies.learner)).unknownExports).toBe(before + 1);
  });

  it('writes the filtered trail with words and guarded cells, after it was noted', async () => {
    const text = await textOf(exportTrailFile(args(auditor, '/trail/export.csv?action=roster_exported')));
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('Xuất danh sách năng lực');
    const logged = rows<{ kind: string; rows: number }>(
      world.db,
      "select kind, rows from export_log where kind = 'trail.csv'",
    );
    expect(logged).toEqual([{ kind: 'trail.csv', rows: 2 }]);
  });

  it('guards cells that a spreadsheet would take for a formula', async () => {
    const reason = '=HYPERLINK("http://x")';
    write(world.db, NOW, (tx) => tx.audit('setting_changed', 'setting', 'operatorMail', { reason }));
    const text = await textOf(exportTrailFile(args(auditor, '/trail/export.csv?action=setting_changed')));
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  it('ends where the trail ended when it was asked for, its own entry left out', async () => {
    const text = await textOf(exportTrailFile(args(auditor, '/trail/export.csv')));
    const [logged] = rows<{ rows: number }>(
      world.db,
      "select rows from export_log where kind = 'trail.csv' order by id desc limit 1",
    );
    expect(logged!.rows).toBeGreaterThan(2);
    expect(text.trim().split('\r\n')).toHaveLength(1 + logged!.rows);
    const [named] = /LG-\d{6}/.exec(text) ?? [];
    expect(listSeenBy(ctxOf(auditor), { staffCode: named! }).exports[0]).toMatchObject({
      viewer: { username: 'kiemtra' },
    });
  });

  it('gives an auditor of a commune the exports of that commune alone', async () => {
    const text = await textOf(exportTrailFile(args(auditorB, '/trail/export.csv?action=roster_exported')));
    expect(text).toContain('hr.b');
    expect(text.trim().split('\r\n')).toHaveLength(2);
  });

  it('refuses a filter that cannot be read', async () => {
    const refused = await exportTrailFile(args(auditor, '/trail/export.csv?from=31/02/2026')).catch(
      (thrown: unknown) => thrown,
    );
    expect((refused as Response).status).toBe(400);
  });
});
