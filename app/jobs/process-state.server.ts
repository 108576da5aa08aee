import { getSettingText, setSettingText } from '~db/queries/trail';
import type { Db } from '~db/client.server';
import type { MailWay } from './terms';

/** What the process that runs jobs says of itself. */
export interface ProcessState {
  /** UTC milliseconds of its last sign of life. */
  at: number;
  mail: MailWay;
}

/** A sign of life comes at least so often, except during a piece of work that runs without a pause. */
export const BEAT_MS = 10_000;
const KEY = 'jobProcess';

export function putProcessState(db: Db, state: ProcessState): void {
  setSettingText(db, KEY, JSON.stringify(state));
}

/** Null where none has run yet. */
export function findProcessState(db: Db): ProcessState | null {
  const text = getSettingText(db, KEY);
  return text === null ? null : (JSON.parse(text) as ProcessState);
}
