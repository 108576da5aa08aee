import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer';
import type { SendFailure } from '../mail-outcome';

/** A mail as it goes out: plain text to one address. */
export interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
  /** The same at every try, so that a mail that was sent twice is seen as one. */
  messageId: string;
  /** UTC milliseconds. */
  date: number;
  lang: 'vi' | 'en';
}

export interface Mailer {
  kind: 'smtp' | 'folder';
  /** Null where the mail was taken over. */
  send: (mail: OutgoingMail) => Promise<SendFailure | null>;
  close: () => void;
}

const WAIT = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/**
 * Sends by `smtp://[user:password@]host[:port]` (STARTTLS required, except to this machine itself or with
 * `?tls=optional`), `smtps://…` (TLS from the first byte), or `file:///folder`, which writes each mail as a file. Throws a
 * TypeError on any other address, without the address, which may hold a password.
 */
export function makeMailer(address: string, from: string): Mailer {
  if (!URL.canParse(address)) throw new TypeError('SMTP_URL is not an address');
  const url = new URL(address);
  if (url.protocol === 'file:') return folderMailer(fileURLToPath(url), from);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') {
    throw new TypeError('SMTP_URL must begin with smtp://, smtps:// or file://');
  }
  const isEncrypted = url.protocol === 'smtps:';
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isEncrypted ? 465 : 587) : Number(url.port),
    secure: isEncrypted,
    requireTLS: !isEncrypted && !isHere && url.searchParams.get('tls') !== 'optional',
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    ...WAIT,
  });
  return {
    kind: 'smtp',
    send: async (mail) => {
      try {
        await transport.sendMail(messageOf(mail, from));
        return null;
      } catch (error) {
        const { code, command, responseCode } = error as {
          code?: string;
          command?: string;
          responseCode?: number;
        };
        return { code: code ?? 'unknown', command: command ?? '', responseCode: responseCode ?? null };
      }
    },
    close: () => transport.close(),
  };
}

/** For development and for looking at: a file a mail, named so that a second try writes the same one. */
function folderMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    kind: 'folder',
    send: async (mail) => {
      const { message } = await transport.sendMail(messageOf(mail, from));
      const path = join(folder, `${mail.messageId.replace(/[^\w.-]/g, '_')}.eml`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${path}.part`, message as Buffer);
      renameSync(`${path}.part`, path);
      return null;
    },
    close: () => undefined,
  };
}

function messageOf({ to, subject, text, messageId, date, lang }: OutgoingMail, from: string): Mail.Options {
  return {
    ...{ from, to, text, messageId: `<${messageId}>` },
    envelope: { from, to },
    subject: subject.replace(/[\r\n]+/g, ' '),
    date: new Date(date),
    headers: {
      'Content-Language': lang,
      // Nobody's holiday notice needs to answer a machine (RFC 3834).
      'Auto-Submitted': 'auto-generated',
    },
    // Nothing in a text is ever read as a path or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
