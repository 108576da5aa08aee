import { connect, type Socket } from 'node:net';
import { AppError, type ErrorCode } from '~/access/errors';
import type { AttemptWriter, WriterKind, WriterOperations } from '~/assessment/attempt-writer';
import { frames, type AnswerFrame, type RequestFrame } from './frames';

const ANSWER_MS = 5000;
const RECONNECT_MS = { first: 10, longest: 100 };

interface Pending {
  frame: RequestFrame;
  settle: (outcome: { result: unknown } | { error: AppError }) => void;
  timer: NodeJS.Timeout;
  sent: boolean;
  retried: boolean;
}

/**
 * The writer as a web worker sees it: many requests under way over one connection, which comes back by itself within a
 * tenth of a second after the writer does. Every operation may be repeated safely (saves by sequence, starts by key,
 * submissions by state; a second take-over only raises the epoch again), so a request that is lost with the connection
 * or has no answer after 5 s is sent once more; then it fails with writer_unavailable.
 */
export function connectWriter(socketPath: string): AttemptWriter & { close: () => void } {
  const pending = new Map<number, Pending>();
  let socket: Socket | null = null;
  let send: ((frame: RequestFrame) => void) | null = null;
  let lastId = 0;
  let delay = RECONNECT_MS.first;
  let closed = false;

  const fail = ({ frame, timer, settle }: Pending) => {
    clearTimeout(timer);
    pending.delete(frame.id);
    settle({ error: new AppError('writer_unavailable') });
  };

  const transmit = (request: Pending) => {
    if (!send) return;
    request.sent = true;
    send(request.frame);
  };

  const overdue = (request: Pending) => {
    // A writer that is silent for so long is stuck; behind the same address there may be its successor by now.
    if (request.sent && !request.retried) socket?.destroy();
    else fail(request);
  };

  const receive = (answer: AnswerFrame) => {
    const request = pending.get(answer.id);
    if (!request) return;
    clearTimeout(request.timer);
    pending.delete(answer.id);
    request.settle(
      answer.ok
        ? { result: answer.result }
        : { error: new AppError(answer.code as ErrorCode, answer.detail) },
    );
  };

  const open = () => {
    if (closed) return;
    const next = connect(socketPath);
    socket = next;
    next.on('connect', () => {
      delay = RECONNECT_MS.first;
      send = frames<AnswerFrame, RequestFrame>(next, receive).send;
      for (const request of pending.values()) transmit(request);
    });
    // What went wrong is told by 'close', which always follows.
    next.on('error', () => undefined);
    next.on('close', () => {
      send = null;
      for (const request of [...pending.values()]) {
        if (!request.sent) continue;
        if (request.retried) {
          fail(request);
          continue;
        }
        request.retried = true;
        request.sent = false;
        clearTimeout(request.timer);
        request.timer = setTimeout(() => overdue(request), ANSWER_MS);
      }
      setTimeout(open, delay);
      delay = Math.min(RECONNECT_MS.longest, delay * 2);
    });
  };
  open();

  const request =
    <K extends WriterKind>(kind: K) =>
    (message: WriterOperations[K]['message']) =>
      new Promise<WriterOperations[K]['result']>((resolve, reject) => {
        lastId += 1;
        const one: Pending = {
          frame: { id: lastId, kind, message },
          settle: (outcome) =>
            'error' in outcome
              ? reject(outcome.error)
              : resolve(outcome.result as WriterOperations[K]['result']),
          timer: setTimeout(() => overdue(one), ANSWER_MS),
          sent: false,
          retried: false,
        };
        pending.set(lastId, one);
        transmit(one);
      });

  return {
    start: request('start'),
    save: request('save'),
    beat: request('beat'),
    submit: request('submit'),
    takeOver: request('takeOver'),
    close: () => {
      closed = true;
      socket?.destroy();
      for (const one of [...pending.values()]) fail(one);
    },
  };
}
