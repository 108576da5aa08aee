import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { write } from '../../tests/factories';
import { answeredBefore, once, readFormKey, type PostedForm } from './form-keys.server';

let fresh: ReturnType<typeof freshDatabase>;
let made: string[];
beforeEach(() => {
  fresh = freshDatabase();
  made = [];
});
afterEach(() => fresh.remove());

const FORM: PostedForm = { accountId: 1, form: 'thing.make', key: 'k'.repeat(36), data: { name: 'A' } };
const post = (change: Partial<PostedForm> = {}) =>
  write(fresh.db, 1000, (tx) =>
    once(tx, { ...FORM, ...change }, () => {
      made.push('thing');
      return { id: made.length };
    }),
  );

it('does the work once and answers the same again', () => {
  expect([post(), post(), post()]).toEqual([{ id: 1 }, { id: 1 }, { id: 1 }]);
  expect(made).toHaveLength(1);
  expect(answeredBefore(fresh.db, FORM)).toEqual({ result: { id: 1 } });
});

it('refuses the same key with other data', () => {
  post();
  expect(() => post({ data: { name: 'B' } })).toThrow(expect.objectContaining({ code: 'key_used' }) as Error);
  expect(made).toHaveLength(1);
});

it.each<[what: string, change: Partial<PostedForm>]>([
  ['account', { accountId: 2 }],
  ['form', { form: 'other.make' }],
  ['key', { key: 'm'.repeat(36) }],
])('knows another %s as another form', (_, change) => {
  expect([post(), post(change)]).toEqual([{ id: 1 }, { id: 2 }]);
});

it('keeps no key of work that failed', () => {
  const failing = () =>
    write(fresh.db, 1000, (tx) =>
      once(tx, FORM, () => {
        throw new Error('not today');
      }),
    );
  expect(failing).toThrow('not today');
  expect(answeredBefore(fresh.db, FORM)).toBeNull();
  expect(post()).toEqual({ id: 1 });
});

it('knows no keys without an account', () => {
  expect([post({ accountId: null }), post({ accountId: null })]).toEqual([{ id: 1 }, { id: 2 }]);
});

it('reads keys of forms, and nothing else', () => {
  for (const key of ['0'.repeat(16), `${'f'.repeat(36)}.LG-000001`]) expect(readFormKey(key)).toBe(key);
  for (const key of [
    null,
    undefined,
    '',
    'short',
    'x'.repeat(121),
    'k'.repeat(20) + '\n',
    new File([], 'k'.repeat(36)),
  ]) {
    expect(() => readFormKey(key)).toThrow(expect.objectContaining({ code: 'invalid_input' }) as Error);
  }
});
