import type { Call } from '../load-context';
import type { Expected } from './matrix-outcome';
import { WHO, type MatrixWorld, type Who } from './matrix-world';

/** One line of the matrix: a loader or an action, on one object, and what it answers to each who asks. */
export interface Row {
  /** File in app/routes without its ending. */
  route: string;
  part: 'loader' | 'action';
  /** What the request is about, in words. */
  object?: string;
  call: (world: MatrixWorld) => Call;
  expect: Record<Who, Expected>;
  /** The same request about something that does not exist: whoever is refused must not be able to tell them apart. */
  nowhere?: (world: MatrixWorld) => Call;
  /** Staff codes that this address shows to anybody, because the address itself is the secret. */
  shows?: string[];
  /** Who sees everybody here, though nowhere else: an operator looks after all accounts, and after nothing else of people. */
  seesAll?: Who[];
}

/** The same for everybody, signed in or not. */
export function everybody(expected: Expected): Record<Who, Expected> {
  return Object.fromEntries(WHO.map((who) => [who, expected])) as Record<Who, Expected>;
}

/** Strangers sign in, those named get what stands beside them, everybody else is refused with 403. */
export function only(expected: Partial<Record<Who, Expected>>): Record<Who, Expected> {
  return { ...everybody(403), nobody: 'sign-in', auditorCommune: ofCommune(expected), ...expected };
}

/** Accounts with a person behind them, whatever their role: pages about one's own learning. */
export function persons(expected: Expected): Record<Who, Expected> {
  return only({ learner: expected, trainer: expected, hrCommune: expected });
}

/**
 * An auditor of the commune, where nothing else is said: what HR there may reach he may look at, as the auditor of the
 * province may; what is elsewhere or nowhere is refused alike.
 */
function ofCommune({ auditor = 403, hrCommune = auditor }: Partial<Record<Who, Expected>>): Expected {
  return auditor === 404 || hrCommune === 403 ? 403 : auditor;
}
