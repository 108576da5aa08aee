import enBank from './en/bank.json';
import enCommon from './en/common.json';
import enContent from './en/content.json';
import enDocuments from './en/documents.json';
import enErrors from './en/errors.json';
import enExam from './en/exam.json';
import enLearner from './en/learner.json';
import enPublic from './en/public.json';
import enWork from './en/work.json';
import viBank from './vi/bank.json';
import viCommon from './vi/common.json';
import viContent from './vi/content.json';
import viDocuments from './vi/documents.json';
import viErrors from './vi/errors.json';
import viExam from './vi/exam.json';
import viLearner from './vi/learner.json';
import viPublic from './vi/public.json';
import viWork from './vi/work.json';

/** All words for people, by language and namespace. Keys are written `namespace:path.to.key`. */
export const resources = {
  vi: {
    bank: viBank,
    common: viCommon,
    content: viContent,
    documents: viDocuments,
    errors: viErrors,
    exam: viExam,
    learner: viLearner,
    public: viPublic,
    work: viWork,
  },
  en: {
    bank: enBank,
    common: enCommon,
    content: enContent,
    documents: enDocuments,
    errors: enErrors,
    exam: enExam,
    learner: enLearner,
    public: enPublic,
    work: enWork,
  },
} as const;
