import { LATEST } from '~db/queries/organisation';
import {
  hasEvidenceOfAttempt,
  insertEvidence,
  listEvidenceOf,
  type EvidenceRow,
} from '~db/queries/proficiency';
import type { Tx } from '~db/write.server';
import type { PublishedResult } from '~/assessment/gradings.server';
import type { Ctx } from '~/access/context.server';
import { sha256 } from '~/assessment/adapters/secrets';
import { canonicalJson } from '~/assessment/canonical';
import { addMonths } from '~/office/dates';
import { lastDayOf } from '~/office/formats';
import { requireReadable } from '~/organisation/scope.server';
import { reducedMark } from './mark';
import { rewriteSpans } from './spans.server';
import type { EvidenceKind, EvidenceState } from './terms';

/**
 * The port `resultPublished`: a passed attempt becomes accepted evidence of its module in the transaction that grades
 * it, and the person's spans follow. Once for each attempt; an attempt not passed leaves nothing here.
 */
export function publishResult(tx: Tx, _ctx: Ctx, result: PublishedResult): void {
  const { attemptId, personId, module, on } = result;
  if (!result.passed || hasEvidenceOfAttempt(tx.db, personId, attemptId)) return;
  const mark = reducedMark(result);
  const content = {
    kind: 'result' as const,
    personId,
    modules: module,
    attemptId,
    markNum: mark.num,
    markDen: mark.den,
    labelVi: result.titleVi,
    labelEn: result.titleEn,
    issuer: '',
    number: null,
    validFrom: on,
    validTo: addMonths(on, result.validMonths),
  };
  const contentHash = contentHashOf(content);
  const evidenceId = insertEvidence(tx.db, {
    ...content,
    state: 'accepted',
    enteredBy: null,
    reviewedBy: null,
    contentHash,
    txId: tx.id,
  });
  tx.audit('evidence_from_result', 'evidence', evidenceId, { personId, attemptId, module, contentHash });
  rewriteSpans(tx, personId);
}

/** What a piece of evidence says, without its state: the part that a published figure answers for. */
export type EvidenceContent = Omit<EvidenceRow, 'id' | 'attemptPublicId' | 'state' | 'contentHash'>;

/** SHA-256 over the canonical JSON of the content; absent and null fields are alike. */
export function contentHashOf(content: EvidenceContent): string {
  return sha256(canonicalJson(content));
}

/** Evidence as pages draw it. */
export interface EvidenceView {
  id: number;
  kind: EvidenceKind;
  state: EvidenceState;
  modules: string[];
  labelVi: string;
  labelEn: string;
  issuer: string;
  number: string | null;
  /** Mark on the exam's scale as a fraction in lowest terms; null where there is none. */
  mark: { num: number; den: number } | null;
  /** Address of the attempt behind a result. */
  attemptPublicId: string | null;
  /** First day. */
  on: string;
  /** First day on which it no longer holds; 9999-12-31 where it has no end. */
  validTo: string;
  /** Last day, null where it has no end. */
  lastDay: string | null;
}

export function viewOf(row: EvidenceRow): EvidenceView {
  const { id, kind, state, labelVi, labelEn, issuer, number, attemptPublicId, validFrom, validTo } = row;
  const mark = row.markNum === null || row.markDen === null ? null : { num: row.markNum, den: row.markDen };
  return {
    id,
    kind,
    state,
    labelVi,
    labelEn,
    issuer,
    number,
    attemptPublicId,
    mark,
    modules: row.modules.split(' '),
    on: validFrom,
    validTo,
    lastDay: lastDayOf(validTo),
  };
}

/** All evidence of a person in any state, newest first: one's own, or a person's in scope. Errors as requireReadable. */
export function listEvidence(ctx: Ctx, input: { personId: number }): EvidenceView[] {
  requireReadable(ctx, input.personId);
  return listEvidenceOf(ctx.db, input.personId, LATEST).map(viewOf).reverse();
}
