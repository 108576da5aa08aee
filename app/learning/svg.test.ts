import { expect, it } from 'vitest';
import { checkPicture } from './svg';

const svg = (inside: string, attributes = 'viewBox="0 0 640 240"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>\n${inside}\n</svg>`;

it.each([
  {
    name: 'shapes and words',
    text: svg('<g fill="#fff"><path d="M1 2L3 4"/></g><text x="1">1 &amp; 2 &#8220;</text>'),
  },
  {
    name: 'an XML line and a comment',
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn by hand -->\n${svg('')}`,
  },
  {
    name: 'a gradient of its own',
    text: svg(
      '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><rect fill="url(#g)"/>',
    ),
  },
  { name: 'a part used twice', text: svg('<symbol id="s"><circle r="1"/></symbol><use href="#s"/>') },
])('lets $name through', ({ text }) => {
  expect(checkPicture(text)).toEqual({ kind: 'safe', width: 640, height: 240 });
});

it.each([
  { name: 'a script', text: svg('<script>alert(1)</script>'), what: 'script' },
  { name: 'a style sheet', text: svg('<style>@import "x"</style>'), what: 'style' },
  { name: 'foreignObject', text: svg('<foreignObject><p>x</p></foreignObject>'), what: 'foreignObject' },
  { name: 'a picture inside', text: svg('<image href="https://evil.example/x.png"/>'), what: 'image' },
  {
    name: 'an animation of a link',
    text: svg('<set attributeName="href" to="javascript:alert(1)"/>'),
    what: 'set',
  },
  { name: 'a link', text: svg('<a href="https://evil.example"><text>x</text></a>'), what: 'a' },
  { name: 'an event', text: svg('<rect onload="alert(1)"/>'), what: 'onload' },
  { name: 'an event in capitals', text: svg('<rect ONLOAD="alert(1)"/>'), what: 'ONLOAD' },
  { name: 'an event on the root', text: svg('', 'viewBox="0 0 1 1" onload="alert(1)"'), what: 'onload' },
  { name: 'a style attribute', text: svg('<rect style="fill:url(https://evil.example)"/>'), what: 'style' },
  { name: 'a use of another file', text: svg('<use href="other.svg#s"/>'), what: 'href' },
  {
    name: 'a use of another host',
    text: svg('<use xlink:href="https://evil.example/#s"/>'),
    what: 'xlink:href',
  },
  { name: 'a fill from elsewhere', text: svg('<rect fill="url(https://evil.example/#g)"/>'), what: 'fill' },
  {
    name: 'a fill from elsewhere, spaced',
    text: svg('<rect fill="url ( https://evil.example )"/>'),
    what: 'fill',
  },
  {
    name: 'a word spelt by references',
    text: svg('<rect fill="u&#114;l(https://evil.example)"/>'),
    what: 'fill',
  },
  { name: 'another namespace', text: svg('<g xmlns="http://www.w3.org/1999/xhtml"></g>'), what: 'xmlns' },
])('refuses $name', ({ text, what }) => {
  expect(checkPicture(text)).toMatchObject({ kind: 'unsafe', what });
});

it.each([
  { name: 'a DOCTYPE', text: `<!DOCTYPE svg [<!ENTITY x "y">]>\n${svg('')}`, line: 1 },
  { name: 'a processing instruction', text: `${svg('')}\n<?xml-stylesheet href="x"?>`, line: 4 },
  { name: 'CDATA', text: svg('<text><![CDATA[<script>]]></text>'), line: 2 },
  { name: 'an entity of its own', text: svg('<text>&x;</text>'), line: 2 },
  { name: 'a tag left open', text: svg('<g>'), line: 3 },
  { name: 'tags crossed', text: svg('<g><text></g></text>'), line: 2 },
  { name: 'an attribute twice', text: svg('<rect x="1" x="2"/>'), line: 2 },
  { name: 'an attribute without quotes', text: svg('<rect x=1/>'), line: 2 },
  { name: 'two roots', text: svg('') + svg(''), line: 3 },
  { name: 'an HTML page', text: '<html><body/></html>', line: 1 },
  { name: 'words alone', text: 'hello', line: 1 },
  { name: 'nothing', text: '', line: 1 },
])('does not read $name', ({ text, line }) => {
  expect(checkPicture(text)).toEqual({ kind: 'broken', line });
});

it.each([
  { attributes: 'viewBox="0 0 12.4 7.6"', size: { kind: 'safe', width: 12, height: 8 } },
  {
    attributes: 'viewBox="0,0,30,20" width="300" height="200"',
    size: { kind: 'safe', width: 30, height: 20 },
  },
  { attributes: 'width="300" height="200"', size: { kind: 'safe', width: 300, height: 200 } },
  { attributes: 'width="100%" height="200"', size: { kind: 'without_size' } },
  { attributes: 'viewBox="0 0 0 20"', size: { kind: 'without_size' } },
  { attributes: 'viewBox="0 0 20000 20"', size: { kind: 'without_size' } },
])('takes the size from $attributes', ({ attributes, size }) => {
  expect(checkPicture(svg('', attributes))).toEqual(size);
});

it('answers at once on a long picture that ends badly', () => {
  const text = svg('<path d="M0 0"/>'.repeat(3000)).replace(/<\/svg>$/, '<rect ' + 'x="1" '.repeat(3000));
  expect(checkPicture(text)).toMatchObject({ kind: 'broken' });
});
