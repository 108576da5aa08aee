import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerText, currentAnswers, readSaveBody, type Answer, type StoredEvent } from './answers';

const event = { sequence: 1, position: 3, answer: ['x1'], flagged: false };

describe('the body of a save', () => {
  it('is read as it is, without what else was sent', () =>
    expect(readSaveBody({ epoch: 1, events: [{ ...event, score: 100 }], admin: true })).toEqual({
      epoch: 1,
      events: [event],
    }));
  it('takes a withdrawn answer', () =>
    expect(readSaveBody({ epoch: 1, events: [{ ...event, answer: null }] })?.events[0]?.answer).toBeNull());

  const fifty = Array.from({ length: 50 }, (_, index) => ({ ...event, sequence: index + 1 }));
  it('takes fifty events', () => expect(readSaveBody({ epoch: 1, events: fifty })?.events).toHaveLength(50));

  it.each<[name: string, body: unknown]>([
    ['nothing', null],
    ['a list', []],
    ['no epoch', { events: [event] }],
    ['epoch 0', { epoch: 0, events: [event] }],
    ['an epoch that is no whole number', { epoch: 1.5, events: [event] }],
    ['no events', { epoch: 1, events: [] }],
    ['events that are no list', { epoch: 1, events: event }],
    ['fifty-one events', { epoch: 1, events: [...fifty, { ...event, sequence: 51 }] }],
    ['an event that is no object', { epoch: 1, events: ['x'] }],
    ['sequence 0', { epoch: 1, events: [{ ...event, sequence: 0 }] }],
    ['a sequence beyond all reason', { epoch: 1, events: [{ ...event, sequence: 100_001 }] }],
    ['a sequence as text', { epoch: 1, events: [{ ...event, sequence: '1' }] }],
    ['position 0', { epoch: 1, events: [{ ...event, position: 0 }] }],
    ['no flag', { epoch: 1, events: [{ ...event, flagged: undefined }] }],
    ['no answer', { epoch: 1, events: [{ ...event, answer: undefined }] }],
    ['an answer as text', { epoch: 1, events: [{ ...event, answer: 'x1' }] }],
    ['a token that is no text', { epoch: 1, events: [{ ...event, answer: [1] }] }],
    ['an empty token', { epoch: 1, events: [{ ...event, answer: [''] }] }],
    ['a token twice', { epoch: 1, events: [{ ...event, answer: ['x1', 'x1'] }] }],
    ['too many tokens', { epoch: 1, events: [{ ...event, answer: 'abcdefghijk'.split('') }] }],
    ['a token too long', { epoch: 1, events: [{ ...event, answer: ['x'.repeat(33)] }] }],
  ])('is refused: %s', (_, body) => expect(readSaveBody(body)).toBeNull());

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (body) => void readSaveBody(body)));
  });
});

it('stores the same choice as the same text', () => {
  expect(answerText(['b', 'a'])).toBe(answerText(['a', 'b']));
  expect(answerText([])).toBe(answerText(null));
});

describe('the current answers', () => {
  const stored = (epoch: number, sequence: number, position: number, answer: string[] | null, late = false) =>
    ({ epoch, sequence, position, answer, flagged: false, late }) satisfies StoredEvent;
  const reduce = (events: StoredEvent[]) =>
    Object.fromEntries([...currentAnswers(events)].map(([position, one]) => [position, one.answer]));

  it('go by sequence, not by arrival', () =>
    expect(reduce([stored(1, 2, 1, ['b']), stored(1, 1, 1, ['a'])])).toEqual({ 1: ['b'] }));
  it('take an older epoch only where the newer one has nothing', () =>
    expect(reduce([stored(1, 9, 1, ['old']), stored(2, 1, 1, ['new']), stored(1, 8, 2, ['only'])])).toEqual({
      1: ['new'],
      2: ['only'],
    }));
  it('take back an answer', () =>
    expect(reduce([stored(1, 1, 1, ['a']), stored(1, 2, 1, null)])).toEqual({ 1: null }));
  it('leave late events out', () =>
    expect(reduce([stored(1, 1, 1, ['a']), stored(1, 2, 1, ['b'], true)])).toEqual({ 1: ['a'] }));

  it('are the same in whatever order the events arrive', () => {
    const events = fc.uniqueArray(
      fc.record({
        epoch: fc.integer({ min: 1, max: 3 }),
        sequence: fc.integer({ min: 1, max: 5 }),
        position: fc.integer({ min: 1, max: 3 }),
        answer: fc.constantFrom<Answer>(['a'], ['b'], null),
        flagged: fc.boolean(),
        late: fc.boolean(),
      }),
      { selector: (one) => `${one.epoch}.${one.sequence}` },
    );
    const shuffled = events.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(reduce(other)).toEqual(reduce(list));
      }),
    );
  });
});
