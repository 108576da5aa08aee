import type { i18n } from 'i18next';
import { makeI18n } from './i18n';
import { resources } from './resources';

/** One instance a language, made at load and never changed afterwards: words are constants, not state. */
const instances: Record<'vi' | 'en', i18n> = {
  vi: makeI18n('vi', { vi: resources.vi }),
  en: makeI18n('en', { en: resources.en }),
};

export function i18nFor(lang: 'vi' | 'en'): i18n {
  return instances[lang];
}
