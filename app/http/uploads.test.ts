import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '~/access/errors';
import { PDF } from '../../tests/sample-files';
import { bodyLimit, fileFaultOf, readUploadForm } from './uploads';

const post = (body: BodyInit, type?: string) =>
  new Request('https://thao.example/grants/new', {
    method: 'POST',
    body,
    ...(type ? { headers: { 'Content-Type': type } } : {}),
  });
const read = (request: Request) => readUploadForm(request, { file: 'document' });
const file = (bytes: Uint8Array = PDF, name = 'quyết định.pdf') => new File([new Uint8Array(bytes)], name);
const form = (...entries: [string, string | File][]) => {
  const made = new FormData();
  for (const [name, value] of entries) made.append(name, value);
  return made;
};
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error ?? new Error('not refused');
  return [error.status, error.code, error.fields.file];
};

describe('a form with a file', () => {
  it('gives texts and the file, with its bytes and its name as they were', async () => {
    const got = await read(post(form(['role', 'hr'], ['document', file()])));
    expect([got.text('role'), got.text('none'), got.file?.name]).toEqual(['hr', '', 'quyết định.pdf']);
    expect(Buffer.from(got.file!.bytes).equals(PDF)).toBe(true);
  });

  it('gives no file where none was chosen', async () => {
    expect((await read(post(form(['document', file(new Uint8Array(), '')])))).file).toBeNull();
    expect((await read(post(form(['role', 'hr'])))).file).toBeNull();
  });

  it('does not take a text for the file', async () => {
    const got = await read(post(form(['document', 'x'], ['role', file(new Uint8Array(), '')])));
    expect([got.file, got.text('role')]).toEqual([null, '']);
  });

  it.each<[string, Request, unknown[]]>([
    [
      'two files',
      post(form(['document', file()], ['document', file()])),
      [400, 'invalid_input', 'file_count'],
    ],
    ['a file in another field', post(form(['other', file()])), [400, 'invalid_input', 'file_count']],
    ['fields encoded in an address', post(new URLSearchParams({ a: 'b' })), [415, 'not_a_form', undefined]],
    ['JSON', post('{}', 'application/json'), [415, 'not_a_form', undefined]],
    ['no boundary', post('x', 'multipart/form-data'), [415, 'not_a_form', undefined]],
    [
      'nothing between boundaries',
      post('--x', 'multipart/form-data; boundary=x'),
      [400, 'invalid_input', undefined],
    ],
    [
      'a boundary that never comes',
      post('a'.repeat(99), 'multipart/form-data; boundary=x'),
      [400, 'invalid_input', undefined],
    ],
    [
      'a part without an end',
      post('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb', 'multipart/form-data; boundary=x'),
      [400, 'invalid_input', undefined],
    ],
    [
      'more parts than any form has',
      post(form(...Array.from({ length: 41 }, (_, n): [string, string] => [`f${n}`, 'x']))),
      [400, 'invalid_input', undefined],
    ],
  ])('is refused: %s', async (_, request, expected) =>
    expect(await refusal(read(request))).toEqual(expected),
  );

  it('of whatever bytes is read or refused in words', async () => {
    const part = fc.constantFrom(
      '--x\r\n',
      '--x--\r\n',
      '\r\n',
      'Content-Disposition: form-data; name="a"',
      '; filename="b"',
      'é',
      '\0',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(part, fc.string()), { maxLength: 12 }), async (parts) => {
        const request = post(Buffer.from(parts.join('')), 'multipart/form-data; boundary=x');
        await read(request).catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error;
        });
      }),
    );
  });

  it('tells the field what was wrong with the file', () => {
    expect(fileFaultOf(new AppError('too_large', { megabytes: 10 }))).toBe('file_large');
    expect(fileFaultOf(new AppError('invalid_input', {}, { file: 'file_type' }))).toBe('file_type');
    expect(fileFaultOf(new AppError('invalid_input', {}, { role: 'unknown' }))).toBeNull();
    expect(fileFaultOf(new AppError('not_allowed'))).toBeNull();
    expect(fileFaultOf(new Error('x'))).toBeNull();
  });
});

it('a large body is for addresses that take files, and asks the setting only there', () => {
  const never = () => {
    throw new Error('asked');
  };
  expect(bodyLimit('/grants/new', () => 10)).toBe(12 * 1024 * 1024);
  for (const path of ['/sign-in', '/grants', '/grants/new/x', '/x/grants/new']) {
    expect(bodyLimit(path, never)).toBe(1024 * 1024);
  }
});
