import { useTranslation } from 'react-i18next';
import { formatDate, formatInstant } from '~/office/formats';
import { Callout } from './ui/callout';
import { Card, CardBody } from './ui/card';
import { DefinitionList } from './ui/definition-list';
import { Icon } from './ui/icon';
import { Hourglass, ShieldCheck } from './ui/icons';
import { VoidedList, type VoidedNumbers } from './voided-list';

export interface VerifiedConfirmation {
  number: string;
  fullName: string;
  birthYear: string | null;
  modules: string[];
  issuerVi: string;
  issuerEn: string;
  issuedOn: string;
  lastDay: string | null;
}

export type Verified =
  | { state: 'valid' | 'expired'; checkedAt: number; confirmation: VerifiedConfirmation }
  | { state: 'unknown'; voids: VoidedNumbers[] };

export function VerifyResult({ found, lang }: { found: Verified; lang: 'vi' | 'en' }) {
  const { t } = useTranslation();
  if (found.state === 'unknown') {
    return (
      <Callout kind="wrong" title={t('public:verify.unknown')}>
        <p>{t('public:verify.unknown_text')}</p>
        {found.voids.length > 0 && (
          <>
            <p className="mt-2">{t('operations:voids.public')}</p>
            <VoidedList ranges={found.voids} lang={lang} />
          </>
        )}
      </Callout>
    );
  }
  const { confirmation: paper, state } = found;
  const isValid = state === 'valid';
  const [first, last] = [paper.modules[0] ?? '', paper.modules.at(-1) ?? ''];
  return (
    <Card className="overflow-hidden">
      <header
        className={`flex items-start gap-4 border-b p-5 sm:px-7 ${
          isValid ? 'border-la-200 bg-la-50 text-la' : 'border-nghe-200 bg-nghe-50 text-nghe'
        }`}
      >
        <Icon of={isValid ? ShieldCheck : Hourglass} size={38} className="shrink-0" />
        <div>
          <h2 className="text-heading">{isValid ? t('public:verify.valid') : t('public:verify.expired')}</h2>
          <p className="text-work text-ink-2">
            {t('public:verify.checked', { time: formatInstant(found.checkedAt, lang) })}
          </p>
        </div>
      </header>
      <CardBody>
        <DefinitionList
          look="compare"
          rows={[
            { term: t('public:verify.number'), value: paper.number },
            { term: t('public:verify.name'), value: paper.fullName },
            ...(paper.birthYear ? [{ term: t('public:verify.birth_year'), value: paper.birthYear }] : []),
            {
              term: t('public:verify.content'),
              value: t('public:verify.content_value', { count: paper.modules.length, first, last }),
            },
            { term: t('public:verify.issuer'), value: lang === 'vi' ? paper.issuerVi : paper.issuerEn },
            { term: t('public:verify.issued_on'), value: formatDate(paper.issuedOn) },
            ...(paper.lastDay
              ? [{ term: t('public:verify.valid_to'), value: formatDate(paper.lastDay) }]
              : []),
          ]}
        />
      </CardBody>
    </Card>
  );
}
