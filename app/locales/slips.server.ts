import { inGroups } from '~/access/readable-code';
import type { Settings } from '~/access/settings.server';
import { dateOf } from '~/office/dates';
import { formatDate } from '~/office/formats';
import type { SlipLabels, SlipText } from '~/organisation/adapters/slips-pdf';
import type { Slip } from '~/organisation/staff-accounts.server';
import { i18nFor } from './i18n.server';

/** Slips in words: Vietnamese, whatever the officer's own language, because they go to the people of the province. */
export function slipTexts(
  slips: readonly Slip[],
  { baseUrl, settings }: { baseUrl: string; settings: Settings },
): { slips: SlipText[]; labels: SlipLabels } {
  const { t } = i18nFor('vi');
  const { supportPhone, supportHours, province } = settings;
  return {
    slips: slips.map(({ fullName, unitVi, staffCode, username, code, expiresAt }) => ({
      ...{ fullName, staffCode, username },
      unit: unitVi,
      code: inGroups(code),
      expires: formatDate(dateOf(expiresAt)),
    })),
    labels: {
      title: t('accounts:slip.title'),
      issuer: t('accounts:slip.issuer', { province: province.nameVi }),
      outside: t('accounts:slip.outside'),
      username: t('accounts:slip.username'),
      code: t('accounts:slip.code'),
      expires: t('accounts:slip.expires', { date: '{date}' }),
      steps: [
        t('accounts:slip.step_open', { address: `${baseUrl}/activate` }),
        t('accounts:slip.step_type'),
        t('accounts:slip.step_choose'),
        t('accounts:slip.step_keep'),
        t('accounts:slip.step_help', { phone: supportPhone, hours: supportHours }),
      ],
      foldHere: t('accounts:slip.fold'),
    },
  };
}
