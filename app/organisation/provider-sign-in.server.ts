import { insertSignInEvent } from '~db/queries/sessions';
import { findPersonByStaffCode } from '~db/queries/organisation';
import { findAccountOfPerson } from '~db/queries/access';
import { findPersonByNumber } from '~db/queries/personal-numbers';
import { writeTx } from '~db/write.server';
import { keyedHash } from '~/access/adapters/sealing';
import { type Ctx } from '~/access/context.server';
import type { Client } from '~/access/device';
import { hasFactor } from '~/access/factors.server';
import { loadSecret } from '~/access/keys.server';
import {
  isStrongSignIn,
  readClaim,
  type ProviderFault,
  type ProviderRefusal,
  type SignInCheck,
  type SignInProvider,
} from '~/access/provider';
import { askFactor, openSession, type SignedIn } from '~/access/sessions.server';
import { openStep, readStep, takeStep } from '~/access/steps.server';
import { readPersonalNumber } from './personal-number';
import { normaliseStaffCode } from './scope.server';

/** Minutes for signing in at the provider: finding a phone for its code takes a while. */
const STEP_MINUTES = 10;

type StepData = SignInCheck & { to: string };

/** Nobody is signed in yet: the actor of these is whoever the provider names. */
type OpenCtx = Omit<Ctx, 'actor'>;

/**
 * Opens a sign-in at the provider: where to send the browser, and the token for its cookie. `to` is the path to show
 * afterwards. A provider that does not answer is a fault, never an error: people sign in by password then.
 */
export async function startProviderSignIn(
  ctx: OpenCtx,
  provider: SignInProvider,
  input: { to: string },
): Promise<{ kind: 'begun'; url: string; token: string } | ProviderRefusal> {
  const begun = await provider.begin(ctx.now);
  if (begun.kind === 'fault') return begun;
  const data: StepData = { ...begun.check, to: input.to };
  const step = { purpose: 'oidc', accountId: null, data, now: ctx.now, minutes: STEP_MINUTES } as const;
  return { kind: 'begun', url: begun.url, token: openStep(ctx.db, step) };
}

/**
 * Ends it: checks that the answer belongs to this browser's step, which works once, has the provider prove the person,
 * and opens a session for the account that this person has. It never makes an account, and only an ID token that says
 * so counts as a second factor: who has set one up here is asked for it as after a password (`factor`, with the step
 * for finishSignIn). `query` is the address's, `stepToken` and `replaces` are what the cookies say.
 */
export async function finishProviderSignIn(
  ctx: OpenCtx,
  provider: SignInProvider,
  input: { query: string; stepToken: string | null; client: Client; replaces: string | null },
): Promise<(SignedIn & { to: string }) | (ProviderRefusal & { to: string })> {
  const step = takeMatchingStep(ctx, input.stepToken, input.query);
  if (!step) return { ...refused('step_over'), to: '/' };
  const { to } = step;
  const proved = await provider.complete(ctx.now, input.query, step);
  if (proved.kind === 'fault') return { ...proved, to };
  const person = findClaimedPerson(ctx, provider, proved.claims.value);
  if (person.kind === 'fault') return { ...person, to };
  const account = findAccountOfPerson(ctx.db, person.personId);
  if (!account) return { ...refused('no_account'), to };
  const { client, replaces } = input;
  const isStrong = isStrongSignIn(proved.claims, provider.settings);
  if (account.status === 'active' && !isStrong && hasFactor(ctx.db, account.id)) {
    return { kind: 'factor', step: askFactor(ctx, account.id), accountId: account.id, to };
  }
  const writer = { accountId: account.id, name: account.username };
  const token = writeTx(ctx.db, ctx.now, writer, 'sign-in', (tx) => {
    // Once more under the lock: an account may be closed while its owner is at the provider.
    if (findAccountOfPerson(tx.db, person.personId)?.status !== 'active') {
      insertSignInEvent(tx.db, {
        at: tx.at,
        accountId: account.id,
        method: 'oidc',
        outcome: 'refused',
        ...client,
      });
      return null;
    }
    return openSession(tx, {
      ...{ now: ctx.now, accountId: account.id, method: 'oidc', isStrong, client, replaces },
    });
  });
  return token === null
    ? { ...refused('closed_account'), to }
    : { kind: 'done', token, accountId: account.id, to };
}

/** The state is compared before the step is used up, so that an address planted from elsewhere ends no sign-in. */
function takeMatchingStep(ctx: OpenCtx, token: string | null, query: string): StepData | null {
  if (!token) return null;
  const asked = { token, purpose: 'oidc', now: ctx.now } as const;
  const seen = readStep<StepData>(ctx.db, asked);
  if (!seen || seen.data.state !== new URLSearchParams(query).get('state')) return null;
  return takeStep<StepData>(ctx.db, asked)?.data ?? null;
}

function findClaimedPerson(
  ctx: OpenCtx,
  { settings }: SignInProvider,
  value: unknown,
): { kind: 'person'; personId: number } | ProviderRefusal {
  const claim = readClaim(value);
  if (claim.kind !== 'text') return refused(claim.kind);
  if (settings.claimKind === 'staff_code') {
    const person = findPersonByStaffCode(ctx.db, normaliseStaffCode(claim.text));
    return person ? { kind: 'person', personId: person.id } : refused('unknown_person');
  }
  const number = readPersonalNumber(claim.text);
  if (number === null) return refused('claim_shape');
  const lookup = keyedHash(loadSecret(ctx.keysPath, 'lookup-key'), 'personal_number', number);
  const personId = findPersonByNumber(ctx.db, lookup);
  return personId === null ? refused('unknown_person') : { kind: 'person', personId };
}

const refused = (fault: ProviderFault): ProviderRefusal => ({ kind: 'fault', fault, reason: fault });
