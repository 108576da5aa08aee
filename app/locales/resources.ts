import enAccounts from './en/accounts.json';
import enAlarms from './en/alarms.json';
import enBank from './en/bank.json';
import enCommon from './en/common.json';
import enContent from './en/content.json';
import enDocuments from './en/documents.json';
import enErrors from './en/errors.json';
import enExam from './en/exam.json';
import enFactors from './en/factors.json';
import enGrants from './en/grants.json';
import enJobs from './en/jobs.json';
import enLearner from './en/learner.json';
import enOperations from './en/operations.json';
import enPublic from './en/public.json';
import enSso from './en/sso.json';
import enTrail from './en/trail.json';
import enWork from './en/work.json';
import viAccounts from './vi/accounts.json';
import viAlarms from './vi/alarms.json';
import viBank from './vi/bank.json';
import viCommon from './vi/common.json';
import viContent from './vi/content.json';
import viDocuments from './vi/documents.json';
import viErrors from './vi/errors.json';
import viExam from './vi/exam.json';
import viFactors from './vi/factors.json';
import viGrants from './vi/grants.json';
import viJobs from './vi/jobs.json';
import viLearner from './vi/learner.json';
import viOperations from './vi/operations.json';
import viPublic from './vi/public.json';
import viSso from './vi/sso.json';
import viTrail from './vi/trail.json';
import viWork from './vi/work.json';

/** All words for people, by language and namespace. Keys are written `namespace:path.to.key`. */
export const resources = {
  vi: {
    accounts: viAccounts,
    alarms: viAlarms,
    bank: viBank,
    common: viCommon,
    content: viContent,
    documents: viDocuments,
    errors: viErrors,
    exam: viExam,
    factors: viFactors,
    grants: viGrants,
    jobs: viJobs,
    learner: viLearner,
    operations: viOperations,
    public: viPublic,
    sso: viSso,
    trail: viTrail,
    work: viWork,
  },
  en: {
    accounts: enAccounts,
    alarms: enAlarms,
    bank: enBank,
    common: enCommon,
    content: enContent,
    documents: enDocuments,
    errors: enErrors,
    exam: enExam,
    factors: enFactors,
    grants: enGrants,
    jobs: enJobs,
    learner: enLearner,
    operations: enOperations,
    public: enPublic,
    sso: enSso,
    trail: enTrail,
    work: enWork,
  },
} as const;
