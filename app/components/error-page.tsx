import { useTranslation } from 'react-i18next';
import { ERROR_CODES, type ErrorCode } from '~/access/errors';
import { formatInstant } from '~/office/formats';
import { KeptForm, keptOf } from './kept-form';
import { ButtonLink } from './ui/button';
import { Card } from './ui/card';
import { EmptyState } from './ui/empty-state';
import { CircleHelp, CircleX, Lock, TriangleAlert, type LucideIcon } from './ui/icons';

export interface ErrorPageProps {
  status: number;
  /** {code, detail} of what a use case refused; anything else is judged by its status. */
  body: unknown;
  requestId: string;
  time: number;
  supportPhone: string;
  signedIn: boolean;
}

/** What happened, what is safe, and the one thing to do; the same shape for every refusal. */
export function ErrorPage({ status, body, requestId, time, supportPhone, signedIn }: ErrorPageProps) {
  const { t, i18n } = useTranslation();
  const kept = keptOf(status, body);
  const { code, detail } = readBody(body, status);
  if (kept !== undefined) return <KeptForm kept={kept} />;
  const home = { href: signedIn ? '/' : '/sign-in' };
  return (
    <Card className="mx-auto my-6 max-w-public">
      <div className="card-body">
        {code === 'server' ? (
          <EmptyState
            level={1}
            icon={TriangleAlert}
            tone="son"
            title={t('errors:server.title')}
            actions={
              <>
                <ButtonLink variant="primary" href="">
                  {t('errors:action.reload')}
                </ButtonLink>
                <ButtonLink {...home}>{t('errors:action.home')}</ButtonLink>
              </>
            }
            foot={t('errors:server.incident', {
              id: requestId,
              time: formatInstant(time, i18n.language === 'en' ? 'en' : 'vi'),
              phone: supportPhone,
            })}
          >
            {t('errors:server.text')}
          </EmptyState>
        ) : (
          <EmptyState
            level={1}
            {...LOOK[status === 403 ? 'refused' : status === 404 ? 'missing' : 'wrong']}
            title={t(`errors:${code}.title`)}
            actions={
              <ButtonLink variant="primary" {...home}>
                {signedIn ? t('errors:action.home') : t('errors:action.sign_in')}
              </ButtonLink>
            }
          >
            {t(`errors:${code}.text`, detail)}
          </EmptyState>
        )}
      </div>
    </Card>
  );
}

/** The title of a page that could not be drawn: its own never came. */
export function ErrorTitle({ status, body }: Pick<ErrorPageProps, 'status' | 'body'>) {
  const { t } = useTranslation();
  const { code } = readBody(body, status);
  return <title>{t('common:page_title', { title: t(`errors:${code}.title`) })}</title>;
}

const LOOK: Record<'refused' | 'missing' | 'wrong', { icon: LucideIcon; tone: 'quiet' | 'nghe' | 'son' }> = {
  refused: { icon: Lock, tone: 'nghe' },
  missing: { icon: CircleHelp, tone: 'quiet' },
  wrong: { icon: CircleX, tone: 'son' },
};

function readBody(
  body: unknown,
  status: number,
): { code: ErrorCode | 'server'; detail: Record<string, string | number> } {
  const given = body as { code?: string; detail?: Record<string, string | number> } | null;
  const code = ERROR_CODES.find((known) => known === given?.code);
  if (code) return { code, detail: given?.detail ?? {} };
  if (status === 404) return { code: 'not_found', detail: {} };
  if (status === 405 || status === 400) return { code: 'invalid_input', detail: {} };
  return { code: 'server', detail: {} };
}
