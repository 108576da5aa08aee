/** What came of handing a mail over. */
export interface SendFailure {
  /** Code of the mail library, e.g. EENVELOPE, ETLS, ECONNECTION. */
  code: string;
  /** The command at which it happened, e.g. RCPT TO. */
  command: string;
  /** Three digits of the server, where it answered. */
  responseCode: number | null;
}

export interface Verdict {
  /** `never`: this mail is refused for good. */
  kind: 'later' | 'never';
  /** What is kept and shown: smtp_550, or the library's code. */
  code: string;
  /** The next mail would meet the same: the server cannot be reached, or does not take anything from here. */
  concernsAll: boolean;
}

/**
 * Whether to try again. Only what is said about this very mail, its recipient or its content, is final. A wrong password
 * (535), a sender that is refused and an encryption that fails are the operator's to mend; no mail is lost by them.
 */
export function judgeFailure({ code, command, responseCode }: SendFailure): Verdict {
  const isAboutOne = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
  const isFinal = isAboutOne && (responseCode === null || (responseCode >= 500 && responseCode < 600));
  return {
    kind: isFinal ? 'never' : 'later',
    code: responseCode === null ? (/^\w{1,40}$/.exec(code)?.[0] ?? 'unknown') : `smtp_${responseCode}`,
    concernsAll: !isAboutOne,
  };
}
