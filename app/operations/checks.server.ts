import { findAttemptById, listEvents } from '~db/queries/attempts';
import {
  countBrokenForeignKeys,
  countDistrictsFrom,
  countDoublePrimaries,
  countPostsOutsideUnits,
  listAttemptIds,
  listPostsOfMultiple,
  type PostPeriod,
} from '~db/queries/checks';
import { eachConfirmation, listVoidNumbers } from '~db/queries/register';
import { listPeopleIds, listSpansOf } from '~db/queries/spans';
import type { Db } from '~db/client.server';
import type { Ctx } from '~/access/context.server';
import { publicKeys } from '~/access/keys.server';
import { requireAllowed } from '~/access/policy';
import { countFileFaults } from '~/files/sweep.server';
import { eventHash } from '~/assessment/answer-writes.server';
import { loadRules } from '~/proficiency/adopted-rules.server';
import { REFORM_DAY } from '~/proficiency/series';
import { faultOf } from '~/proficiency/signature.server';
import { isSameSpan, spansOf } from '~/proficiency/spans';
import { factsOf } from '~/proficiency/spans.server';
import { verifyAudit } from './audit.server';

/** One integrity rule. */
export interface Check {
  name:
    | 'spans'
    | 'register'
    | 'trail'
    | 'answer_chains'
    | 'files'
    | 'foreign_keys'
    | 'one_primary_post'
    | 'posts_within_units'
    | 'no_district_since_reform';
  ok: boolean;
  /** Faults found; 0 when ok. */
  count: number;
}

/** People between two reports. */
const PEOPLE_A_STEP = 200;

/** Tells how far a run is: people and rules looked at, of all of them. */
export type CheckReport = (done: number, total: number) => void;

/**
 * All integrity rules over one snapshot of the database; writes nothing. Takes about a tenth of a millisecond a person,
 * and reads every uploaded file once.
 * Error: not_allowed.
 */
export function runChecks(
  ctx: Pick<Ctx, 'db' | 'files' | 'now' | 'actor' | 'keysPath'>,
  report: CheckReport = () => undefined,
): Check[] {
  requireAllowed(ctx, 'system.read');
  const { db } = ctx;
  const rules: [name: Check['name'], countFaults: (people: number[]) => number][] = [
    ['spans', (people) => countWrongSpans(db, people, (done) => report(done, people.length + rules.length))],
    ['register', () => countRegisterFaults(db, ctx.keysPath)],
    ['trail', () => (verifyAudit(ctx).ok ? 0 : 1)],
    ['answer_chains', () => countBrokenChains(db)],
    ['files', () => countFileFaults(db, ctx.files)],
    ['foreign_keys', () => countBrokenForeignKeys(db)],
    ['one_primary_post', () => countDoublePrimaries(db) + countDaysWithoutPrimary(listPostsOfMultiple(db))],
    ['posts_within_units', () => countPostsOutsideUnits(db)],
    ['no_district_since_reform', () => countDistrictsFrom(db, REFORM_DAY)],
  ];
  return db.sqlite.transaction(() => {
    const people = listPeopleIds(db);
    return rules.map(([name, countFaults], index): Check => {
      const count = countFaults(people);
      report(people.length + index + 1, people.length + rules.length);
      return { name, ok: count === 0, count };
    });
  })();
}

/** People whose stored spans are not what the facts give. */
function countWrongSpans(db: Db, people: number[], step: (done: number) => void): number {
  const rules = loadRules(db);
  return people.filter((personId, index) => {
    if (index % PEOPLE_A_STEP === 0) step(index);
    const wanted = spansOf(factsOf(db, personId), rules);
    const stored = listSpansOf(db, personId);
    return (
      stored.length !== wanted.length ||
      !stored.every((span) => wanted.some((other) => isSameSpan(span, other)))
    );
  }).length;
}

/** Gaps in the numbers that are not recorded as void, and lines whose content, columns or signature are not as issued. */
function countRegisterFaults(db: Db, keysPath: string): number {
  const next = new Map<string, number>();
  let faults = 0;
  let keys: ReturnType<typeof publicKeys> | null = null;
  const voids = new Map(
    listVoidNumbers(db).map(({ issuerCode, year, from, to }) => [`${issuerCode} ${year} ${from}`, to]),
  );
  for (const line of eachConfirmation(db)) {
    keys ??= publicKeys(keysPath);
    const book = `${line.issuerCode} ${line.year}`;
    let expected = next.get(book) ?? 1;
    for (let to = voids.get(`${book} ${expected}`); to !== undefined; to = voids.get(`${book} ${expected}`)) {
      expected = to + 1;
    }
    if (line.number !== expected) faults += 1;
    next.set(book, line.number + 1);
    if (faultOf(line, keys)) faults += 1;
  }
  return faults;
}

/** Attempts whose answers don't give the hashes of their chain, from the paper to the head. */
function countBrokenChains(db: Db): number {
  return listAttemptIds(db).filter((attemptId) => {
    const attempt = findAttemptById(db, attemptId)!;
    let head = attempt.paperHash;
    for (const event of listEvents(db, attemptId)) {
      head = eventHash(head, event);
      if (head !== event.hash) return true;
    }
    return head !== attempt.chainHead;
  }).length;
}

/** Posts beside which there is, on some day, no primary one. */
export function countDaysWithoutPrimary(posts: readonly PostPeriod[]): number {
  const primaries = posts.filter(({ isPrimary }) => isPrimary === 1);
  return posts.filter((post) => {
    if (post.isPrimary === 1) return false;
    let from = post.validFrom;
    for (const primary of primaries) {
      if (primary.personId !== post.personId || primary.validFrom > from || primary.validTo <= from) continue;
      from = primary.validTo;
    }
    return from < post.validTo;
  }).length;
}
