import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actorWith, ctxOf } from '../../tests/factories';
import { NOW, headerOf, mailWorld } from '../../tests/mail-world';
import { getMailStatus, retryFailedMail } from './mail.server';

/** What other servers do to a mail: refuse it, put it off, break the line, hide. */
let mail: ReturnType<typeof mailWorld>;
beforeEach(() => {
  mail = mailWorld();
});
afterEach(() => mail.remove());

const refusal = (responseCode: number) => Object.assign(new Error('refused'), { responseCode });

describe('a server', () => {
  it('that asks to come again later is asked again', async () => {
    let calls = 0;
    const port = await mail.listen({
      onRcptTo: (_, __, done) => ((calls += 1) === 1 ? done(refusal(451)) : done()),
    });
    mail.queue();
    expect(await mail.send(`smtp://127.0.0.1:${port}`)).toEqual({ sent: 0, pause: false });
    expect(mail.stored()).toMatchObject([
      { state: 'queued', tries: 1, nextAt: NOW + 60_000, error: 'smtp_451' },
    ]);
    expect((await mail.send(`smtp://127.0.0.1:${port}`)).sent).toBe(0);
    mail.clock += 60_000;
    expect((await mail.send(`smtp://127.0.0.1:${port}`)).sent).toBe(1);
    expect(mail.stored()).toMatchObject([{ state: 'sent', tries: 2, error: null }]);
    expect(mail.inbox).toHaveLength(1);
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
    const port = await mail.listen(options as SMTPServerOptions);
    mail.queue();
    mail.queue();
    expect(await mail.send(`smtp://127.0.0.1:${port}`)).toEqual({ sent: 0, pause: false });
    expect(mail.stored().map(({ state }) => state)).toEqual(['failed', 'failed']);
    const operator = ctxOf(mail.db, mail.clock, actorWith([['operator', 1]]));
    expect(getMailStatus(operator)).toMatchObject({ counts: { queued: 0, sent: 0, failed: 2 } });
    expect(retryFailedMail(operator)).toEqual({ queued: 2 });
    expect(mail.stored()).toMatchObject([
      { state: 'queued', tries: 0 },
      { state: 'queued', tries: 0 },
    ]);
  });

  it('that is cut after the text gets it again under the same message id', async () => {
    const seen: string[] = [];
    let calls = 0;
    const port = await mail.listen({
      onData: (stream, _, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          seen.push(headerOf(text, 'Message-ID') ?? '');
          if ((calls += 1) > 1) return done();
          mail.cutLines();
        });
      },
    });
    mail.queue();
    expect(await mail.send(`smtp://127.0.0.1:${port}`)).toEqual({ sent: 0, pause: true });
    expect(mail.stored()).toMatchObject([{ state: 'queued', tries: 1 }]);
    mail.clock += 60_000;
    expect((await mail.send(`smtp://127.0.0.1:${port}`)).sent).toBe(1);
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
    expect(mail.stored()).toMatchObject([{ state: 'sent', tries: 2 }]);
  });

  it('out of reach leaves everything waiting, and is left alone for a while', async () => {
    mail.queue();
    mail.queue();
    expect(await mail.send('smtp://127.0.0.1:1')).toEqual({ sent: 0, pause: true });
    expect(mail.stored()).toMatchObject([
      { state: 'queued', tries: 1, error: 'ESOCKET' },
      { state: 'queued', tries: 0, error: null },
    ]);
  });

  it('that lets nobody in with our password loses no mail', async () => {
    const port = await mail.listen({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(refusal(535)),
    });
    mail.queue();
    expect(await mail.send(`smtp://thao:wrong@127.0.0.1:${port}`)).toEqual({ sent: 0, pause: true });
    expect(mail.stored()).toMatchObject([{ state: 'queued', error: 'smtp_535' }]);
  });

  it('whose certificate nobody vouches for gets nothing', async () => {
    const port = await mail.listen({ secure: true, disabledCommands: ['AUTH'] });
    mail.queue();
    expect(await mail.send(`smtps://127.0.0.1:${port}`)).toEqual({ sent: 0, pause: true });
    expect(mail.stored()).toMatchObject([{ state: 'queued', tries: 1 }]);
    expect(mail.inbox).toEqual([]);
  });

  it('is given up after ten tries', async () => {
    mail.queue();
    for (let tries = 0; tries < 10; tries += 1) {
      await mail.send('smtp://127.0.0.1:1');
      mail.clock += 24 * 3_600_000;
    }
    expect(mail.stored()).toMatchObject([{ state: 'failed', tries: 10 }]);
  });
});

describe('encryption', () => {
  it('is asked of every server but this machine itself', async () => {
    const port = await mail.listen();
    mail.queue();
    // Another name of the loopback interface stands for a server elsewhere.
    expect(await mail.send(`smtp://127.1:${port}`)).toEqual({ sent: 0, pause: true });
    expect(mail.stored()).toMatchObject([{ state: 'queued', tries: 1 }]);
    expect(mail.inbox).toEqual([]);
    mail.clock += 60_000;
    expect((await mail.send(`smtp://127.1:${port}?tls=optional`)).sent).toBe(1);
  });
});
