import { describe, expect, it } from 'vitest';
import { candidateItem, chosenIds, reviewItem, type OptionOrder } from './paper';
import type { QuestionBody } from './question';

const body: QuestionBody = {
  stem: { vi: 'Bộ nhớ nào mất dữ liệu khi tắt máy?', en: 'Which memory loses its data?' },
  options: [
    { id: 'o1', text: { vi: 'RAM', en: 'RAM' }, right: true },
    { id: 'o2', text: { vi: 'ROM', en: 'ROM' }, right: false },
    { id: 'o3', text: { vi: 'SSD', en: 'SSD' }, right: false },
    { id: 'o4', text: { vi: 'Tất cả đều sai', en: 'None of these' }, right: false },
  ],
  lockLast: true,
  explanation: { vi: 'RAM là bộ nhớ tạm.', en: '' },
};
const order: OptionOrder = [
  ['t9', 'o3'],
  ['t4', 'o1'],
  ['t7', 'o2'],
  ['t2', 'o4'],
];

describe('what a candidate sees', () => {
  const item = candidateItem({ type: 'single', body }, 9, order, 'vi');

  it('is the question in the order drawn', () =>
    expect(item).toEqual({
      position: 9,
      type: 'single',
      stem: 'Bộ nhớ nào mất dữ liệu khi tắt máy?',
      lang: 'vi',
      options: [
        { token: 't9', text: 'SSD', fixed: null },
        { token: 't4', text: 'RAM', fixed: null },
        { token: 't7', text: 'ROM', fixed: null },
        { token: 't2', text: 'Tất cả đều sai', fixed: null },
      ],
    }));

  it('holds no key, no stable id and no explanation', () => {
    const text = JSON.stringify(item);
    for (const secret of ['right', 'o1', 'o2', 'o3', 'o4', 'RAM là', 'lockLast'])
      expect(text).not.toContain(secret);
  });

  it('stays Vietnamese as a whole where the translation is incomplete', () => {
    const half = { ...body, options: body.options.map((one) => ({ ...one, text: { ...one.text, en: '' } })) };
    expect(candidateItem({ type: 'single', body: half }, 1, order, 'en')).toMatchObject({
      lang: 'vi',
      stem: body.stem.vi,
    });
    expect(candidateItem({ type: 'single', body }, 1, order, 'en').lang).toBe('en');
  });

  it('leaves the words for true and false to the page', () => {
    const options = ['true', 'false'].map((id) => ({ id, text: { vi: '', en: '' }, right: id === 'false' }));
    const shown = candidateItem(
      { type: 'true_false', body: { ...body, options } },
      1,
      [
        ['x', 'true'],
        ['y', 'false'],
      ],
      'en',
    );
    expect(shown.lang).toBe('en');
    expect(shown.options).toEqual([
      { token: 'x', text: '', fixed: 'true' },
      { token: 'y', text: '', fixed: 'false' },
    ]);
  });
});

describe('the review', () => {
  const review = (answer: string[] | null) =>
    reviewItem({
      version: { type: 'single', body, skill: 'IU01.1' },
      position: 1,
      order,
      answer,
      right: true,
      lang: 'en',
    });

  it('marks the right and the chosen option in the order seen', () =>
    expect(review(['t4']).options.map(({ text, right, chosen }) => [text, right, chosen])).toEqual([
      ['SSD', false, false],
      ['RAM', true, true],
      ['ROM', false, false],
      ['None of these', false, false],
    ]));
  it('gives the explanation there is', () => expect(review(null).explanation).toBe('RAM là bộ nhớ tạm.'));
  it('says when nothing was answered', () => expect(review(null).answered).toBe(false));
});

it('reads tokens as option ids, the first option of the bank included', () => {
  expect(chosenIds(order, ['t4'])).toEqual(['o1']);
  expect(chosenIds(order, [])).toBeNull();
  expect(chosenIds(order, null)).toBeNull();
});
