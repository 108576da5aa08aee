import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { AppError } from '~/access/errors';
import { manifestSchema, type Manifest } from '../backup';
import {
  damaged,
  FRAME,
  FRAME_HEADER_BYTES,
  MAGIC,
  MAX_FRAME_BYTES,
  MAX_HEADER_BYTES,
  readHeader,
  TAG_BYTES,
} from './archive-format';

const CHUNK_BYTES = 256 * 1024;

interface Frame {
  kind: number;
  member: number;
  content: Buffer;
  /** Where the frame begins in the archive. */
  offset: number;
}

/**
 * Unpacks an archive, member by member, into files of their names in `folder`, once `accept` has seen the manifest and
 * thrown nothing. Answers manifest, size and SHA-256 of the archive. Holds a few chunks in memory. Errors:
 * backup_damaged with `what` (not_a_backup, truncated, changed, trailing_bytes) and `offset`, backup_newer,
 * backup_passphrase; after one, the folder may hold a part of a member.
 */
export async function readArchive(
  path: string,
  input: { passphrase: string | null; folder: string; accept: (manifest: Manifest) => void },
): Promise<{ manifest: Manifest; bytes: number; sha256: string }> {
  const file = await open(path, 'r');
  try {
    const source = byteSource(file);
    const frames = framesOf(source, input.passphrase);
    const first = await nextFrame(frames);
    if (first.kind !== FRAME.manifest) throw damaged('changed', first.offset);
    const manifest = manifestOf(first);
    input.accept(manifest);
    for (const [member, { name, bytes, sha256 }] of manifest.members.entries()) {
      const found = await unpack(contentsOf(frames, member), join(input.folder, name), bytes).catch(
        (error: unknown) => {
          // Words of the file system name a path; those of the unpacker would name neither file nor place.
          if (error instanceof AppError || (error instanceof Error && 'syscall' in error)) throw error;
          throw damaged('changed', source.offset());
        },
      );
      if (found.bytes !== bytes || found.sha256 !== sha256) throw damaged('changed', source.offset());
    }
    const last = await nextFrame(frames);
    if (last.kind !== FRAME.end) throw damaged('changed', last.offset);
    if (!(await source.isAtEnd())) throw damaged('trailing_bytes', source.offset());
    return { manifest, bytes: source.offset(), sha256: source.digest() };
  } finally {
    await file.close();
  }
}

/** A manifest that was not written by this product is refused like any other damage. */
function manifestOf({ content, offset }: Frame): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(content.toString('utf8')));
  } catch {
    throw damaged('changed', offset);
  }
}

type ByteSource = ReturnType<typeof byteSource>;

function byteSource(file: FileHandle) {
  const hash = createHash('sha256');
  let held = Buffer.alloc(0);
  let offset = 0;
  const fill = async (length: number) => {
    while (held.length < length) {
      const chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, length - held.length));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
      if (bytesRead === 0) return false;
      held = Buffer.concat([held, chunk.subarray(0, bytesRead)]);
    }
    return true;
  };
  return {
    offset: () => offset,
    isAtEnd: async () => !(await fill(1)),
    digest: () => hash.digest('hex'),
    take: async (length: number): Promise<Buffer> => {
      if (!(await fill(length))) throw damaged('truncated', offset + held.length);
      const taken = held.subarray(0, length);
      held = held.subarray(length);
      offset += length;
      hash.update(taken);
      return taken;
    },
  };
}

async function* framesOf(source: ByteSource, passphrase: string | null): AsyncGenerator<Frame> {
  if (!(await source.take(MAGIC.length)).equals(MAGIC)) throw damaged('not_a_backup', 0);
  const length = (await source.take(4)).readUInt32BE();
  if (length > MAX_HEADER_BYTES) throw damaged('changed', MAGIC.length);
  const json = await source.take(length);
  const box = readHeader(json, await source.take(TAG_BYTES), passphrase);
  for (;;) {
    const offset = source.offset();
    const header = await source.take(FRAME_HEADER_BYTES);
    const [kind, member, size] = [header.readUInt8(0), header.readUInt8(1), header.readUInt32BE(2)];
    if (size > MAX_FRAME_BYTES) throw damaged('changed', offset);
    const sealed = await source.take(size);
    const content = box.open(header, sealed, await source.take(TAG_BYTES));
    if (!content) throw damaged('changed', offset);
    yield { kind, member, content, offset };
  }
}

async function nextFrame(frames: AsyncGenerator<Frame>): Promise<Frame> {
  const { value } = (await frames.next()) as { value: Frame };
  return value;
}

/** Contents of one member's frames up to its end. Steps by hand: leaving a `for await` would end the frames for good. */
async function* contentsOf(frames: AsyncGenerator<Frame>, member: number): AsyncGenerator<Buffer> {
  for (;;) {
    const frame = await nextFrame(frames);
    if (frame.member !== member) throw damaged('changed', frame.offset);
    if (frame.kind === FRAME.memberEnd) return;
    if (frame.kind !== FRAME.data) throw damaged('changed', frame.offset);
    yield frame.content;
  }
}

async function unpack(packed: AsyncGenerator<Buffer>, path: string, limit: number) {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    packed,
    createBrotliDecompress({ chunkSize: CHUNK_BYTES }),
    async function* (plain: AsyncIterable<Buffer>) {
      for await (const chunk of plain) {
        bytes += chunk.length;
        if (bytes > limit) throw damaged('changed', 0);
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  );
  return { bytes, sha256: hash.digest('hex') };
}
