import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '~/access/errors';
import { systemActor, type Ctx } from '~/access/context.server';
import { freshDatabase } from '../../tests/database';
import { addTestAccount } from '../../tests/load-context';
import { addUnit, ctxOf, write } from '../../tests/factories';
import { rows } from '~db/client.server';
import { listAlarms, raiseAlarms } from './alarms.server';
import type { DiskReport } from './disk.server';
import { unwatchedMachine, type ReplicaReport } from './machine.server';

const NOW = Date.parse('2026-11-25T08:00:00+07:00');
const DAY = 86_400_000;

describe('alarms of the machine', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let operator: number;
  beforeEach(() => {
    fresh = freshDatabase();
    const unitId = write(fresh.db, NOW - DAY, (tx) => addUnit(tx, { code: 'T' }));
    const account = (username: string, role: 'operator' | 'hr') =>
      addTestAccount(fresh.db, NOW - DAY, { username, personId: null, grants: [[role, unitId]] });
    operator = account('operator', 'operator');
    account('hr', 'hr');
  });
  afterEach(() => fresh.remove());

  const place = (state: DiskReport['state'], name: 'database' | 'backups' = 'database') => ({
    ...{ name, folder: `/data/${name}`, freeBytes: 1_500_000_000, state },
  });
  const context = (
    now: number,
    machine: { places?: DiskReport['places']; replica?: ReplicaReport },
    actor = systemActor('alarms'),
  ): Ctx => {
    const ctx = ctxOf(fresh.db, now, actor);
    const { places = [], replica = { state: 'none', lagSeconds: null } } = machine;
    const disk = (): DiskReport => ({ state: 'ok', fullBytes: 0, places });
    return {
      ...ctx,
      ports: { ...ctx.ports, machine: { ...unwatchedMachine(), disk, replica: () => replica } },
    };
  };
  const told = () => rows(fresh.db, 'select account_id as accountId, kind from notice order by id');

  it('are none on a machine that is well', () => {
    const ctx = context(NOW, { places: [place('ok')], replica: { state: 'ok', lagSeconds: 2 } });
    expect([listAlarms(ctx), raiseAlarms(ctx), told()]).toEqual([[], [], []]);
  });

  it('name the worst first', () => {
    const ctx = context(NOW, {
      places: [place('low', 'backups'), place('full')],
      replica: { state: 'late', lagSeconds: 90 },
    });
    expect(listAlarms(ctx).map(({ kind }) => kind)).toEqual(['disk_full', 'disk_low', 'replica_late']);
  });

  it('are told to operators, to each once a day, with a trace in the trail', () => {
    const machine = { places: [place('low')], replica: { state: 'late', lagSeconds: null } as const };
    expect(raiseAlarms(context(NOW, machine)).map(({ kind }) => kind)).toEqual(['disk_low', 'replica_late']);
    expect(told()).toEqual([
      { accountId: operator, kind: 'disk_low' },
      { accountId: operator, kind: 'replica_late' },
    ]);
    expect(raiseAlarms(context(NOW + 60_000, machine))).toEqual([]);
    expect(told()).toHaveLength(2);
    expect(raiseAlarms(context(NOW + DAY, machine))).toHaveLength(2);
    expect(rows(fresh.db, "select 1 from audit_entry where action = 'alarm_raised'")).toHaveLength(4);
  });

  it('of a full disk are told by no notice, which could not be written', () => {
    const machine = { places: [place('full'), place('low', 'backups')] };
    expect(raiseAlarms(context(NOW, machine)).map(({ kind }) => kind)).toEqual(['disk_low']);
    expect(told()).toEqual([{ accountId: operator, kind: 'disk_low' }]);
  });

  it('are nobody else’s business', () => {
    const stranger = { ...systemActor('hr'), system: false };
    expect(() => listAlarms(context(NOW, {}, stranger))).toThrow(AppError);
  });
});
