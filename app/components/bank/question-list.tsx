import { useTranslation } from 'react-i18next';
import type { Difficulty, QuestionState } from '~/assessment/terms';
import { Chip } from '../ui/chip';
import type { BankFilter } from './bank-filters';

export interface ListedQuestions {
  bank: { code: string };
  total: number;
  page: number;
  pageCount: number;
  questions: {
    code: string;
    state: QuestionState;
    difficulty: Difficulty;
    stem: { vi: string; en: string };
  }[];
}

interface Props {
  list: ListedQuestions;
  filter: BankFilter;
  current: string | null;
  lang: 'vi' | 'en';
}

/** Questions of the bank that fit the filter; the one being edited is marked. */
export function QuestionList({ list, filter, current, lang }: Props) {
  const { t } = useTranslation();
  if (list.questions.length === 0) {
    return <p className="p-4 text-work text-ink-2">{t('bank:none_fits')}</p>;
  }
  return (
    <nav aria-label={t('bank:questions')}>
      <ul className="max-h-168 divide-y divide-line overflow-y-auto">
        {list.questions.map((question) => (
          <li key={question.code}>
            <a
              href={address(list.bank.code, filter, { question: question.code, page: list.page })}
              aria-current={question.code === current ? 'true' : undefined}
              className={`focus-inset block px-3.5 py-2.5 text-work text-ink no-underline hover:bg-cham-50 ${
                question.code === current ? 'border-l-4 border-cham bg-cham-50' : ''
              }`}
            >
              <span className="flex flex-wrap items-center gap-2 text-small">
                <b>{question.code}</b>
                <span className="text-ink-2">{t(`bank:difficulty.${question.difficulty}`)}</span>
                {question.state !== 'approved' && (
                  <Chip dense kind={question.state === 'draft' ? 'draft' : 'frozen'}>
                    {t(`bank:state.${question.state}`)}
                  </Chip>
                )}
              </span>
              <span className="mt-0.5 block">{question.stem[lang] || question.stem.vi}</span>
            </a>
          </li>
        ))}
      </ul>
      {list.pageCount > 1 && (
        <p className="flex items-center justify-between gap-3 border-t border-line px-3.5 py-2.5 text-work">
          {list.page > 1 ? (
            <a href={address(list.bank.code, filter, { page: list.page - 1 })}>{t('bank:previous')}</a>
          ) : (
            <span />
          )}
          <span>{t('bank:page_of', { page: list.page, pages: list.pageCount })}</span>
          {list.page < list.pageCount ? (
            <a href={address(list.bank.code, filter, { page: list.page + 1 })}>{t('bank:next')}</a>
          ) : (
            <span />
          )}
        </p>
      )}
    </nav>
  );
}

function address(bankCode: string, filter: BankFilter, more: { question?: string; page: number }): string {
  const query = new URLSearchParams();
  if (filter.text) query.set('text', filter.text);
  if (filter.skill) query.set('skill', filter.skill);
  if (filter.difficulty) query.set('difficulty', filter.difficulty);
  if (filter.type) query.set('type', filter.type);
  if (more.page > 1) query.set('page', String(more.page));
  if (more.question) query.set('question', more.question);
  return `/banks/${bankCode}${query.size > 0 ? `?${query.toString()}` : ''}`;
}
