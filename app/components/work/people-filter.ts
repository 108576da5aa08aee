import { BLOCKS, CATEGORIES, LEVELS, type Block, type Category, type Level } from '~/organisation/terms';

/** What narrows the names behind a number, as its address says it. */
export interface PeopleQuery {
  unit?: string;
  /** Only the unit itself, without the units below it. */
  own?: '1';
  level?: Level;
  block?: Block;
  category?: Category;
  met?: 'yes' | 'no';
}

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._\-/ ]{0,39}$/u;

/** Reads the conditions of an address; what is not one of the choices is left out. */
export function readPeopleQuery(params: URLSearchParams): PeopleQuery {
  const query: PeopleQuery = {};
  const unit = (params.get('unit') ?? '').trim();
  const level = LEVELS.find((known) => known === params.get('level'));
  const block = BLOCKS.find((known) => known === params.get('block'));
  const category = CATEGORIES.find((known) => known === params.get('category'));
  const met = (['yes', 'no'] as const).find((known) => known === params.get('met'));
  if (CODE.test(unit)) query.unit = unit;
  if (query.unit && params.get('own') === '1') query.own = '1';
  if (level) query.level = level;
  if (block) query.block = block;
  if (category) query.category = category;
  if (met) query.met = met;
  return query;
}

/** The conditions without one of them. */
export function withoutCondition(query: PeopleQuery, name: keyof PeopleQuery): PeopleQuery {
  const rest = { ...query };
  delete rest[name];
  if (name === 'unit') delete rest.own;
  return rest;
}
