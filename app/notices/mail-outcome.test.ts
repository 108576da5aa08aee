import { describe, expect, it } from 'vitest';
import { judgeFailure, type SendFailure, type Verdict } from './mail-outcome';

describe('judgeFailure', () => {
  it.each<[name: string, failure: SendFailure, verdict: Verdict]>([
    [
      'no such mailbox',
      { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 },
      { kind: 'never', code: 'smtp_550', concernsAll: false },
    ],
    [
      'greylisted',
      { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 },
      { kind: 'later', code: 'smtp_451', concernsAll: false },
    ],
    [
      'content refused',
      { code: 'EMESSAGE', command: 'DATA', responseCode: 554 },
      { kind: 'never', code: 'smtp_554', concernsAll: false },
    ],
    [
      'our sender refused: that is a setting',
      { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 553 },
      { kind: 'later', code: 'smtp_553', concernsAll: true },
    ],
    [
      'our password refused: that is a setting',
      { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 },
      { kind: 'later', code: 'smtp_535', concernsAll: true },
    ],
    [
      'no encryption',
      { code: 'ETLS', command: 'STARTTLS', responseCode: null },
      { kind: 'later', code: 'ETLS', concernsAll: true },
    ],
    [
      'out of reach',
      { code: 'ESOCKET', command: 'CONN', responseCode: null },
      { kind: 'later', code: 'ESOCKET', concernsAll: true },
    ],
    [
      'a code that says too much',
      { code: 'a@b.example refused', command: '', responseCode: null },
      { kind: 'later', code: 'unknown', concernsAll: true },
    ],
  ])('%s', (_, failure, verdict) => {
    expect(judgeFailure(failure)).toEqual(verdict);
  });
});
