import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  acknowledge,
  addChange,
  emptyQueue,
  giveBack,
  retryDelay,
  takeBack,
  takeBatch,
  unsavedPositions,
  type SaveQueue,
} from './save-queue';

export interface ExamStart {
  publicId: string;
  positions: number[];
  answers: Record<number, string[] | null>;
  flags: Record<number, boolean>;
  /** When the server made each answer durable, UTC milliseconds. */
  savedAt: Record<number, number>;
  epoch: number;
  lastSequence: number;
  remainingMs: number;
  serverNow: number;
}

interface Reply {
  ok: boolean;
  at?: number;
  remainingMs?: number;
  state?: string;
  epoch?: number;
  sequence?: number;
  code?: string;
}

const BEAT_MS = 15_000;

/**
 * The running exam in the browser: what is answered and flagged, what the server has made durable, and how long is
 * left by the server's clock. Only the browser's monotonic timer is used between two words of the server.
 */
export function useExam(start: ExamStart) {
  const [answers, setAnswers] = useState(start.answers);
  const [flags, setFlags] = useState(start.flags);
  const [savedAt, setSavedAt] = useState<Record<number, number>>(start.savedAt);
  const [lastSavedAt, setLastSavedAt] = useState<number | null>(() => {
    const times = Object.values(start.savedAt);
    return times.length > 0 ? Math.max(...times) : null;
  });
  const [queue, setQueueState] = useState<SaveQueue>(() => emptyQueue(start.epoch, start.lastSequence));
  const [offlineSince, setOfflineSince] = useState<number | null>(null);
  const [diskFull, setDiskFull] = useState(false);
  const [signedOut, setSignedOut] = useState(false);
  const [closed, setClosed] = useState(false);
  const [takenOver, setTakenOver] = useState(false);
  const [remaining, setRemaining] = useState(start.remainingMs);
  const queueRef = useRef(queue);
  const failures = useRef(0);
  /** Set when the server could not be reached: what answers next may be its successor, with less than it had. */
  const unsure = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const agreed = useRef({ mono: 0, remainingMs: start.remainingMs, serverNow: start.serverNow });

  const setQueue = useCallback((next: SaveQueue) => {
    queueRef.current = next;
    setQueueState(next);
  }, []);

  const agree = useCallback((reply: Reply) => {
    if (reply.remainingMs === undefined || reply.at === undefined) return;
    agreed.current = { mono: performance.now(), remainingMs: reply.remainingMs, serverNow: reply.at };
    setRemaining(reply.remainingMs);
    if (reply.state && reply.state !== 'running' && reply.state !== 'closing') setClosed(true);
    if (reply.epoch !== undefined && reply.epoch > queueRef.current.epoch) setTakenOver(true);
  }, []);

  /** The server's clock now, from its last word and the time that has passed since. */
  const serverTime = useCallback(
    () => agreed.current.serverNow + (performance.now() - agreed.current.mono),
    [],
  );

  const post = useCallback(
    async (path: string, body: unknown): Promise<Reply | null> => {
      try {
        const response = await fetch(`/attempts/${start.publicId}/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(8000),
        });
        const reply = (await response.json()) as Reply;
        if (!response.ok) unsure.current = true;
        if (response.status === 401) setSignedOut(true);
        // Reached, but it cannot write: nothing is lost, and it will take it later.
        setDiskFull(reply.code === 'disk_full');
        if (response.status >= 500) return null;
        setOfflineSince(null);
        agree(reply);
        return reply;
      } catch {
        setDiskFull(false);
        unsure.current = true;
        return null;
      }
    },
    [agree, start.publicId],
  );

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const failed = (reply: Reply | null) => {
      if (reply?.code === 'closed') return setClosed(true);
      if (reply === null) setOfflineSince((since) => since ?? serverTime());
      failures.current += 1;
      timer.current = setTimeout(() => void flush(), retryDelay(failures.current));
    };
    if (unsure.current && queueRef.current.sending.length === 0) {
      const standing = await post('beat', {});
      if (!standing?.ok) return failed(standing);
      unsure.current = false;
      const { epoch, sequence = Infinity } = standing;
      if (epoch === queueRef.current.epoch && queueRef.current.sending.length === 0)
        setQueue(takeBack(queueRef.current, sequence));
    }
    const taken = takeBatch(queueRef.current);
    if (!taken) return;
    setQueue(taken.queue);
    const reply = await post('answers', { epoch: taken.queue.epoch, events: taken.batch });
    if (reply?.ok) {
      failures.current = 0;
      setQueue(acknowledge(queueRef.current));
      setSavedAt((before) => {
        const next = { ...before };
        for (const change of taken.batch) next[change.position] = reply.at ?? 0;
        return next;
      });
      setLastSavedAt(reply.at ?? null);
      void flush();
      return;
    }
    setQueue(giveBack(queueRef.current));
    failed(reply);
  }, [post, serverTime, setQueue]);

  const change = useCallback(
    (position: number, answer: string[] | null, flagged: boolean) => {
      setAnswers((before) => ({ ...before, [position]: answer }));
      setFlags((before) => ({ ...before, [position]: flagged }));
      setQueue(addChange(queueRef.current, { position, answer, flagged }));
      void flush();
    },
    [flush, setQueue],
  );

  useEffect(() => {
    agreed.current.mono = performance.now();
    const tick = setInterval(() => {
      setRemaining(Math.max(0, agreed.current.remainingMs - (performance.now() - agreed.current.mono)));
    }, 250);
    const beat = setInterval(() => {
      void post('beat', {}).then((reply) => {
        if (reply === null) setOfflineSince((since) => since ?? serverTime());
        else if (failures.current > 0 || unsure.current) void flush();
      });
    }, BEAT_MS);
    const online = () => void flush();
    window.addEventListener('online', online);
    return () => {
      clearInterval(tick);
      clearInterval(beat);
      clearTimeout(timer.current);
      window.removeEventListener('online', online);
    };
  }, [flush, post, serverTime]);

  const unsaved = useMemo(() => unsavedPositions(queue), [queue]);

  useEffect(() => {
    if (unsaved.size === 0) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);

  /** Signed in again in place: everything that waited goes out now. */
  const resume = useCallback(() => {
    setSignedOut(false);
    failures.current = 0;
    void flush();
  }, [flush]);

  return {
    answers,
    flags,
    change,
    flush,
    resume,
    remaining,
    savedAt,
    lastSavedAt,
    unsaved,
    isSending: queue.sending.length > 0,
    offlineSince,
    diskFull,
    agreedAt: agreed.current.serverNow,
    signedOut,
    closed,
    takenOver,
  };
}

export type Exam = ReturnType<typeof useExam>;
