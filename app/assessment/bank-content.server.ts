import { AppError } from '~/access/errors';
import { findBank, findQuestion, insertBank, insertQuestion, updateBank } from '~db/queries/assessment';
import {
  findBlueprint,
  findCurrentExam,
  findExamId,
  insertBlueprint,
  insertExam,
  insertExamVersion,
  setCurrentVersion,
} from '~db/queries/exams';
import type { Tx } from '~db/write.server';
import { sha256 } from './adapters/secrets';
import { canonicalJson } from './canonical';
import type { BankContent, BlueprintContent, ContentCounts, ExamContent, QuestionContent } from './content';
import { addVersion, draftHash, readDraft } from './question-versions.server';

type Change = 'created' | 'updated' | 'unchanged';

/**
 * Brings a bank and its questions to what content/ says. A changed question gets a new version; one whose newest version
 * was made in the editor stays as it is and is named in `kept`. Questions that content no longer states stay too. Errors:
 * invalid_input with `question` and codes by field path; conflict with `question` where it belongs to another bank, or
 * with `bank` where a practice bank would become an exam bank (its questions have been seen).
 */
export function upsertBankContent(
  tx: Tx,
  content: { bank: BankContent; questions: QuestionContent[] },
): ContentCounts {
  const bankId = upsertBank(tx, content.bank);
  const counts: ContentCounts = { created: 0, updated: 0, unchanged: 0, kept: [] };
  const changed: string[] = [];
  for (const { code, ...stated } of content.questions) {
    const draft = readDraft(stated, { question: code });
    const hash = draftHash(draft);
    const question = findQuestion(tx.db, code);
    if (!question) {
      const id = insertQuestion(tx.db, { code, bankId, state: 'approved', searchKey: '' });
      addVersion(tx, { question: { id, code }, from: 0, draft, hash, origin: 'content' });
      counts.created += 1;
      changed.push(code);
      continue;
    }
    if (question.bankId !== bankId) throw new AppError('conflict', { question: code, reason: 'other_bank' });
    if (question.hash === hash || question.origin === 'editor') {
      counts.unchanged += 1;
      if (question.hash !== hash) counts.kept.push(code);
      continue;
    }
    addVersion(tx, { question, from: question.version, draft, hash, origin: 'content' });
    counts.updated += 1;
    changed.push(code);
  }
  if (changed.length > 0) tx.audit('bank.content', 'bank', bankId, { changed });
  return counts;
}

/** A blueprint whose content changed gets a new version; exams pin versions. Errors: not_found with `bank`. */
export function upsertBlueprint(tx: Tx, content: BlueprintContent): Change {
  const { code, titleVi, titleEn, bankCode } = content;
  const bank = findBank(tx.db, bankCode);
  if (!bank) throw new AppError('not_found', { bank: bankCode });
  const rows = canonicalJson(content.rows);
  const hash = sha256(canonicalJson({ titleVi, titleEn, bankCode, rows }));
  const newest = findBlueprint(tx.db, code);
  if (newest?.hash === hash) return 'unchanged';
  const version = nextVersion(content.version, newest?.version);
  const id = insertBlueprint(tx.db, {
    code,
    version,
    titleVi,
    titleEn,
    bankId: bank.id,
    rows,
    hash,
    txId: tx.id,
  });
  tx.audit('blueprint.versioned', 'blueprint_version', id, { code, version, hash });
  return newest ? 'updated' : 'created';
}

/**
 * An exam whose content or blueprint changed gets a new version, which new attempts take; attempts under way keep theirs.
 * Errors: not_found with `blueprint`.
 */
export function upsertExam(tx: Tx, content: ExamContent): Change {
  const { code, module, version: stated, blueprintCode, ...rules } = content;
  const blueprint = findBlueprint(tx.db, blueprintCode);
  if (!blueprint) throw new AppError('not_found', { blueprint: blueprintCode });
  const pinned = { code: blueprintCode, version: blueprint.version, hash: blueprint.hash };
  const hash = sha256(canonicalJson({ module, blueprint: pinned, ...rules }));
  const current = findCurrentExam(tx.db, code);
  if (current?.hash === hash) return 'unchanged';
  const examId = findExamId(tx.db, code) ?? insertExam(tx.db, code, module);
  const version = nextVersion(stated, current?.version);
  const id = insertExamVersion(tx.db, {
    examId,
    version,
    blueprintVersionId: blueprint.id,
    hash,
    txId: tx.id,
    ...rules,
  });
  setCurrentVersion(tx.db, examId, module, id);
  tx.audit('exam.versioned', 'exam_version', id, { code, version, hash });
  return current ? 'updated' : 'created';
}

function upsertBank(tx: Tx, content: BankContent): number {
  const { code, kind, standardCode, module, titleVi, titleEn } = content;
  const stated = { code, kind, standardCode, module, titleVi, titleEn };
  const bank = findBank(tx.db, code);
  if (!bank) return insertBank(tx.db, stated);
  if (bank.kind === 'practice' && kind === 'exam') {
    throw new AppError('conflict', { bank: code, reason: 'practice_bank' });
  }
  if (canonicalJson({ ...bank, ...stated }) !== canonicalJson(bank))
    updateBank(tx.db, { ...bank, ...stated });
  return bank.id;
}

/** The stated number, or the next free one where content changed without a higher number. */
function nextVersion(stated: number, newest: number | undefined): number {
  return Math.max(stated, (newest ?? 0) + 1);
}
