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
  /** Changes that the server has said are saved, oldest first: sent again to a successor that never got them. */
  saved: AnswerChange[];
  /** Highest sequence that was said to be saved and waits again; 0 for none. */
  takenBack: number;
}

/** At most this many changes travel in one request. */
export const BATCH = 20;

export function emptyQueue(epoch: number, lastSequence: number): SaveQueue {
  return { epoch, lastSequence, waiting: [], sending: [], saved: [], takenBack: 0 };
}

/**
 * Adds a change. A change of the same question that has not left yet is replaced: only the newest state of a question
 * needs to travel, and what is already on its way keeps its own number. What was said to be saved once is kept as well: it
 * stands in the record of the attempt.
 */
export function addChange(queue: SaveQueue, change: Omit<AnswerChange, 'sequence'>): SaveQueue {
  const sequence = queue.lastSequence + 1;
  const waiting = queue.waiting.filter(
    (waiting_) =>
      waiting_.position !== change.position ||
      queue.sending.includes(waiting_.sequence) ||
      waiting_.sequence <= queue.takenBack,
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
  const isSent = (change: AnswerChange) => queue.sending.includes(change.sequence);
  const waiting = queue.waiting.filter((change) => !isSent(change));
  const saved = [...queue.saved, ...queue.waiting.filter(isSent)];
  return { ...queue, waiting, sending: [], saved };
}

/**
 * A server that was lost and came back from its replica may lack the newest of what it had acknowledged: everything
 * after `sequence`, the highest that it holds, waits again under its old number. To be asked before anything new is
 * sent, because a higher number would hide the gap.
 */
export function takeBack(queue: SaveQueue, sequence: number): SaveQueue {
  const lacking = queue.saved.filter((change) => change.sequence > sequence);
  if (lacking.length === 0) return queue;
  const saved = queue.saved.filter((change) => change.sequence <= sequence);
  const takenBack = Math.max(...lacking.map((change) => change.sequence));
  return { ...queue, waiting: [...lacking, ...queue.waiting], saved, takenBack };
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
