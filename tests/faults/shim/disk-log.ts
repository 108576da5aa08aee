import { readFileSync, writeSync } from 'node:fs';

/**
 * What the shim wrote down (machine.c), with acknowledgements among it, and the disk as a power cut at any moment would
 * leave it: everything that a finished sync covers, and of the rest whatever chance has it, single sectors included.
 */
const HEAD_BYTES = 24;
const SECTOR = 512;
const FILES = ['', '-wal'] as const;

interface Change {
  at: number;
  offset: number;
  /** Null where the file was cut to `offset`. */
  data: Buffer | null;
}

/** Puts an acknowledgement into the log; `log` is open for appending. */
export function noteAcknowledged(log: number, answers: string[]): void {
  const text = Buffer.from(JSON.stringify(answers));
  const record = Buffer.alloc(HEAD_BYTES + text.length);
  record.write('A', 0, 'latin1');
  record.writeUInt32LE(text.length, 4);
  text.copy(record, HEAD_BYTES);
  writeSync(log, record);
}

export interface DiskRecord {
  kind: 'W' | 'T' | 'B' | 'E' | 'A';
  /** `database` counts the paths given to the shim; `file` is 0 for the database and 1 for its log. */
  database: number;
  file: number;
  offset: number;
  id: bigint;
  data: Buffer;
}

export function readDiskLog(path: string): DiskRecord[] {
  const bytes = readFileSync(path);
  const records: DiskRecord[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 4);
    records.push({
      kind: bytes.toString('latin1', at, at + 1) as DiskRecord['kind'],
      file: bytes.readUInt8(at + 1),
      database: bytes.readUInt16LE(at + 2),
      offset: Number(bytes.readBigUInt64LE(at + 8)),
      id: bytes.readBigUInt64LE(at + 16),
      data: bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + size),
    });
    at += HEAD_BYTES + size;
  }
  return records;
}

/** One file as it is on the disk for certain, and what was written since the last sync. */
class DiskFile {
  private bytes: Buffer;
  private length: number;
  private pending: Change[] = [];
  private readonly begun = new Map<bigint, number>();

  constructor(initial: Buffer) {
    this.bytes = Buffer.from(initial);
    this.length = initial.length;
  }

  take(record: DiskRecord, at: number): void {
    const { kind, offset, id, data } = record;
    if (kind === 'W') this.pending.push({ at, offset, data });
    if (kind === 'T') this.pending.push({ at, offset, data: null });
    if (kind === 'B') this.begun.set(id, at);
    if (kind !== 'E') return;
    const since = this.begun.get(id) ?? -1;
    for (const change of this.pending.filter((one) => one.at < since)) this.apply(change);
    this.pending = this.pending.filter((one) => one.at >= since);
  }

  get unsynced(): number {
    return this.pending.length;
  }

  /** The file after a power cut now. */
  afterCut(random: () => number): Buffer {
    const cut = new DiskFile(this.bytes.subarray(0, this.length));
    for (const { at, offset, data } of this.pending) {
      const fate = random();
      if (fate < 0.4) continue;
      if (fate < 0.7 || data === null) cut.apply({ at, offset, data });
      else {
        for (let start = 0; start < data.length;) {
          // Sectors lie where the file's own offsets divide, not where a write happens to begin.
          const end = Math.min(data.length, start + SECTOR - ((offset + start) % SECTOR));
          if (random() < 0.5) cut.apply({ at, offset: offset + start, data: data.subarray(start, end) });
          start = end;
        }
      }
    }
    return cut.bytes.subarray(0, cut.length);
  }

  private apply({ offset, data }: Change): void {
    const end = data === null ? offset : offset + data.length;
    if (end > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(end, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    if (data === null) {
      // What is cut off reads as zeroes when the file grows again.
      this.bytes.fill(0, offset);
      this.length = offset;
    } else {
      data.copy(this.bytes, offset);
      this.length = Math.max(this.length, end);
    }
  }
}

/** The disk of all databases named to the shim, played forward record by record. */
export class Disk {
  private readonly files: DiskFile[][];
  /** Everything acknowledged so far, in the words of noteAcknowledged. */
  readonly acknowledged: string[] = [];
  private at = 0;

  /** `initial` = each database's file before the processes started; its log is empty then. */
  constructor(initial: readonly Buffer[]) {
    this.files = initial.map((bytes) => [new DiskFile(bytes), new DiskFile(Buffer.alloc(0))]);
  }

  take(record: DiskRecord): void {
    this.at += 1;
    if (record.kind === 'A') this.acknowledged.push(...(JSON.parse(record.data.toString()) as string[]));
    else this.files[record.database]?.[record.file]?.take(record, this.at);
  }

  get unsynced(): number {
    return this.files.flat().reduce((sum, file) => sum + file.unsynced, 0);
  }

  /** Contents by suffix ('' and '-wal') of one database after a power cut now. */
  afterCut(database: number, random: () => number): { suffix: string; bytes: Buffer }[] {
    return FILES.map((suffix, file) => ({
      suffix,
      bytes: this.files[database]?.[file]?.afterCut(random) ?? Buffer.alloc(0),
    }));
  }
}
