/**
 * `npm run bench` prints ratios, `npm run bench -- --check` holds them against bench/limits.json. A name after the
 * options picks a part: figure, save, page, restore, sign-in, policy.
 */
import './production';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchFigure } from './figure';
import type { Measured } from './measure';
import { benchPage } from './page';
import { benchPolicy } from './policy';
import { benchRestore } from './restore';
import { benchSave } from './save';
import { benchSignIn } from './sign-in';

const args = process.argv.slice(2);
const picked = args.filter((word) => !word.startsWith('--'));
const wants = (part: string) => picked.length === 0 || picked.includes(part);

const measured: Measured[] = [];
const add = (results: Measured[]) => {
  for (const one of results) {
    measured.push(one);
    const [ours, baseline] = [one.ours, one.baseline].map((value) => value.toFixed(1));
    process.stdout.write(
      `${one.name}: ${ours} against ${baseline} ${one.unit}, ratio ${one.ratio.toFixed(2)}\n`,
    );
  }
};
if (wants('page')) add([await benchPage()]);
if (wants('save')) add([await benchSave()]);
if (wants('sign-in')) add(await benchSignIn());
if (wants('policy')) add(await benchPolicy());
if (wants('restore')) add([await benchRestore((line) => process.stdout.write(`${line}\n`))]);
if (wants('figure')) for (const people of [75_000, 1_000_000]) add(await benchFigure(people));

if (args.includes('--check')) {
  const limits = JSON.parse(readFileSync(join(import.meta.dirname, 'limits.json'), 'utf8')) as Record<
    string,
    { atMost?: number; atLeast?: number }
  >;
  const broken = measured.filter(({ name, ratio }) => {
    const limit = limits[name];
    if (!limit) throw new Error(`bench/limits.json has no limit for ${name}`);
    return ratio > (limit.atMost ?? Infinity) || ratio < (limit.atLeast ?? 0);
  });
  for (const one of broken)
    process.stderr.write(`${one.name}: ratio ${one.ratio.toFixed(2)} breaks its limit\n`);
  process.exit(broken.length === 0 ? 0 : 1);
}
