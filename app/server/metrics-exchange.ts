import { randomUUID } from 'node:crypto';
import { AggregatorRegistry, type Registry } from 'prom-client';

/*
 * /metrics is answered by whichever web worker gets the request; the numbers of the others and of the writer are
 * fetched through the first process, to which each holds a channel.
 *
 *   worker -- ask --> first process -- give --> every process -- given --> first process -- told --> worker
 */
type Message =
  | { metrics: 'ask' | 'give'; id: string }
  | { metrics: 'given'; id: string; numbers: object[] }
  | { metrics: 'told'; id: string; text: string };

const WAIT_MS = 3000;

/** The end of a channel: `process` itself, a cluster worker or a child process. */
export interface Channel {
  send?: (message: Message) => unknown;
  on: (event: 'message', listener: (message: unknown) => void) => unknown;
  off: (event: 'message', listener: (message: unknown) => void) => unknown;
}

function isMessage<K extends Message['metrics']>(
  message: unknown,
  kind: K,
): message is Extract<Message, { metrics: K }> {
  return typeof message === 'object' && message !== null && (message as Partial<Message>).metrics === kind;
}

/** In each process with numbers: gives them when asked. */
export function giveMetrics(channel: Channel, registry: Registry): void {
  channel.on('message', (message) => {
    if (!isMessage(message, 'give')) return;
    const { id } = message;
    void registry.getMetricsAsJSON().then((numbers) => channel.send?.({ metrics: 'given', id, numbers }));
  });
}

/**
 * In the first process: `peers` are all processes with numbers at the moment. Whoever does not answer within three seconds
 * is left out, which thao_processes shows.
 */
export function relayMetrics(asker: Channel, peers: () => Channel[]): void {
  asker.on('message', (message) => {
    if (!isMessage(message, 'ask')) return;
    const { id } = message;
    void Promise.all(peers().map((peer) => fetchFrom(peer, `${id}:${randomUUID()}`))).then(
      async (numbers) => {
        const all = numbers.filter((one) => one !== null);
        const text = await AggregatorRegistry.aggregate(all as object[]).metrics();
        asker.send?.({ metrics: 'told', id, text });
      },
    );
  });
}

function fetchFrom(peer: Channel, id: string): Promise<object[] | null> {
  return new Promise((resolve) => {
    const settle = (numbers: object[] | null) => {
      clearTimeout(timer);
      peer.off('message', listen);
      resolve(numbers);
    };
    const listen = (message: unknown) => {
      if (isMessage(message, 'given') && message.id === id) settle(message.numbers);
    };
    const timer = setTimeout(settle, WAIT_MS, null);
    peer.on('message', listen);
    try {
      peer.send?.({ metrics: 'give', id });
    } catch {
      // Its channel has just closed.
      settle(null);
    }
  });
}

/** In a web worker: the numbers of all processes as text. Null where the first process does not answer. */
export function askForMetrics(channel: Channel): Promise<string | null> {
  const id = randomUUID();
  return new Promise((resolve) => {
    const settle = (text: string | null) => {
      clearTimeout(timer);
      channel.off('message', listen);
      resolve(text);
    };
    const listen = (message: unknown) => {
      if (isMessage(message, 'told') && message.id === id) settle(message.text);
    };
    const timer = setTimeout(settle, 2 * WAIT_MS, null);
    channel.on('message', listen);
    channel.send?.({ metrics: 'ask', id });
  });
}
