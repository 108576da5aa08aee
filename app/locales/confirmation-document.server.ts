import { startOfDate } from '~/office/dates';
import { formatDate, formatDateLong, formatMark, lastDayOf } from '~/office/formats';
import type { ConfirmationDocument, ConfirmationLabels } from '~/proficiency/adapters/confirmation-document';
import type { ConfirmationBody, ConfirmedModule } from '~/proficiency/register';
import { i18nFor } from './i18n.server';

/** Numbers that the form writes out: a standard has at most fifteen modules. */
const WRITTEN = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15'] as const;

/** A confirmation in the words of the administrative form, which is Vietnamese whatever the reader's language. */
export function confirmationDocument(body: ConfirmationBody, verifyUrl: string): ConfirmationDocument {
  const { t } = i18nFor('vi');
  const { issuer, province } = body;
  const upper = (text: string) => text.toLocaleUpperCase('vi');
  const written = WRITTEN.find((number) => number === String(body.modules.length));
  const lastDay = lastDayOf(body.validTo);
  return {
    labels: labels(),
    parentOrganisation: upper(issuer.parentVi),
    issuer: upper(issuer.nameVi),
    title: t('documents:confirmation.title'),
    subtitle: t('documents:confirmation.subtitle', {
      number: written ? t(`documents:number.${written}`) : body.modules.length,
    }),
    statement: t('documents:confirmation.statement', {
      // Some issuers carry the province in their name already.
      issuer: issuer.nameVi.includes(province.nameVi) ? issuer.nameVi : `${issuer.nameVi} ${province.nameVi}`,
      title: t(`documents:confirmation.salutation.${body.sex}`),
    }),
    fullName: body.fullName,
    bornAndUnit: [
      body.birthDate &&
        t('documents:confirmation.born', {
          date: formatDateLong(body.birthDate, 'vi', body.birthPrecision ?? 'day'),
        }),
      body.unitVi && t('documents:confirmation.unit', { unit: body.unitVi }),
    ]
      .filter(Boolean)
      .join(' '),
    moduleRows: body.modules.map((module) => ({
      name: `${module.module}. ${module.titleVi}`,
      result: resultOf(module),
      date: formatDate(module.on),
    })),
    placeAndDate: `${issuer.placeVi}, ${formatDateLong(body.issuedOn, 'vi')}`,
    signerLines: issuer.signerLines,
    signerName: issuer.signerName,
    number: body.number,
    registeredOn: formatDate(body.issuedOn),
    validTo: lastDay === null ? null : formatDate(lastDay),
    checkAddress: `${new URL(verifyUrl).host}/verify`,
    code: body.code,
    verifyUrl,
    // The day of issue and nothing of the printing: the same confirmation gives the same bytes.
    createdAt: startOfDate(body.issuedOn),
    lang: 'vi',
  };
}

/** The mark where there is one, otherwise the name of what showed the module. Whoever is confirmed has passed. */
function resultOf({ mark, labelVi }: ConfirmedModule): string {
  return mark ? formatMark(BigInt(mark.num), BigInt(mark.den), 0n, 1n, 'vi') : labelVi;
}

function labels(): ConfirmationLabels {
  const { t } = i18nFor('vi');
  return {
    documentTitle: t('documents:confirmation.document_title'),
    country: t('documents:country'),
    motto: t('documents:motto'),
    module: t('documents:confirmation.module'),
    result: t('documents:confirmation.result'),
    date: t('documents:confirmation.date'),
    number: t('documents:confirmation.number'),
    registeredOn: t('documents:confirmation.registered_on'),
    validTo: t('documents:confirmation.valid_to'),
    noEnd: t('documents:confirmation.no_end'),
    check: t('documents:confirmation.check'),
    code: t('documents:confirmation.code'),
    qrAlt: t('documents:confirmation.qr_alt'),
    closing: t('documents:confirmation.closing'),
  };
}
