import { setImmediate as breathe } from 'node:timers/promises';
import {
  deleteFormKeysBefore,
  deleteSessionsOver,
  deleteSignInEventsBefore,
  deleteStepsOver,
} from '~db/queries/clean-up';
import { deleteJobsBefore } from '~db/queries/jobs';
import { deleteMailSentBefore } from '~db/queries/mail';
import { deleteNoticesReadBefore } from '~db/queries/notices';
import type { Db } from '~db/client.server';
import { JobStopped, type JobHandler } from '~/jobs/handler.server';
import { FORGOTTEN, RETENTION_DAYS, type Forgotten } from './retention';

const DAY_MS = 24 * 3_600_000;
/** Rows a transaction: far below the 50 ms that a write may hold the lock. */
const CHUNK = 500;

type Delete = (db: Db, instant: number, limit: number) => number;

const REMOVE: Record<Forgotten, Delete> = {
  sessions: deleteSessionsOver,
  steps: deleteStepsOver,
  formKeys: deleteFormKeysBefore,
  jobs: deleteJobsBefore,
  mail: deleteMailSentBefore,
  notices: deleteNoticesReadBefore,
  signInEvents: deleteSignInEventsBefore,
};

/** How many rows of each went. */
export type Cleaned = Record<Forgotten, number>;

/** Forgets what is over; the result counts it. Run twice it finds nothing the second time. */
export const cleanUp: JobHandler = async ({ db, now }, run): Promise<Cleaned> => {
  const cleaned = Object.fromEntries(FORGOTTEN.map((name) => [name, 0])) as Cleaned;
  for (const [index, name] of FORGOTTEN.entries()) {
    for (;;) {
      if (run.isCancelled()) throw new JobStopped();
      const gone = REMOVE[name](db, now - RETENTION_DAYS[name] * DAY_MS, CHUNK);
      cleaned[name] += gone;
      if (gone < CHUNK) break;
      await breathe();
    }
    run.report(index + 1, FORGOTTEN.length);
  }
  return cleaned;
};
