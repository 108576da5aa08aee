/** Tokens chosen at one position, or null for a withdrawn answer. Tokens are random per attempt and say nothing. */
export type Answer = string[] | null;

export interface SavedEvent {
  /** From 1, rising within an epoch; (attempt, epoch, sequence) names the event. */
  sequence: number;
  position: number;
  answer: Answer;
  flagged: boolean;
}

export interface SaveBody {
  epoch: number;
  events: SavedEvent[];
}

/** The largest body of a save, in bytes. */
export const SAVE_BYTES = 64 * 1024;
const MAX_EVENTS = 50;
const MAX_TOKENS = 10;
const MAX_TOKEN_LENGTH = 32;
const MAX_POSITION = 500;
/** Far more than hands can do in one sitting; keeps a broken page from filling the disk. */
const MAX_SEQUENCE = 100_000;

/**
 * Checks a parsed body by hand: it stands on the hot path, a schema library would cost more than the save. Returns a
 * fresh object without whatever else was sent, or null when anything is off.
 */
export function readSaveBody(body: unknown): SaveBody | null {
  if (!isObject(body) || !isCount(body.epoch, MAX_SEQUENCE)) return null;
  const { events } = body;
  if (!Array.isArray(events) || events.length === 0 || events.length > MAX_EVENTS) return null;
  const read: SavedEvent[] = [];
  for (const event of events as unknown[]) {
    if (!isObject(event)) return null;
    const { sequence, position, answer, flagged } = event;
    if (!isCount(sequence, MAX_SEQUENCE) || !isCount(position, MAX_POSITION)) return null;
    if (typeof flagged !== 'boolean' || !isAnswer(answer)) return null;
    read.push({ sequence, position, answer, flagged });
  }
  return { epoch: body.epoch, events: read };
}

/** The stored form of an answer: tokens sorted, so that the same choice is the same text; an empty choice is none. */
export function answerText(answer: Answer): string {
  return answer === null || answer.length === 0 ? 'null' : JSON.stringify([...answer].sort());
}

export interface StoredEvent extends SavedEvent {
  epoch: number;
  late: boolean;
}

/**
 * The current answer at each position: the event with the highest (epoch, sequence), never the one that came last. An
 * older epoch therefore counts only where the newer one says nothing. Late events count for nothing.
 */
export function currentAnswers<T extends StoredEvent>(events: Iterable<T>): Map<number, T> {
  const current = new Map<number, T>();
  for (const event of events) {
    if (event.late) continue;
    const held = current.get(event.position);
    if (!held || event.epoch > held.epoch || (event.epoch === held.epoch && event.sequence > held.sequence)) {
      current.set(event.position, event);
    }
  }
  return current;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max;
}

function isAnswer(value: unknown): value is Answer {
  if (value === null) return true;
  if (!Array.isArray(value) || value.length > MAX_TOKENS) return false;
  const isToken = (token: unknown) =>
    typeof token === 'string' && token.length > 0 && token.length <= MAX_TOKEN_LENGTH;
  return value.every(isToken) && new Set(value).size === value.length;
}
