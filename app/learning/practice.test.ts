import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPractice, pickQuestion, type PracticeCandidate } from './practice';

const TODAY = 1_000_000;
const unseen = (code: string): PracticeCandidate => ({ code, last: null });
const wrong = (code: string, at: number): PracticeCandidate => ({ code, last: { right: false, at } });
const right = (code: string, at: number): PracticeCandidate => ({ code, last: { right: true, at } });
const pick = (candidates: PracticeCandidate[], seed = '2026-11-25:7') =>
  pickQuestion({ candidates, seed, dayStart: TODAY });

describe('the next question', () => {
  it.each([
    { name: 'unseen before wrong', candidates: [wrong('W', 1), unseen('U'), right('R', 2)], code: 'U' },
    { name: 'wrong before right', candidates: [right('R', 1), wrong('W', 2), right('S', 3)], code: 'W' },
    {
      name: 'wrong yesterday before wrong today',
      candidates: [wrong('A', TODAY + 5), wrong('B', 5), right('Z', TODAY + 9)],
      code: 'B',
    },
    {
      name: 'wrong today: the longest ago first',
      candidates: [wrong('A', TODAY + 7), wrong('B', TODAY + 5), right('Z', TODAY + 9)],
      code: 'B',
    },
    {
      name: 'another one before the one answered just now',
      candidates: [wrong('A', TODAY + 9), right('B', 5)],
      code: 'B',
    },
    { name: 'the only one, even answered just now', candidates: [wrong('A', TODAY + 9)], code: 'A' },
    { name: 'nothing from an empty bank', candidates: [], code: null },
  ])('$name', ({ candidates, code }) => expect(pick(candidates)).toBe(code));

  it('takes those answered today in the order of the answers, whatever the seed', () => {
    const bank = Array.from({ length: 9 }, (_, index) => wrong(`Q${index}`, TODAY + ((index * 4) % 9)));
    const firsts = Array.from({ length: 20 }, (_, person) => pick(bank, `2026-11-25:${person}`));
    expect(new Set(firsts)).toEqual(new Set(['Q0']));
    const older = [...bank, wrong('OLD', TODAY - 1)];
    expect(new Set(Array.from({ length: 20 }, (_, person) => pick(older, String(person))))).toEqual(
      new Set(['OLD']),
    );
  });

  it('stays the same for a person and a day, and differs between people', () => {
    const bank = Array.from({ length: 40 }, (_, index) => unseen(`Q${index}`));
    expect(pick(bank)).toBe(pick([...bank].reverse()));
    const firsts = new Set(Array.from({ length: 20 }, (_, person) => pick(bank, `2026-11-25:${person}`)));
    expect(firsts.size).toBeGreaterThan(5);
  });

  it('shows every question once before any a second time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.string(),
        fc.infiniteStream(fc.boolean()),
        (size, seed, answers) => {
          let bank = Array.from({ length: size }, (_, index) => unseen(`Q${index}`));
          const shown: string[] = [];
          for (let turn = 0; turn < size; turn += 1) {
            const code = pick(bank, seed)!;
            shown.push(code);
            const last = { right: answers.next().value as boolean, at: TODAY + turn + 1 };
            bank = bank.map((one) => (one.code === code ? { code, last } : one));
          }
          expect(new Set(shown).size).toBe(size);
        },
      ),
    );
  });
});

it('counts questions, not answers', () => {
  expect(countPractice([unseen('A'), wrong('B', 1), right('C', 2)])).toEqual({
    total: 3,
    answered: 2,
    right: 1,
  });
});
