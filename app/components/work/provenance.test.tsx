import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { i18nFor } from '~/locales/i18n.server';
import { CATEGORIES, PERSON_STATES } from '~/organisation/terms';
import { ruleText, type RuleBody } from '~/proficiency/rule';
import { RuleCard } from './provenance';

const body: RuleBody = {
  categories: ['cadre', 'civil_servant'],
  states: ['working', 'leave'],
  modules: ['IU01', 'IU02'],
  target: { num: 70, den: 100 },
};
const decision = { number: '12/QĐ-UBND', date: '2026-09-15', signer: 'Lê Hữu Phước' };

function drawn(lang: 'vi' | 'en', rule: RuleBody | null, decided = false): string {
  const head = { code: 'LG-TT', version: 3, hash: 'abcdef0123456789', validFrom: '2026-10-01' };
  const view = rule && {
    ...head,
    provisional: !decided,
    decision: decided ? decision : null,
    text: ruleText(rule),
  };
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor(lang)}>
      <RuleCard
        asOf="2026-11-25"
        tx={{ id: 1234, at: Date.parse('2026-11-25T01:05:11Z') }}
        rule={view}
        lang={lang}
      />
    </I18nextProvider>,
  ).replace(/<[^>]*>/g, '');
}

it('puts the rule itself into words', () => {
  expect(drawn('vi', body)).toContain(
    'Ai được tính: cán bộ và công chức có vị trí chính tại ngày tính, trạng thái đang làm việc và nghỉ theo chế độ.',
  );
  expect(drawn('vi', body)).toContain('cho đủ 2 mô đun IU01, IU02.');
});

it('says that it is provisional until a decision stands behind it', () => {
  expect(drawn('vi', body)).toContain('Quy tắc tạm, chưa được phê duyệt');
  const decided = drawn('vi', body, true);
  expect(decided).not.toContain('Quy tắc tạm');
  expect(decided).toContain('Quyết định 12/QĐ-UBND ngày 15/09/2026');
});

it('states day, time known at, transaction and rule', () => {
  expect(drawn('vi', body)).toContain(
    'Tính đến hết ngày 25/11/2026, theo dữ liệu biết lúc 08:05:11, 25/11/2026 (giao dịch số 1.234). ' +
      'Quy tắc LG-TT, bản 3, áp dụng từ 01/10/2026, mã băm abcdef012345.',
  );
});

it.each(['vi', 'en'] as const)('has words in %s for every rule that can be adopted', (lang) => {
  for (const rule of [
    body,
    { ...body, categories: [...CATEGORIES], states: [...PERSON_STATES], modules: ['IU01'] },
  ]) {
    expect(drawn(lang, rule)).not.toMatch(/(rule|category|person_state)\.[a-z]|\{\{/);
  }
  expect(drawn(lang, null)).not.toMatch(/provenance\.[a-z]/);
});
