import { drawPaper } from '~/assessment/drawing';
import { fieldCodes, questionDraftSchema } from '~/assessment/question';
import { seededRandom } from '~/assessment/random';
import { questionFacts } from './content-facts';
import type { ContentProblem, ContentProblemCode } from './content-problems';
import type { BankFile, BlueprintFile, QuestionFile, Sourced } from './content-schema';
import { alikePairs, NEAR_DUPLICATE, wordsOf } from './similarity';

/** Every question of a bank by the rules of the question editor, and stems that say the same thing twice. */
export function checkQuestions(bank: Sourced<BankFile>): ContentProblem[] {
  const { questions } = bank.data;
  return [
    ...questions.flatMap((question, index) => checkQuestion(bank, question, index)),
    ...nearDuplicates(bank),
  ];
}

function checkQuestion(bank: Sourced<BankFile>, question: QuestionFile, index: number): ContentProblem[] {
  const problem = (path: (string | number)[], code: ContentProblemCode, params = {}): ContentProblem => ({
    file: bank.file,
    line: bank.lineOf(['questions', index, ...path]),
    code,
    params: { question: question.id, ...params },
  });
  const isStatement = question.type === 'true_false';
  const strange = isStatement ? 'options' : 'answer';
  if (question[strange] !== undefined) return [problem([strange], 'unknown_key', { field: strange })];
  if (isStatement && question.answer === undefined)
    return [problem([], 'missing_value', { field: 'answer' })];

  const { code: _code, ...draft } = questionFacts(question);
  const checked = questionDraftSchema.safeParse(draft);
  if (checked.success) return [];
  const rightCount = draft.body.options.filter((option) => option.right).length;
  return Object.entries(fieldCodes(checked.error)).map(([field, draftCode]) => {
    const code =
      draftCode === 'one_right' && rightCount > 1 ? 'several_right_options' : PROBLEM_OF_DRAFT[draftCode];
    const path = field.split('.').filter((part) => part !== 'body' && part !== 'text');
    const steps = path.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    return problem(steps, code ?? 'wrong_value', { field: path.join('.') });
  });
}

const PROBLEM_OF_DRAFT: Record<string, ContentProblemCode> = {
  required: 'missing_value',
  too_few_options: 'few_options',
  duplicate_id: 'duplicate_option',
  duplicate_text: 'duplicate_option',
  one_right: 'no_right_option',
  no_right: 'no_right_option',
  no_wrong: 'no_wrong_option',
};

function nearDuplicates(bank: Sourced<BankFile>): ContentProblem[] {
  const { questions } = bank.data;
  const found = new Map<string, ContentProblem>();
  for (const lang of ['vi', 'en'] as const) {
    const stems = questions.map((question) => question.stem[lang]);
    for (const { a, b, share } of alikePairs(stems, NEAR_DUPLICATE)) {
      const pair = `${a} ${b}`;
      if (found.has(pair)) continue;
      found.set(pair, {
        file: bank.file,
        line: bank.lineOf(['questions', b, 'stem']),
        code: 'near_duplicate',
        params: {
          question: questions[b]?.id ?? '',
          other: questions[a]?.id ?? '',
          percent: Math.round(share * 100),
          lang,
        },
      });
    }
  }
  return [...found.values()];
}

/** A stem that practice shows must not decide an exam: whoever practised would know the question. */
export function checkSharedStems(banks: Sourced<BankFile>[]): ContentProblem[] {
  const practised = new Map<string, string>();
  const keysOf = ({ stem }: QuestionFile) =>
    (['vi', 'en'] as const).map((lang) => wordsOf(stem[lang]).join(' '));
  for (const bank of banks.filter(({ data }) => data.kind === 'practice')) {
    for (const question of bank.data.questions) {
      for (const key of keysOf(question)) practised.set(key, question.id);
    }
  }
  return banks
    .filter(({ data }) => data.kind === 'exam')
    .flatMap((bank) =>
      bank.data.questions.flatMap((question, index): ContentProblem[] => {
        const other = keysOf(question)
          .map((key) => practised.get(key))
          .find((id) => id !== undefined);
        if (other === undefined) return [];
        const line = bank.lineOf(['questions', index, 'stem']);
        const params = { question: question.id, other };
        return [{ file: bank.file, line, code: 'stem_shared_with_exam', params }];
      }),
    );
}

/** Can the bank fill the blueprint, with no question twice? */
export function checkFeasible(blueprint: Sourced<BlueprintFile>, bank: BankFile): ContentProblem[] {
  const { rows } = blueprint.data;
  const eligible = bank.questions.map(({ skill, difficulty, type }, versionId) => ({
    versionId,
    skill,
    difficulty,
    type,
  }));
  const draw = drawPaper({ rows, eligible, random: seededRandom('feasible') });
  if (draw.kind === 'drawn') return [];
  return draw.rows.map(({ skill, difficulty, needed, available }) => {
    const index = rows.findIndex((row) => row.skill === skill && (row.difficulty ?? null) === difficulty);
    return {
      file: blueprint.file,
      line: blueprint.lineOf(['rows', Math.max(index, 0)]),
      code: 'blueprint_infeasible',
      params: { skill, difficulty: difficulty ?? '', needed, available },
    };
  });
}
