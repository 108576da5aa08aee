import type { TFunction } from 'i18next';
import { isDate } from '~/office/dates';
import { formatDate, formatInstant, NO_DATA } from '~/office/formats';
import { SIGN_IN_METHODS } from '~/access/terms';
import type { DetailPlace, DetailValue, TrailDetail } from '~/access/trail-detail';
import type { AuditAction, ObjectKind } from '~/access/audit-actions';
import { ROLES } from '~/access/roles';

/** Settings that have words; others stand under their own name. */
const SETTINGS = [
  'province',
  'supportPhone',
  'supportHours',
  'issuer',
  'target',
  'reported',
  'passwordLength',
  'secondFactor',
  'viewRetentionDays',
  'sealMail',
] as const;

/** Names that end in a hash are told by its beginning. */
const shortened = (id: string) => id.replace(/([0-9a-f]{12})[0-9a-f]{52}/g, '$1…');

/** What of an entry is put into words. */
export interface SpokenLine {
  action: { code: string; known: AuditAction | null };
  object: {
    kind: string;
    known: ObjectKind | null;
    id: string;
    name: {
      code: string;
      nameVi: string | null;
      nameEn: string | null;
      staffCode: string | null;
      fullName: string | null;
    } | null;
  };
  detail: TrailDetail;
}

/** Entries of the trail in words, the same on pages and in files. */
export function trailWords(t: TFunction, lang: 'vi' | 'en') {
  const value = (one: DetailValue, { known }: Pick<DetailPlace, 'known'> = { known: null }): string => {
    if (one.kind === 'text') return textOf(one.text, known);
    if (one.kind === 'none') return t('trail:value.none');
    if (one.kind === 'flag') return one.value ? t('trail:value.yes') : t('trail:value.no');
    return formatInstant(one.at, lang);
  };
  const textOf = (text: string, known: DetailPlace['known']): string => {
    const method = known === 'method' ? SIGN_IN_METHODS.find((one) => one === text) : undefined;
    const role = known === 'role' ? ROLES.find((one) => one === text) : undefined;
    if (method) return t(`accounts:method.${method}`);
    if (role) return t(`common:role.${role}`);
    return isDate(text) ? formatDate(text) : text;
  };
  const place = ({ path, known }: DetailPlace): string => {
    const last = known ? t(`trail:detail.${known}`) : '';
    return [path, last].filter(Boolean).join(' · ') || t('trail:change_whole');
  };
  const action = ({ action: { code, known } }: Pick<SpokenLine, 'action'>): string =>
    known ? t(`trail:action.${known}`) : t('trail:unknown_action', { code });
  const kind = ({ object }: Pick<SpokenLine, 'object'>): string =>
    object.known ? t(`trail:object.${object.known}`) : t('trail:unknown_kind', { kind: object.kind });
  const objectName = ({ object: { known, id, name } }: Pick<SpokenLine, 'object'>): string => {
    const setting = known === 'setting' ? SETTINGS.find((one) => one === id) : undefined;
    if (setting) return t(`trail:setting.${setting}`);
    if (!name) return /^\d+$/.test(id) ? t('trail:number', { id }) : shortened(id) || NO_DATA;
    const own = (lang === 'vi' ? name.nameVi : name.nameEn) ?? '';
    const whose = name.fullName ?? name.staffCode ?? '';
    const role = known === 'grant' ? ROLES.find((one) => one === name.code) : undefined;
    const code = role ? t(`common:role.${role}`) : name.code;
    return [own, code, known === 'person' && !name.fullName ? '' : whose].filter(Boolean).join(' · ');
  };
  const detail = ({ erased, changes, facts }: TrailDetail): string => {
    if (erased) return t('trail:erased');
    const changed = changes.map((one) =>
      t('trail:change', { label: place(one), before: value(one.before, one), after: value(one.after, one) }),
    );
    return [...changed, ...facts.map((one) => `${place(one)}: ${value(one.value, one)}`)].join('; ');
  };
  return { action, kind, objectName, place, value, detail };
}
