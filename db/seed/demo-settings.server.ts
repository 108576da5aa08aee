import { putSetting } from '../../app/access/settings.server';
import { adoptRule } from '../../app/proficiency/rules.server';
import type { Tx } from '../write.server';

/** The demo province's settings. Names and numbers are invented. */
export function putDemoSettings(tx: Tx): void {
  putSetting(tx, 'province', { nameVi: 'tỉnh Lam Giang', nameEn: 'Lam Giang province', code: 'LG' });
  // Named people with one known password: the server keeps such a province on loopback.
  putSetting(tx, 'secondFactor', 'off');
  putSetting(tx, 'supportPhone', '0200 3888 115');
  putSetting(tx, 'supportHours', '07:30–11:30, 13:30–17:00');
  putSetting(tx, 'issuer', {
    code: 'SNV',
    suffix: 'GXN-SNV',
    parentVi: 'UBND tỉnh Lam Giang',
    nameVi: 'Sở Nội vụ tỉnh Lam Giang',
    nameEn: 'Department of Home Affairs of Lam Giang province',
    signerLines: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
    signerName: 'Lê Hữu Phước',
    placeVi: 'Lam Giang',
  });
  putSetting(tx, 'reported', {
    num: 70,
    den: 100,
    statement:
      '70% cán bộ, công chức tại các cơ quan Đảng, Nhà nước, đoàn thể từ cấp xã trở lên sử dụng thành thạo máy tính và mạng máy tính trong công việc',
    source: 'Báo cáo của tỉnh (giả định)',
    date: null,
  });
  putSetting(tx, 'target', { num: 70, den: 100, document: null });
}

/**
 * Who counts and what is enough, in force over the whole history. It carries no decision: every figure of the demo
 * province says that its rule is provisional.
 */
export function adoptDemoRule(tx: Tx): void {
  adoptRule(tx, {
    code: 'LG-TT',
    validFrom: '2020-01-01',
    decision: null,
    body: {
      categories: ['cadre', 'civil_servant'],
      states: ['working', 'leave', 'seconded'],
      modules: ['IU01', 'IU02', 'IU03', 'IU04', 'IU05', 'IU06'],
      target: { num: 70, den: 100 },
    },
  });
}
