import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { i18nFor } from '~/locales/i18n.server';
import type { Lang, Module } from './data';
import { HomeHead } from './home-head';

const CODES = ['IU01', 'IU02', 'IU03', 'IU04', 'IU05', 'IU06'];

function standing(missing: string[], codes: string[] = CODES) {
  const modules = codes.map((module): Module => {
    const met = !missing.includes(module);
    return { module, nameVi: module, nameEn: module, met, expiring: false, evidence: null, expired: null };
  });
  return { modules, missing, expiring: [] };
}

const MS = { key: 'ms', given: 'Vân', name: 'Vân' } as const;
const NEUTRAL = { key: 'neutral', given: 'Vân', name: 'Trần Thị Hồng Vân' } as const;

function text(
  lang: Lang,
  change: Partial<Parameters<typeof HomeHead>[0]>,
): { headline: string; page: string } {
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor(lang)}>
      <HomeHead lang={lang} today="2026-11-25" who={MS} standing={standing([])} dueOn={null} {...change} />
    </I18nextProvider>,
  );
  return { headline: /<h1[^>]*>(.*?)<\/h1>/.exec(page)?.[1] ?? '', page };
}

const HEADLINES: [name: string, lang: Lang, change: Parameters<typeof text>[1], headline: string][] = [
  ['one missing', 'vi', { standing: standing(['IU01']) }, 'Chị Vân còn một mô đun phải đạt: IU01'],
  [
    'three are named',
    'vi',
    { standing: standing(CODES.slice(3)) },
    'Chị Vân còn ba mô đun phải đạt: IU04, IU05, IU06',
  ],
  ['more are counted only', 'vi', { standing: standing(CODES) }, 'Chị Vân còn sáu mô đun phải đạt'],
  ['all met', 'vi', {}, 'Chị Vân đã đạt đủ sáu mô đun'],
  ['no rule', 'vi', { standing: standing([], []) }, 'Chị Vân chưa có mô đun nào phải đạt'],
  [
    'ten and more are digits',
    'vi',
    { standing: standing([], [...CODES, ...CODES]) },
    'Chị Vân đã đạt đủ 12 mô đun',
  ],
  ['one in English', 'en', { standing: standing(['IU01']) }, 'Ms Vân has one module still to pass: IU01'],
  [
    'two in English',
    'en',
    { standing: standing(['IU01', 'IU02']) },
    'Ms Vân has two modules still to pass: IU01, IU02',
  ],
  ['no title in English', 'en', { who: NEUTRAL }, 'Trần Thị Hồng Vân has met all six modules'],
];

describe('HomeHead', () => {
  it.each(HEADLINES)('%s', (_, lang, change, headline) => {
    expect(text(lang, change).headline).toBe(headline);
  });

  it.each([
    ['2026-12-31', 'còn 36 ngày'],
    ['2026-11-25', 'hết hôm nay'],
    ['2026-11-22', 'quá 3 ngày'],
  ])('due on %s: %s', (dueOn, words) => {
    expect(text('vi', { dueOn }).page).toContain(words);
  });

  it('gives modules that end on one day together', () => {
    const { modules } = standing([]);
    const evidence = { lastDay: '2026-12-13' } as Module['evidence'];
    modules.forEach((module, index) => Object.assign(module, index < 2 ? { expiring: true, evidence } : {}));
    const { page } = text('vi', { standing: { modules, missing: [], expiring: ['IU01', 'IU02'] } });
    expect(page).toContain('Sắp hết hạn: IU01, IU02 ngày 13/12/2026');
  });
});
