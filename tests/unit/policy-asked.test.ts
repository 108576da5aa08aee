import { describe, expect, it } from 'vitest';
import { useCaseEntryPoints } from '../policy-calls';

/** Use cases that judge without the table of actions, each with what they judge by. */
const WITHOUT: Record<string, string> = {
  'app/access/accounts.server.ts createOperator': 'the system account alone',
  'app/access/factors.server.ts confirmTotp': 'one’s own account',
  'app/access/factors.server.ts newRecoveryCodes': 'one’s own account',
  'app/access/factors.server.ts pendingTotp': 'one’s own account',
  'app/access/factors.server.ts raiseSession': 'one’s own session',
  'app/access/factors.server.ts removeTotp': 'one’s own account',
  'app/access/factors.server.ts startTotp': 'one’s own account',
  'app/access/own-account.server.ts changePassword': 'one’s own account, with its password',
  'app/access/own-account.server.ts endOwnSessions': 'one’s own account',
  'app/access/own-account.server.ts getOwnAccount': 'one’s own account',
  'app/access/own-password.server.ts requireOwnAccount': 'one’s own account',
  'app/access/passkeys.server.ts beginPasskey': 'one’s own account',
  'app/access/passkeys.server.ts finishPasskey': 'one’s own account',
  'app/access/passkeys.server.ts removePasskey': 'one’s own account',
  'app/access/sessions.server.ts signOut': 'one’s own session',
  'app/assessment/gradings.server.ts gradePending': 'work of the server itself; its answer goes to nobody',
  'app/learning/content-sync.server.ts syncContent': 'a command that refuses --as: the system account alone',
  'app/learning/weak-skills.server.ts adviseOnSkills':
    'skills and lessons, which everybody who learns may read',
  'app/organisation/own-grants.server.ts listOwnGrants': 'one’s own rights, as the session carries them',
  'app/organisation/units.server.ts scopeLabel': 'one’s own rights, as the session carries them',
  'app/proficiency/register.server.ts listOwnConfirmations': 'one’s own person',
  'app/proficiency/skills.server.ts listModuleSkills': 'the standard, which is public',
  'app/access/views.server.ts logView': 'notes what its page has asked for; it gives nothing away',
  'app/files/files.server.ts openFile': 'the areas that name the file, by the port fileReaders',
  'app/jobs/jobs.server.ts listOwnJobs': 'one’s own jobs',
  'app/notices/choice.server.ts getNotificationChoice': 'one’s own account',
  'app/notices/choice.server.ts saveNotificationChoice': 'one’s own account',
  'app/notices/notices.server.ts countUnread': 'one’s own notices',
  'app/notices/notices.server.ts listNotices': 'one’s own notices',
  'app/notices/notices.server.ts openNotice': 'one’s own notices',
  'app/notices/notices.server.ts readAllNotices': 'one’s own notices',
  'app/operations/key-rotation.server.ts rotateKey': 'the system account alone',
  'app/operations/seen-by.server.ts listOwnSeenBy': 'one’s own person',
  'app/organisation/account-care.server.ts closeLeavers': 'the system account alone',
  'app/organisation/delegations.server.ts delegateGrant': 'one’s own rights, as the session carries them',
  'app/organisation/delegations.server.ts listOwnDelegations': 'one’s own rights',
};

describe('every use case that a request or a command can reach', () => {
  const entries = useCaseEntryPoints();

  it('asks the policy, or says here by what it judges', () => {
    const silent = entries.filter(({ asks }) => !asks).map(({ name }) => name);
    expect(silent).toEqual(Object.keys(WITHOUT).sort());
  });

  it('is found: the reading sees those that everybody knows', () => {
    const known = new Map(entries.map(({ name, asks }) => [name, asks]));
    expect(known.get('app/organisation/people.server.ts getPersonCard')).toBe(true);
    expect(known.get('app/organisation/grants.server.ts giveGrant')).toBe(true);
    expect(known.get('app/reporting/roster.server.ts getRoster')).toBe(true);
    expect(entries.length).toBeGreaterThan(60);
  });
});
