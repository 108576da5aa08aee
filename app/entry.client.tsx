import { RemixBrowser } from '@remix-run/react';
import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { makeI18n } from './locales/i18n';

// Only pages that hydrate load this file; the server leaves their words in a data block.
const block = document.getElementById('words');
const lang = document.documentElement.lang;
const i18n = makeI18n(lang, { [lang]: JSON.parse(block?.textContent ?? '{}') });

startTransition(() => {
  hydrateRoot(
    document,
    <I18nextProvider i18n={i18n}>
      <RemixBrowser />
    </I18nextProvider>,
  );
});
