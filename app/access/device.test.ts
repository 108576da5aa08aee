import { expect, it } from 'vitest';
import { deviceOf } from './device';

const WINDOWS = 'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';

it.each([
  [`${WINDOWS} Chrome/109.0.0.0 Safari/537.36`, 'Chrome 109, Windows 7'],
  [`${WINDOWS} coc_coc_browser/114.0.148 Chrome/108.0.5359.148 Safari/537.36`, 'Cốc Cốc 114, Windows 7'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
    'Edge 131, Windows 10',
  ],
  ['Mozilla/5.0 (Windows NT 6.1; rv:109.0) Gecko/20100101 Firefox/115.0', 'Firefox 115, Windows 7'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari 17, iOS',
  ],
  ['curl/8', ''],
  ['', ''],
])('%s', (userAgent, device) => expect(deviceOf(userAgent)).toBe(device));

it('takes nothing and very long texts', () => {
  expect(deviceOf(null)).toBe('');
  expect(deviceOf(`${'x'.repeat(100_000)}Firefox/1`)).toBe('');
});
