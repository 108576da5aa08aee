import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  addChange,
  BATCH,
  emptyQueue,
  giveBack,
  takeBack,
  takeBatch,
  unsavedPositions,
} from './save-queue';

const change = (position: number, answer: string) => ({ position, answer: [answer], flagged: false });

describe('save queue', () => {
  it('replaces an unsent change of the same question', () => {
    const queue = addChange(addChange(emptyQueue(1, 7), change(3, 'a')), change(3, 'b'));
    expect(queue.waiting).toEqual([{ sequence: 9, position: 3, answer: ['b'], flagged: false }]);
  });

  it('keeps a change that is on its way and sends the newer one after it', () => {
    const first = takeBatch(addChange(emptyQueue(1, 0), change(3, 'a')));
    if (!first) throw new Error('nothing to send');
    const queue = acknowledge(addChange(first.queue, change(3, 'b')));
    expect(queue.waiting.map((waiting) => waiting.answer)).toEqual([['b']]);
    expect([...unsavedPositions(queue)]).toEqual([3]);
  });

  it('sends the same numbers again after a lost reply', () => {
    const first = takeBatch(addChange(emptyQueue(1, 0), change(1, 'a')));
    const second = takeBatch(giveBack(first!.queue));
    expect(second?.batch).toEqual(first?.batch);
  });

  it('sends again what a successor of the server lacks, before anything newer and under the old numbers', () => {
    let queue = emptyQueue(1, 0);
    for (const [position, answer] of [
      [1, 'a'],
      [2, 'b'],
      [1, 'c'],
    ] as const) {
      queue = acknowledge(takeBatch(addChange(queue, change(position, answer)))!.queue);
    }
    queue = addChange(queue, change(3, 'd'));
    expect(takeBack(queue, 3)).toBe(queue);
    const again = takeBatch(takeBack(queue, 1));
    expect(again?.batch.map(({ sequence, answer }) => [sequence, answer?.[0]])).toEqual([
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ]);
    expect(unsavedPositions(takeBack(queue, 1))).toEqual(new Set([2, 1, 3]));
    // A newer answer to the same question does not take away what was said to be saved.
    const newer = addChange(takeBack(queue, 1), change(2, 'e'));
    expect(newer.waiting.map(({ sequence }) => sequence)).toEqual([2, 3, 4, 5]);
    // Acknowledged a second time they are kept like the first time.
    expect(takeBack(acknowledge(again!.queue), 0).waiting.map(({ sequence }) => sequence)).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it('ends with every question at its newest answer, whatever the network does', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('answer' as const),
        position: fc.integer({ min: 1, max: 5 }),
        value: fc.nat(9),
      }),
      fc.record({ kind: fc.constantFrom('reply' as const, 'lost' as const, 'lost-after-write' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let queue = emptyQueue(1, 0);
        const screen = new Map<number, string>();
        const server = new Map<number, { sequence: number; answer: string }>();
        const write = (batch: { sequence: number; position: number; answer: string[] | null }[]) => {
          for (const event of batch) {
            const kept = server.get(event.position);
            if (!kept || kept.sequence < event.sequence) {
              server.set(event.position, { sequence: event.sequence, answer: event.answer?.[0] ?? '' });
            }
          }
        };
        for (const next of steps) {
          if (next.kind === 'answer') {
            screen.set(next.position, String(next.value));
            queue = addChange(queue, change(next.position, String(next.value)));
            continue;
          }
          const taken = takeBatch(queue);
          if (!taken) continue;
          expect(taken.batch.length).toBeLessThanOrEqual(BATCH);
          if (next.kind !== 'lost') write(taken.batch);
          queue = next.kind === 'reply' ? acknowledge(taken.queue) : giveBack(taken.queue);
        }
        for (let taken = takeBatch(queue); taken; taken = takeBatch(queue)) {
          write(taken.batch);
          queue = acknowledge(taken.queue);
        }
        expect(Object.fromEntries([...server].map(([position, kept]) => [position, kept.answer]))).toEqual(
          Object.fromEntries(screen),
        );
      }),
    );
  });
});
