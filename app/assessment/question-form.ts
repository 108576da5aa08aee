import { TRUE_FALSE, type QuestionDraft, type QuestionDraftInput } from './question';
import { DIFFICULTIES, QUESTION_TYPES } from './terms';

/** What the editor's form posts, by field name. `right` holds the indexes of the options marked right. */
export interface QuestionFormFields {
  get: (name: string) => string;
  getAll: (name: string) => string[];
}

const MAX_OPTIONS = 12;
const LETTERS = 'abcdefghijkl';

/**
 * Reads the editor's fields: type, skill, difficulty, software, stem.vi, stem.en, option.N.id, option.N.vi, option.N.en,
 * right, lockLast, explanation.vi, explanation.en. Options with no text at all are left out; ids stay as they were and
 * new options take the next free letter. The draft is checked by questionDraftSchema afterwards.
 */
export function readQuestionForm({ get, getAll }: QuestionFormFields): QuestionDraftInput {
  const type = QUESTION_TYPES.find((known) => known === get('type')) ?? 'single';
  const right = new Set(getAll('right'));
  const head = {
    type,
    skill: get('skill'),
    difficulty: DIFFICULTIES.find((known) => known === get('difficulty')) ?? 'medium',
    software: get('software').trim() === '' ? null : get('software'),
  };
  const texts = {
    stem: { vi: get('stem.vi'), en: get('stem.en') },
    explanation: { vi: get('explanation.vi'), en: get('explanation.en') },
    lockLast: get('lockLast') === 'on',
  };
  if (type === 'true_false') {
    const options = TRUE_FALSE.map((id, index) => ({
      id,
      text: { vi: '', en: '' },
      right: right.has(String(index)),
    }));
    return { ...head, body: { ...texts, lockLast: false, options } };
  }
  const used = new Set<string>();
  const options = [];
  for (let index = 0; index < MAX_OPTIONS; index += 1) {
    const text = { vi: get(`option.${index}.vi`), en: get(`option.${index}.en`) };
    if (text.vi.trim() === '' && text.en.trim() === '') continue;
    const given = get(`option.${index}.id`);
    const id = given !== '' && !used.has(given) ? given : nextId(used);
    used.add(id);
    options.push({ id, text, right: right.has(String(index)) });
  }
  return { ...head, body: { ...texts, options } };
}

function nextId(used: Set<string>): string {
  return [...LETTERS].find((letter) => !used.has(letter)) ?? `o${used.size}`;
}

/** A draft to show again in an editor after it was refused: every text as it was typed. */
export function draftForEditor(input: QuestionDraftInput): QuestionDraft {
  const { body } = input;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const pair = (value: { vi?: unknown; en?: unknown } | undefined) => ({
    vi: text(value?.vi),
    en: text(value?.en),
  });
  return {
    type: input.type,
    skill: input.skill,
    difficulty: input.difficulty,
    software: input.software ?? null,
    body: {
      stem: pair(body.stem),
      options: body.options.map(({ id, text: words, right }) => ({
        id,
        text: pair(words),
        right: right ?? false,
      })),
      lockLast: body.lockLast ?? false,
      explanation: pair(body.explanation),
    },
  };
}
