import { run, type Db } from '../client.server';

export interface NewJob {
  publicId: string;
  kind: string;
  input: string;
  accountId: number | null;
  key: string | null;
  createdAt: number;
  runAfter: number;
  maxTries: number;
}

/** Answers false where a job with that key is there already. */
export function insertJob(db: Db, job: NewJob): boolean {
  return (
    run(
      db,
      `insert into job (public_id, kind, input, state, account_id, key, created_at, run_after, max_tries)
       values (:publicId, :kind, :input, 'queued', :accountId, :key, :createdAt, :runAfter, :maxTries)
       on conflict (key) do nothing`,
      job,
    ).changes === 1
  );
}
