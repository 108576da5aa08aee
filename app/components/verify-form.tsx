import { useTranslation } from 'react-i18next';
import { Button } from './ui/button';
import { TextField } from './ui/field';
import { Search } from './ui/icons';

/** The one field of the verification page. */
export function VerifyForm({ code, error }: { code: string; error?: string | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <h1 className="text-title">{t('public:verify.title')}</h1>
      <p className="mb-4 text-ink-2">{t('public:verify.intro')}</p>
      <form
        method="get"
        action="/verify"
        className="no-print grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_auto]"
      >
        <TextField
          name="code"
          label={t('public:verify.code')}
          defaultValue={code}
          error={error}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
        />
        <div className="sm:pt-[1.8125rem]">
          <Button variant="primary" icon={Search} className="min-h-12 w-full">
            {t('public:verify.submit')}
          </Button>
        </div>
      </form>
    </>
  );
}
