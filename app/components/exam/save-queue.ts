/**
 * The candidate's unsent answers, as values: what changed, what is on its way, what the server has acknowledged.
 * Nothing here knows a clock or the network. Sequence numbers rise by one a change and are never used twice.
 */
export interface AnswerChange {
  sequence: number;
  position: number;
  answer: string[] | null;
  flagged: boolean;
}

export interface SaveQueue {
  epoch: number;
  lastSequence: number;
  /** Changes not acknowledged yet, oldest first. */
  waiting: AnswerChange[];
  /** Sequences on their way in the request now running; empty when none runs. */
  sending: number[];
}

/** At most this many changes travel in one request. */
export const BATCH = 20;

export function emptyQueue(epoch: number, lastSequence: number): SaveQueue {
  return { epoch, lastSequence, waiting: [], sending: [] };
}

/**
 * Adds a change. A change of the same question that has not left yet is replaced: only the newest state of a question
 * needs to travel, and what is already on its way keeps its own number.
 */
export function addChange(queue: SaveQueue, change: Omit<AnswerChange, 'sequence'>): SaveQueue {
  const sequence = queue.lastSequence + 1;
  const waiting = queue.waiting.filter(
    (waiting_) => waiting_.position !== change.position || queue.sending.includes(waiting_.sequence),
  );
  return { ...queue, lastSequence: sequence, waiting: [...waiting, { ...change, sequence }] };
}

/** Takes what may be sent now; null while a request runs or nothing waits. */
export function takeBatch(queue: SaveQueue): { queue: SaveQueue; batch: AnswerChange[] } | null {
  if (queue.sending.length > 0 || queue.waiting.length === 0) return null;
  const batch = queue.waiting.slice(0, BATCH);
  return { queue: { ...queue, sending: batch.map((change) => change.sequence) }, batch };
}

/** The server has made these durable. */
export function acknowledge(queue: SaveQueue): SaveQueue {
  const waiting = queue.waiting.filter((change) => !queue.sending.includes(change.sequence));
  return { ...queue, waiting, sending: [] };
}

/** The request got no answer: everything stays and goes again under the same numbers. */
export function giveBack(queue: SaveQueue): SaveQueue {
  return { ...queue, sending: [] };
}

export function unsavedPositions(queue: SaveQueue): Set<number> {
  return new Set(queue.waiting.map((change) => change.position));
}

/** Waiting time before the next try after `failures` in a row, in milliseconds: 1 s, doubling to 15 s. */
export function retryDelay(failures: number): number {
  return failures === 0 ? 0 : Math.min(15_000, 1000 * 2 ** (failures - 1));
}
