import type { Socket } from 'node:net';

/** Longest line between the web workers and the writer: a start with a full paper is about 20 kB. */
const MAX_LINE = 4 * 1024 * 1024;

/** A request: `id` is the client's own. The answer carries the same id. */
export interface RequestFrame {
  id: number;
  kind: string;
  message: unknown;
}

export type AnswerFrame =
  | { id: number; ok: true; result: unknown }
  | { id: number; ok: false; code: string; detail: Record<string, string | number> };

/**
 * Newline-delimited JSON over a socket. Frames written in one turn of the event loop leave in one packet. A peer that
 * sends anything else is cut off.
 */
export function frames<In, Out>(
  socket: Socket,
  onFrame: (frame: In) => void,
): { send: (frame: Out) => void } {
  let rest = '';
  let waiting = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) return void socket.destroy();
    for (const line of lines) {
      let frame: In;
      try {
        frame = JSON.parse(line) as In;
      } catch {
        return void socket.destroy();
      }
      onFrame(frame);
    }
  });
  const flush = () => {
    if (!socket.destroyed) socket.write(waiting);
    waiting = '';
  };
  return {
    send: (frame) => {
      if (waiting === '') setImmediate(flush);
      waiting += `${JSON.stringify(frame)}\n`;
    },
  };
}
