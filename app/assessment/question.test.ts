import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical';
import { fieldCodes, questionDraftSchema, type QuestionDraftInput } from './question';

const option = (id: string, right: boolean, vi = `Phương án ${id}`) => ({ id, text: { vi, en: '' }, right });
const valid: QuestionDraftInput = {
  type: 'single',
  skill: 'IU01.1.2',
  difficulty: 'easy',
  body: {
    stem: { vi: 'RAM là gì?', en: '' },
    options: [option('a', true), option('b', false)],
  },
};
const withBody = (
  body: Partial<QuestionDraftInput['body']>,
  type: QuestionDraftInput['type'] = 'single',
) => ({
  ...valid,
  type,
  body: { ...valid.body, ...body },
});
const codes = (draft: unknown) => {
  const parsed = questionDraftSchema.safeParse(draft);
  return parsed.success ? {} : fieldCodes(parsed.error);
};
const trueFalse = (right: string) =>
  ['true', 'false'].map((id) => ({ id, text: { vi: '', en: '' }, right: id === right }));

describe('a question draft', () => {
  it('is accepted with its gaps filled', () =>
    expect(questionDraftSchema.parse(valid)).toMatchObject({
      body: { lockLast: false, explanation: { vi: '', en: '' }, stem: { vi: 'RAM là gì?', en: '' } },
    }));
  it('is composed and trimmed', () =>
    expect(
      questionDraftSchema.parse(withBody({ stem: { vi: '  Bộ nhớ '.normalize('NFD') } })).body.stem.vi,
    ).toBe('Bộ nhớ'));

  it.each<[name: string, draft: unknown, codes: Record<string, string>]>([
    ['single with one right option', valid, {}],
    ['multiple', withBody({}, 'multiple'), {}],
    ['true and false', withBody({ options: trueFalse('false') }, 'true_false'), {}],
    ['no stem', withBody({ stem: { vi: '  ', en: '' } }), { 'body.stem.vi': 'required' }],
    ['a stem too long', withBody({ stem: { vi: 'a'.repeat(4001) } }), { 'body.stem.vi': 'too_long' }],
    [
      'an option too long',
      withBody({ options: [option('a', true, 'a'.repeat(1001)), option('b', false)] }),
      {
        'body.options.0.text.vi': 'too_long',
      },
    ],
    [
      'an option without text',
      withBody({ options: [option('a', true), option('b', false, '')] }),
      {
        'body.options.1.text.vi': 'required',
      },
    ],
    [
      'the same option twice',
      withBody({ options: [option('a', true, 'x'), option('b', false, 'x')] }),
      {
        'body.options.1.text.vi': 'duplicate_text',
      },
    ],
    [
      'the same id twice',
      withBody({ options: [option('a', true), option('a', false, 'y')] }),
      {
        'body.options.1.id': 'duplicate_id',
      },
    ],
    ['one option', withBody({ options: [option('a', true)] }), { 'body.options': 'too_few_options' }],
    [
      'eleven options',
      withBody({ options: 'abcdefghijk'.split('').map((id) => option(id, id === 'a')) }),
      {
        'body.options': 'too_many_options',
      },
    ],
    [
      'single with two right',
      withBody({ options: [option('a', true), option('b', true)] }),
      {
        'body.options': 'one_right',
      },
    ],
    [
      'single with none right',
      withBody({ options: [option('a', false), option('b', false)] }),
      {
        'body.options': 'one_right',
      },
    ],
    [
      'multiple with none right',
      withBody({ options: [option('a', false), option('b', false)] }, 'multiple'),
      {
        'body.options': 'no_right',
      },
    ],
    [
      'multiple with all right',
      withBody({ options: [option('a', true), option('b', true)] }, 'multiple'),
      {
        'body.options': 'no_wrong',
      },
    ],
    [
      'true and false with texts',
      withBody({ options: [option('true', true), option('false', false)] }, 'true_false'),
      {
        'body.options': 'true_false_options',
      },
    ],
    [
      'true and false the other way round',
      withBody({ options: trueFalse('true').reverse() }, 'true_false'),
      {
        'body.options': 'true_false_options',
      },
    ],
    ['a skill that is no code', { ...valid, skill: 'iu01' }, { skill: 'bad_skill' }],
    ['an unknown type', { ...valid, type: 'essay' }, { type: 'bad_choice' }],
    ['nothing at all', {}, { type: 'bad_choice', skill: 'required', difficulty: 'bad_choice' }],
  ])('%s', (_, draft, expected) => expect(codes(draft)).toMatchObject(expected));

  it('has no codes where it is right', () => expect(codes(valid)).toEqual({}));
});

it('canonical JSON does not depend on the order of keys or on absent fields', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x"}]}');
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
  expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
});
