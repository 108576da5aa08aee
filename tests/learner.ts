import { join } from 'node:path';
import { systemActor, type Ctx } from '~/access/context.server';
import { initKeys } from '~/access/keys.server';
import { syncContent } from '~/learning/content-sync.server';
import { freshDatabase } from './database';
import { addPerson, addRule, addUnit, ctxOf, write } from './factories';
import { addTestAccount, loadContext, routeArgs, signedInCookie, type Call } from './load-context';

/** 25/11/2026, 08:00 in the province. */
const NOW = Date.parse('2026-11-25T08:00:00+07:00');
const CONTENT = join(import.meta.dirname, 'fixtures/content/tiny');

/** A database with the tiny course and its exam, a rule of IU01 and IU02, and Vân, who has shown IU02, signed in. */
export function learnerWorld() {
  const { db, folder, remove } = freshDatabase();
  const keysPath = join(folder, 'keys');
  initKeys(keysPath);
  const context = loadContext(db, { now: NOW }, keysPath);
  syncContent(ctxOf(db, NOW), { folder: CONTENT });
  const unit = write(db, NOW, (tx) => {
    addRule(tx);
    return addUnit(tx, { code: 'LG' });
  });
  /** A person with the learner role who shows some modules, signed in. */
  const addLearner = (staffCode: string, shows?: string) => {
    const person = { staffCode, name: 'Trần Thị Hồng Vân', unitId: unit, ...(shows ? { shows } : {}) };
    const personId = write(db, NOW, (tx) => addPerson(tx, person));
    const username = staffCode.toLowerCase();
    const accountId = addTestAccount(db, NOW, { username, personId, grants: [['learner', unit]] });
    return { personId, cookie: signedInCookie(db, accountId, NOW) };
  };
  const van = addLearner('LG-000001', 'IU02');
  const issuer: Ctx = { ...ctxOf(db, NOW, systemActor('test'), keysPath), ports: context.ports };
  return {
    ...{ db, now: NOW, context, unit, van, addLearner, issuer, remove },
    /** A request of Vân, unless the call has a cookie of its own. */
    args: (call: Call) => routeArgs(context, { cookie: van.cookie, ...call }),
  };
}

export type LearnerWorld = ReturnType<typeof learnerWorld>;

export function courseCall(courseCode: string): Call {
  return { path: `/courses/${courseCode}`, params: { courseCode } };
}

export function lessonCall(slug: string, section: number | string | null, form?: Call['form']): Call {
  const query = section === null ? '' : `?section=${section}`;
  const params = { courseCode: 'IU01', lessonSlug: slug };
  return { path: `/courses/IU01/lessons/${slug}${query}`, params, ...(form ? { form } : {}) };
}

export function practiceCall(query: string, form?: Call['form']): Call {
  const path = `/courses/IU01/practice${query}`;
  return { path, params: { courseCode: 'IU01' }, ...(form ? { form } : {}) };
}
