import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  addChange,
  BATCH,
  emptyQueue,
  giveBack,
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
