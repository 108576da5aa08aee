import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData, useRouteLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { accountCard } from '~/access/accounts.server';
import { getAttemptPaper, takeOverAttempt } from '~/assessment/attempts.server';
import { ExamPage } from '~/components/exam/exam-page';
import { formatMark } from '~/office/formats';
import { dateOf } from '~/office/dates';
import { answer, preferencesOf, requireLearner } from '~/http/context.server';
import type { FrameData } from '~/http/frame.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'bare', hydrate: ['common', 'errors', 'exam'] };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const ctx = requireLearner(args);
  const publicId = args.params.attemptId ?? '';
  const { lang } = preferencesOf(args);
  return answer(async () => {
    // Opening the page takes the attempt over: from here on this window's answers come first.
    const { state } = await takeOverAttempt(ctx, { publicId });
    if (state !== 'running' && state !== 'closing') throw redirect(`/attempts/${publicId}/result`);
    const paper = getAttemptPaper(ctx, { publicId, lang });
    const { exam } = paper;
    const card = accountCard(ctx.db, ctx.actor.accountId ?? 0, dateOf(ctx.now));
    return {
      title: i18nFor(lang).t('common:page_title', { title: exam.title[lang] }),
      examTitle: exam.title[lang],
      staffCode: card?.staffCode ?? ctx.actor.name,
      points: formatMark(BigInt(exam.scale), BigInt(exam.questionCount), 0n, 1n, lang),
      items: paper.items,
      start: {
        publicId,
        positions: paper.items.map((item) => item.position),
        answers: Object.fromEntries(paper.answers.map(({ position, answer: given }) => [position, given])),
        flags: Object.fromEntries(paper.answers.map(({ position, flagged }) => [position, flagged])),
        savedAt: Object.fromEntries(paper.answers.map(({ position, savedAt }) => [position, savedAt])),
        epoch: paper.epoch,
        lastSequence: paper.sequence,
        remainingMs: paper.remainingMs,
        serverNow: ctx.now,
      },
    };
  });
}

export default function AttemptPage() {
  const { t } = useTranslation();
  const { examTitle, staffCode, points, items, start } = useLoaderData<typeof loader>();
  const frame = useRouteLoaderData('root') as FrameData;
  return (
    <ExamPage
      title={examTitle}
      person={`${frame.user?.name ?? ''} · ${staffCode}`}
      staffCode={staffCode}
      points={t('exam:points', { mark: points })}
      items={items}
      start={start}
    />
  );
}
