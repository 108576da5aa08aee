import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupProvince, dump } from '../../tests/backup-province';
import { actorWith, write } from '../../tests/factories';
import { giveCode, judgeCode } from '~/access/access-codes.server';
import { keyedHash, seal, sealKeyId, unseal } from '~/access/adapters/sealing';
import { spendCode } from '~/access/factors.server';
import { renewRecovery } from '~/access/factors.server';
import { loadKeyring, loadSecret } from '~/access/keys.server';
import { issueConfirmation } from '~/proficiency/confirmations.server';
import { findConfirmation } from '~/proficiency/register.server';
import { startOfDate } from '~/office/dates';
import { putTotp } from '~db/queries/factors';
import { listSealedNumbers, listTotpSecrets } from '~db/queries/sealed-values';
import { run } from '~db/client.server';
import { runChecks } from './checks.server';
import { rotateKey } from './key-rotation.server';
import { resealValues } from './reseal.server';

const NOW = startOfDate('2026-11-25');
const NUMBERS = ['079082001234', '079082001235', '079082001236'];

describe('rotating a key', () => {
  let world: ReturnType<typeof backupProvince>;
  const key = (name: 'data-key' | 'lookup-key') => loadSecret(world.keysPath, name);
  const ids = (sealed: { sealed: string }[]) => [...new Set(sealed.map((row) => row.sealed.split('.')[1]))];

  /** An authenticator's secret and three people's numbers, sealed with the first keys. */
  beforeEach(() => {
    world = backupProvince(NOW);
    putTotp(world.db, 1, seal(key('data-key'), 'totp:1', 'JBSWY3DPEHPK3PXP'), NOW);
    NUMBERS.forEach((number, index) => {
      const sealed = seal(key('data-key'), `personal_number:${index + 1}`, number);
      const lookup = keyedHash(key('lookup-key'), 'personal_number', number);
      run(
        world.db,
        'insert into personal_number (person_id, sealed, lookup, last_four, tx_id) values (?, ?, ?, ?, 1)',
        ...[index + 1, sealed, lookup, number.slice(-4)],
      );
    });
  });
  afterEach(() => world.remove());

  const opened = () => {
    const ring = loadKeyring(world.keysPath, 'data-key');
    return [
      ...listTotpSecrets(world.db, 0, 9).map((row) => unseal(ring, 'totp:1', row.sealed)),
      ...listSealedNumbers(world.db, 0, 9).map((row) =>
        unseal(ring, `personal_number:${row.personId}`, row.sealed),
      ),
    ];
  };
  const found = () => {
    const hashes = NUMBERS.map((number) => keyedHash(key('lookup-key'), 'personal_number', number));
    return listSealedNumbers(world.db, 0, 9).map(({ lookup }) => hashes.indexOf(lookup));
  };

  it('that signs: papers of before stay genuine, new ones bear the new key', () => {
    const before = issueConfirmation(world.ctx, { staffCode: 'LG-3' });
    const { keyId, earlierId, resealed } = rotateKey(world.ctx, { kind: 'signing' });
    const after = issueConfirmation(world.ctx, { staffCode: 'LG-4' });
    for (const { code } of [before, after]) expect(findConfirmation(world.ctx, code).state).toBe('valid');
    const keyIds = world.db.sqlite.prepare('select key_id from confirmation order by id').pluck().all();
    expect(keyIds).toEqual([earlierId, earlierId, earlierId, keyId]);
    expect(resealed).toBe(0);
    expect(runChecks(world.ctx).filter(({ ok }) => !ok)).toEqual([]);
  });

  it('that seals: everything is sealed anew and opens; the earlier key is kept for older backups', () => {
    const { keyId, earlierId, resealed } = rotateKey(world.ctx, { kind: 'data' });
    expect([resealed, keyId]).toEqual([4, sealKeyId(key('data-key'))]);
    expect(existsSync(join(world.keysPath, `data-key-${earlierId}`))).toBe(true);
    expect(opened()).toEqual(['JBSWY3DPEHPK3PXP', ...NUMBERS]);
    expect(ids([...listTotpSecrets(world.db, 0, 9), ...listSealedNumbers(world.db, 0, 9)])).toEqual([keyId]);
    expect(found()).toEqual([0, 1, 2]);
    // Now the earlier key opens nothing any more.
    renameSync(join(world.keysPath, `data-key-${earlierId}`), join(world.folder, 'away'));
    expect(opened()).toEqual(['JBSWY3DPEHPK3PXP', ...NUMBERS]);
    expect(resealValues(world.ctx)).toBe(0);
  });

  it('that finds: numbers are found by the new one, codes on paper count once as before', () => {
    const { keysPath } = world;
    const [slip, recovery] = write(
      world.db,
      NOW,
      (tx) =>
        [
          giveCode(tx, { accountId: 1, purpose: 'reset', keysPath, now: NOW }).code,
          renewRecovery(tx, world.ctx, 1),
        ] as const,
    );
    rotateKey(world.ctx, { kind: 'lookup' });
    expect(found()).toEqual([0, 1, 2]);
    expect(judgeCode(world.db, { accountId: 1, typed: slip, keysPath, now: NOW })).toMatchObject({
      kind: 'open',
    });
    const spend = (code: string) => spendCode(world.ctx, { accountId: 1, code, network: '10.0.0.0' });
    expect(spend(recovery[0]!)).toBe('recovery');
    expect(() => spend(recovery[0]!)).toThrow('wrong_factor');
  });

  it('stands in the trail, without the key', () => {
    const { keyId } = rotateKey(world.ctx, { kind: 'data' });
    const { audit_entry, audit_detail } = dump(world.db);
    expect(
      audit_entry!
        .filter((line) => line.includes(keyId))
        .map((line) => /"action":"(\w+)"/.exec(line)?.[1])
        .sort(),
    ).toEqual(['key_rotated', 'values_resealed', 'values_resealed']);
    const secret = key('data-key').toString('base64');
    for (const line of [...audit_entry!, ...audit_detail!]) {
      expect(line).not.toContain(secret);
      for (const number of NUMBERS) expect(line).not.toContain(number);
    }
    expect(runChecks(world.ctx).find(({ name }) => name === 'trail')?.ok).toBe(true);
  });

  it('cut off before everything was sealed anew leaves all in reach, and the job goes on', () => {
    rotateKey(world.ctx, { kind: 'data' });
    rotateKey(world.ctx, { kind: 'lookup' });
    // As a run leaves it that was killed between the key and the values.
    const ring = loadKeyring(world.keysPath, 'data-key');
    const sealed = seal(ring[1]!, 'personal_number:2', NUMBERS[1]!);
    run(
      world.db,
      "update personal_number set sealed = ?, lookup = 'of the earlier key' where person_id = 2",
      sealed,
    );
    expect(opened()).toEqual(['JBSWY3DPEHPK3PXP', ...NUMBERS]);
    expect(resealValues(world.ctx)).toBe(1);
    expect(found()).toEqual([0, 1, 2]);
  });

  it('changes nothing of what a missing key sealed, and says which key it was', () => {
    const { earlierId } = rotateKey(world.ctx, { kind: 'data' });
    const ring = loadKeyring(world.keysPath, 'data-key');
    run(world.db, 'update totp_secret set sealed = ?', seal(ring[1]!, 'totp:1', 'X'));
    renameSync(join(world.keysPath, `data-key-${earlierId}`), join(world.folder, 'away'));
    const before = dump(world.db);
    expect(() => resealValues(world.ctx)).toThrow(`needs key ${earlierId}`);
    expect(dump(world.db)).toEqual(before);
  });

  it('is for the system account', () => {
    const names = readdirSync(world.keysPath);
    const ctx = { ...world.ctx, actor: actorWith([['operator', 1]]) };
    expect(() => rotateKey(ctx, { kind: 'signing' })).toThrow('not_allowed');
    expect(() => resealValues(ctx)).toThrow('not_allowed');
    expect(readdirSync(world.keysPath)).toEqual(names);
  });
});
