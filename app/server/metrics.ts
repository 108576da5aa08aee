import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Numbers for Prometheus. Each process has a registry of its own; /metrics adds them up (metrics-exchange.ts). */

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const RESOLUTION_MS = 10;

export interface WebMetrics {
  registry: Registry;
  errors: Counter<'part'>;
  countRequest: (request: {
    kind: string;
    route: string;
    method: string;
    status: number;
    seconds: number;
  }) => void;
}

export function createWebMetrics(): WebMetrics {
  const registry = new Registry();
  addProcessMetrics(registry, 'web');
  const registers = [registry];
  const errors = errorCounter(registry);
  const requests = new Counter({
    name: 'thao_http_requests_total',
    help: 'Requests answered, by pattern of the address.',
    labelNames: ['route', 'method', 'status'] as const,
    registers,
  });
  const seconds = new Histogram({
    name: 'thao_http_request_seconds',
    help: 'Time from a request to its whole answer.',
    labelNames: ['kind'] as const,
    buckets: SECONDS,
    registers,
  });
  return {
    registry,
    errors,
    countRequest: (request) => {
      const method = /^(GET|HEAD|POST)$/.test(request.method) ? request.method : 'other';
      requests.inc({ route: request.route, method, status: request.status });
      seconds.observe({ kind: request.kind }, request.seconds);
    },
  };
}

export interface WriterMetrics {
  registry: Registry;
  errors: Counter<'part'>;
  /** A request came in; call the answer when it is settled. `answers` are the events that a save carried. */
  begin: (kind: string) => (outcome: { ok: boolean; code?: string }) => void;
}

export function createWriterMetrics(clock: () => number): WriterMetrics {
  const registry = new Registry();
  addProcessMetrics(registry, 'writer');
  const registers = [registry];
  const done = new Counter({
    name: 'thao_writes_total',
    help: 'Requests that the writer has committed: start, save, beat, submit, takeOver.',
    labelNames: ['kind'] as const,
    registers,
  });
  const refused = new Counter({
    name: 'thao_writes_refused_total',
    help: 'Requests that the writer has refused, by code.',
    labelNames: ['kind', 'code'] as const,
    registers,
  });
  const seconds = new Histogram({
    name: 'thao_durable_seconds',
    help: 'Time from a request in the writer to its commit on the disk.',
    labelNames: ['kind'] as const,
    buckets: SECONDS,
    registers,
  });
  const queue = new Gauge({
    name: 'thao_writer_queue_length',
    help: 'Requests that wait for the next commit.',
    registers,
  });
  return {
    registry,
    errors: errorCounter(registry),
    begin: (kind) => {
      const startedAt = clock();
      queue.inc();
      return ({ ok, code }) => {
        queue.dec();
        if (!ok) return refused.inc({ kind, code: code ?? 'unknown' });
        done.inc({ kind });
        seconds.observe({ kind }, (clock() - startedAt) / 1000);
      };
    },
  };
}

function errorCounter(registry: Registry): Counter<'part'> {
  return new Counter({
    name: 'thao_errors_total',
    help: 'Faults of the program: neither refusals nor wrong input.',
    labelNames: ['part'] as const,
    registers: [registry],
  });
}

/** Memory, and the longest time since the last look that the process kept everybody waiting. */
function addProcessMetrics(registry: Registry, process_: 'web' | 'writer'): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const common = { labelNames: ['process'] as const, registers: [registry] };
  const lag: Gauge<'process'> = new Gauge({
    name: 'thao_event_loop_lag_seconds',
    help: 'Longest delay of the event loop since the last scrape.',
    aggregator: 'max' as const,
    ...common,
    collect: () => {
      // Each sample holds the pause between two of them.
      lag.set({ process: process_ }, Math.max(0, delay.max / 1e9 - RESOLUTION_MS / 1000));
      delay.reset();
    },
  });
  const memory: Gauge<'process'> = new Gauge({
    name: 'thao_resident_bytes',
    help: 'Memory in use, all processes of a kind together.',
    ...common,
    collect: () => memory.set({ process: process_ }, process.memoryUsage.rss()),
  });
  const running: Gauge<'process'> = new Gauge({
    name: 'thao_processes',
    help: 'Processes that answered the scrape.',
    ...common,
    collect: () => running.set({ process: process_ }, 1),
  });
}
