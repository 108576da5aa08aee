import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import type { DiskState } from '~/operations/disk';
import { unwatchedMachine } from '~/operations/machine.server';
import { readEnvironment } from '~/server/environment';
import { createLog } from '~/server/log';
import { makePorts } from '~/server/ports';
import type { Variables } from '~/server/secrets';
import { createWebServer, type WebParts } from '~/server/web';
import { filesOf, freshDatabase } from './database';

/** What gets as far as a page ends in this error here: everything before it is what is tested. */
export const REACHED = 500;

/** The web server in this process, without its pages, on a database and a clock of its own. */
export function edge() {
  const fresh = freshDatabase();
  const clock = { now: Date.parse('2026-11-25T08:00:00+07:00') };
  let server: Server | null = null;
  const disk: { state: DiskState } = { state: 'ok' };
  const machine = {
    ...unwatchedMachine(),
    disk: () => ({ state: disk.state, fullBytes: 0, places: [] }),
  };
  const it = {
    db: fresh.db,
    /** How the disk looks. */
    disk,
    clock,
    url: '',
    port: 0,
    lines: [] as Record<string, unknown>[],
    close: () => {
      server?.closeAllConnections();
      server?.close();
    },
    remove: () => {
      it.close();
      fresh.remove();
    },
    /** Starts it, in place of the one before. */
    serve: async (env: Variables = {}, more: Partial<WebParts> = {}): Promise<void> => {
      it.close();
      it.lines = [];
      const now = () => clock.now;
      const write = (line: string) => it.lines.push(JSON.parse(line) as Record<string, unknown>);
      server = createWebServer({
        environment: readEnvironment({ DATABASE_PATH: fresh.path, ...env }),
        ...{
          db: fresh.db,
          files: filesOf(fresh.db),
          now,
          ports: makePorts(localAttemptWriter(fresh.db, now), { machine }),
        },
        build: () => Promise.reject(new Error('a page is asked for')),
        clientFolder: null,
        log: createLog({ level: 'debug', now, write }),
        ...more,
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      it.port = (server.address() as AddressInfo).port;
      it.url = `http://127.0.0.1:${it.port}`;
    },
    raw: (text: string, rest?: { after: number; text: string }) => rawRequest(it.port, text, rest),
  };
  return it;
}

/** Sends bytes as they are; answers everything that comes back until the server ends the connection. */
export function rawRequest(
  port: number,
  text: string,
  rest?: { after: number; text: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    let answer = '';
    if (rest) setTimeout(() => socket.destroyed || socket.write(rest.text), rest.after);
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

export const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
