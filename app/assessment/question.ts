import { z } from 'zod';
import { DIFFICULTIES, QUESTION_TYPES } from './terms';

/** A text in both languages; `en` may be empty, then Vietnamese is shown. */
export interface TextPair {
  vi: string;
  en: string;
}

export interface QuestionOption {
  /** Stable within the question; never sent to a browser that sits an exam. 'true' and 'false' in a true_false. */
  id: string;
  text: TextPair;
  right: boolean;
}

/** What a question says. Stored as JSON in question_version.body; a version never changes. */
export interface QuestionBody {
  stem: TextPair;
  /** In the author's order. In a true_false exactly 'true' and 'false', whose texts are empty: pages say them. */
  options: QuestionOption[];
  /** The last option stays last when options are shuffled ("all of the above"). */
  lockLast: boolean;
  explanation: TextPair;
}

export const LIMITS = { stem: 4000, option: 1000, explanation: 4000, options: { min: 2, max: 10 } } as const;
/** Ids of the two options of a true_false, in the order they are always shown. */
export const TRUE_FALSE = ['true', 'false'] as const;

const text = (max: number) => z.string({ error: 'required' }).trim().normalize('NFC').max(max, 'too_long');
const needed = (max: number) => text(max).min(1, 'required');
const pair = <T extends z.ZodType<string>>(vi: T, max: number) =>
  z.object({ vi, en: text(max).default('') }, { error: 'required' });

const optionSchema = z.object({
  id: z.string({ error: 'required' }).regex(/^[a-z0-9][a-z0-9_-]{0,31}$/, 'bad_id'),
  text: pair(text(LIMITS.option).default(''), LIMITS.option).default({ vi: '', en: '' }),
  right: z.boolean({ error: 'required' }).default(false),
});

export const questionBodySchema = z.object({
  stem: pair(needed(LIMITS.stem), LIMITS.stem),
  options: z.array(optionSchema, { error: 'required' }).max(LIMITS.options.max, 'too_many_options'),
  lockLast: z.boolean().default(false),
  explanation: pair(text(LIMITS.explanation).default(''), LIMITS.explanation).default({ vi: '', en: '' }),
});

/**
 * A question as an editor or a file may state it. Messages are codes: required, too_long, bad_id, bad_skill, bad_choice,
 * too_few_options, too_many_options, duplicate_id, duplicate_text, one_right, no_right, no_wrong, true_false_options.
 */
export const questionDraftSchema = z
  .object({
    type: z.enum(QUESTION_TYPES, { error: 'bad_choice' }),
    skill: z.string({ error: 'required' }).regex(/^[A-Z]{2}\d{2}(\.\d{1,3}){0,5}$/, 'bad_skill'),
    difficulty: z.enum(DIFFICULTIES, { error: 'bad_choice' }),
    software: text(200).nullish(),
    body: questionBodySchema,
  })
  .superRefine((draft, context) => {
    for (const { path, code } of optionProblems(draft.type, draft.body.options)) {
      context.addIssue({ code: 'custom', message: code, path: ['body', 'options', ...path] });
    }
  });

export type QuestionDraft = z.output<typeof questionDraftSchema>;
export type QuestionDraftInput = z.input<typeof questionDraftSchema>;

/** What is wrong with the options as a whole, given the type. `path` is empty for the list itself. */
function optionProblems(type: QuestionDraft['type'], options: QuestionOption[]) {
  const problems: { path: (string | number)[]; code: string }[] = [];
  const rightCount = options.filter((option) => option.right).length;
  if (type === 'true_false') {
    const ids = options.map((option) => option.id);
    const asMeant = ids.length === 2 && ids.every((id, index) => id === TRUE_FALSE[index]);
    const silent = options.every((option) => option.text.vi === '' && option.text.en === '');
    if (!asMeant || !silent) problems.push({ path: [], code: 'true_false_options' });
    if (rightCount !== 1) problems.push({ path: [], code: 'one_right' });
    return problems;
  }
  if (options.length < LIMITS.options.min) problems.push({ path: [], code: 'too_few_options' });
  const ids = new Set<string>();
  const texts = new Set<string>();
  options.forEach((option, index) => {
    if (ids.has(option.id)) problems.push({ path: [index, 'id'], code: 'duplicate_id' });
    ids.add(option.id);
    if (option.text.vi === '') problems.push({ path: [index, 'text', 'vi'], code: 'required' });
    else if (texts.has(option.text.vi))
      problems.push({ path: [index, 'text', 'vi'], code: 'duplicate_text' });
    texts.add(option.text.vi);
  });
  if (type === 'single' && rightCount !== 1) problems.push({ path: [], code: 'one_right' });
  if (type === 'multiple' && rightCount === 0) problems.push({ path: [], code: 'no_right' });
  if (type === 'multiple' && rightCount === options.length) problems.push({ path: [], code: 'no_wrong' });
  return problems;
}

/** Codes by field path ('body.options.2.text.vi'); the first problem of a field wins. */
export function fieldCodes(error: z.ZodError): Record<string, string> {
  const codes: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.map(String).join('.');
    codes[path] ??= issue.message;
  }
  return codes;
}
