import { useTranslation } from 'react-i18next';
import { formatInteger } from '~/office/formats';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeading } from '../ui/card';
import { SelectField, TextField } from '../ui/field';
import { Chip } from '../ui/chip';
import { Printer } from '../ui/icons';
import { unitOptions, type UnitChoice } from '../work/unit-options';

type Lang = 'vi' | 'en';

export function SlipUnitForm({
  units,
  unitCode,
  lang,
}: {
  units: UnitChoice[];
  unitCode: string;
  lang: Lang;
}) {
  const { t } = useTranslation();
  return (
    <form method="get" action="/accounts/slips" className="flex max-w-200 flex-wrap items-end gap-3">
      <SelectField
        name="unit"
        label={t('accounts:slips.unit')}
        defaultValue={unitCode}
        options={[{ value: '', label: t('accounts:slips.choose') }, ...unitOptions(units, lang)]}
        density="work"
        className="min-w-0 flex-1 basis-72"
      />
      <Button size={36}>{t('accounts:slips.show')}</Button>
    </form>
  );
}

export function MakeAccounts({ unitCode, none, lang }: { unitCode: string; none: number; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Card density="work" labelledBy="make">
      <CardBody>
        <CardHeading id="make" density="work">
          {t('accounts:slips.make_title')}
        </CardHeading>
        {none === 0 ? (
          <p className="mt-1">
            <Chip kind="met">{t('accounts:slips.make_none')}</Chip>
          </p>
        ) : (
          <form method="post" className="mt-2 grid gap-3">
            <input type="hidden" name="unit" value={unitCode} />
            <p className="text-ink-2">{t('accounts:slips.make_text')}</p>
            <div>
              <Button variant="primary" size={36} busyLabel={t('accounts:slips.making')}>
                {t('accounts:slips.make', { count: none, number: formatInteger(none, lang) })}
              </Button>
            </div>
          </form>
        )}
      </CardBody>
    </Card>
  );
}

export interface PrintSlipsProps {
  unitCode: string;
  waiting: number;
  atOnce: number;
  /** Codes that were typed and are not waiting here; null before. */
  refused: string | null;
  lang: Lang;
}

export function PrintSlips({ unitCode, waiting, atOnce, refused, lang }: PrintSlipsProps) {
  const { t } = useTranslation();
  const number = (value: number) => formatInteger(value, lang);
  const parts = Array.from({ length: Math.ceil(waiting / atOnce) }, (_, index) => index * atOnce);
  return (
    <Card density="work" labelledBy="print">
      <CardBody>
        <CardHeading id="print" density="work">
          {t('accounts:slips.print_title')}
        </CardHeading>
        {waiting === 0 ? (
          <p className="mt-1">
            <Chip kind="met">{t('accounts:slips.print_none')}</Chip>
          </p>
        ) : (
          <div className="mt-2 grid gap-3">
            <p className="text-ink-2">{t('accounts:slips.print_text')}</p>
            <p className="text-ink-2">{t('accounts:slips.print_how')}</p>
            {parts.map((skip) => (
              <form key={skip} method="post" action="/accounts/slips.pdf" data-no-busy="">
                <input type="hidden" name="unit" value={unitCode} />
                <input type="hidden" name="skip" value={skip} />
                <Button size={36} icon={Printer}>
                  {parts.length === 1
                    ? t('accounts:slips.print', { count: waiting, number: number(waiting) })
                    : t('accounts:slips.print_part', {
                        from: number(skip + 1),
                        to: number(Math.min(skip + atOnce, waiting)),
                      })}
                </Button>
              </form>
            ))}
            <form
              method="post"
              action="/accounts/slips.pdf"
              data-no-busy=""
              className="flex flex-wrap items-end gap-3 border-t border-line pt-3"
              noValidate
            >
              <input type="hidden" name="unit" value={unitCode} />
              <TextField
                name="people"
                label={t('accounts:slips.one')}
                hint={t('accounts:slips.one_hint')}
                error={refused === null ? undefined : t('accounts:slips.error_people')}
                defaultValue={refused ?? ''}
                density="work"
                className="min-w-0 flex-1 basis-72"
              />
              <Button size={36} icon={Printer}>
                {t('accounts:slips.one_print')}
              </Button>
            </form>
          </div>
        )}
      </CardBody>
    </Card>
  );
}
