import { nameSearchKey, nameSortKey } from '../../app/organisation/names';
import { contentHashOf } from '../../app/proficiency/evidence.server';
import type { AdoptedRule } from '../../app/proficiency/adopted-rules.server';
import { insertSpans } from '../../app/proficiency/spans.server';
import type { EvidenceFact } from '../../app/proficiency/rule';
import { insertAccount } from '../queries/access';
import { insertGrant } from '../queries/grants';
import { insertAssignment, insertPerson, insertProfile, insertState } from '../queries/organisation-write';
import { insertEvidence } from '../queries/proficiency';
import { insertEnrolmentOf } from './demo-enrolment.server';
import type { Tx } from '../write.server';
import type { PlannedSitting } from './demo-attempts.server';
import type { PlannedIssue } from './demo-confirmations.server';
import type { ClaimedEvidence, PlannedEvidence, PlannedPerson } from './province/shape';

export interface PersonSeeder {
  unitIds: Map<string, number>;
  rules: readonly AdoptedRule[];
  /** Results that are to be sat again with every answer, instead of being written down. */
  sittings: PlannedSitting[];
  issues: PlannedIssue[];
  today: string;
}

const OPEN_END = '9999-12-31';
const ALWAYS = '1900-01-01';
/** One person in so many gets attempts with every answer. */
const WITH_ANSWERS = 20;
/** The exam that content/ holds. */
const SAT_MODULE = 'IU01';
const EXAM_TITLE = {
  vi: (module: string) => `Thi ${module}`,
  en: (module: string) => `${module} exam`,
};

/** Writes one planned person with all facts, account and spans; answers the person's id. */
export function seedPerson(tx: Tx, seeder: PersonSeeder, person: PlannedPerson): number {
  const { db } = tx;
  const personId = insertPerson(db, person.staffCode);
  insertProfile(db, {
    personId,
    fullName: person.fullName,
    sortKey: nameSortKey(person.fullName),
    searchKey: nameSearchKey(person.fullName),
    sex: person.sex,
    birthDate: person.birthDate,
    birthPrecision: person.birthPrecision,
    validFrom: ALWAYS,
    validTo: OPEN_END,
    txId: tx.id,
  });
  for (const state of person.states) insertState(db, { ...state, personId, txId: tx.id });
  const posts = person.assignments.map((post) => ({ ...post, unitId: unitOf(seeder, post.unitCode) }));
  for (const post of posts)
    insertAssignment(db, { ...post, isPrimary: post.isPrimary ? 1 : 0, personId, txId: tx.id });

  const isSat = personId % WITH_ANSWERS === 0;
  const facts: EvidenceFact[] = [];
  for (const item of person.evidence) {
    if (isSat && item.kind === 'result' && item.modules[0] === SAT_MODULE) {
      seeder.sittings.push({ personId, on: item.on, mark: item.mark });
      continue;
    }
    facts.push(addEvidence(tx, personId, item, 'accepted'));
  }
  for (const item of person.claimed)
    addEvidence(tx, personId, { ...item, acceptedOn: item.claimedOn }, 'claimed');
  if (isSat) {
    for (const { module, on, mark } of person.failed) {
      if (module === SAT_MODULE) seeder.sittings.push({ personId, on, mark });
    }
  }
  insertSpans(
    tx,
    personId,
    { assignments: posts.filter((post) => post.isPrimary), states: person.states, evidence: facts },
    seeder.rules,
  );
  const isInPost = posts.some((post) => post.validTo > seeder.today);
  if (isInPost && !person.account) addQuietAccount(tx, personId, person, posts[0]?.unitId ?? 0);
  if (isInPost) {
    planIssue(seeder, person, personId);
    insertEnrolmentOf(tx, { person, personId, today: seeder.today });
  }
  return personId;
}

function unitOf(seeder: PersonSeeder, code: string): number {
  const id = seeder.unitIds.get(code);
  if (id === undefined) throw new Error(`no unit ${code}`);
  return id;
}

function addEvidence(
  tx: Tx,
  personId: number,
  item: PlannedEvidence | (ClaimedEvidence & { acceptedOn: string }),
  state: 'accepted' | 'claimed',
): EvidenceFact {
  const modules = item.modules.join(' ');
  const isResult = item.kind === 'result';
  const content = {
    kind: item.kind,
    personId,
    modules,
    attemptId: null,
    markNum: isResult ? reduced(item.mark).num : null,
    markDen: isResult ? reduced(item.mark).den : null,
    labelVi: isResult ? EXAM_TITLE.vi(modules) : item.labelVi,
    labelEn: isResult ? EXAM_TITLE.en(modules) : item.labelEn,
    issuer: isResult ? '' : item.issuer,
    number: isResult ? null : item.number,
    validFrom: item.validFrom,
    validTo: item.validTo,
  };
  const id = insertEvidence(tx.db, {
    ...content,
    state,
    enteredBy: null,
    reviewedBy: null,
    contentHash: contentHashOf(content),
    txId: tx.id,
  });
  return { id, modules: [...item.modules], state, validFrom: item.validFrom, validTo: item.validTo };
}

/** A mark in hundredths as a fraction in lowest terms. */
function reduced(hundredths: number): { num: number; den: number } {
  const divide = (a: number, b: number): number => (b === 0 ? a : divide(b, a % b));
  const by = divide(hundredths, 100) || 1;
  return { num: hundredths / by, den: 100 / by };
}

/** Everybody in post has an account; without a password it cannot be used until one is issued. */
function addQuietAccount(tx: Tx, personId: number, person: PlannedPerson, unitId: number): void {
  const account = { personId, username: person.staffCode, passwordHash: null, isDemo: true, now: tx.at };
  const accountId = insertAccount(tx.db, account);
  const validFrom = person.assignments[0]?.validFrom ?? '2024-01-01';
  insertGrant(tx.db, { accountId, role: 'learner', unitId, validFrom, txId: tx.id });
}

/** Half of those who had everything together by their own exams got a confirmation a few days later. */
function planIssue(seeder: PersonSeeder, person: PlannedPerson, personId: number): void {
  const counted = person.assignments.some(
    ({ category }) => category === 'cadre' || category === 'civil_servant',
  );
  const modules = new Set(person.evidence.flatMap((item) => item.modules));
  if (!counted || modules.size < 6 || personId % 2 === 1) return;
  const last = person.evidence
    .map((item) => (item.kind === 'result' ? item.on : item.acceptedOn))
    .sort()
    .at(-1);
  if (last) seeder.issues.push({ staffCode: person.staffCode, after: last });
}
