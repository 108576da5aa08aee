/**
 * What the browser gets must run in Chrome 109 and Firefox 115: no colour functions, nesting or script syntax that came
 * later, outside @supports. And no file of the built pages names another host.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const client = join(dirname(fileURLToPath(import.meta.url)), '..', 'build', 'client');
const problems = [];
const sizes = [];

for (const path of walk(client)) {
  const name = path.slice(client.length + 1);
  if (name.endsWith('.css')) checkStyles(name, readFileSync(path, 'utf8'));
  if (name.endsWith('.js')) await checkScript(name, readFileSync(path, 'utf8'));
  sizes.push([name, statSync(path).size]);
}

function checkStyles(name, css) {
  const unguarded = removeSupports(css);
  for (const word of ['oklch(', 'oklab(', 'color-mix(', 'lab(', '@starting-style', 'light-dark(']) {
    if (unguarded.includes(word)) problems.push(`${name}: ${word} outside @supports`);
  }
  if (/[{;]\s*&/.test(unguarded)) problems.push(`${name}: CSS nesting (Chrome 112)`);
  for (const [, url] of css.matchAll(/url\(["']?([^"')]+)/g)) {
    if (/^(https?:)?\/\//.test(url)) problems.push(`${name}: asks another host, ${url}`);
  }
}

function removeSupports(css) {
  let out = '';
  for (let at = 0; at < css.length;) {
    if (css.startsWith('@supports', at)) {
      let depth = 0;
      do {
        if (css[at] === '{') depth += 1;
        if (css[at] === '}') depth -= 1;
        at += 1;
      } while (at < css.length && (depth > 0 || css[at - 1] !== '}'));
    } else out += css[at++];
  }
  return out;
}

/** Lowering to the oldest browsers must leave the text as it is: then it holds nothing newer. */
async function checkScript(name, code) {
  try {
    const options = { target: ['chrome109', 'firefox115'], minify: true, legalComments: 'none' };
    const lowered = await transform(code, options);
    const asIs = await transform(code, { ...options, target: 'esnext' });
    if (lowered.code !== asIs.code) problems.push(`${name}: syntax newer than Chrome 109 or Firefox 115`);
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
  }
}

function* walk(folder) {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) yield* walk(path);
    else yield path;
  }
}

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(1);
}
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
process.stdout.write(`${sizes.length} files, ${Math.round(total / 1024)} kB uncompressed\n`);
