import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto';
import { z } from 'zod';
import { AppError } from '~/access/errors';
import { ARCHIVE_FORMAT } from '../backup';

/**
 * An archive is a header and frames. Header: magic, length, JSON, 16 bytes of its SHA-256. Frame: kind, member, length
 * (6 bytes), content, 16 bytes of tag. The tag covers header, position, kind, member, length and content, so that no
 * frame can be changed, moved, dropped or brought in from another archive, and an end frame closes the file: what is cut
 * off never looks whole. Without a passphrase the tag is a SHA-256, which finds damage; with one it is AES-256-GCM's
 * under a key derived by scrypt for this archive alone, so positions serve as nonces.
 */
export const MAGIC = Buffer.from('THAOBAK\n', 'latin1');
export const TAG_BYTES = 16;
export const FRAME_HEADER_BYTES = 6;
export const MAX_FRAME_BYTES = 4 * 1024 * 1024;
export const MAX_HEADER_BYTES = 64 * 1024;

export const FRAME = { manifest: 1, data: 2, memberEnd: 3, end: 4 } as const;

/** 64 MiB for a moment: slow to guess, harmless on a small server. */
const SCRYPT = { N: 2 ** 16, r: 8, p: 1 } as const;

const headerSchema = z.object({
  format: z.literal(ARCHIVE_FORMAT),
  id: z.string(),
  encryption: z
    .object({
      kdf: z.literal('scrypt'),
      // Bounded, so that a made-up header cannot ask for all of the machine's memory.
      N: z
        .number()
        .int()
        .min(2)
        .max(2 ** 18),
      r: z.number().int().min(1).max(16),
      p: z.number().int().min(1).max(4),
      salt: z.string(),
      check: z.string(),
    })
    .nullable(),
});
type Header = z.infer<typeof headerSchema>;

/** Seals and opens the frames of one archive, in order. */
export interface FrameBox {
  /** Frame header, content and tag, ready to be written. */
  seal: (kind: number, member: number, content: Buffer) => Buffer[];
  /** The content, or null where the tag does not fit. */
  open: (frameHeader: Buffer, content: Buffer, tag: Buffer) => Buffer | null;
}

export function damaged(what: string, offset: number): AppError {
  return new AppError('backup_damaged', { what, offset });
}

/** A new archive's header and the box for its frames. */
export function newHeader(passphrase: string | null): { bytes: Buffer; box: FrameBox } {
  const salt = randomBytes(16);
  const secret = passphrase === null ? null : derive(passphrase, salt, SCRYPT);
  const header: Header = {
    format: ARCHIVE_FORMAT,
    id: randomBytes(16).toString('hex'),
    encryption: secret && {
      kdf: 'scrypt',
      ...SCRYPT,
      salt: salt.toString('base64'),
      check: secret.check.toString('base64'),
    },
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  const bytes = Buffer.concat([MAGIC, length, json, sha256(json).subarray(0, TAG_BYTES)]);
  return { bytes, box: frameBox(sha256(json), secret?.key ?? null) };
}

/** Errors: backup_damaged, backup_newer, backup_passphrase (missing, wrong, or given for an archive without one). */
export function readHeader(json: Buffer, sum: Buffer, passphrase: string | null): FrameBox {
  const full = sha256(json);
  if (!full.subarray(0, TAG_BYTES).equals(sum)) throw damaged('changed', MAGIC.length);
  const given = JSON.parse(json.toString('utf8')) as { format?: unknown };
  if (typeof given.format === 'number' && given.format > ARCHIVE_FORMAT) {
    throw new AppError('backup_newer', { format: given.format, known: ARCHIVE_FORMAT });
  }
  const header = headerSchema.safeParse(given);
  if (!header.success) throw damaged('not_a_backup', MAGIC.length);
  const { encryption } = header.data;
  if (!encryption) {
    // A plain archive in the place of an encrypted one would otherwise pass for the owner's own.
    if (passphrase !== null) throw new AppError('backup_passphrase', { what: 'not_encrypted' });
    return frameBox(full, null);
  }
  if (passphrase === null) throw new AppError('backup_passphrase', { what: 'missing' });
  const secret = derive(passphrase, Buffer.from(encryption.salt, 'base64'), encryption);
  const check = Buffer.from(encryption.check, 'base64');
  if (check.length !== secret.check.length || !timingSafeEqual(check, secret.check)) {
    throw new AppError('backup_passphrase', { what: 'wrong' });
  }
  return frameBox(full, secret.key);
}

function derive(passphrase: string, salt: Buffer, { N, r, p }: { N: number; r: number; p: number }) {
  const bytes = scryptSync(passphrase.normalize('NFC'), salt, 48, { N, r, p, maxmem: 256 * N * r });
  return { key: bytes.subarray(0, 32), check: bytes.subarray(32) };
}

function frameBox(headerHash: Buffer, key: Buffer | null): FrameBox {
  let position = 0;
  const next = () => {
    const nonce = Buffer.alloc(12);
    nonce.writeUIntBE(position, 6, 6);
    position += 1;
    return nonce;
  };
  const plainTag = (nonce: Buffer, frameHeader: Buffer, content: Buffer) =>
    createHash('sha256').update(headerHash).update(nonce).update(frameHeader).update(content).digest();
  return {
    seal: (kind, member, content) => {
      const frameHeader = Buffer.alloc(FRAME_HEADER_BYTES);
      frameHeader.writeUInt8(kind, 0);
      frameHeader.writeUInt8(member, 1);
      frameHeader.writeUInt32BE(content.length, 2);
      const nonce = next();
      if (!key) {
        return [frameHeader, content, plainTag(nonce, frameHeader, content).subarray(0, TAG_BYTES)];
      }
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(
        Buffer.concat([headerHash, frameHeader]),
      );
      const hidden = Buffer.concat([cipher.update(content), cipher.final()]);
      return [frameHeader, hidden, cipher.getAuthTag()];
    },
    open: (frameHeader, content, tag) => {
      const nonce = next();
      if (!key) {
        return plainTag(nonce, frameHeader, content).subarray(0, TAG_BYTES).equals(tag) ? content : null;
      }
      const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.concat([headerHash, frameHeader]))
        .setAuthTag(tag);
      try {
        return Buffer.concat([cipher.update(content), cipher.final()]);
      } catch {
        return null;
      }
    },
  };
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
