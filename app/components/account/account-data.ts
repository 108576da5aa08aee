import type { SignInMethod, SignInOutcome } from '~/access/terms';

/** What the tables draw of a session and of a sign-in. */
export interface ListedSession {
  publicId: string;
  method: SignInMethod | null;
  device: string;
  network: string;
  /** UTC milliseconds. */
  lastSeenAt: number;
}

export interface SignInEvent {
  at: number;
  method: SignInMethod;
  outcome: SignInOutcome;
  device: string;
  network: string;
}
