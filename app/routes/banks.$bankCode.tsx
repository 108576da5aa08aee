import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { draftForEditor, readQuestionForm } from '~/assessment/question-form';
import { getQuestion, listQuestions, saveQuestion } from '~/assessment/questions.server';
import { DIFFICULTIES, QUESTION_TYPES } from '~/assessment/terms';
import { BankFilters } from '~/components/bank/bank-filters';
import { QuestionEditor } from '~/components/bank/question-editor';
import { QuestionList } from '~/components/bank/question-list';
import { answer, errorResponse, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { formatInteger } from '~/office/formats';
import { listModuleSkills } from '~/proficiency/skills.server';

export const handle: PageHandle = {
  frame: 'work',
  role: 'trainer',
  nav: 'banks',
  hydrate: ['common', 'errors', 'exam', 'bank'],
};
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'question.read');
  const { lang } = preferencesOf(args);
  const query = new URL(args.request.url).searchParams;
  const filter = {
    text: query.get('text') ?? '',
    skill: query.get('skill') ?? '',
    difficulty: DIFFICULTIES.find((known) => known === query.get('difficulty')),
    type: QUESTION_TYPES.find((known) => known === query.get('type')),
  };
  return answer(() => {
    const bankCode = args.params.bankCode ?? '';
    const list = listQuestions(ctx, { bankCode, ...filter, page: Number(query.get('page') ?? 1) });
    const code = query.get('question') ?? list.questions[0]?.code;
    const question = code ? getQuestion(ctx, { code }) : null;
    if (question && question.bankCode !== bankCode) throw new AppError('not_found');
    const { standardCode, module } = list.bank;
    return {
      list,
      filter,
      question,
      skills: listModuleSkills(ctx, { standardCode, module }),
      lang,
      title: i18nFor(lang).t('common:page_title', { title: list.bank.title[lang] }),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args, 'question.edit');
  const form = await args.request.formData();
  const get = (name: string) => String(form.get(name) ?? '');
  const code = get('code');
  const draft = readQuestionForm({ get, getAll: (name) => form.getAll(name).map(String) });
  try {
    const { version, created } = saveQuestion(ctx, {
      code,
      expectedVersion: Number(get('expectedVersion')),
      draft,
    });
    const url = new URL(args.request.url);
    url.searchParams.set('question', code);
    return redirectWithFlash(args.context, url.pathname + url.search, {
      key: created ? 'question_saved' : 'question_unchanged',
      params: { code, version },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== 'invalid_input' && error.code !== 'version_changed') throw errorResponse(error);
    const changed = error.code === 'version_changed';
    const refused = { code, fields: error.fields, changed, expectedVersion: Number(get('expectedVersion')) };
    return data({ ...refused, draft: draftForEditor(draft) }, { status: error.status });
  }
}

export default function BankPage() {
  const { t } = useTranslation();
  const { list, filter, question, skills, lang } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { bank, total } = list;
  return (
    <>
      <h1 className="text-work-title">{bank.title[lang]}</h1>
      <p className="mb-4 text-work text-ink-2">
        {bank.code} · {t('bank:count', { count: total, n: formatInteger(total, lang) })} ·{' '}
        {t(`bank:kind.${bank.kind}`)}
      </p>
      <div className="grid items-start gap-4 lg:grid-cols-[18.5rem_minmax(0,1fr)]">
        <div className="card card-work min-w-0">
          <BankFilters bankCode={bank.code} filter={filter} skills={skills} lang={lang} />
          <QuestionList list={list} filter={filter} current={question?.code ?? null} lang={lang} />
        </div>
        {question && (
          <QuestionEditor
            key={`${question.code}.${question.version}`}
            question={question}
            refused={refused && refused.code === question.code ? refused : null}
            skills={skills}
            lang={lang}
          />
        )}
      </div>
    </>
  );
}
