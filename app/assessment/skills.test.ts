import { expect, it } from 'vitest';
import { countBySkill, secondLevel } from './skills';

it.each([
  ['IU01.1.4', 'IU01.1'],
  ['IU01.1', 'IU01.1'],
  ['IU01', 'IU01'],
])('%s belongs to %s', (skill, second) => expect(secondLevel(skill)).toBe(second));

it('counts by second-level skill, the weakest first, equal shares by code', () => {
  const items = [
    ['IU01.10.1', true],
    ['IU01.10', true],
    ['IU01.2', true],
    ['IU01.3.1', false],
    ['IU01.3.2', true],
    ['IU01.3', true],
    ['IU01.1', false],
  ].map(([skill, right]) => ({ skill: skill as string, right: right as boolean }));
  expect(countBySkill(items)).toEqual([
    { skill: 'IU01.1', right: 0, total: 1 },
    { skill: 'IU01.3', right: 2, total: 3 },
    { skill: 'IU01.2', right: 1, total: 1 },
    { skill: 'IU01.10', right: 2, total: 2 },
  ]);
});
