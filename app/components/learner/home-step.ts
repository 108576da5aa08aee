import type { Confirmation, Course, Exam, Resume } from './data';

export interface Study extends Resume {
  courseCode: string;
  module: string;
  lessonsDone: number;
  lessonCount: number;
}

/** The one thing that a learner's home asks for. */
export type HomeStep =
  | { kind: 'exam_running'; module: string; publicId: string }
  | ({ kind: 'study' } & Study)
  | { kind: 'exam_ready'; code: string; module: string; questionCount: number; minutes: number; left: number }
  | { kind: 'exam_wait'; module: string; earliest: string; courseCode: string | null }
  | { kind: 'exam_used_up'; module: string; courseCode: string | null }
  | { kind: 'no_course'; modules: string[] }
  | { kind: 'confirmed'; id: number; number: string }
  | { kind: 'under_review' };

/** Modules to work at: those missing, or else those that end soon. */
export function wantedModules(standing: { missing: string[]; expiring: string[] }): string[] {
  return standing.missing.length > 0 ? standing.missing : standing.expiring;
}

/**
 * What comes first: a clock that runs, then reading, then the exam of what was read, then whatever waits for somebody
 * else. Null where nothing is required of the person.
 */
export function homeStep(input: {
  required: number;
  wanted: string[];
  study: Study | null;
  exams: Pick<
    Exam,
    'code' | 'module' | 'questionCount' | 'minutes' | 'attemptsAllowed' | 'attempts' | 'next'
  >[];
  courses: Pick<Course, 'code' | 'module'>[];
  confirmation: Pick<Confirmation, 'id' | 'number'> | null;
}): HomeStep | null {
  const { required, wanted, study, exams, courses, confirmation } = input;
  for (const { module, next } of exams) {
    if (next.kind === 'resume') return { kind: 'exam_running', module, publicId: next.publicId };
  }
  if (required === 0) return null;
  if (wanted.length === 0)
    return confirmation ? { kind: 'confirmed', ...pick(confirmation) } : { kind: 'under_review' };
  if (study) return { kind: 'study', ...study };
  const own = exams.filter((exam) => wanted.includes(exam.module));
  const courseOf = (module: string) => courses.find((course) => course.module === module)?.code ?? null;
  for (const { code, module, questionCount, minutes, attemptsAllowed, attempts, next } of own) {
    if (next.kind !== 'start') continue;
    return {
      kind: 'exam_ready',
      code,
      module,
      questionCount,
      minutes,
      left: attemptsAllowed - attempts.length,
    };
  }
  let soonest: Extract<HomeStep, { kind: 'exam_wait' }> | null = null;
  for (const { module, next } of own) {
    if (next.kind !== 'wait' || (soonest && soonest.earliest <= next.earliest)) continue;
    soonest = { kind: 'exam_wait', module, earliest: next.earliest, courseCode: courseOf(module) };
  }
  if (soonest) return soonest;
  const [usedUp] = own;
  if (usedUp) return { kind: 'exam_used_up', module: usedUp.module, courseCode: courseOf(usedUp.module) };
  return { kind: 'no_course', modules: wanted };
}

function pick({ id, number }: Pick<Confirmation, 'id' | 'number'>) {
  return { id, number };
}
