import { describe, expect, it } from 'vitest';
import { homeStep, wantedModules, type HomeStep, type Study } from './home-step';

const STUDY: Study = {
  courseCode: 'IU01',
  module: 'IU01',
  slug: 'mat-khau',
  ordinal: 4,
  title: 'Mật khẩu',
  minutes: 15,
  section: 2,
  started: true,
  lessonsDone: 3,
  lessonCount: 6,
};

type Input = Parameters<typeof homeStep>[0];
type Exam = Input['exams'][number];

const EXAM: Exam = {
  code: 'IU01',
  module: 'IU01',
  questionCount: 25,
  minutes: 30,
  attemptsAllowed: 3,
  attempts: [],
  next: { kind: 'start' },
};

const BASE: Input = {
  required: 6,
  wanted: ['IU01'],
  study: STUDY,
  exams: [EXAM],
  courses: [{ code: 'IU01', module: 'IU01' }],
  confirmation: null,
};

const attempt = {
  publicId: 'a',
  state: 'graded',
  startedAt: 0,
  submittedAt: 1,
  mark: null,
  passed: false,
} as const;
const wait = (module: string, earliest: string): Exam => ({
  ...EXAM,
  module,
  next: { kind: 'wait', earliest },
});

const CASES: [name: string, change: Partial<Input>, expected: HomeStep | null][] = [
  ['reading comes before the exam', {}, { kind: 'study', ...STUDY }],
  [
    'a running clock comes before everything, whatever its module',
    { exams: [{ ...EXAM, module: 'IU09', next: { kind: 'resume', publicId: 'xyz' } }], required: 0 },
    { kind: 'exam_running', module: 'IU09', publicId: 'xyz' },
  ],
  ['nobody asks anything', { required: 0, wanted: [] }, null],
  [
    'all read: the exam, with the attempts left',
    { study: null, exams: [{ ...EXAM, attempts: [attempt] }] },
    { kind: 'exam_ready', code: 'IU01', module: 'IU01', questionCount: 25, minutes: 30, left: 2 },
  ],
  [
    'an exam of a module that is met is not asked for',
    { study: null, exams: [{ ...EXAM, module: 'IU02' }], wanted: ['IU01'] },
    { kind: 'no_course', modules: ['IU01'] },
  ],
  [
    'of two waits the sooner, whatever their order',
    {
      study: null,
      wanted: ['IU01', 'IU02'],
      exams: [wait('IU01', '2026-12-10'), wait('IU02', '2026-12-03'), wait('IU01', '2026-12-05')],
    },
    { kind: 'exam_wait', module: 'IU02', earliest: '2026-12-03', courseCode: null },
  ],
  [
    'an exam that may start comes before one to wait for',
    {
      study: null,
      wanted: ['IU01', 'IU02'],
      exams: [wait('IU01', '2026-12-03'), { ...EXAM, module: 'IU02' }],
    },
    { kind: 'exam_ready', code: 'IU01', module: 'IU02', questionCount: 25, minutes: 30, left: 3 },
  ],
  [
    'all attempts used: practice in the course of the module',
    { study: null, exams: [{ ...EXAM, next: { kind: 'used_up' } }] },
    { kind: 'exam_used_up', module: 'IU01', courseCode: 'IU01' },
  ],
  [
    'neither course nor exam',
    { study: null, exams: [], courses: [], wanted: ['IU04', 'IU05'] },
    { kind: 'no_course', modules: ['IU04', 'IU05'] },
  ],
  ['all met: others act', { wanted: [], study: null }, { kind: 'under_review' }],
  [
    'all met and confirmed',
    { wanted: [], study: null, confirmation: { id: 7, number: '0412/2026/GXN-SNV' } },
    { kind: 'confirmed', id: 7, number: '0412/2026/GXN-SNV' },
  ],
];

describe('homeStep', () => {
  it.each(CASES)('%s', (_, change, expected) => {
    expect(homeStep({ ...BASE, ...change })).toEqual(expected);
  });
});

describe('wantedModules', () => {
  it('what is missing comes before what ends soon', () => {
    expect(wantedModules({ missing: ['IU01'], expiring: ['IU02'] })).toEqual(['IU01']);
    expect(wantedModules({ missing: [], expiring: ['IU02'] })).toEqual(['IU02']);
    expect(wantedModules({ missing: [], expiring: [] })).toEqual([]);
  });
});
