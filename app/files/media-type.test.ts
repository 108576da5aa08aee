import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JPEG, PDF, PNG } from '../../tests/sample-files';
import { mediaTypeOf } from './media-type';

const bytes = (...parts: (string | readonly number[] | Uint8Array)[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

describe('what bytes are', () => {
  it.each([
    ['a PDF', PDF, 'application/pdf'],
    [
      'a PDF of version 2 with a tail',
      bytes('%PDF-2.0\n1 0 obj\n', PDF.subarray(20), '\n\n'),
      'application/pdf',
    ],
    ['a PNG', PNG, 'image/png'],
    ['a JPEG', JPEG, 'image/jpeg'],
    ['a JPEG behind which a camera put another', bytes(JPEG, JPEG, 'trailer'), 'image/jpeg'],
  ])('%s', (_, content, type) => expect(mediaTypeOf(content)).toBe(type));

  it.each<[string, Uint8Array]>([
    ['nothing', bytes('')],
    ['a page', bytes('<!doctype html><script>alert(1)</script>')],
    ['a drawing with script', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a page before a PDF', bytes('<script>alert(1)</script>', PDF)],
    ['five signs before a PDF', bytes('GIF8a1.', PDF)],
    ['a ZIP before a PDF', bytes('PK\x03\x04', PDF)],
    ['a PDF of no known version', bytes('%PDF-9.9\n', PDF.subarray(9))],
    ['a PDF cut off', PDF.subarray(0, PDF.length - 12)],
    ['the first bytes of a PDF alone', bytes('%PDF-1.7')],
    ['a PNG cut off', PNG.subarray(0, PNG.length - 1)],
    ['the first bytes of a PNG alone', PNG.subarray(0, 8)],
    ['a PNG with something behind it', bytes(PNG, '<script>')],
    ['a JPEG cut off', JPEG.subarray(0, JPEG.length - 2)],
    ['the first bytes of a JPEG alone', bytes([0xff, 0xd8, 0xff])],
    ['a JPEG without an image', bytes([0xff, 0xd8, 0xff, 0xd9])],
    ['a program', bytes('MZ\x90\x00')],
    ['a Word file', bytes('PK\x03\x04\x14\x00\x06\x00', '[Content_Types].xml')],
  ])('%s is none of them', (_, content) => expect(mediaTypeOf(content)).toBeNull());

  it('is told of any bytes at all, and of none of them that they are a file without its end', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (content) => void mediaTypeOf(content)));
    for (const whole of [PDF, PNG, JPEG]) {
      for (let length = 0; length < whole.length - 6; length += 1) {
        expect([length, mediaTypeOf(whole.subarray(0, length))]).toEqual([length, null]);
      }
    }
  });
});
