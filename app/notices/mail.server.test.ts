import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putSetting } from '~/access/settings.server';
import { openDatabase, rows } from '~db/client.server';
import { freshDatabase } from '../../tests/database';
import { actorWith, ctxOf, write } from '../../tests/factories';
import { makeMailer } from './adapters/mailer';
import { getMailStatus, mailOperators, queueMail, retryFailedMail, sendDueMail } from './mail.server';

/** Against a real SMTP server on the loopback interface. */
const NOW = Date.parse('2026-11-25T08:00:00+07:00');
const FROM = 'thao@lamgiang.example';
const TO = 'van.tran@lamgiang.example';

let world: ReturnType<typeof freshDatabase>;
let clock: number;
/** What the server took over, whole messages. */
let inbox: string[];
let server: SMTPServer | null;

beforeEach(() => {
  world = freshDatabase();
  clock = NOW;
  inbox = [];
  server = null;
});
afterEach(async () => {
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  world.remove();
});

const refusal = (responseCode: number) => Object.assign(new Error('refused'), { responseCode });

/** Starts a server that takes everything without encryption or sign-in, unless told otherwise. */
async function listen(options: SMTPServerOptions = {}): Promise<number> {
  const made = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, _, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        inbox.push(text);
        done();
      });
    },
    ...options,
  });
  made.on('error', () => undefined);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return (made.server.address() as { port: number }).port;
}

async function send(url: string) {
  const mailer = makeMailer(url, FROM);
  const parts = { mailer, now: () => clock, baseUrl: 'https://thao.example', isStopping: () => false };
  const outcome = await sendDueMail({ db: world.db, ...parts });
  mailer.close();
  return outcome;
}

const queue = (more: Partial<Parameters<typeof queueMail>[1]> = {}) =>
  write(world.db, clock, (tx) =>
    queueMail(tx, {
      ...{ accountId: null, address: TO, lang: 'vi', kind: 'daily_seal' },
      params: { txId: 12, at: NOW, seal: 'a1b2' },
      ...more,
    }),
  );

const stored = () =>
  rows<{ state: string; tries: number; nextAt: number; error: string | null; sentAt: number | null }>(
    world.db,
    'select state, tries, next_at as nextAt, error, sent_at as sentAt from mail order by id',
  );
const headerOf = (message: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(message)?.[1]?.replace(/\r\n[ \t]/g, ' ');

describe('a mail', () => {
  it('goes out once, as plain text with a message id of its own', async () => {
    const port = await listen();
    expect(queue()).toBe(true);
    expect(await send(`smtp://127.0.0.1:${port}`)).toEqual({ sent: 1, pause: false });
    expect(await send(`smtp://127.0.0.1:${port}`)).toEqual({ sent: 0, pause: false });
    expect(stored()).toMatchObject([{ state: 'sent', tries: 1, sentAt: NOW }]);
    const [message = ''] = inbox;
    expect(headerOf(message, 'Message-ID')).toMatch(/^<\d+\.1@thao\.example>$/);
    expect(headerOf(message, 'To')).toBe(TO);
    expect(headerOf(message, 'From')).toBe(FROM);
    expect(headerOf(message, 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(message, 'Content-Type')).toBe('text/plain; charset=utf-8');
    const body = Buffer.from(message.split('\r\n\r\n').slice(1).join('\r\n\r\n'), 'base64').toString();
    const text = headerOf(message, 'Content-Transfer-Encoding') === 'base64' ? body : decodeQuoted(message);
    expect(text).toContain('a1b2');
    expect(text).toContain('08:00:00, 25/11/2026');
  });

  it('is there exactly when its transaction is', () => {
    expect(() =>
      write(world.db, clock, (tx) => {
        queueMail(tx, { accountId: null, address: TO, lang: 'vi', kind: 'alarm', params: {} });
        throw new Error('no');
      }),
    ).toThrow();
    expect(stored()).toEqual([]);
  });

  it('to no address is none', () => {
    expect(queue({ address: 'a@b.example\r\nBcc: c@d.example' })).toBe(false);
    expect(queue({ address: '' })).toBe(false);
    expect(stored()).toEqual([]);
  });

  it('with the same key goes out once', () => {
    expect([queue({ key: 'seal:12' }), queue({ key: 'seal:12' })]).toEqual([true, false]);
  });

  it('lets nothing from its words into the headers', async () => {
    const port = await listen();
    queue({ params: { txId: '1\r\nBcc: c@d.example', at: NOW, seal: 'x' } });
    await send(`smtp://127.0.0.1:${port}`);
    const head = inbox[0]!.split('\r\n\r\n')[0]!;
    expect(head).not.toMatch(/^Bcc:/im);
  });

  it('goes to each address of the operators', () => {
    write(world.db, clock, (tx) => {
      putSetting(tx, 'operatorMail', 'a@b.example, c@d.example, not one');
      mailOperators(tx, { kind: 'alarm', params: { what: 'job_failed', job: 'backup' }, key: 'x' });
      mailOperators(tx, { kind: 'alarm', params: { what: 'job_failed', job: 'backup' }, key: 'x' });
    });
    const sent = rows<{ address: string }>(world.db, 'select address from mail order by id');
    expect(sent.map(({ address }) => address)).toEqual(['a@b.example', 'c@d.example']);
  });
});

describe('a server', () => {
  it('that asks to come again later is asked again', async () => {
    let calls = 0;
    const port = await listen({
      onRcptTo: (_, __, done) => ((calls += 1) === 1 ? done(refusal(451)) : done()),
    });
    queue();
    expect(await send(`smtp://127.0.0.1:${port}`)).toEqual({ sent: 0, pause: false });
    expect(stored()).toMatchObject([{ state: 'queued', tries: 1, nextAt: NOW + 60_000, error: 'smtp_451' }]);
    expect((await send(`smtp://127.0.0.1:${port}`)).sent).toBe(0);
    clock += 60_000;
    expect((await send(`smtp://127.0.0.1:${port}`)).sent).toBe(1);
    expect(stored()).toMatchObject([{ state: 'sent', tries: 2, error: null }]);
    expect(inbox).toHaveLength(1);
  });

  it.each([
    [
      'the recipient',
      { onRcptTo: (_: unknown, __: unknown, done: (e?: Error) => void) => done(refusal(550)) },
    ],
    [
      'the content',
      {
        onData: (stream: NodeJS.ReadableStream, _: unknown, done: (e?: Error) => void) => {
          stream.resume();
          stream.on('end', () => done(refusal(554)));
        },
      },
    ],
  ])('that refuses %s for good ends the matter, and others go on', async (_, options) => {
    const port = await listen(options as SMTPServerOptions);
    queue();
    queue();
    expect(await send(`smtp://127.0.0.1:${port}`)).toEqual({ sent: 0, pause: false });
    expect(stored().map(({ state }) => state)).toEqual(['failed', 'failed']);
    const operator = ctxOf(world.db, clock, actorWith([['operator', 1]]));
    expect(getMailStatus(operator)).toMatchObject({ counts: { queued: 0, sent: 0, failed: 2 } });
    expect(retryFailedMail(operator)).toEqual({ queued: 2 });
    expect(stored()).toMatchObject([
      { state: 'queued', tries: 0 },
      { state: 'queued', tries: 0 },
    ]);
  });

  it('that is cut after the text gets it again under the same message id', async () => {
    const seen: string[] = [];
    let calls = 0;
    const port = await listen({
      onData: (stream, _, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          seen.push(headerOf(text, 'Message-ID') ?? '');
          if ((calls += 1) > 1) return done();
          for (const connection of (
            server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }
          ).connections) {
            connection._socket.destroy();
          }
        });
      },
    });
    queue();
    expect(await send(`smtp://127.0.0.1:${port}`)).toEqual({ sent: 0, pause: true });
    expect(stored()).toMatchObject([{ state: 'queued', tries: 1 }]);
    clock += 60_000;
    expect((await send(`smtp://127.0.0.1:${port}`)).sent).toBe(1);
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
    expect(stored()).toMatchObject([{ state: 'sent', tries: 2 }]);
  });

  it('out of reach leaves everything waiting, and is left alone for a while', async () => {
    queue();
    queue();
    expect(await send('smtp://127.0.0.1:1')).toEqual({ sent: 0, pause: true });
    expect(stored()).toMatchObject([
      { state: 'queued', tries: 1, error: 'ESOCKET' },
      { state: 'queued', tries: 0, error: null },
    ]);
  });

  it('that lets nobody in with our password loses no mail', async () => {
    const port = await listen({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(refusal(535)),
    });
    queue();
    expect(await send(`smtp://thao:wrong@127.0.0.1:${port}`)).toEqual({ sent: 0, pause: true });
    expect(stored()).toMatchObject([{ state: 'queued', error: 'smtp_535' }]);
  });

  it('whose certificate nobody vouches for gets nothing', async () => {
    const port = await listen({ secure: true, disabledCommands: ['AUTH'] });
    queue();
    expect(await send(`smtps://127.0.0.1:${port}`)).toEqual({ sent: 0, pause: true });
    expect(stored()).toMatchObject([{ state: 'queued', tries: 1 }]);
    expect(inbox).toEqual([]);
  });

  it('is given up after ten tries', async () => {
    queue();
    for (let tries = 0; tries < 10; tries += 1) {
      await send('smtp://127.0.0.1:1');
      clock += 24 * 3_600_000;
    }
    expect(stored()).toMatchObject([{ state: 'failed', tries: 10 }]);
  });
});

describe('encryption', () => {
  it('is asked of every server but this machine itself', async () => {
    const port = await listen();
    queue();
    // Another name of the loopback interface stands for a server elsewhere.
    expect(await send(`smtp://127.1:${port}`)).toEqual({ sent: 0, pause: true });
    expect(stored()).toMatchObject([{ state: 'queued', tries: 1 }]);
    expect(inbox).toEqual([]);
    clock += 60_000;
    expect((await send(`smtp://127.1:${port}?tls=optional`)).sent).toBe(1);
  });
});

it('two senders at once send each mail once', async () => {
  const port = await listen();
  for (let count = 0; count < 20; count += 1) queue();
  const other = openDatabase(world.path);
  const mailers = [world.db, other].map((db) => {
    const mailer = makeMailer(`smtp://127.0.0.1:${port}`, FROM);
    return sendDueMail({
      ...{ db, mailer, now: () => clock, baseUrl: 'https://thao.example' },
      isStopping: () => false,
    }).finally(() => mailer.close());
  });
  const outcomes = await Promise.all(mailers);
  other.close();
  expect(outcomes.reduce((sum, { sent }) => sum + sent, 0)).toBe(20);
  expect(new Set(inbox.map((message) => headerOf(message, 'Message-ID'))).size).toBe(20);
  expect(inbox).toHaveLength(20);
});

describe('the folder', () => {
  it('gets a file a mail, the same one at a second try', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'thao-mail-'));
    const url = pathToFileURL(folder).href;
    queue({ kind: 'alarm', params: { what: 'job_failed', job: 'backup', path: '/jobs/x' } });
    expect(await send(url)).toEqual({ sent: 1, pause: false });
    world.db.sqlite.exec("update mail set state = 'queued'");
    clock += 24 * 3_600_000;
    await send(url);
    const files = readdirSync(folder);
    expect(files).toHaveLength(1);
    const text = decodeQuoted(readFileSync(join(folder, files[0]!), 'utf8'));
    expect(text).toContain('https://thao.example/jobs/x');
    rmSync(folder, { recursive: true });
  });

  it.each(['', 'mail.example', 'http://mail.example'])('is not %j', (address) => {
    expect(() => makeMailer(address, FROM)).toThrow(TypeError);
  });
});

/** The body of a quoted-printable or base64 message as text. */
function decodeQuoted(message: string): string {
  const [head = '', ...rest] = message.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
