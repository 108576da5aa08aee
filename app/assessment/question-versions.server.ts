import { AppError } from '~/access/errors';
import { foldForSearch } from '~/organisation/names';
import { insertQuestionVersion, setNewestVersion } from '~db/queries/assessment';
import type { Tx } from '~db/write.server';
import { sha256 } from './adapters/secrets';
import { canonicalJson } from './canonical';
import { fieldCodes, questionDraftSchema, type QuestionDraft } from './question';

/** A draft after checks, with Unicode composed and blanks trimmed. Errors: invalid_input with codes by field path. */
export function readDraft(draft: unknown, detail: Record<string, string> = {}): QuestionDraft {
  const parsed = questionDraftSchema.safeParse(draft);
  if (!parsed.success) throw new AppError('invalid_input', detail, fieldCodes(parsed.error));
  return parsed.data;
}

/** Hash of what a question says; code, number and origin stay out, so that the same content is never stored twice. */
export function draftHash(draft: QuestionDraft): string {
  const { type, skill, difficulty, body } = draft;
  return sha256(canonicalJson({ type, skill, difficulty, software: draft.software || null, body }));
}

/** Stores a draft as the version after `from` (0 for the first). Errors: version_changed where somebody was faster. */
export function addVersion(
  tx: Tx,
  input: {
    question: { id: number; code: string };
    from: number;
    draft: QuestionDraft;
    hash: string;
    origin: 'content' | 'editor';
  },
): number {
  const { question, from, draft, hash, origin } = input;
  const version = from + 1;
  insertQuestionVersion(tx.db, {
    questionId: question.id,
    version,
    type: draft.type,
    skill: draft.skill,
    difficulty: draft.difficulty,
    software: draft.software || null,
    body: canonicalJson(draft.body),
    hash,
    origin,
    txId: tx.id,
  });
  const searchKey = searchKeyOf(question.code, draft);
  if (!setNewestVersion(tx.db, { id: question.id, from, version, searchKey }))
    throw new AppError('version_changed');
  return version;
}

/** Folded words of everything a trainer may look a question up by. */
function searchKeyOf(code: string, { body }: QuestionDraft): string {
  const texts = [body.stem, ...body.options.map((option) => option.text)];
  return foldForSearch([code, ...texts.flatMap(({ vi, en }) => [vi, en])].join(' '));
}
