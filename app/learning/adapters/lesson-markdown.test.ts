import { describe, expect, it } from 'vitest';
import type { SectionPart } from '../lessons';
import { readLesson } from './lesson-markdown';
import { markdownTools } from './markdown-html';

const tools = markdownTools();
const HASH = 'a'.repeat(64);
const entry = {
  key: 'cpu',
  vi: { term: 'bộ xử lý', text: 'Con chip <tính> & điều khiển.' },
  en: { term: 'processor', text: 'The chip.' },
};

function read(body: string, lang: 'vi' | 'en' = 'vi') {
  return readLesson(tools, {
    file: 'x.md',
    body,
    lang,
    glossary: new Map([['cpu', entry]]),
    pictures: new Map([['may.svg', { hash: HASH, width: 640, height: 240 }]]),
  });
}

/** Parts of the only section of a lesson that starts with its heading. */
function parts(body: string): SectionPart[] {
  const { sections, problems } = read(`## Mục\n\n${body}\n`);
  expect(problems).toEqual([]);
  return sections[0]!.parts;
}

function html(body: string): string {
  const [part, ...others] = parts(body);
  expect(others).toEqual([]);
  return part?.kind === 'html' ? part.html : '';
}

describe('what a lesson becomes', () => {
  // One case a line.
  // prettier-ignore
  it.each([
    { name: 'a paragraph', body: 'Một **hai** *ba* `=A1`.', out: '<p>Một <strong>hai</strong> <em>ba</em> <code>=A1</code>.</p>' },
    { name: 'a time of day', body: 'Từ 09:14 đến 10:30, ghi chú:đây.', out: '<p>Từ 09:14 đến 10:30, ghi chú:đây.</p>' },
    { name: 'a chord', body: ':kbd[Ctrl+Shift+S]', out: '<p><kbd>Ctrl</kbd> + <kbd>Shift</kbd> + <kbd>S</kbd></p>' },
    { name: 'one key', body: ':kbd[Enter]', out: '<p><kbd>Enter</kbd></p>' },
    { name: 'the plus key', body: ':kbd[Ctrl++] :kbd[+]', out: '<p><kbd>Ctrl</kbd> + <kbd>+</kbd> <kbd>+</kbd></p>' },
    { name: 'a heading inside a section', body: '### Nhỏ\n\nChữ.', out: '<h3>Nhỏ</h3>\n<p>Chữ.</p>' },
    { name: 'a callout', body: ':::note{title="Lưu <sớm>"}\nMột.\n\n- hai\n:::', out: '<aside class="callout-note"><p class="callout-title">Lưu &#x3C;sớm></p><p>Một.</p><ul>\n<li>hai</li>\n</ul></aside>' },
    { name: 'a warning', body: ':::warning{title="Ở cơ quan"}\nMột.\n:::', out: '<aside class="callout-warning"><p class="callout-title">Ở cơ quan</p><p>Một.</p></aside>' },
    { name: 'a figure', body: '::figure{src="may.svg" alt="Hình máy" caption="Thân máy"}', out: `<figure><img src="/content/pictures/${HASH}.svg" alt="Hình máy" width="640" height="240" loading="lazy"><figcaption>Thân máy</figcaption></figure>` },
    { name: 'a figure without caption', body: '::figure{src="may.svg" alt="Hình"}', out: `<figure><img src="/content/pictures/${HASH}.svg" alt="Hình" width="640" height="240" loading="lazy"></figure>` },
    { name: 'a table', body: '| A | B |\n| --- | ---: |\n| 1 | 2 |', out: '<div class="table-scroll" tabindex="0"><table>\n<thead>\n<tr>\n<th>A</th>\n<th align="right">B</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td align="right">2</td>\n</tr>\n</tbody>\n</table></div>' },
    { name: 'a link outside', body: '[Cổng](https://dichvucong.gov.vn "x")', out: '<p><a href="https://dichvucong.gov.vn" rel="noreferrer">Cổng</a></p>' },
    { name: 'a link by name', body: '[Cổng][c]\n\n[c]: https://dichvucong.gov.vn', out: '<p><a href="https://dichvucong.gov.vn">Cổng</a></p>' },
    { name: 'an address as words', body: 'Thư ghi http://dich-vu-cong.example/dang-nhap và www.gia.example, a@b.example.', out: '<p>Thư ghi http://dich-vu-cong.example/dang-nhap và www.gia.example, a@b.example.</p>' },
    { name: 'an address in angles', body: '<https://gia.example>', out: '<p>https://gia.example</p>' },
    { name: 'a comment of the author', body: '<!-- xem lại -->\n\nChữ.', out: '<p>Chữ.</p>' },
  ])('$name', ({ body, out }) => expect(html(body)).toBe(out));

  it('explains terms at the end of the section, once, in both languages', () => {
    const body = '## A\n\n:term[Bộ xử lý]{key=cpu} và :term[CPU]{key=cpu}.\n\n## B\n\nChữ.\n';
    const { sections } = read(body);
    expect(sections[0]).toEqual({
      title: 'A',
      parts: [
        {
          kind: 'html',
          html:
            '<p><a class="term" href="#term-cpu">Bộ xử lý</a> và <a class="term" href="#term-cpu">CPU</a>.</p>\n' +
            '<dl class="terms"><dt id="term-cpu">bộ xử lý <i lang="en">processor</i></dt>' +
            '<dd>Con chip &#x3C;tính> &#x26; điều khiển.</dd></dl>',
        },
      ],
      terms: ['cpu'],
    });
    expect(sections[1]!.terms).toEqual([]);
    expect(JSON.stringify(read(body, 'en').sections[0]!.parts)).toContain(
      'processor <i lang=\\"vi\\">bộ xử lý</i>',
    );
  });

  it('sets exercises and checks between runs of html', () => {
    const steps =
      ':::steps{title="Làm ngay"}\n1. Nhấn :kbd[Enter].\n\n   Giải thích.\n2. Xong.\n\nKhông thấy?\n:::';
    expect(parts(`Trước.\n\n${steps}\n\n::check{id=C-1}\n\nSau.`)).toEqual([
      { kind: 'html', html: '<p>Trước.</p>' },
      {
        kind: 'steps',
        key: 's1-1',
        title: 'Làm ngay',
        steps: ['<p>Nhấn <kbd>Enter</kbd>.</p>\n<p class="step-note">Giải thích.</p>', '<p>Xong.</p>'],
        helpHtml: '<p>Không thấy?</p>',
      },
      { kind: 'check', questionCode: 'C-1' },
      { kind: 'html', html: '<p>Sau.</p>' },
    ]);
  });

  it('keeps the key that an exercise states, so that moving it keeps the steps done', () => {
    expect(parts(':::steps{title="A" key="khoa-may"}\n1. Một.\n:::')).toMatchObject([
      { key: 'khoa-may', helpHtml: null },
    ]);
  });
});

describe('what a lesson may not hold', () => {
  // One case a line.
  // prettier-ignore
  it.each<{ name: string; body: string; line?: number; code: string }>([
    { name: 'a script block', body: '<script>alert(1)</script>', code: 'html_removed' },
    { name: 'a script in a line', body: 'Chữ <script>alert(1)</script> nữa.', code: 'html_removed' },
    { name: 'a handler', body: '<img src=x onerror=alert(1)>', code: 'html_removed' },
    { name: 'a frame', body: '<iframe src="https://evil.example"></iframe>', code: 'html_removed' },
    { name: 'a style', body: 'Chữ <style>p{position:fixed}</style>', code: 'html_removed' },
    { name: 'a javascript: link', body: '[x](javascript:alert(1))', code: 'link_removed' },
    { name: 'a javascript: link spelt oddly', body: '[x](JaVaScRiPt&colon;alert(1))', code: 'link_removed' },
    { name: 'a data: link', body: '[x](data:text/html,alert(1))', code: 'link_removed' },
    { name: 'a link without scheme', body: '[x](//evil.example/alert)', code: 'link_removed' },
    { name: 'a javascript: link by name', body: '[x][y]\n\n[y]: javascript:alert(1)', line: 5, code: 'link_removed' },
    { name: 'a picture from elsewhere', body: '![alert](https://evil.example/x.png)', code: 'not_supported' },
    { name: 'a footnote', body: 'Chữ[^1].\n\n[^1]: alert', code: 'not_supported' },
    { name: 'a task list', body: '- [ ] alert', code: 'not_supported' },
    { name: 'an unknown directive with words', body: ':b[alert]', code: 'unknown_directive' },
    { name: 'a term without key', body: ':term[CPU]', code: 'directive_value' },
    { name: 'a key name that leaves its place', body: ':term[CPU]{key="x y"}', code: 'directive_value' },
    { name: 'a check without id', body: '::check', code: 'directive_value' },
    { name: 'a callout without title', body: ':::note\nChữ.\n:::', code: 'directive_value' },
    { name: 'steps in a list of dots', body: ':::steps{title="A"}\n- Một.\n:::', line: 4, code: 'steps_shape' },
    { name: 'steps after words', body: ':::steps{title="A"}\nTrước.\n\n1. Một.\n:::', line: 4, code: 'steps_shape' },
    { name: 'steps inside a quotation', body: '> :::steps{title="A"}\n> 1. Một.\n> :::', code: 'directive_place' },
    { name: 'a heading of a section in a list', body: '- ## A', code: 'heading_level' },
    { name: 'an exercise left open', body: ':::steps{title="A"}\n1. Một.', code: 'directive_unclosed' },
  ])('$name: $code', ({ body, line, code }) => {
    const { sections, problems } = read(`## Mục\n\n${body}\n`);
    expect(problems[0]).toMatchObject({ file: 'x.md', line: line ?? 3, code });
    const out = JSON.stringify(sections);
    expect(out).not.toMatch(/<script|<style|<iframe|onerror|href=\\"(?!#term-)|src=|position:fixed|alert\(1\)<\/p>/);
  });

  it('says when a lesson has no section or too many', () => {
    expect(read('').problems).toEqual([{ file: 'x.md', line: 1, code: 'no_section', params: {} }]);
    const many = read('## A\n\n'.repeat(31)).problems;
    expect(many).toEqual([{ file: 'x.md', line: 61, code: 'too_many_sections', params: { most: 30 } }]);
  });
});
