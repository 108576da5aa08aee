import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAttempt } from '~/assessment/attempts.server';
import { requireLearner } from '~/http/context.server';
import { enrol } from '~/learning/enrolments.server';
import { issueConfirmation } from '~/proficiency/confirmations.server';
import * as home from '~/routes/_index';
import * as courses from '~/routes/courses._index';
import * as course from '~/routes/courses.$courseCode._index';
import * as lesson from '~/routes/courses.$courseCode.lessons.$lessonSlug';
import * as record from '~/routes/record';
import { write } from '../factories';
import { courseCall, learnerWorld, lessonCall, type LearnerWorld } from '../learner';
import { addTestAccount, routeArgs, signedInCookie, thrownBy } from '../load-context';

let world: LearnerWorld;

beforeEach(() => {
  world = learnerWorld();
});

afterEach(() => world.remove());

describe('home', () => {
  it('says what is missing, until when, and leads to the very section', async () => {
    write(world.db, world.now, (tx) =>
      enrol(tx, {
        personId: world.van.personId,
        courseCode: 'IU01',
        dueOn: '2026-12-31',
        validFrom: '2026-09-01',
      }),
    );
    await lesson.action(world.args(lessonCall('may-tinh', 1, { intent: 'done' })));
    const page = await home.loader(world.args({ path: '/' }));
    expect(page.standing.missing).toEqual(['IU01']);
    expect(page.dueOn).toBe('2026-12-31');
    expect(page.who).toEqual({ key: 'neutral', given: 'Vân', name: 'Vân' });
    expect(page.step).toMatchObject({
      kind: 'study',
      courseCode: 'IU01',
      slug: 'may-tinh',
      section: 2,
      started: true,
    });
    expect(page.exams.map(({ code }) => code)).toEqual(['IU01']);
    expect(page.title).toBe('Việc của tôi · Thạo');
  });

  it('puts a running exam before everything', async () => {
    const ctx = requireLearner(world.args({ path: '/' }));
    const { publicId } = await startAttempt(ctx, { examCode: 'IU01', key: '0'.repeat(36) });
    const page = await home.loader(world.args({ path: '/' }));
    expect(page.step).toEqual({ kind: 'exam_running', module: 'IU01', publicId });
  });

  it('waits for others when all modules are met, and then names the confirmation', async () => {
    const an = world.addLearner('LG-000002', 'IU01 IU02');
    const call = () => home.loader(world.args({ path: '/', cookie: an.cookie }));
    expect(await call()).toMatchObject({ step: { kind: 'under_review' }, confirmation: null, exams: [] });
    const { id, number } = issueConfirmation(world.issuer, { staffCode: 'LG-000002' });
    expect((await call()).step).toEqual({ kind: 'confirmed', id, number });
  });

  it.each([
    ['hr', '/roster'],
    ['trainer', '/banks'],
    ['leader', '/indicator'],
    ['operator', '/accounts'],
  ] as const)('sends an account with the role %s only to %s', async (role, to) => {
    const accountId = addTestAccount(world.db, world.now, {
      username: role,
      personId: null,
      grants: [[role, world.unit]],
    });
    const cookie = signedInCookie(world.db, accountId, world.now);
    const response = await thrownBy(() => home.loader(world.args({ path: '/', cookie })));
    expect([response.status, response.headers.get('location')]).toEqual([302, to]);
  });

  it('refuses a learner account without a person instead of going round in circles', async () => {
    const accountId = addTestAccount(world.db, world.now, {
      username: 'x',
      personId: null,
      grants: [['learner', world.unit]],
    });
    const cookie = signedInCookie(world.db, accountId, world.now);
    expect((await thrownBy(() => home.loader(world.args({ path: '/', cookie })))).status).toBe(403);
  });

  it('asks a stranger to sign in and brings him back', async () => {
    const { path, params } = lessonCall('may-tinh', 2);
    const response = await thrownBy(() =>
      lesson.loader(routeArgs(world.context, { path, params: params ?? {} })),
    );
    const to = '/sign-in?to=%2Fcourses%2FIU01%2Flessons%2Fmay-tinh%3Fsection%3D2';
    expect(response.headers.get('location')).toBe(to);
  });
});

describe('courses', () => {
  it('lists courses with the one to go on with', async () => {
    const page = await courses.loader(world.args({ path: '/courses' }));
    expect(
      page.courses.map(({ code, lessonsDone, lessonCount }) => [code, lessonsDone, lessonCount]),
    ).toEqual([['IU01', 0, 2]]);
    expect(page.next).toBe('IU01');
  });

  it('shows lessons, practice and exam of one course, and 404 for another', async () => {
    const page = await course.loader(world.args(courseCall('IU01')));
    expect(page.course.lessons.map(({ slug, state }) => [slug, state])).toEqual([
      ['may-tinh', 'current'],
      ['an-toan', 'open'],
    ]);
    expect(page.practice).toEqual({ total: 3, right: 0 });
    expect(page.exams).toHaveLength(1);
    const unknown = world.args(courseCall('IU99'));
    expect((await thrownBy(() => course.loader(unknown))).status).toBe(404);
  });
});

describe('record', () => {
  it('holds my own evidence, attempts and confirmations, and nobody else’s', async () => {
    const an = world.addLearner('LG-000002', 'IU01 IU02');
    const { number } = issueConfirmation(world.issuer, { staffCode: 'LG-000002' });
    await startAttempt(requireLearner(world.args({ path: '/' })), { examCode: 'IU01', key: '0'.repeat(36) });

    const mine = await record.loader(world.args({ path: '/record' }));
    expect(mine.evidence.map(({ modules }) => modules)).toEqual([['IU02']]);
    expect(mine.exams.map(({ code, attempts }) => [code, attempts.length])).toEqual([['IU01', 1]]);
    expect(mine.confirmations).toEqual([]);

    const hers = await record.loader(world.args({ path: '/record', cookie: an.cookie }));
    expect(hers.evidence.map(({ modules }) => modules)).toEqual([['IU01', 'IU02']]);
    expect(hers.exams).toEqual([]);
    expect(hers.confirmations).toMatchObject([{ number, state: 'valid' }]);
  });

  it('speaks the language of the address', async () => {
    expect((await record.loader(world.args({ path: '/record?lang=en' }))).title).toBe('My record · Thạo');
  });
});
