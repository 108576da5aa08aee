import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '~/access/errors';
import type { Manifest } from '../backup';
import { FRAME, newHeader } from './archive-format';
import { readArchive } from './archive-reader';
import { writeArchive } from './archive-writer';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('an archive', () => {
  let folder: string;
  const path = () => join(folder, 'a.backup');
  let contents: Buffer[];
  let written: { bytes: number; sha256: string };

  async function make(passphrase: string | null, sizes: number[]) {
    contents = sizes.map((size) => randomBytes(size));
    const names = contents.map((_, index) => `file-${index}`);
    contents.forEach((content, index) => writeFileSync(join(folder, `source-${index}`), content));
    const manifest: Manifest = {
      createdAt: 5,
      schemaVersion: '0001_x',
      generation: { id: '', counter: 0 },
      txId: 1,
      txAt: 2,
      trailHead: 'head',
      counts: { unit: 3 },
      members: contents.map((content, index) => ({
        name: names[index]!,
        bytes: content.length,
        sha256: sha256(content),
        compression: 'brotli',
      })),
    };
    const sources = contents.map((_, index) => join(folder, `source-${index}`));
    written = await writeArchive({ path: path(), manifest, sources, passphrase });
    return manifest;
  }

  let runs = 0;
  async function read(bytes: Buffer, passphrase: string | null) {
    const at = join(folder, `read-${(runs += 1)}`);
    writeFileSync(at, bytes);
    const out = mkdtempSync(join(folder, 'out-'));
    try {
      const result = await readArchive(at, { passphrase, folder: out, accept: () => undefined });
      return { ...result, files: readdirSync(out).map((name) => readFileSync(join(out, name))) };
    } finally {
      rmSync(out, { recursive: true });
      rmSync(at);
    }
  }
  const refusal = async (bytes: Buffer, passphrase: string | null = null) => {
    try {
      await read(bytes, passphrase);
      return 'read';
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return `${error.code} ${error.detail.what ?? ''}`.trim();
    }
  };

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'thao-archive-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each<[string, string | null, number[]]>([
    ['one file', null, [3000]],
    ['two files, one of them empty', null, [3000, 0]],
    ['a file of many frames', null, [1_500_000]],
    ['a file of many frames under a passphrase', 'mật khẩu dài', [1_500_000, 10]],
  ])('gives back %s as it was, and states its own size and hash', async (_, passphrase, sizes) => {
    const manifest = await make(passphrase, sizes);
    const bytes = readFileSync(path());
    const back = await read(bytes, passphrase);
    expect(back.files.map(sha256)).toEqual(contents.map(sha256));
    expect(back.manifest).toEqual(manifest);
    expect(written).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
    expect({ bytes: back.bytes, sha256: back.sha256 }).toEqual(written);
  });

  it('is refused when cut off anywhere', async () => {
    await make(null, [600]);
    const bytes = readFileSync(path());
    for (let length = 0; length < bytes.length; length += 1) {
      expect([length, await refusal(bytes.subarray(0, length))]).toEqual([
        length,
        'backup_damaged truncated',
      ]);
    }
  });

  it('is refused when any byte is changed', async () => {
    await make(null, [600]);
    const bytes = readFileSync(path());
    for (let offset = 0; offset < bytes.length; offset += 1) {
      const changed = Buffer.from(bytes);
      changed[offset] = changed[offset]! ^ 1;
      expect([offset, (await refusal(changed)).split(' ')[0]]).toEqual([offset, 'backup_damaged']);
    }
  });

  it('is refused when something follows, or when frames are moved, dropped or taken from another', async () => {
    await make(null, [900_000]);
    const bytes = readFileSync(path());
    expect(await refusal(Buffer.concat([bytes, Buffer.from('x')]))).toBe('backup_damaged trailing_bytes');
    const frames = framesOf(bytes);
    expect(frames.length).toBeGreaterThan(5);
    const join_ = (list: Buffer[]) => Buffer.concat([bytes.subarray(0, headerLength(bytes)), ...list]);
    expect(await refusal(join_(frames))).toBe('read');
    const [manifest, one, two, ...others] = frames as [Buffer, Buffer, Buffer, ...Buffer[]];
    expect(await refusal(join_([manifest, two, one, ...others]))).toBe('backup_damaged changed');
    expect(await refusal(join_([manifest, two, ...others]))).toBe('backup_damaged changed');
    rmSync(path());
    await make(null, [900_000]);
    const foreign = framesOf(readFileSync(path()))[1]!;
    const mixed = read(join_([manifest, foreign, two, ...others]), null);
    await expect(mixed).rejects.toMatchObject({ detail: { offset: headerLength(bytes) + manifest.length } });
  });

  it.each<[string, (box: ReturnType<typeof newHeader>['box'], manifest: Buffer) => Buffer[][]]>([
    ['a manifest of another shape', (box) => [box.seal(FRAME.manifest, 0, Buffer.from('{"members":[]}'))]],
    ['a manifest that is no JSON', (box) => [box.seal(FRAME.manifest, 0, Buffer.from('members'))]],
    ['no manifest', (box) => [box.seal(FRAME.end, 0, Buffer.alloc(0))]],
    [
      'content that does not unpack',
      (box, manifest) => [
        box.seal(FRAME.manifest, 0, manifest),
        box.seal(FRAME.data, 0, Buffer.from('not packed at all')),
        box.seal(FRAME.memberEnd, 0, Buffer.alloc(0)),
      ],
    ],
  ])('made by another hand, with %s, is refused', async (_, frames) => {
    const manifest = Buffer.from(JSON.stringify(await make(null, [30])));
    const { bytes, box } = newHeader(null);
    expect(await refusal(Buffer.concat([bytes, ...frames(box, manifest).flat()]))).toBe(
      'backup_damaged changed',
    );
  });

  it('that unpacks to more than it states does not fill the disk', async () => {
    const manifest = await make(null, [30]);
    const { bytes, box } = newHeader(null);
    const frames = [
      box.seal(FRAME.manifest, 0, Buffer.from(JSON.stringify(manifest))),
      box.seal(FRAME.data, 0, brotliCompressSync(Buffer.alloc(50_000_000))),
    ];
    writeFileSync(path(), Buffer.concat([bytes, ...frames.flat()]));
    const out = mkdtempSync(join(folder, 'out-'));
    const reading = readArchive(path(), { passphrase: null, folder: out, accept: () => undefined });
    await expect(reading).rejects.toMatchObject({ code: 'backup_damaged' });
    expect(statSync(join(out, 'file-0')).size).toBeLessThan(1_000_000);
  });

  it('with a passphrase shows nothing of what it holds, and opens to that passphrase alone', async () => {
    const manifest = await make('mật khẩu dài', [3000]);
    const bytes = readFileSync(path());
    expect(bytes.includes(manifest.members[0]!.sha256)).toBe(false);
    expect(await refusal(bytes, 'mật khẩu sai')).toBe('backup_passphrase wrong');
    expect(await refusal(bytes, null)).toBe('backup_passphrase missing');
    expect(await refusal(bytes.subarray(0, -1), 'mật khẩu dài')).toBe('backup_damaged truncated');
    for (const offset of [headerLength(bytes) + 2, bytes.length - 40, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[offset] = changed[offset]! ^ 1;
      expect(await refusal(changed, 'mật khẩu dài')).toMatch(/^backup_damaged/);
    }
  });

  it('without a passphrase is not taken for one that has it', async () => {
    await make(null, [30]);
    expect(await refusal(readFileSync(path()), 'mật khẩu dài')).toBe('backup_passphrase not_encrypted');
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'backup_damaged truncated'],
    ['a database', Buffer.from(`SQLite format 3\0${'x'.repeat(100)}`), 'backup_damaged not_a_backup'],
  ])('is not %s', async (_, bytes, expected) => {
    expect(await refusal(bytes)).toBe(expected);
  });

  it('of a format to come is called newer, not damaged', async () => {
    await make(null, [30]);
    const bytes = readFileSync(path());
    const json = bytes
      .subarray(12, headerLength(bytes) - 16)
      .toString()
      .replace('"format":1', '"format":2');
    const sum = createHash('sha256').update(json).digest().subarray(0, 16);
    const newer = Buffer.concat([
      bytes.subarray(0, 12),
      Buffer.from(json),
      sum,
      bytes.subarray(headerLength(bytes)),
    ]);
    expect(await refusal(newer)).toBe('backup_newer');
  });
});

/** Magic 8, length 4, JSON, sum 16. */
function headerLength(bytes: Buffer): number {
  return 12 + bytes.readUInt32BE(8) + 16;
}

function framesOf(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = headerLength(bytes); at < bytes.length;) {
    const end = at + 6 + bytes.readUInt32BE(at + 2) + 16;
    frames.push(bytes.subarray(at, end));
    at = end;
  }
  return frames;
}
