import { hasNotice, listAccountsWithRole } from '~db/queries/notices';
import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { mailOperators } from '~/notices/mail.server';
import { tell } from '~/notices/notices.server';
import { dateOf } from '~/office/dates';
import type { DiskPlace } from './disk';
import { requireAllowed } from '~/access/policy';

/** What an operator has to see to now. Bytes and seconds are numbers for the words under alarms:<kind>. */
export type Alarm =
  | { kind: 'disk_low' | 'disk_full'; place: DiskPlace['name']; folder: string; freeBytes: number }
  | { kind: 'replica_late'; lagSeconds: number | null };

/** The machine's alarms at this moment, the worst first. Error: not_allowed. */
export function listAlarms(ctx: Pick<Ctx, 'now' | 'actor' | 'ports'>): Alarm[] {
  requireAllowed(ctx, 'system.read');
  const { machine } = ctx.ports;
  const disks = machine
    .disk()
    .places.flatMap(({ name: place, folder, freeBytes, state }): Alarm[] =>
      state === 'ok' ? [] : [{ kind: state === 'full' ? 'disk_full' : 'disk_low', place, folder, freeBytes }],
    );
  const { state, lagSeconds } = machine.replica();
  const late: Alarm[] = state === 'late' ? [{ kind: 'replica_late', lagSeconds }] : [];
  return [...disks.filter(isFull), ...disks.filter((alarm) => !isFull(alarm)), ...late];
}

const isFull = (alarm: Alarm) => alarm.kind === 'disk_full';

/**
 * Tells every operator of the alarms that stand, once a day each; answers those that are told now for the log. A full
 * disk is told by the writer's log and on the operators' pages alone: a notice could not be written. Error: not_allowed.
 */
export function raiseAlarms(ctx: Ctx): Alarm[] {
  const { db, now, actor } = ctx;
  const day = dateOf(now);
  const untold = listAlarms(ctx).flatMap((alarm) => {
    if (alarm.kind === 'disk_full') return [];
    const { kind } = alarm;
    const name = `alarm:${kind}:${'place' in alarm ? alarm.place : ''}:${day}`;
    const accounts = listAccountsWithRole(db, 'operator', day).filter(
      (id) => !hasNotice(db, `${name}:${id}`),
    );
    return accounts.length > 0 ? [{ alarm, kind, name, accounts }] : [];
  });
  if (untold.length === 0) return [];
  writeTx(db, now, writerOf(actor), 'alarm', (tx) => {
    for (const { alarm, kind, name, accounts } of untold) {
      const { freeBytes = 0, lagSeconds = 0 } = { ...alarm } as { freeBytes?: number; lagSeconds?: number };
      const params = { freeBytes, lagSeconds: Math.round(lagSeconds ?? 0) };
      for (const accountId of accounts)
        tell(tx, { accountId, kind, params, link: '/system', key: `${name}:${accountId}` });
      mailOperators(tx, { kind: 'alarm', params: { what: kind, path: '/system', ...params }, key: name });
      tx.audit('alarm_raised', 'alarm', name, params);
    }
  });
  return untold.map(({ alarm }) => alarm);
}
