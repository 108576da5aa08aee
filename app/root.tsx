import { data, type LinksFunction, type LoaderFunctionArgs } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DocumentFrame } from './components/frames/document-frame';
import { ErrorPage, ErrorTitle } from './components/error-page';
import { Toast } from './components/ui/toast';
import { MachineAlarms } from './components/work/machine-alarms';
import { loadFrame, type FrameData } from './http/frame.server';
import type { Role } from './access/roles';
import { Callout } from './components/ui/callout';
import { homeOf, NAVIGATION, type PageHandle, type WordSpace } from './http/handle';
import { FLASH_COOKIE } from './http/cookies';
import './styles/app.css';

export const links: LinksFunction = () => [{ rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }];

export function loader({ request, context, params }: LoaderFunctionArgs) {
  const frame = loadFrame({ request, context, params });
  const headers: HeadersInit = frame.flash
    ? { 'Set-Cookie': `${FLASH_COOKIE}=; Path=/; SameSite=Lax; HttpOnly; Max-Age=0` }
    : {};
  return data({ ...frame, nonce: context.nonce, requestId: context.requestId }, { headers });
}

type RootData = FrameData & { nonce: string; requestId: string };

/** The document. React is loaded only by pages that say so; every other page is links, forms and one small script. */
export function Layout({ children }: { children: ReactNode }) {
  const page = useRouteLoaderData('root') as RootData | undefined;
  const { i18n } = useTranslation();
  const handle = usePageHandle();
  const error = useRouteError();
  const { size, contrast } = page?.preferences ?? { size: '100', contrast: 'system' };
  return (
    <html
      lang={i18n.language}
      data-size={size}
      data-contrast={contrast === 'system' ? undefined : contrast}
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#172755" />
        <Meta />
        {error !== undefined && <ErrorTitle {...readError(error)} />}
        <Links />
      </head>
      <body>
        {children}
        <script src="/enhance.js" defer />
        {(page?.user || error !== undefined) && handle.frame !== 'bare' && <script src="/session.js" defer />}
        {handle.hydrate && <Words spaces={handle.hydrate} nonce={page?.nonce} />}
        {handle.hydrate && <Scripts nonce={page?.nonce} />}
      </body>
    </html>
  );
}

/** The words that a hydrating page needs, as data: the browser does not load all languages. */
function Words({ spaces, nonce }: { spaces: readonly WordSpace[]; nonce: string | undefined }) {
  const { i18n } = useTranslation();
  const words = Object.fromEntries(
    spaces.map((name) => [name, i18n.getResourceBundle(i18n.language, name) as unknown]),
  );
  const text = JSON.stringify(words).replace(/</g, '\\u003c');
  return (
    <script
      id="words"
      type="application/json"
      nonce={nonce}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: text }}
    />
  );
}

export default function App() {
  return (
    <Framed>
      <Outlet />
    </Framed>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const page = useRouteLoaderData('root') as RootData | undefined;
  return (
    <Framed isError>
      <ErrorPage
        {...readError(error)}
        requestId={page?.requestId ?? ''}
        time={page?.time ?? 0}
        supportPhone={page?.supportPhone ?? ''}
        signedIn={page?.user != null}
      />
    </Framed>
  );
}

/** What a use case refused, or a fault of ours, which says nothing of itself. */
function readError(error: unknown): { status: number; body: unknown } {
  return isRouteErrorResponse(error)
    ? { status: error.status, body: error.data as unknown }
    : { status: 500, body: null };
}

function Framed({ children, isError = false }: { children: ReactNode; isError?: boolean }) {
  const page = useRouteLoaderData('root') as RootData | undefined;
  const { t } = useTranslation();
  const handle = usePageHandle();
  if (!page) return <main id="main">{children}</main>;
  // A page that several roles share stands in the rail of the first of them that is not learning.
  const wanted =
    handle.frame === 'own' ? (page.roles.includes('learner') ? 'learner' : 'work') : handle.frame;
  const working = wanted === 'work' ? page.roles.find((held) => held !== 'learner') : undefined;
  const isTheirs = handle.role === undefined || page.roles.includes(handle.role);
  const role = (isTheirs ? handle.role : undefined) ?? working ?? page.roles[0] ?? 'learner';
  // An error inside an exam or for a stranger still needs a way out, and nobody gets the rail of a role not held.
  const noRail = wanted === 'bare' || (wanted === 'work' && role === 'learner');
  // Whoever only learns has no rail, whatever the page.
  const frame = noRail && (isError || wanted === 'work') ? 'learner' : wanted;
  const { flash } = page;
  return (
    <DocumentFrame
      frame={frame}
      items={NAVIGATION[frame === 'learner' ? 'learner' : role]}
      {...(handle.nav ? { current: handle.nav } : {})}
      role={role}
      lang={page.preferences.lang}
      province={page.province}
      supportPhone={page.supportPhone}
      user={page.user}
      preferences={page.preferences}
      here={page.here}
      otherRoles={page.roles
        .filter((other) => other !== (frame === 'learner' ? 'learner' : role))
        .map((other) => ({ role: other, to: homeOf(other) }))}
      scope={page.scopes[role] ?? ''}
      unread={page.unread}
      sessionSeconds={page.sessionSeconds}
      toasts={
        flash && (
          <Toast kind="done" closeLabel={t('common:close')}>
            {t(`common:flash.${flash.key}`, flash.params)}
          </Toast>
        )
      }
    >
      {page.withheld.length > 0 && handle.frame !== 'own' && (
        <Withheld roles={page.withheld} here={page.here} />
      )}
      {frame === 'work' && role === 'operator' && (
        <MachineAlarms alarms={page.alarms} fullBytes={page.fullBytes} lang={page.preferences.lang} />
      )}
      {children}
    </DocumentFrame>
  );
}

/** Roles that a session without a second factor does not carry. */
function Withheld({ roles, here }: { roles: Role[]; here: string }) {
  const { t } = useTranslation();
  const words = roles.map((role) => t(`common:role.${role}`)).join(', ');
  return (
    <Callout kind="warning" dense className="no-print mb-4" title={t('common:withheld', { roles: words })}>
      <a href={`/account/factors?to=${encodeURIComponent(here)}`}>{t('common:withheld_link')}</a>
    </Callout>
  );
}

function usePageHandle(): PageHandle {
  const matches = useMatches();
  for (const match of [...matches].reverse()) {
    const handle = match.handle as PageHandle | undefined;
    if (handle?.frame) return handle;
  }
  return { frame: 'public' };
}
