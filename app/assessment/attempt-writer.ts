import type { SavedEvent } from './answers';
import type { OptionOrder } from './paper';
import type { AttemptState } from './terms';

/** An item of a paper as drawn: position is its place in the list, from 1. */
export interface DrawnItem {
  questionVersionId: number;
  options: OptionOrder;
  /** In 1/2,520,000 of a mark. */
  maxMarks: number;
}

/** A paper drawn and permuted by a web worker, for the writer to store if the person may still start. */
export interface StartMessage {
  personId: number;
  accountId: number | null;
  actorName: string;
  examId: number;
  examVersionId: number;
  /** The form's key: the same key gets the same attempt, also after it ended. */
  key: string;
  publicId: string;
  seed: string;
  paperHash: string;
  items: DrawnItem[];
}

export interface StartResult {
  attemptId: number;
  publicId: string;
  /** False where an attempt was open already or the key was used before. */
  created: boolean;
}

/** Names an attempt of a person: the owner goes with every message, and into every `where`. */
export interface AttemptRef {
  attemptId: number;
  personId: number;
}

export interface SaveMessage extends AttemptRef {
  epoch: number;
  events: SavedEvent[];
}

/** Where an attempt stands, by the server's clock. Instants and durations in milliseconds. */
export interface AttemptStanding {
  state: AttemptState;
  /** The epoch that owns the attempt: a browser with a lower one has been taken over from. */
  epoch: number;
  /** Highest sequence stored of that epoch, 0 for none. */
  sequence: number;
  at: number;
  remainingMs: number;
}

/** 'saved' = stored and counting; 'late' = stored, not counting; 'closed' = not stored. */
export type SaveResult = AttemptStanding & { kind: 'saved' | 'late' | 'closed' };

/** As AttemptRef, with who stands in the trail. */
export interface AttemptAct extends AttemptRef {
  accountId: number | null;
  actorName: string;
}

export interface SubmitResult {
  submittedAt: number;
  submittedBy: 'candidate' | 'deadline';
}

/** What only the one writer process may do. Each answers after the commit; errors are AppError. */
export interface AttemptWriter {
  start: (message: StartMessage) => Promise<StartResult>;
  save: (message: SaveMessage) => Promise<SaveResult>;
  beat: (message: AttemptRef) => Promise<AttemptStanding>;
  submit: (message: AttemptAct) => Promise<SubmitResult>;
  /** Raises the epoch: from now on the calling browser's answers come first. */
  takeOver: (message: AttemptAct) => Promise<AttemptStanding>;
}

/** Kinds of request and what each carries and answers, as the writer process and its clients exchange them. */
export interface WriterOperations {
  start: { message: StartMessage; result: StartResult };
  save: { message: SaveMessage; result: SaveResult };
  beat: { message: AttemptRef; result: AttemptStanding };
  submit: { message: AttemptAct; result: SubmitResult };
  takeOver: { message: AttemptAct; result: AttemptStanding };
}

export type WriterKind = keyof WriterOperations;
