import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { getReview } from '~/assessment/attempts.server';
import { ReviewedQuestion } from '~/components/exam/reviewed-question';
import { answer, preferencesOf, requireLearner } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'learner', nav: 'exams' };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireLearner(args);
  const { lang } = preferencesOf(args);
  const publicId = args.params.attemptId ?? '';
  return answer(() => ({
    review: getReview(ctx, { publicId, lang }),
    lang,
    title: i18nFor(lang).t('common:page_title', { title: i18nFor(lang).t('exam:review.title') }),
  }));
}

export default function ReviewPage() {
  const { t } = useTranslation();
  const { review, lang } = useLoaderData<typeof loader>();
  const right = review.items.filter((item) => item.right).length;
  return (
    <div className="mx-auto max-w-public">
      <p className="mb-2 text-work">
        <a href="/exams">{t('exam:list.title')}</a> /{' '}
        <a href={`/attempts/${review.publicId}/result`}>{t('exam:list.result')}</a>
      </p>
      <h1 className="text-title">{t('exam:review.title')}</h1>
      <p className="mb-5 text-ink-2">
        {review.exam.title[lang]}. {t('exam:review.count', { right, count: review.items.length })}
      </p>
      <ol className="grid gap-5">
        {review.items.map((item) => (
          <li key={item.position}>
            <ReviewedQuestion item={item} />
          </li>
        ))}
      </ol>
    </div>
  );
}
