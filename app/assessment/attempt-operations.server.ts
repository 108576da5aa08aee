import type { Db } from '~db/client.server';
import { applyBeat, applySave } from './answer-writes.server';
import type { AttemptWriter, WriterKind, WriterOperations } from './attempt-writer';
import { applyStart, applySubmit, applyTakeOver } from './attempt-writes.server';

type Operation<K extends WriterKind> = (
  db: Db,
  now: number,
  message: WriterOperations[K]['message'],
) => WriterOperations[K]['result'];

/** What the writer does for each kind of request, inside a transaction of its caller. */
export const OPERATIONS: { [K in WriterKind]: Operation<K> } = {
  start: applyStart,
  save: applySave,
  beat: applyBeat,
  submit: applySubmit,
  takeOver: applyTakeOver,
};

/**
 * The writer's operations on a connection of one's own, each in its own transaction: for the command line, the demo
 * province and tests, where no writer process runs. Never beside one: it holds no lease.
 */
export function localAttemptWriter(db: Db, now: () => number): AttemptWriter {
  const perform =
    <K extends WriterKind>(kind: K) =>
    async (message: WriterOperations[K]['message']): Promise<WriterOperations[K]['result']> =>
      db.sqlite.transaction(() => OPERATIONS[kind](db, now(), message)).immediate();
  return {
    start: perform('start'),
    save: perform('save'),
    beat: perform('beat'),
    submit: perform('submit'),
    takeOver: perform('takeOver'),
  };
}
