import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesOf, freshDatabase } from '../../tests/database';
import { ctxOf, write } from '../../tests/factories';
import { JPEG, PDF, pdfNumber } from '../../tests/sample-files';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { putSetting } from '~/access/settings.server';
import { listKeptBefore, sumFiles } from '~db/queries/files';
import { findFileFacts, hashOf, keepFile, MEGABYTE, nameFile, openFile } from './files.server';
import { countFileFaults, sweepFiles } from './sweep.server';

const NOW = Date.parse('2026-11-25T02:00:00Z');
const DAY = 24 * 3_600_000;

function refusal(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, ...error.detail, ...error.fields };
    throw error;
  }
  throw new Error('not refused');
}

describe('a file that somebody gave', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  const files = () => filesOf(fresh.db);
  const ctxAt = (now = NOW): Ctx => ({
    ...ctxOf(fresh.db, now),
    ports: { fileReaders: [] } as unknown as Ctx['ports'],
  });
  const keep = (bytes: Uint8Array, name = 'a.pdf', now = NOW) => keepFile(ctxAt(now), { bytes, name });
  const name = (kept: ReturnType<typeof keep>) => write(fresh.db, NOW, (tx) => nameFile(tx, files(), kept));

  beforeEach(() => (fresh = freshDatabase()));
  afterEach(() => fresh.remove());

  it('is kept under its hash, typed by its bytes, named as a file of that type', () => {
    const kept = keep(JPEG, 'C:\\scan\\Quyết định.pdf');
    const hash = hashOf(JPEG);
    expect(kept).toEqual({ hash, name: 'Quyết định.pdf.jpg', mediaType: 'image/jpeg', bytes: JPEG.length });
    const fileId = name(kept);
    expect(findFileFacts(ctxAt(), fileId)).toEqual({
      fileId,
      name: kept.name,
      mediaType: 'image/jpeg',
      bytes: JPEG.length,
    });
    expect(countFileFaults(fresh.db, files())).toBe(0);
  });

  it('given twice is kept once, and both rows name it', () => {
    const [one, two] = [name(keep(PDF, 'a.pdf')), name(keep(PDF, 'b.pdf'))];
    expect(one).not.toBe(two);
    expect(sumFiles(files())).toEqual({ count: 1, bytes: PDF.length });
  });

  it('is refused by what it is: empty, of another type, too large for the setting of the province', () => {
    expect(refusal(() => keep(new Uint8Array()))).toEqual({ code: 'invalid_input', file: 'file_empty' });
    expect(refusal(() => keep(Buffer.from('<script>alert(1)</script>')))).toEqual({
      code: 'invalid_input',
      file: 'file_type',
    });
    const large = Buffer.concat([PDF, Buffer.alloc(10 * MEGABYTE - PDF.length + 1, 32)]);
    expect(refusal(() => keep(large))).toEqual({ code: 'too_large', megabytes: 10 });
    // One byte less, with the end of the PDF where it belongs, is taken.
    keep(Buffer.concat([PDF.subarray(0, 9), Buffer.alloc(10 * MEGABYTE - PDF.length, 32), PDF.subarray(9)]));
    write(fresh.db, NOW, (tx) => putSetting(tx, 'uploadMegabytes', 1));
    const kept = Buffer.concat([PDF.subarray(0, 9), Buffer.alloc(MEGABYTE, 32), PDF.subarray(9)]);
    expect(refusal(() => keep(kept))).toEqual({ code: 'too_large', megabytes: 1 });
    expect(sumFiles(files()).count).toBe(1);
  });

  it('cannot be named where its bytes are not', () => {
    const kept = keep(PDF);
    files().sqlite.exec('delete from file');
    expect(() => name(kept)).toThrow('not kept');
    expect(fresh.db.sqlite.prepare('select count(*) as n from stored_file').get()).toEqual({ n: 0 });
  });

  it('is read by whoever may read what names it, and is not there for anybody else', () => {
    const fileId = name(keep(PDF));
    const as = (...answers: boolean[]): Ctx => ({
      ...ctxAt(),
      ports: { fileReaders: answers.map((yes) => () => yes) } as unknown as Ctx['ports'],
    });
    expect(openFile(as(false, true), { fileId }).content.equals(PDF)).toBe(true);
    for (const ctx of [as(), as(false, false)]) {
      expect(refusal(() => openFile(ctx, { fileId }))).toEqual({ code: 'not_found' });
    }
    expect(refusal(() => openFile(as(true), { fileId: fileId + 1 }))).toEqual({ code: 'not_found' });
  });

  it('that is missing or spoilt is not served, and the check finds it', () => {
    const fileId = name(keep(PDF));
    const hash = hashOf(PDF);
    const ctx = { ...ctxAt(), ports: { fileReaders: [() => true] } as unknown as Ctx['ports'] };
    expect(() =>
      files().sqlite.prepare('update file set bytes = ?, size = 3').run(Buffer.from('abc')),
    ).toThrow('kept bytes never change');
    files().sqlite.exec('drop trigger file_unchanged');
    files()
      .sqlite.prepare('update file set bytes = ?')
      .run(Buffer.from(PDF).fill(65, 20, 24));
    expect(() => openFile(ctx, { fileId })).toThrow(hash);
    expect(countFileFaults(fresh.db, files())).toBe(1);
    files().sqlite.exec('delete from file');
    expect(() => openFile(ctx, { fileId })).toThrow(hash);
    expect(countFileFaults(fresh.db, files())).toBe(1);
  });

  it('that nobody named goes after a day; what is named, newer or given again stays', () => {
    name(keep(pdfNumber(1), 'named.pdf', NOW - 9 * DAY));
    keep(pdfNumber(2), 'left.pdf', NOW - DAY - 1);
    keep(pdfNumber(3), 'new.pdf', NOW - DAY + 1);
    keep(pdfNumber(4), 'again.pdf', NOW - 5 * DAY);
    keep(pdfNumber(4), 'again.pdf', NOW);
    expect(sweepFiles(ctxAt())).toBe(1);
    expect(sumFiles(files()).count).toBe(3);
    expect(countFileFaults(fresh.db, files())).toBe(0);
    expect(sweepFiles(ctxAt())).toBe(0);
  });

  it('that is named or given again while the sweep goes on stays', () => {
    const old = [1, 2, 3].map((number) => keep(pdfNumber(number), 'old.pdf', NOW - 2 * DAY));
    const order = listKeptBefore(files(), NOW);
    const [, second, third] = order.map((hash) => old.find((kept) => kept.hash === hash)!);
    const swept = sweepFiles(ctxAt(), (done) => {
      if (done > 1) return;
      name(second!);
      const again = old.findIndex(({ hash }) => hash === third!.hash) + 1;
      keep(pdfNumber(again), 'again.pdf', NOW);
    });
    expect([swept, listKeptBefore(files(), Infinity).sort()]).toEqual([1, order.slice(1).sort()]);
  });
});
