import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { write } from '../../tests/factories';
import { getSettings, putSetting } from './settings.server';

describe('settings', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  beforeEach(() => {
    fresh = freshDatabase();
  });
  afterEach(() => fresh.remove());

  it('presets 70% without a document and claims nothing as reported', () => {
    expect(getSettings(fresh.db)).toMatchObject({
      target: { num: 70, den: 100, document: null },
      reported: null,
      issuer: { code: 'SNV', suffix: 'GXN-SNV' },
    });
  });

  it('keeps what is put, and traces each change once', () => {
    const province = { nameVi: 'Lam Giang', nameEn: 'Lam Giang', code: 'LG' };
    write(fresh.db, 1, (tx) => putSetting(tx, 'province', province));
    write(fresh.db, 2, (tx) => putSetting(tx, 'province', province));
    expect(getSettings(fresh.db).province).toEqual(province);
    const entries = fresh.db.sqlite
      .prepare("select * from audit_entry where action = 'setting_changed'")
      .all();
    expect(entries).toHaveLength(1);
  });

  it('refuses a wrong shape and writes nothing', () => {
    const wrong = { num: 70, den: 0, document: null };
    expect(() => write(fresh.db, 1, (tx) => putSetting(tx, 'target', wrong))).toThrow();
    expect(getSettings(fresh.db).target.den).toBe(100);
  });
});
