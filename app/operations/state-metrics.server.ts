import { statSync } from 'node:fs';
import { Gauge, Registry } from 'prom-client';
import { countJobsByState, countRunningAttempts } from '~db/queries/state-counts';
import { findLease } from '~db/queries/writer-lease';
import type { Db } from '~db/client.server';
import { JOB_STATES } from '~/jobs/terms';
import type { MachineWatch } from './machine.server';

/** How the installation stands at a moment, as text for Prometheus: read when asked, kept nowhere. */
export async function stateMetrics(
  db: Db,
  input: { now: number; path: string; machine: MachineWatch },
): Promise<string> {
  const { now, path, machine } = input;
  const registry = new Registry();
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name, help, registers: [registry] }).set(value);
  gauge('thao_attempts_running', 'Attempts that are open.', countRunningAttempts(db));
  const jobs = new Gauge({
    name: 'thao_jobs',
    help: 'Background jobs by state.',
    labelNames: ['state'] as const,
    registers: [registry],
  });
  const counts = countJobsByState(db);
  for (const state of JOB_STATES) jobs.set({ state }, counts[state] ?? 0);
  const beatAt = findLease(db)?.beatAt;
  if (beatAt !== undefined) {
    gauge(
      'thao_writer_beat_age_seconds',
      'Time since the last beat of the writer.',
      Math.max(0, now - beatAt) / 1000,
    );
  }
  gauge('thao_database_bytes', 'Size of the database file.', sizeOf(path));
  gauge('thao_wal_bytes', 'Size of its write-ahead log.', sizeOf(`${path}-wal`));
  const free = new Gauge({
    name: 'thao_disk_free_bytes',
    help: 'Room left on each disk that is written to, by the first of what lies on it.',
    labelNames: ['place'] as const,
    registers: [registry],
  });
  for (const { name, freeBytes } of machine.disk().places) free.set({ place: name }, freeBytes);
  const { state, lagSeconds } = machine.replica();
  gauge('thao_replica_late', '1 while the replica on the second machine is late.', state === 'late' ? 1 : 0);
  if (lagSeconds !== null) {
    gauge('thao_replica_lag_seconds', 'Age of the newest piece of the replica.', lagSeconds);
  }
  return registry.metrics();
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
