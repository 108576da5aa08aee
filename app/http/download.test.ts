import { describe, expect, it } from 'vitest';
import { contentDisposition, streamOf } from './download';

describe('contentDisposition', () => {
  it('carries an ASCII name and the real one', () => {
    expect(contentDisposition('attachment', 'danh-sach.csv', 'Danh sách (nháp).csv')).toBe(
      `attachment; filename="danh-sach.csv"; filename*=UTF-8''Danh%20s%C3%A1ch%20%28nh%C3%A1p%29.csv`,
    );
  });

  it('lets nothing out of the header or into a path', () => {
    expect(contentDisposition('inline', 'a"\r\nX: 1/b.pdf', 'số 1/2026.pdf')).toBe(
      `inline; filename="a---X: 1-b.pdf"; filename*=UTF-8''s%E1%BB%91%201-2026.pdf`,
    );
  });
});

describe('streamOf', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('gives the chunks in order', async () => {
    const stream = await streamOf(async (sink) => {
      for (const text of ['a', 'b', 'c']) await sink(bytes(text));
    });
    expect(await new Response(stream).text()).toBe('abc');
  });

  it('gives an empty file for a writer without chunks', async () => {
    expect(await new Response(await streamOf(() => Promise.resolve())).text()).toBe('');
  });

  it('rejects with what the writer refuses before the first chunk', async () => {
    await expect(streamOf(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('breaks the file off where the writer fails in the middle', async () => {
    const stream = await streamOf(async (sink) => {
      await sink(bytes('a'));
      throw new Error('lost');
    });
    await expect(new Response(stream).text()).rejects.toThrow('lost');
  });

  it('reads the writer no faster than the consumer takes', async () => {
    let written = 0;
    const stream = await streamOf(async (sink) => {
      for (; written < 1000; written += 1) await sink(bytes('x'));
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(written).toBeLessThan(10);
    await stream.cancel();
  });
});
