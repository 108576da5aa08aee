import { filesOf } from './database';
import type { Ctx, Ports } from '~/access/context.server';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import { upsertBankContent, upsertBlueprint, upsertExam } from '~/assessment/bank-content.server';
import type { BlueprintRow, ExamContent, QuestionContent } from '~/assessment/content';
import type { PublishedResult } from '~/assessment/gradings.server';
import type { OptionOrder } from '~/assessment/paper';
import type { QuestionBody } from '~/assessment/question';
import { findAttemptOwner } from '~db/queries/attempts';
import { listPaper } from '~db/queries/gradings';
import type { Db } from '~db/client.server';
import { writeTx } from '~db/write.server';

/** 25/11/2026, 08:00 in the province. */
export const EIGHT = Date.parse('2026-11-25T08:00:00+07:00');
export const MINUTE = 60_000;

/** A question of skill IU01.x whose right options are those named; ids a, b, c, d in the author's order. */
export function sampleQuestion(number: number, overrides: Partial<QuestionContent> = {}): QuestionContent {
  const code = `Q-${String(number).padStart(3, '0')}`;
  const type = overrides.type ?? (['single', 'multiple', 'true_false'] as const)[number % 3] ?? 'single';
  const options =
    type === 'true_false'
      ? ['true', 'false'].map((id) => ({ id, text: { vi: '', en: '' }, right: id === 'true' }))
      : ['a', 'b', 'c', 'd'].map((id) => ({
          id,
          text: { vi: `Phương án ${id} của ${code}`, en: `Option ${id} of ${code}` },
          right: id === 'a' || (type === 'multiple' && id === 'b'),
        }));
  return {
    code,
    type,
    skill: `IU01.${1 + (number % 3)}.1`,
    difficulty: (['easy', 'medium', 'hard'] as const)[number % 3] ?? 'easy',
    body: {
      stem: { vi: `Câu hỏi ${code}: máy tính?`, en: `Question ${code}: computer?` },
      options,
      lockLast: false,
      explanation: { vi: `Giải thích ${code}`, en: `Explanation ${code}` },
    },
    ...overrides,
  };
}

export interface SampleExam {
  exam?: Partial<ExamContent>;
  rows?: BlueprintRow[];
  questions?: QuestionContent[];
}

/** Two persons (ids 1 and 2), a bank, a blueprint and the exam IU01: 30 minutes, 10 s of grace, 2 attempts, pass 5 of 10. */
export function addSampleExam(db: Db, sample: SampleExam = {}): void {
  const questions = sample.questions ?? Array.from({ length: 12 }, (_, index) => sampleQuestion(index));
  writeTx(db, EIGHT - 100 * MINUTE, { accountId: null, name: 'test' }, 'sample', (tx) => {
    for (const code of ['LG-000001', 'LG-000002']) {
      db.sql('insert into person (staff_code) values (?) on conflict do nothing').run(code);
    }
    const bank = { code: 'B1', kind: 'exam', standardCode: 'TT03-2014', module: 'IU01' } as const;
    upsertBankContent(tx, { bank: { ...bank, titleVi: 'Ngân hàng', titleEn: 'Bank' }, questions });
    upsertBlueprint(tx, {
      code: 'BP1',
      version: 1,
      titleVi: 'Ma trận',
      titleEn: 'Blueprint',
      bankCode: 'B1',
      rows: sample.rows ?? [{ skill: 'IU01', count: 6 }],
    });
    upsertExam(tx, {
      code: 'IU01',
      version: 1,
      module: 'IU01',
      titleVi: 'Hiểu biết về CNTT cơ bản',
      titleEn: 'Basic knowledge of IT',
      blueprintCode: 'BP1',
      minutes: 30,
      graceSeconds: 10,
      scale: 10,
      passHundredths: 500,
      attemptsAllowed: 2,
      waitDays: 0,
      validMonths: 24,
      review: 'after_submission',
      ...sample.exam,
    });
  });
}

/** A learner's context at an instant; what is published lands in `published`. */
export function learnerCtx(
  db: Db,
  now: number,
  parts: { personId?: number; ports?: Partial<Ports>; published?: PublishedResult[] } = {},
): Ctx {
  const { personId = 1, ports, published = [] } = parts;
  return {
    db,
    files: filesOf(db),
    now,
    actor: {
      accountId: personId,
      personId,
      name: `learner${personId}`,
      grants: [{ role: 'learner', unitId: 1, validFrom: '2020-01-01', validTo: '9999-12-31' }],
      system: false,
    },
    ports: {
      attemptWriter: localAttemptWriter(db, () => now),
      resultPublished: (_tx, _ctx, result) => void published.push(result),
      ...ports,
    } as Ports,
    keysPath: '',
    baseUrl: 'http://localhost',
  };
}

/** Answers the first `right` items of person 1's attempt rightly and the next one wrongly, as its browser would. */
export async function answerSample(db: Db, publicId: string, right: number, now: number): Promise<void> {
  const owner = findAttemptOwner(db, publicId);
  if (!owner) throw new Error(`no attempt ${publicId}`);
  const events = listPaper(db, owner.attemptId).flatMap((item, index) => {
    if (index > right) return [];
    const { options } = JSON.parse(item.body) as QuestionBody;
    const tokens = (JSON.parse(item.options) as OptionOrder)
      .filter(([, id]) => options.some((option) => option.id === id && option.right === index < right))
      .map(([token]) => token);
    const answer = item.type === 'multiple' ? tokens : tokens.slice(0, 1);
    return [{ sequence: index + 1, position: item.position, answer, flagged: index === 0 }];
  });
  await localAttemptWriter(db, () => now).save({ ...owner, epoch: 1, events });
}
