import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { answerText } from '~/assessment/answers';
import {
  acknowledge,
  addChange,
  emptyQueue,
  giveBack,
  takeBack,
  takeBatch,
  type AnswerChange,
  type SaveQueue,
} from '~/components/exam/save-queue';
import { openDatabase } from '~db/client.server';
import type { Seat } from './exam-room';

export interface Reply {
  status: number;
  ok?: boolean;
  code?: string;
  epoch?: number;
  sequence?: number;
  remainingMs?: number;
}

/** A candidate's browser: the product's own queue of unsaved answers, over real HTTP, sending again until it is told. */
export class Candidate {
  queue: SaveQueue = emptyQueue(1, 0);
  /** What the server said is saved, by sequence. */
  readonly acknowledged = new Map<number, AnswerChange>();
  /** How often the server gave each answer, by code; 'none' for a connection that gave nothing. */
  readonly refusals = new Map<string, number>();
  last: Reply | null = null;
  private unsure = false;
  private stopped = false;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    readonly seat: Seat,
    private port: number,
    /** Told at the moment in which the acknowledgement is there. */
    private readonly onSaved: (seat: Seat, sequences: number[]) => void = () => undefined,
  ) {}

  /** Chooses another option. */
  choose(): void {
    const { position, tokens } = this.seat;
    const answer = [tokens[(this.queue.lastSequence + 1) % tokens.length] ?? ''];
    this.queue = addChange(this.queue, { position, answer, flagged: false });
  }

  /**
   * One try to send what waits, as use-exam.ts does it; true where everything is saved. After anything went wrong the
   * server is asked first what it holds.
   */
  async flush(): Promise<boolean> {
    if (this.unsure) {
      const standing = await this.post('beat', {});
      if (standing.ok !== true) return this.refuse(standing);
      this.unsure = false;
      if (standing.epoch === this.queue.epoch)
        this.queue = takeBack(this.queue, standing.sequence ?? Infinity);
    }
    const taken = takeBatch(this.queue);
    if (!taken) return this.queue.waiting.length === 0;
    this.queue = taken.queue;
    const reply = await this.post('answers', { epoch: this.queue.epoch, events: taken.batch });
    if (reply.ok !== true) {
      this.queue = giveBack(this.queue);
      return this.refuse(reply);
    }
    this.onSaved(
      this.seat,
      taken.batch.map((change) => change.sequence),
    );
    for (const change of taken.batch) this.acknowledged.set(change.sequence, change);
    this.queue = acknowledge(this.queue);
    return this.queue.waiting.length === 0;
  }

  private refuse({ code = 'none' }: Reply): false {
    this.unsure = true;
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
    return false;
  }

  /** Answers and sends, over and over, until told to stop; then sends what is left, however often it takes. */
  async work(pauseMs = 0): Promise<void> {
    this.stopped = false;
    while (!this.stopped) {
      this.choose();
      if (!(await this.flush())) await wait(30);
      else if (pauseMs > 0) await wait(pauseMs);
    }
    await this.settle();
  }

  async settle(tries = 1600): Promise<void> {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      if (await this.flush()) return;
      await wait(50);
    }
    throw new Error(`candidate ${this.seat.personId} could not send: ${JSON.stringify(this.last)}`);
  }

  stop(): void {
    this.stopped = true;
  }

  moveTo(port: number): void {
    this.port = port;
  }

  close(): void {
    this.agent.destroy();
  }

  post(verb: 'answers' | 'beat', body: unknown): Promise<Reply> {
    const text = JSON.stringify(body);
    return new Promise((resolve) => {
      const nothing = () => resolve((this.last = { status: 0 }));
      const call = request(
        {
          agent: this.agent,
          host: '127.0.0.1',
          port: this.port,
          method: 'POST',
          path: `/attempts/${this.seat.publicId}/${verb}`,
          timeout: 15_000,
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(text),
            Cookie: this.seat.cookie,
          },
        },
        (response) => {
          let received = '';
          response.on('data', (chunk: Buffer) => (received += chunk.toString()));
          response.on('error', nothing);
          response.on('close', () => {
            try {
              const reply = JSON.parse(received) as Omit<Reply, 'status'>;
              resolve((this.last = { ...reply, status: response.statusCode ?? 0 }));
            } catch {
              nothing();
            }
          });
        },
      );
      call.on('timeout', () => call.destroy());
      call.on('error', nothing);
      call.end(text);
    });
  }
}

/** Acknowledged answers that a database does not hold as they were sent: `attempt/sequence`. */
export function lostAnswers(path: string, candidates: readonly Candidate[]): string[] {
  const db = openDatabase(path, { readonly: true });
  try {
    return candidates.flatMap(({ seat, acknowledged }) => {
      const stored = new Map(
        (
          db.sqlite
            .prepare('select sequence, answer from answer_event where attempt_id = ? and late = 0')
            .all(seat.attemptId) as { sequence: number; answer: string }[]
        ).map(({ sequence, answer }) => [sequence, answer]),
      );
      return [...acknowledged.values()]
        .filter(({ sequence, answer }) => stored.get(sequence) !== answerText(answer))
        .map(({ sequence }) => `${seat.attemptId}/${sequence}`);
    });
  } finally {
    db.close();
  }
}

export const countAcknowledged = (candidates: readonly Candidate[]) =>
  candidates.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
