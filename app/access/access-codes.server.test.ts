import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spendAccessCode, voidOpenCodes } from '~db/queries/access-codes';
import { freshDatabase } from '../../tests/database';
import { write } from '../../tests/factories';
import { giveCode, judgeCode, openCodeOf } from './access-codes.server';
import { addAccount } from './accounts.server';
import { initKeys } from './keys.server';

const DAY = 24 * 3_600_000;
const START = Date.parse('2026-11-25T08:00:00+07:00');
let fresh: ReturnType<typeof freshDatabase>;
const keysPath = mkdtempSync(join(tmpdir(), 'thao-keys-'));

beforeAll(() => {
  fresh = freshDatabase();
  initKeys(keysPath);
});
afterAll(() => fresh.remove());

let names = 0;
const newAccount = () =>
  write(fresh.db, START, (tx) =>
    addAccount(tx, {
      username: `a${(names += 1)}`,
      personId: null,
      passwordHash: null,
      isDemo: false,
      grants: [],
    }),
  );
const give = (accountId: number, now: number, purpose: 'activation' | 'reset' = 'activation') =>
  write(fresh.db, now, (tx) => giveCode(tx, { accountId, purpose, keysPath, now }));
const judge = (accountId: number, typed: string, now: number) =>
  judgeCode(fresh.db, { accountId, typed, keysPath, now });

describe('a code', () => {
  it('lasts 14 days to activate and 24 hours to reset, to the millisecond', () => {
    const accountId = newAccount();
    const first = give(accountId, START);
    expect(judge(accountId, first.code, START + 14 * DAY - 1).kind).toBe('open');
    expect(judge(accountId, first.code, START + 14 * DAY)).toEqual({ kind: 'over', why: 'expired' });
    const second = give(accountId, START, 'reset');
    expect(judge(accountId, second.code, START + DAY - 1).kind).toBe('open');
    expect(judge(accountId, second.code, START + DAY)).toEqual({ kind: 'over', why: 'expired' });
  });

  it('is over when the clock goes back to long before it was made', () => {
    const accountId = newAccount();
    const { code } = give(accountId, START);
    expect(judge(accountId, code, START - 60_000).kind).toBe('open');
    expect(judge(accountId, code, START - DAY)).toEqual({ kind: 'over', why: 'expired' });
  });

  it('is of one account only', () => {
    const [one, two] = [newAccount(), newAccount()];
    const { code } = give(one, START);
    give(two, START);
    expect(judge(two, code, START)).toEqual({ kind: 'wrong' });
  });

  it('stands nowhere in the database', () => {
    const accountId = newAccount();
    const { code } = give(accountId, START);
    const tables = fresh.db.sqlite.prepare("select name from sqlite_master where type = 'table'").all();
    const all = (tables as { name: string }[]).map(({ name }) =>
      JSON.stringify(fresh.db.sqlite.prepare(`select * from "${name}"`).all()),
    );
    expect(all.join().includes(code)).toBe(false);
  });
});

/** What is done to an account's codes, in any order; the model knows the codes by the order of their making. */
const step = fc.oneof(
  fc.record({
    verb: fc.constant('give' as const),
    purpose: fc.constantFrom('activation' as const, 'reset' as const),
  }),
  fc.record({ verb: fc.constant('use' as const), which: fc.nat(4) }),
  fc.record({ verb: fc.constant('void' as const) }),
  fc.record({ verb: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 400 }) }),
);

it('works at most once, and only the newest, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const accountId = newAccount();
      let now = START;
      const model: { code: string; until: number; state: 'open' | 'used' | 'voided' }[] = [];
      const open = () => model.find(({ state }) => state === 'open');
      for (const one of steps) {
        if (one.verb === 'wait') now += one.hours * 3_600_000;
        if (one.verb === 'void') {
          write(fresh.db, now, (tx) => voidOpenCodes(tx.db, accountId, now));
          for (const known of model) if (known.state === 'open') known.state = 'voided';
        }
        if (one.verb === 'give') {
          for (const known of model) if (known.state === 'open') known.state = 'voided';
          const { code, expiresAt } = give(accountId, now, one.purpose);
          model.push({ code, until: expiresAt, state: 'open' });
        }
        if (one.verb === 'use') {
          const known = model.at(-1 - one.which);
          if (!known) continue;
          const verdict = judge(accountId, known.code, now);
          const expired = known.state === 'open' && now >= known.until;
          // Of older slips the last five are remembered.
          const forgotten = model.length - model.indexOf(known) > 5;
          expect(verdict.kind).toBe(
            forgotten ? 'wrong' : known.state === 'open' && !expired ? 'open' : 'over',
          );
          if (verdict.kind !== 'open') continue;
          expect(spendAccessCode(fresh.db, verdict.id, now)).toBe(true);
          expect(spendAccessCode(fresh.db, verdict.id, now)).toBe(false);
          known.state = 'used';
        }
        expect(openCodeOf(fresh.db, accountId, now)?.expiresAt ?? null).toBe(open()?.until ?? null);
      }
    }),
    { numRuns: 60 },
  );
});
