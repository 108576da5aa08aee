import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { Card, CardBody } from '../ui/card';
import { Checkbox } from '../ui/choice';
import { ErrorSummary } from '../ui/error-summary';
import { SelectField, TextField } from '../ui/field';

export interface ChoiceFormProps {
  choice: { email: string; lang: 'vi' | 'en'; digest: boolean };
  /** What is wrong with the address. */
  fault: 'shape' | 'needed' | null;
}

/** One's own mail address, and whether unread notices are mailed. */
export function ChoiceForm({ choice, fault }: ChoiceFormProps) {
  const { t } = useTranslation();
  const error = fault ? t(`jobs:choice.error_${fault}`) : undefined;
  return (
    <Card as="div">
      <CardBody>
        {fault && (
          <div className="mb-4">
            <ErrorSummary
              title={t('jobs:choice.error_title')}
              errors={[{ fieldId: 'email', label: t('jobs:choice.email') }]}
            />
          </div>
        )}
        <form method="post" className="grid gap-5" noValidate>
          <TextField
            name="email"
            type="email"
            label={t('jobs:choice.email')}
            note={t('jobs:choice.optional')}
            hint={t('jobs:choice.email_hint')}
            {...(error ? { error } : {})}
            defaultValue={choice.email}
            autoComplete="email"
            spellCheck={false}
          />
          <SelectField
            name="lang"
            label={t('jobs:choice.lang')}
            defaultValue={choice.lang}
            options={[
              { value: 'vi', label: t('jobs:choice.lang_vi') },
              { value: 'en', label: t('jobs:choice.lang_en') },
            ]}
          />
          <Checkbox
            name="digest"
            label={t('jobs:choice.digest')}
            hint={t('jobs:choice.digest_hint')}
            defaultChecked={choice.digest}
          />
          <div>
            <Button variant="primary" busyLabel={t('jobs:choice.saving')}>
              {t('jobs:choice.save')}
            </Button>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}
