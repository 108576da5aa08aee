import type { LoaderFunctionArgs } from '@remix-run/node';
import { logView } from '~/access/views.server';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import { fileResponse } from '~/http/download';
import { confirmationDocument } from '~/locales/confirmation-document.server';
import { i18nFor } from '~/locales/i18n.server';
import { confirmationPdf } from '~/proficiency/adapters/confirmation-pdf';
import { getConfirmationForPdf } from '~/proficiency/register.server';

/** A confirmation on paper: one's own, or of a person in scope. */
export function loader(args: LoaderFunctionArgs): Promise<Response> {
  const ctx = requireCtx(args);
  const { lang } = preferencesOf(args);
  const text = args.params.confirmationId ?? '';
  return answer(async () => {
    // An address that cannot be a confirmation answers as one that is not there.
    const id = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
    const { body, verifyUrl, personId } = getConfirmationForPdf(ctx, { id });
    logView(ctx, {
      kind: 'confirmation_file',
      personIds: [personId],
      filter: { number: body.number },
      requestId: args.context.requestId,
    });
    const pdf = await confirmationPdf(confirmationDocument(body, verifyUrl));
    const { t } = i18nFor(lang);
    const number = body.number.replaceAll('/', '-');
    return fileResponse(pdf as Uint8Array<ArrayBuffer>, {
      type: 'application/pdf',
      kind: 'inline',
      ascii: t('documents:confirmation.file_ascii', { number }),
      name: t('documents:confirmation.file', { number }),
    });
  });
}
