import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { ExamPage, type ExamPageProps } from '~/components/exam/exam-page';
import { i18nFor } from '~/locales/i18n.server';

/** The exam page's tree as plain React renders it: the baseline of the page bench. */
export function renderExamTree(props: ExamPageProps): string {
  return renderToString(
    createElement(I18nextProvider, { i18n: i18nFor('vi') }, createElement(ExamPage, props)),
  );
}
