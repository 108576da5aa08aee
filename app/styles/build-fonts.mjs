// Makes the web fonts in ./fonts from the packages they come from. Run by hand after changing the letters
// below: `node app/styles/build-fonts.mjs`. The results are committed, so that a build never depends on it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import subsetFont from 'subset-font';

const require = createRequire(import.meta.url);
const target = fileURLToPath(new URL('./fonts/', import.meta.url));

const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, step) => String.fromCodePoint(first + step)).join('');

// Every Vietnamese letter: the vowels with their marks, in both cases, in both normal forms. The combining
// marks stay in because names pasted from old files may arrive decomposed and must not fall into another face.
const vowels = 'aăâeêioôơuưy';
const marks = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const syllables = [...vowels].flatMap((vowel) => marks.map((mark) => (vowel + mark).normalize('NFC')));
const vietnamese = syllables.join('') + 'đ' + marks.join('') + '\u0302\u0306\u031b₫';

// ASCII, the Western letters that turn up in foreign names, then the signs that pages really print. Arrows
// are icons, and the face has none: in text they fall to the system's font.
const latin = range(0x20, 0x7e) + 'äåæçëïñöøüßÿ' + 'ÄÅÆÇËÏÑÖØÜ';
const signs = '\u00a0§©«»°±²³µ¶·½×÷–—‘’“”•…‰−≈≠≤≥';
const text = latin + vietnamese + vietnamese.toUpperCase() + signs;

const beVietnamPro = (folder, file) => `@expo-google-fonts/be-vietnam-pro/${folder}/BeVietnamPro_${file}.ttf`;
const inter = (weight) => `@fontsource/inter/files/inter-latin-${weight}-normal.woff2`;

// Alternate shapes, fractions and the like double the glyphs and no page asks for them.
const textFeatures = ['ccmp', 'kern', 'mark', 'mkmk', 'locl'];

// Hinting stays where small sizes meet old screens (half the bytes, and still within the budget); the word in
// the mark is large.

// Inter's even digits live behind the "tnum" feature, so that one is kept and base.css switches it on.
const fonts = [
  {
    from: beVietnamPro('400Regular', '400Regular'),
    to: 'be-vietnam-pro-400.woff2',
    text,
    keepFeatures: textFeatures,
  },
  {
    from: beVietnamPro('600SemiBold', '600SemiBold'),
    to: 'be-vietnam-pro-600.woff2',
    text,
    keepFeatures: textFeatures,
  },
  {
    from: beVietnamPro('700Bold', '700Bold'),
    to: 'be-vietnam-pro-700-mark.woff2',
    text: 'Thạo',
    keepFeatures: ['kern'],
    noHinting: true,
  },
  { from: inter(400), to: 'digits-400.woff2', text: '0123456789', keepFeatures: ['tnum'] },
  { from: inter(600), to: 'digits-600.woff2', text: '0123456789', keepFeatures: ['tnum'] },
];

await mkdir(target, { recursive: true });
let total = 0;
for (const { from, to, text: letters, keepFeatures, noHinting = false } of fonts) {
  const source = await readFile(require.resolve(from));
  const subset = await subsetFont(source, letters, {
    targetFormat: 'woff2',
    noHinting,
    keepFeatures,
  });
  await writeFile(path.join(target, to), subset);
  total += subset.length;
  console.log(`${String(subset.length).padStart(6)} ${to}`);
}
console.log(`${String(total).padStart(6)} all`);

const licences = await Promise.all(
  ['@expo-google-fonts/be-vietnam-pro/LICENSE_FONT', '@fontsource/inter/LICENSE'].map((file) =>
    readFile(require.resolve(file), 'utf8'),
  ),
);
const heading = (what) => `${'='.repeat(78)}\n${what}\n${'='.repeat(78)}\n\n`;
await writeFile(
  path.join(target, 'OFL.txt'),
  heading('Be Vietnam Pro (be-vietnam-pro-*.woff2), subset') +
    licences[0].trim() +
    '\n\n' +
    heading('Inter (digits-*.woff2), digits only') +
    licences[1].trim() +
    '\n',
);
