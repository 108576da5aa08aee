import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sign, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealKeyId } from './adapters/sealing';
import {
  initKeys,
  KEYRINGS,
  loadKeyring,
  loadSecret,
  loadSigningKey,
  publicKeys,
  rotateSecret,
  rotateSigningKey,
  SECRETS,
} from './keys.server';

describe('key files', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'thao-keys-')), 'keys');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  it('makes what is missing, for the owner alone', () => {
    const { created, keyId } = initKeys(folder);
    expect(created).toEqual([...SECRETS, 'signing-key.pem']);
    expect(keyId).toMatch(/^[0-9a-f]{8}$/);
    expect(readdirSync(folder).sort()).toEqual([...created].sort());
    for (const name of created) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('never overwrites', () => {
    initKeys(folder);
    const before = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(initKeys(folder).created).toEqual([]);
    expect(readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(before);
  });

  it('adds only the one that is lost', () => {
    const { keyId } = initKeys(folder);
    rmSync(join(folder, 'data-key'));
    expect(initKeys(folder)).toEqual({ created: ['data-key'], keyId });
  });

  it('gives 32 bytes, different for each name', () => {
    initKeys(folder);
    const secrets = SECRETS.map((name) => loadSecret(folder, name));
    expect(secrets.map((bytes) => bytes.length)).toEqual([32, 32, 32, 32]);
    expect(new Set(secrets.map((bytes) => bytes.toString('hex'))).size).toBe(4);
  });

  it('refuses a spoilt secret', () => {
    initKeys(folder);
    writeFileSync(join(folder, 'data-key'), 'short');
    expect(() => loadSecret(folder, 'data-key')).toThrow('data-key');
  });

  it('finds the public key of a signature by its id, also after the key was put aside', () => {
    initKeys(folder);
    const old = loadSigningKey(folder);
    const signature = sign(null, Buffer.from('x'), old.privateKey);
    renameSync(join(folder, 'signing-key.pem'), join(folder, `signing-key-${old.keyId}.pem`));
    const { keyId } = initKeys(folder);
    expect(keyId).not.toBe(old.keyId);
    const keys = publicKeys(folder);
    expect([...keys.keys()].sort()).toEqual([old.keyId, keyId].sort());
    expect(verify(null, Buffer.from('x'), keys.get(old.keyId)!, signature)).toBe(true);
    expect(verify(null, Buffer.from('x'), keys.get(keyId)!, signature)).toBe(false);
  });

  it('rotates the key that signs: what the one before signed stays provable', () => {
    initKeys(folder);
    const before = loadSigningKey(folder);
    const signature = sign(null, Buffer.from('x'), before.privateKey);
    const { keyId, earlierId } = rotateSigningKey(folder);
    expect([earlierId, loadSigningKey(folder).keyId]).toEqual([before.keyId, keyId]);
    expect(keyId).not.toBe(earlierId);
    expect(verify(null, Buffer.from('x'), publicKeys(folder).get(earlierId)!, signature)).toBe(true);
    rotateSigningKey(folder);
    expect(publicKeys(folder).size).toBe(3);
  });

  it.each(KEYRINGS)('rotates %s and keeps every earlier one, for the owner alone', (name) => {
    initKeys(folder);
    const kept = [loadSecret(folder, name)];
    for (let turn = 0; turn < 2; turn += 1) {
      const { keyId, earlierId } = rotateSecret(folder, name);
      expect(earlierId).toBe(sealKeyId(kept[0]!));
      kept.unshift(loadSecret(folder, name));
      expect(keyId).toBe(sealKeyId(kept[0]!));
    }
    const ring = loadKeyring(folder, name);
    expect(ring[0]!.equals(kept[0]!)).toBe(true);
    expect(ring.map(sealKeyId).sort()).toEqual(kept.map(sealKeyId).sort());
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(initKeys(folder).created).toEqual([]);
  });

  it('is not led astray by what else lies in the folder', () => {
    initKeys(folder);
    for (const name of ['data-key-old', 'data-key-0123456789.bak', 'data-key.0a1b2c.new']) {
      writeFileSync(join(folder, name), 'not a key');
    }
    expect(loadKeyring(folder, 'data-key')).toHaveLength(1);
  });
});
