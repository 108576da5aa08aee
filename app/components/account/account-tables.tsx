import { useTranslation } from 'react-i18next';
import type { ListedSession, SignInEvent } from './account-data';
import { formatInstant } from '~/office/formats';
import { Button } from '../ui/button';
import { Chip } from '../ui/chip';
import { Cell, HeadCell, Row, Table, TableCard } from '../ui/table';

type Lang = 'vi' | 'en';

export interface SessionsTableProps {
  sessions: (ListedSession & { isThis?: boolean })[];
  /** What the button under the list ends. */
  endAll: 'all' | 'others';
  lang: Lang;
  /** Whether they may be ended here at all. */
  canEnd?: boolean;
}

/** Where an account is signed in. Each line ends by itself; the form posts intent=end with the session. */
export function SessionsTable({ sessions, endAll, lang, canEnd = true }: SessionsTableProps) {
  const { t } = useTranslation();
  if (sessions.length === 0) return <p className="text-ink-2">{t('accounts:card.no_sessions')}</p>;
  const others = sessions.filter((session) => !session.isThis).length;
  return (
    <>
      <TableCard>
        <Table caption={t('accounts:card.sessions_caption')} stack>
          <thead>
            <Row>
              <HeadCell>{t('accounts:card.device')}</HeadCell>
              <HeadCell>{t('accounts:card.network')}</HeadCell>
              <HeadCell>{t('accounts:card.method')}</HeadCell>
              <HeadCell>{t('accounts:card.seen')}</HeadCell>
              {canEnd && (
                <HeadCell>
                  <span className="sr-only">{t('accounts:card.end')}</span>
                </HeadCell>
              )}
            </Row>
          </thead>
          <tbody>
            {sessions.map((session) => {
              const device = session.device || t('accounts:card.unknown_device');
              return (
                <Row key={session.publicId}>
                  <Cell>
                    {device} {session.isThis && <Chip kind="info">{t('accounts:own.this')}</Chip>}
                  </Cell>
                  <Cell label={t('accounts:card.network')}>{session.network}</Cell>
                  <Cell label={t('accounts:card.method')}>
                    {session.method ? t(`accounts:method.${session.method}`) : ''}
                  </Cell>
                  <Cell label={t('accounts:card.seen')}>
                    {formatInstant(session.lastSeenAt, lang, 'minute')}
                  </Cell>
                  {canEnd && (
                    <Cell align="right" className="max-sm:basis-full">
                      {!session.isThis && (
                        <EndForm session={session.publicId} label={t('accounts:card.end_named', { device })}>
                          {t('accounts:card.end')}
                        </EndForm>
                      )}
                    </Cell>
                  )}
                </Row>
              );
            })}
          </tbody>
        </Table>
      </TableCard>
      {canEnd && others > 0 && (
        <div className="mt-3">
          <EndForm session={endAll}>
            {endAll === 'all' ? t('accounts:card.end_all') : t('accounts:own.end_others')}
          </EndForm>
        </div>
      )}
    </>
  );
}

function EndForm({ session, label, children }: { session: string; label?: string; children: string }) {
  return (
    <form method="post" className="no-print">
      <input type="hidden" name="intent" value="end" />
      <input type="hidden" name="session" value={session} />
      <Button size={36} {...(label ? { 'aria-label': label } : {})}>
        {children}
      </Button>
    </form>
  );
}

/** The newest sign-ins of an account, refused ones included. */
export function EventsTable({ events, lang }: { events: SignInEvent[]; lang: Lang }) {
  const { t } = useTranslation();
  if (events.length === 0) return <p className="text-ink-2">{t('accounts:card.no_events')}</p>;
  return (
    <TableCard>
      <Table caption={t('accounts:card.events_caption')} stack>
        <thead>
          <Row>
            <HeadCell>{t('accounts:card.when')}</HeadCell>
            <HeadCell>{t('accounts:card.method')}</HeadCell>
            <HeadCell>{t('accounts:card.outcome')}</HeadCell>
            <HeadCell>{t('accounts:card.device')}</HeadCell>
            <HeadCell>{t('accounts:card.network')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {events.map((event, index) => (
            <Row key={index}>
              <Cell className="whitespace-nowrap">{formatInstant(event.at, lang)}</Cell>
              <Cell label={t('accounts:card.method')}>{t(`accounts:method.${event.method}`)}</Cell>
              <Cell label={t('accounts:card.outcome')}>{t(`accounts:outcome.${event.outcome}`)}</Cell>
              <Cell label={t('accounts:card.device')}>
                {event.device || t('accounts:card.unknown_device')}
              </Cell>
              <Cell label={t('accounts:card.network')}>{event.network}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </TableCard>
  );
}
