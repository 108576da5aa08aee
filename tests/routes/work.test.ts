import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as confirmations from '~/routes/confirmations._index';
import * as indicator from '~/routes/indicator._index';
import * as people from '~/routes/indicator.people';
import * as person from '~/routes/people.$staffCode';
import * as roster from '~/routes/roster._index';
import * as csv from '~/routes/roster.export[.]csv';
import * as system from '~/routes/system';
import { row } from '~db/client.server';
import { routeArgs, thrownBy } from '../load-context';
import { workWorld, type WorkWorld } from '../work';

let world: WorkWorld;

beforeAll(() => {
  world = workWorld();
});

afterAll(() => world.remove());

const personOf = (who: keyof WorkWorld['cookies'], staffCode: string, query = '') =>
  person.loader(world.as(who, `/people/${staffCode}${query}`, { params: { staffCode } }));

/** The data and the status of a loader that answers with `data(…)`. */
async function pageOf<T>(
  answer: Promise<{ data: T; init: ResponseInit | null }> | { data: T; init: ResponseInit | null },
) {
  const { data, init } = await answer;
  return {
    page: data,
    status: init?.status ?? 200,
    cookie: new Headers(init?.headers).get('Set-Cookie') ?? '',
  };
}

const indicatorOf = (who: keyof WorkWorld['cookies'], query = '') =>
  pageOf(indicator.loader(world.as(who, `/indicator${query}`)) as Parameters<typeof pageOf<Figure>>[0]);
interface Figure {
  errors: object;
  figure: {
    numerator: number;
    denominator: number;
    provisional: boolean;
    tx: { id: number };
    units: { code: string; numerator: number; denominator: number }[];
  } | null;
}
const rosterOf = (who: keyof WorkWorld['cookies'], query: string, cookie = '') => {
  const args = routeArgs(world.context, {
    path: `/roster${query}`,
    cookie: `${world.cookies[who]}; ${cookie}`,
  });
  return pageOf(Promise.resolve(roster.loader(args)));
};

describe('who may see what', () => {
  it('answers the same whether a person outside the scope exists or not', async () => {
    const elsewhere = await thrownBy(() => personOf('hrB', 'LG-000001'));
    const nowhere = await thrownBy(() => personOf('hrB', 'LG-999999'));
    expect(elsewhere.status).toBe(403);
    expect(nowhere.status).toBe(403);
    expect(await elsewhere.text()).toBe(await nowhere.text());
    expect([...elsewhere.headers]).toEqual([...nowhere.headers]);
  });

  it('shows people of the scope and says "not found" only to those who may see all', async () => {
    expect((await personOf('hrA', 'LG-000001')).person.fullName).toBe('Trần Thị Hồng Vân');
    expect((await personOf('leader', 'lg-000021')).person.fullName).toBe('Lò Thị Dung');
    expect((await thrownBy(() => personOf('hr', 'LG-999999'))).status).toBe(404);
  });

  it.each<
    [case_: string, who: keyof WorkWorld['cookies'], call: (who: keyof WorkWorld['cookies']) => unknown]
  >([
    ['a leader the roster', 'leader', (who) => roster.loader(world.as(who, '/roster'))],
    ['a leader the confirmations', 'leader', (who) => confirmations.loader(world.as(who, '/confirmations'))],
    ['a learner the figure', 'learner', (who) => indicator.loader(world.as(who, '/indicator'))],
    ['a learner the names', 'learner', (who) => people.loader(world.as(who, '/indicator/people'))],
    ['a learner another person', 'learner', (who) => personOf(who, 'LG-000021')],
    ['HR the machine', 'hr', (who) => system.loader(world.as(who, '/system'))],
    ['HR a unit elsewhere', 'hrB', (who) => roster.loader(world.as(who, '/roster?unit=A'))],
    [
      'HR the names of a unit elsewhere',
      'hrB',
      (who) => people.loader(world.as(who, '/indicator/people?unit=A')),
    ],
    [
      'HR the export of a unit elsewhere',
      'hrB',
      (who) => csv.loader(world.as(who, '/roster/export.csv?unit=A')),
    ],
  ])('refuses %s', async (_, who, call) => {
    expect((await thrownBy(() => call(who))).status).toBe(403);
  });

  it('logs no export that was refused', () => {
    expect(row(world.db, 'select count(*) as n from export_log')).toEqual({ n: 0 });
  });

  it('sends strangers to sign in and back', async () => {
    const response = await thrownBy(() =>
      roster.loader(routeArgs(world.context, { path: '/roster?result=met' })),
    );
    expect(response.headers.get('Location')).toBe('/sign-in?to=%2Froster%3Fresult%3Dmet');
  });
});

describe('the figure', () => {
  it('states its counts and that its rule is provisional', async () => {
    const { page, status } = await indicatorOf('leader');
    expect(status).toBe(200);
    expect(page.figure).toMatchObject({ numerator: 9, denominator: 13, provisional: true });
  });

  it.each([
    ['everybody', ''],
    ['a level', 'level=commune'],
    ['a block', 'block=state'],
    ['a category', 'category=cadre'],
    ['a unit', 'unit=A'],
    ['a unit that has nobody who counts', 'unit=B&category=cadre'],
  ])('opens down to the names of %s', async (_, query) => {
    const of = (more: string) => people.loader(world.as('leader', `/indicator/people?${query}${more}`));
    const [all, yes, no] = await Promise.all([of(''), of('&met=yes'), of('&met=no')]);
    expect(yes.people.total + no.people.total).toBe(all.people.total);
    expect(all.people.rows).toHaveLength(all.people.total);
    expect(yes.people.rows.every(({ met }) => met)).toBe(true);
    expect(no.people.rows.every(({ missing }) => missing.length > 0)).toBe(true);
  });

  it('names for each unit exactly the people of its row, those of units below left out', async () => {
    const { figure } = (await indicatorOf('leader')).page;
    for (const { code, numerator, denominator } of figure!.units) {
      const of = (met: string) =>
        people.loader(world.as('leader', `/indicator/people?unit=${code}&own=1${met}`));
      expect((await of('')).people.total).toBe(denominator);
      expect((await of('&met=yes')).people.total).toBe(numerator);
    }
  });

  it.each([
    ['a day that the month lacks', '?asOf=31/06/2026', { asOf: 'day' }],
    ['a time that is none', '?knownAt=h%C3%B4m+qua', { knownAt: 'not_an_instant' }],
    ['a time too recent', '?knownAt=2026-11-25T08:00:00%2B07:00', { knownAt: 'too_recent' }],
  ])('answers 400 with the form still filled for %s', async (_, query, errors) => {
    const { page, status } = await indicatorOf('leader', query);
    expect(status).toBe(400);
    expect(page).toMatchObject({ errors, figure: null });
  });

  it('knows nothing before the first entry', async () => {
    const { page } = await indicatorOf('leader', '?knownAt=2026-11-20T08:00:00Z');
    expect(page.figure).toMatchObject({ numerator: 0, denominator: 0 });
    expect(page.figure!.tx.id).toBeLessThan(
      row<{ id: number }>(world.db, 'select max(id) as id from tx')!.id,
    );
  });

  it('shows on a person the evidence of the day asked for', async () => {
    const then = await personOf('leader', 'LG-000001', '?asOf=2024-06-30');
    expect(then.standing).toMatchObject({ on: '2024-06-30', met: false, missing: ['IU01', 'IU02'] });
    const now = await personOf('leader', 'LG-000001');
    expect(now.standing.met).toBe(true);
    expect(now.standing.modules[0]!.evidence!.labelVi).toBe('Chứng chỉ IC3');
  });
});

describe('the filter of the roster', () => {
  const codes = (page: Awaited<ReturnType<typeof rosterOf>>['page']) =>
    page.roster.groups.flatMap(({ rows }) => rows.map(({ staffCode }) => staffCode));

  it('is remembered without its day and begins the next visit', async () => {
    const { page, cookie } = await rosterOf('hr', '?unit=A&result=missing&asOf=2026-11-24&page=1');
    expect(codes(page).sort()).toEqual(['LG-000002', 'LG-000011', 'LG-000012']);
    expect(cookie).toMatch(/^thao_roster=unit%3DA%26result%3Dmissing; .*Max-Age=2592000/);
    const next = await thrownBy(() => rosterOf('hr', '', cookie.split(';')[0]));
    expect(next.headers.get('Location')).toBe('/roster?unit=A&result=missing');
  });

  it('is taken off at once', async () => {
    const response = await thrownBy(() => rosterOf('hr', '?clear=1', 'thao_roster=unit%3DA'));
    expect(response.headers.get('Location')).toBe('/roster');
    expect(response.headers.get('Set-Cookie')).toMatch(/^thao_roster=; .*Max-Age=0/);
  });

  it('does not lock anybody out with a unit that has left the scope', async () => {
    const response = await thrownBy(() => rosterOf('hrB', '?unit=A'));
    expect(response.status).toBe(403);
    expect(response.headers.get('Set-Cookie')).toMatch(/^thao_roster=; .*Max-Age=0/);
  });

  it('keeps people of the scope only', async () => {
    expect(codes((await rosterOf('hrB', '?q=')).page).sort()).toEqual(['LG-000021', 'LG-000022']);
  });

  it('answers 400 and shows today for a day that does not exist', async () => {
    const { page, status } = await rosterOf('hr', '?asOf=31/06/2026');
    expect(status).toBe(400);
    expect(page).toMatchObject({
      errors: { asOf: 'day' },
      typed: { asOf: '31/06/2026' },
      roster: { asOf: '2026-11-25' },
    });
  });
});

describe('the system page', () => {
  it('runs the integrity rules and shows the head of the trail', async () => {
    const { status, run } = await system.loader(world.as('operator', '/system'));
    expect(run!.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(run!.checks.length).toBeGreaterThan(5);
    expect(status.trailHead).toMatch(/^[0-9a-f]{64}$/);
    expect(status.counts.person).toBe(14);
  });
});
