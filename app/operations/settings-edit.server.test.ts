import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, ctxOf } from '../../tests/factories';
import { getSettings } from '~/access/settings.server';
import { rows } from '~db/client.server';
import { editSetting, listSettings } from './settings-edit.server';

let fresh: ReturnType<typeof freshDatabase>;
beforeEach(() => {
  fresh = freshDatabase();
});
afterEach(() => fresh.remove());

const NOW = Date.parse('2026-11-25T09:00:00+07:00');
const ctx = () => ctxOf(fresh.db, NOW);
const reason = 'theo quyết định của Sở';

describe('settings', () => {
  it('are changed with what stood before and why in the trail', () => {
    expect(editSetting(ctx(), { key: 'passwordLength', text: '12', reason })).toEqual({
      ...{ key: 'passwordLength', before: 10, after: 12 },
    });
    editSetting(ctx(), { key: 'sealMail', text: '["so@thao.example"]', reason });
    editSetting(ctx(), { key: 'supportPhone', text: '0200 3888 115', reason });
    expect(listSettings(ctx())).toMatchObject({
      passwordLength: 12,
      sealMail: ['so@thao.example'],
      supportPhone: '0200 3888 115',
    });
    const details = rows<{ detail: string }>(
      fresh.db,
      "select d.detail from audit_entry e join audit_detail d on d.entry_id = e.id where e.action = 'setting_changed' order by e.id",
    ).map(({ detail }) => JSON.parse(detail) as object);
    expect(details).toEqual([
      { before: null, after: '12', reason },
      { before: null, after: '["so@thao.example"]', reason },
      { before: null, after: '"0200 3888 115"', reason },
    ]);
  });

  it.each([
    ['passwordLength', '4', { value: 'too_small' }],
    ['passwordLength', 'twelve', { value: 'invalid_type' }],
    ['secondFactor', 'maybe', { value: 'invalid_value' }],
    ['dailyTimes', '{"backup":"25:00"}', { value: 'invalid_format' }],
    ['sealMail', '["no address"]', { value: 'invalid_format' }],
  ])('%s refuses %s and stays', (key, text, fields) => {
    const before = getSettings(fresh.db);
    expect(() => editSetting(ctx(), { key, text, reason })).toThrow(
      expect.objectContaining({ code: 'invalid_input', fields }) as Error,
    );
    expect(getSettings(fresh.db)).toEqual(before);
  });

  it('need a reason, a key that there is, and an operator', () => {
    const edit = (change: object, actor = ctx().actor) =>
      editSetting({ ...ctx(), actor }, { key: 'passwordLength', text: '12', reason, ...change });
    expect(() => edit({ reason: ' ' })).toThrow('invalid_input');
    expect(() => edit({ key: 'generation' })).toThrow('not_found');
    expect(() => edit({ key: 'toString' })).toThrow('not_found');
    expect(() => edit({}, actorWith([['hr', 1]]))).toThrow('not_allowed');
    expect(edit({}, actorWith([['operator', 1]])).after).toBe(12);
  });
});
