import { describe, expect, it } from 'vitest';
import { questionDraftSchema } from './question';
import { readQuestionForm } from './question-form';

function fields(values: Record<string, string | string[]>) {
  const list = (name: string) => [values[name] ?? []].flat();
  return { get: (name: string) => list(name)[0] ?? '', getAll: list };
}

const base = {
  type: 'single',
  skill: 'IU01.1.1',
  difficulty: 'easy',
  software: '',
  'stem.vi': 'Câu hỏi?',
  'stem.en': 'Question?',
  'option.0.id': 'a',
  'option.0.vi': 'Một',
  'option.0.en': 'One',
  'option.1.id': 'b',
  'option.1.vi': 'Hai',
  'option.1.en': 'Two',
  right: '1',
  'explanation.vi': 'Vì…',
  'explanation.en': '',
};

describe('the editor form', () => {
  it('reads a single choice that the schema accepts', () => {
    const draft = questionDraftSchema.parse(readQuestionForm(fields(base)));
    expect(draft.body.options).toEqual([
      { id: 'a', text: { vi: 'Một', en: 'One' }, right: false },
      { id: 'b', text: { vi: 'Hai', en: 'Two' }, right: true },
    ]);
  });

  it('gives a new option an id that none has, and leaves an empty row out', () => {
    const draft = readQuestionForm(fields({ ...base, 'option.2.vi': '  ', 'option.3.vi': 'Ba' }));
    expect(draft.body.options.map((option) => option.id)).toEqual(['a', 'b', 'c']);
  });

  it('keeps the key with its option when a row before it is emptied', () => {
    const draft = readQuestionForm(
      fields({ ...base, 'option.0.vi': '', 'option.0.en': '', 'option.2.vi': 'Ba' }),
    );
    expect(draft.body.options.filter((option) => option.right).map((option) => option.id)).toEqual(['b']);
  });

  it('makes the two fixed options of a true or false', () => {
    const draft = questionDraftSchema.parse(
      readQuestionForm(fields({ ...base, type: 'true_false', right: '0' })),
    );
    expect(draft.body.options.map(({ id, right }) => [id, right])).toEqual([
      ['true', true],
      ['false', false],
    ]);
  });

  it('reads several right options', () => {
    const draft = readQuestionForm(fields({ ...base, type: 'multiple', right: ['0', '1'] }));
    expect(draft.body.options.map((option) => option.right)).toEqual([true, true]);
  });

  it('takes an unknown type or difficulty for the plainest one', () => {
    const draft = readQuestionForm(fields({ ...base, type: 'x', difficulty: 'x' }));
    expect([draft.type, draft.difficulty]).toEqual(['single', 'medium']);
  });
});
