import { courseCall, lessonCall, practiceCall } from '../learner';
import type { Call } from '../load-context';
import type { Expected } from './matrix-outcome';
import { everybody, only, persons, type Row } from './matrix-row';
import { STAFF, type MatrixWorld } from './matrix-world';

const page =
  (path: string, params?: Call['params']): Row['call'] =>
  () => ({ path, ...(params ? { params } : {}) });
const post =
  (path: string, form: Call['form'], params?: Call['params']): Row['call'] =>
  () => ({ path, ...(form ? { form } : {}), ...(params ? { params } : {}) });

type AttemptName = keyof MatrixWorld['attempt'];
const attempt =
  (name: AttemptName | 'nowhere', verb: string, form?: Call['form']): Row['call'] =>
  (world) => {
    const attemptId = name === 'nowhere' ? 'A'.repeat(16) : world.attempt[name];
    return { path: `/attempts/${attemptId}${verb}`, params: { attemptId }, ...(form ? { form } : {}) };
  };

/** An attempt is its owner's alone: other persons are told that it is not there, accounts without a person 403. */
const attemptRows: Row[] = (
  [
    ['_index', 'loader', '', { running: 200, graded: 'to /attempts/graded/result' }],
    ['result', 'loader', '/result', { running: 'to /attempts/running', graded: 200 }],
    ['review', 'loader', '/review', { running: 403, graded: 200 }],
    [
      'submit',
      'action',
      '/submit',
      { running: 'to /attempts/running/result', graded: 'to /attempts/graded/result' },
    ],
  ] as const
).flatMap(([file, part, verb, own]) => {
  const form = part === 'action' ? {} : undefined;
  const row = (name: AttemptName, object: string, learner: Expected): Row => ({
    route: `attempts.$attemptId.${file}`,
    ...{ part, object },
    call: attempt(name, verb, form),
    // To its owner an attempt is no secret: he may be told that its review must wait.
    ...(learner === 403 ? {} : { nowhere: attempt('nowhere', verb, form) }),
    expect: only({ learner, trainer: 404, hrCommune: 404 }),
  });
  return [
    row('running', 'the learner’s running attempt', own.running),
    row('graded', 'the learner’s graded attempt', own.graded),
    row('othersRunning', 'a colleague’s running attempt', 404),
    row('othersGraded', 'a colleague’s graded attempt', 404),
  ];
});

export const LEARNER_ROWS: Row[] = [
  ...attemptRows,
  {
    route: 'attempts.$attemptId.submit',
    part: 'loader',
    call: attempt('running', '/submit'),
    expect: everybody('to /attempts/running'),
  },
  {
    route: '_index',
    part: 'loader',
    call: page('/'),
    expect: {
      nobody: 'sign-in',
      learner: 200,
      trainer: 'to /banks',
      marker: 'to /account',
      invigilator: 'to /account',
      examBoard: 'to /account',
      hrCommune: 'to /roster',
      hrProvince: 'to /roster',
      headCommune: 'to /roster',
      leader: 'to /indicator',
      publisher: 'to /indicator',
      auditor: 'to /trail',
      auditorCommune: 'to /trail',
      operator: 'to /accounts',
    },
  },
  {
    route: 'root',
    part: 'loader',
    object: 'the frame of each page',
    call: page('/'),
    expect: everybody(200),
  },
  { route: 'courses._index', part: 'loader', call: page('/courses'), expect: persons(200) },
  {
    route: 'courses.$courseCode._index',
    part: 'loader',
    object: 'a course',
    call: () => courseCall('IU01'),
    expect: persons(200),
  },
  {
    route: 'courses.$courseCode._index',
    part: 'loader',
    object: 'no course',
    call: () => courseCall('IU99'),
    expect: persons(404),
  },
  {
    route: 'courses.$courseCode.lessons.$lessonSlug',
    part: 'loader',
    object: 'a section',
    call: () => lessonCall('may-tinh', 1),
    expect: persons(200),
  },
  {
    route: 'courses.$courseCode.lessons.$lessonSlug',
    part: 'action',
    object: 'the end of a section',
    call: () => lessonCall('may-tinh', 1, { intent: 'done' }),
    expect: persons('to /courses/IU01/lessons/may-tinh?section=2'),
  },
  {
    route: 'courses.$courseCode.lessons.$lessonSlug',
    part: 'action',
    object: 'a question of an exam',
    call: () => lessonCall('may-tinh', 1, { intent: 'answer', question: 'IU01-X-001', answer: 'true' }),
    expect: persons(404),
  },
  {
    route: 'courses.$courseCode.practice',
    part: 'loader',
    call: () => practiceCall(''),
    expect: persons(200),
  },
  {
    route: 'courses.$courseCode.practice',
    part: 'loader',
    object: 'a question of an exam',
    call: () => practiceCall('?question=IU01-X-001'),
    expect: persons(404),
  },
  {
    route: 'courses.$courseCode.practice',
    part: 'action',
    call: () => practiceCall('', { question: 'IU01-P-001', answer: 'b' }),
    expect: persons(200),
  },
  { route: 'exams._index', part: 'loader', call: page('/exams'), expect: persons(200) },
  {
    route: 'exams.$examCode',
    part: 'loader',
    call: page('/exams/IU01', { examCode: 'IU01' }),
    expect: persons(200),
  },
  {
    route: 'exams.$examCode',
    part: 'action',
    call: post('/exams/IU01', { key: '9'.repeat(36) }, { examCode: 'IU01' }),
    expect: only({
      learner: 'to /attempts/running',
      trainer: 'to /attempts/new',
      hrCommune: 'to /attempts/new',
    }),
  },
  { route: 'record', part: 'loader', call: page('/record'), expect: persons(200) },
  { route: 'preferences', part: 'loader', call: page('/preferences'), expect: everybody('to /') },
  {
    route: 'preferences',
    part: 'action',
    object: 'back to another site',
    call: post('/preferences', { lang: 'en', redirectTo: '//evil.example' }),
    expect: everybody('to /'),
  },
  {
    route: 'sign-in._index',
    part: 'loader',
    call: page('/sign-in?to=//evil.example'),
    expect: { ...everybody('to /'), nobody: 200 },
  },
  {
    route: 'sign-in._index',
    part: 'action',
    object: 'a wrong password',
    call: post('/sign-in', { name: 'learner', password: 'wrong' }),
    nowhere: post('/sign-in', { name: 'nobody-here', password: 'wrong' }),
    expect: everybody(401),
  },
  {
    route: 'sign-in.in-place',
    part: 'action',
    object: 'a wrong password',
    call: post('/sign-in/in-place', { name: 'learner', password: 'wrong' }),
    nowhere: post('/sign-in/in-place', { name: 'nobody-here', password: 'wrong' }),
    expect: everybody(401),
  },
  { route: 'sign-out', part: 'loader', call: page('/sign-out'), expect: everybody('to /') },
  { route: 'sign-out', part: 'action', call: post('/sign-out', {}), expect: everybody('to /sign-in') },
  { route: 'verify._index', part: 'loader', call: page('/verify'), expect: everybody(200) },
  {
    route: 'verify.$code',
    part: 'loader',
    object: 'a code that somebody holds',
    call: (world) => verifyCall(world.confirmation.top.code),
    expect: everybody(200),
    shows: [STAFF.top],
  },
  {
    route: 'verify.$code',
    part: 'loader',
    object: 'a code that nobody holds',
    call: () => verifyCall('AAAA-AAAA-AAAA-AAAA'),
    expect: everybody(404),
  },
  { route: '$', part: 'loader', call: page('/nothing'), expect: everybody(404) },
  { route: '$', part: 'action', call: post('/nothing', {}), expect: everybody(404) },
];

function verifyCall(code: string): Call {
  return { path: `/verify/${code}`, params: { code } };
}
