import type { Db } from '~db/client.server';
import type { Files } from '~db/files/files.server';
import type { Writer } from '~db/write.server';
import type { Grant } from './policy';

/** Who acts. `accountId` is null for the command line and for parts of the system, which are named. */
export interface Actor {
  accountId: number | null;
  personId: number | null;
  /** User name, 'cli', 'writer' or 'seed': what stands in the trail. */
  name: string;
  grants: Grant[];
  /** Rights beyond a learner's that wait until this session has shown a second factor. */
  withheld?: Grant[];
  /** When the session in use was opened, UTC ms. */
  signedInAt?: number;
  /** When it ends unless it is used before, UTC ms. */
  sessionEndsAt?: number;
  /** The system account: all scopes, but never a second person's step. */
  system: boolean;
}

/**
 * What an earlier area asks of a later one inside the same transaction. Areas add their ports by declaration merging;
 * server and cli fill them (app/server/ports.ts).
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Ports {}

/** What every use case gets first. `now` is UTC milliseconds from the process's clock. */
export interface Ctx {
  db: Db;
  /** The second SQLite file, with the bytes of uploads. */
  files: Files;
  now: number;
  actor: Actor;
  ports: Ports;
  /** Folder of the key files. */
  keysPath: string;
  /** Origin of the public addresses, e.g. https://thao.example. */
  baseUrl: string;
}

export function writerOf(actor: Actor): Writer {
  return { accountId: actor.accountId, name: actor.name };
}

export function systemActor(name: string): Actor {
  return { accountId: null, personId: null, name, grants: [], system: true };
}
