import { Agent, request } from 'node:http';

export interface Client {
  path: string;
  cookie: string;
  /** Tokens of an item's options, position 1. */
  tokens: string[];
}

/** Saves per second over so many keep-alive connections, each sending its next save when the last one is answered. */
export async function drive(port: number, clients: Client[], milliseconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients.length });
  const end = performance.now() + milliseconds;
  let saved = 0;
  await Promise.all(
    clients.map(async (client) => {
      for (let sequence = 1; performance.now() < end; sequence += 1) {
        const token = client.tokens[sequence % client.tokens.length] ?? '';
        const event = { sequence, position: 1, answer: [token], flagged: false };
        await post(agent, port, client, JSON.stringify({ epoch: 1, events: [event] }));
        saved += 1;
      }
    }),
  );
  agent.destroy();
  return (saved / milliseconds) * 1000;
}

function post(agent: Agent, port: number, client: Client, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: client.path,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          Cookie: client.cookie,
        },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}: ${text}`)),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
