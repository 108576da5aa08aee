import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { i18nFor } from '~/locales/i18n.server';
import { SeriesChart } from './series-chart';

const point = (asOf: string, numerator: number, denominator = 1000) => ({
  asOf,
  numerator,
  denominator,
  share: denominator === 0 ? null : { num: numerator, den: denominator },
});

function drawn(points: ReturnType<typeof point>[]): string {
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('vi')}>
      <SeriesChart
        points={points}
        target={{ num: 70, den: 100 }}
        lang="vi"
        hrefOf={(day, met) => `${day} ${met}`}
      />
    </I18nextProvider>,
  );
}

const across = [
  point('2025-05-31', 550),
  point('2025-06-30', 561),
  point('2025-07-31', 552),
  point('2025-08-31', 5, 9),
  point('2025-09-30', 600),
];

it('draws two lines that do not join where districts ended, and says so in words', () => {
  const html = drawn(across);
  const lines = [...html.matchAll(/<polyline points="([^"]*)"/g)].map(
    ([, points]) => points!.split(' ').length,
  );
  expect(lines).toEqual([2, 2]);
  expect(html).toContain('01/07/2025: bỏ cấp huyện, hợp nhất xã. Không nối hai đoạn.');
  expect(html).toContain('>56,1</text>');
  expect(html).toContain('>55,2</text>');
});

it('labels the last value on the line and the target with its words', () => {
  const html = drawn(across);
  expect(html).toContain('>60,0</text>');
  expect(html).toContain('Mục tiêu 70%');
});

it('leaves out a day with fewer than ten people, in the table as well', () => {
  const html = drawn(across);
  expect(html.match(/<circle/g)).toHaveLength(4);
  expect(html).toMatch(/31\/08\/2025<\/th>.*?>5<\/a>.*?>9<.*?>–</s);
});

it('has no break where all days lie on one side', () => {
  const html = drawn(across.slice(2));
  expect(html).not.toContain('bỏ cấp huyện');
  expect(html.match(/<polyline/g)).toHaveLength(1);
});

it('says in words that there is too little to draw', () => {
  expect(drawn([point('2026-10-31', 0, 0), point('2026-11-25', 700)])).toContain('Chưa đủ hai thời điểm');
});
