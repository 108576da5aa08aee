import { deleteStep, deleteStepsBefore, findStep, insertStep } from '~db/queries/sign-in-steps';
import type { Db } from '~db/client.server';
import { newToken, tokenHash } from './adapters/tokens';
import type { StepPurpose } from './terms';

export interface Step<T> {
  accountId: number | null;
  data: T;
}

/** Opens a short-lived step of a sign-in; answers the token for its cookie. `data` must survive JSON. */
export function openStep(
  db: Db,
  input: { purpose: StepPurpose; accountId: number | null; data: unknown; now: number; minutes: number },
): string {
  const { purpose, accountId, now, minutes } = input;
  const token = newToken();
  const data = JSON.stringify(input.data);
  db.sqlite
    .transaction(() => {
      deleteStepsBefore(db, now);
      insertStep(db, {
        ...{ hash: tokenHash(token), purpose, accountId, data, now },
        expiresAt: now + minutes * 60_000,
      });
    })
    .immediate();
  return token;
}

/** Looks at a step without ending it; null when it is unknown, over or for something else. */
export function readStep<T>(
  db: Db,
  input: { token: string; purpose: StepPurpose; now: number },
): Step<T> | null {
  const step = findStep(db, tokenHash(input.token), input.purpose, input.now);
  return step && { accountId: step.accountId, data: JSON.parse(step.data) as T };
}

/** Takes a step: it works once, and of two at the same moment one gets it. */
export function takeStep<T>(
  db: Db,
  input: { token: string; purpose: StepPurpose; now: number },
): Step<T> | null {
  const step = readStep<T>(db, input);
  return step && deleteStep(db, tokenHash(input.token)) ? step : null;
}
