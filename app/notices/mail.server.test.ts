import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putSetting } from '~/access/settings.server';
import { openDatabase, rows } from '~db/client.server';
import { write } from '../../tests/factories';
import { FROM, NOW, TO, decodeQuoted, headerOf, mailWorld } from '../../tests/mail-world';
import { makeMailer } from './adapters/mailer';
import { mailOperators, queueMail, sendDueMail } from './mail.server';

/** What goes out, against a real SMTP server on the loopback interface. */
let mail: ReturnType<typeof mailWorld>;
beforeEach(() => {
  mail = mailWorld();
});
afterEach(() => mail.remove());

describe('a mail', () => {
  it('goes out once, as plain text with a message id of its own', async () => {
    const port = await mail.listen();
    expect(mail.queue()).toBe(true);
    expect(await mail.send(`smtp://127.0.0.1:${port}`)).toEqual({ sent: 1, pause: false });
    expect(await mail.send(`smtp://127.0.0.1:${port}`)).toEqual({ sent: 0, pause: false });
    expect(mail.stored()).toMatchObject([{ state: 'sent', tries: 1, sentAt: NOW }]);
    const [message = ''] = mail.inbox;
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
      write(mail.db, mail.clock, (tx) => {
        queueMail(tx, { accountId: null, address: TO, lang: 'vi', kind: 'alarm', params: {} });
        throw new Error('no');
      }),
    ).toThrow();
    expect(mail.stored()).toEqual([]);
  });

  it('to no address is none', () => {
    expect(mail.queue({ address: 'a@b.example\r\nBcc: c@d.example' })).toBe(false);
    expect(mail.queue({ address: '' })).toBe(false);
    expect(mail.stored()).toEqual([]);
  });

  it('with the same key goes out once', () => {
    expect([mail.queue({ key: 'seal:12' }), mail.queue({ key: 'seal:12' })]).toEqual([true, false]);
  });

  it('lets nothing from its words into the headers', async () => {
    const port = await mail.listen();
    mail.queue({ params: { txId: '1\r\nBcc: c@d.example', at: NOW, seal: 'x' } });
    await mail.send(`smtp://127.0.0.1:${port}`);
    const head = mail.inbox[0]!.split('\r\n\r\n')[0]!;
    expect(head).not.toMatch(/^Bcc:/im);
  });

  it('goes to each address of the operators', () => {
    write(mail.db, mail.clock, (tx) => {
      putSetting(tx, 'operatorMail', 'a@b.example, c@d.example, not one');
      mailOperators(tx, { kind: 'alarm', params: { what: 'job_failed', job: 'backup' }, key: 'x' });
      mailOperators(tx, { kind: 'alarm', params: { what: 'job_failed', job: 'backup' }, key: 'x' });
    });
    const sent = rows<{ address: string }>(mail.db, 'select address from mail order by id');
    expect(sent.map(({ address }) => address)).toEqual(['a@b.example', 'c@d.example']);
  });
});

it('two senders at once send each mail once', async () => {
  const port = await mail.listen();
  for (let count = 0; count < 20; count += 1) mail.queue();
  const other = openDatabase(mail.path);
  const mailers = [mail.db, other].map((db) => {
    const mailer = makeMailer(`smtp://127.0.0.1:${port}`, FROM);
    return sendDueMail({
      ...{ db, mailer, now: () => mail.clock, baseUrl: 'https://thao.example' },
      isStopping: () => false,
    }).finally(() => mailer.close());
  });
  const outcomes = await Promise.all(mailers);
  other.close();
  expect(outcomes.reduce((sum, { sent }) => sum + sent, 0)).toBe(20);
  expect(new Set(mail.inbox.map((message) => headerOf(message, 'Message-ID'))).size).toBe(20);
  expect(mail.inbox).toHaveLength(20);
});

describe('the folder', () => {
  it('gets a file a mail, the same one at a second try', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'thao-mail-'));
    const url = pathToFileURL(folder).href;
    mail.queue({ kind: 'alarm', params: { what: 'job_failed', job: 'backup', path: '/jobs/x' } });
    expect(await mail.send(url)).toEqual({ sent: 1, pause: false });
    mail.db.sqlite.exec("update mail set state = 'queued'");
    mail.clock += 24 * 3_600_000;
    await mail.send(url);
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
