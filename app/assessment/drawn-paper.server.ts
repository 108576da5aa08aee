import { AppError } from '~/access/errors';
import { findVersionBody, listDrawable, type ExamVersionRow } from '~db/queries/exams';
import type { Db } from '~db/client.server';
import { randomToken, randomTokens, sha256 } from './adapters/secrets';
import type { DrawnItem } from './attempt-writer';
import type { BlueprintRow } from './content';
import { drawPaper, permuteOptions } from './drawing';
import type { QuestionBody } from './question';
import { seededRandom } from './random';
import { MARK } from './terms';

/**
 * Draws a paper for an exam version and permutes its options. Tokens come from the system's randomness and not from the
 * seed: the state of the seeded sequence could be read back from them, and with it the author's order of options.
 * Errors: bank_too_small with the first row that could not be filled.
 */
export function drawForExam(
  db: Db,
  exam: ExamVersionRow,
): { seed: string; paperHash: string; items: DrawnItem[] } {
  const seed = randomToken(16);
  const random = seededRandom(seed);
  const eligible = listDrawable(db, exam.bankId);
  const rows = JSON.parse(exam.blueprintRows) as BlueprintRow[];
  const draw = drawPaper({ rows, eligible, random });
  if (draw.kind === 'short') {
    const [row] = draw.rows;
    throw new AppError('bank_too_small', {
      skill: row?.skill ?? '',
      difficulty: row?.difficulty ?? '',
      needed: row?.needed ?? 0,
      available: row?.available ?? 0,
    });
  }
  const byId = new Map(eligible.map((question) => [question.versionId, question]));
  const items = draw.items.map((questionVersionId): DrawnItem => {
    const { options, lockLast } = JSON.parse(findVersionBody(db, questionVersionId) ?? '') as QuestionBody;
    const type = byId.get(questionVersionId)?.type ?? 'single';
    const shown = permuteOptions({ type, options, lockLast, random });
    return { questionVersionId, options: shown.map((option) => ['', option.id]), maxMarks: MARK };
  });
  const tokens = randomTokens(items.reduce((count, item) => count + item.options.length, 0));
  for (const item of items) for (const option of item.options) option[0] = tokens.pop() ?? '';
  const hashes = items.map((item) => [byId.get(item.questionVersionId)?.hash ?? '', item.options]);
  return { seed, paperHash: sha256(JSON.stringify([exam.hash, hashes])), items };
}
