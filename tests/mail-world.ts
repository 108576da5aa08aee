import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { makeMailer } from '~/notices/adapters/mailer';
import { queueMail, sendDueMail } from '~/notices/mail.server';
import { rows } from '~db/client.server';
import { freshDatabase } from './database';
import { write } from './factories';

export const NOW = Date.parse('2026-11-25T08:00:00+07:00');
export const FROM = 'thao@lamgiang.example';
export const TO = 'van.tran@lamgiang.example';

/** An outbox of its own, and a real SMTP server on the loopback interface where one is asked for. */
export function mailWorld() {
  const fresh = freshDatabase();
  let server: SMTPServer | null = null;
  const mail = {
    db: fresh.db,
    path: fresh.path,
    clock: NOW,
    /** What the server took over, whole messages. */
    inbox: [] as string[],
    /** Starts a server that takes everything without encryption or sign-in, unless told otherwise; answers its port. */
    listen: async (options: SMTPServerOptions = {}): Promise<number> => {
      const made = new SMTPServer({
        disabledCommands: ['AUTH', 'STARTTLS'],
        logger: false,
        onData: (stream, _, done) => {
          let text = '';
          stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
          stream.on('end', () => {
            mail.inbox.push(text);
            done();
          });
        },
        ...options,
      });
      made.on('error', () => undefined);
      server = made;
      await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
      return (made.server.address() as { port: number }).port;
    },
    /** Breaks every connection to the server, as a line that goes down would. */
    cutLines: () => {
      const held = server as unknown as { connections: Set<{ _socket: { destroy(): void } }> };
      for (const connection of held.connections) connection._socket.destroy();
    },
    send: async (url: string) => {
      const mailer = makeMailer(url, FROM);
      const now = () => mail.clock;
      const parts = { mailer, now, baseUrl: 'https://thao.example', isStopping: () => false };
      const outcome = await sendDueMail({ db: fresh.db, ...parts });
      mailer.close();
      return outcome;
    },
    queue: (more: Partial<Parameters<typeof queueMail>[1]> = {}) =>
      write(fresh.db, mail.clock, (tx) =>
        queueMail(tx, {
          ...{ accountId: null, address: TO, lang: 'vi', kind: 'daily_seal' },
          params: { txId: 12, at: NOW, seal: 'a1b2' },
          ...more,
        }),
      ),
    stored: () =>
      rows<{ state: string; tries: number; nextAt: number; error: string | null; sentAt: number | null }>(
        fresh.db,
        'select state, tries, next_at as nextAt, error, sent_at as sentAt from mail order by id',
      ),
    stopServer: () => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())),
    remove: async () => {
      await mail.stopServer();
      fresh.remove();
    },
  };
  return mail;
}

export const headerOf = (message: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(message)?.[1]?.replace(/\r\n[ \t]/g, ' ');

/** The body of a quoted-printable or base64 message as text. */
export function decodeQuoted(message: string): string {
  const [head = '', ...rest] = message.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
