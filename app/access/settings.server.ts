import { z } from 'zod';
import { getSettingText, listSettingTexts, setSettingText } from '~db/queries/trail';
import type { Db } from '~db/client.server';
import type { Tx } from '~db/write.server';

const fraction = { num: z.number().int().nonnegative(), den: z.number().int().positive() };

/** Settings of a province, each stored as JSON under its key. */
const SCHEMAS = {
  province: z.object({ nameVi: z.string(), nameEn: z.string(), code: z.string() }),
  supportPhone: z.string(),
  /** Hours of the help line, e.g. 07:30–17:00. */
  supportHours: z.string(),
  /** Who issues confirmations: `code` opens a register of its own, `suffix` ends its numbers (0412/2026/GXN-SNV). */
  issuer: z.object({
    code: z.string(),
    suffix: z.string(),
    parentVi: z.string(),
    nameVi: z.string(),
    nameEn: z.string(),
    /** Lines above the signature, e.g. KT. GIÁM ĐỐC and PHÓ GIÁM ĐỐC. */
    signerLines: z.array(z.string()),
    signerName: z.string(),
    placeVi: z.string(),
  }),
  /** What the province is to reach, and the document that says so, if one does. */
  target: z.object({ ...fraction, document: z.string().nullable() }),
  /** What the last report states as reached, in its own words; null while none is recorded. */
  reported: z
    .object({ ...fraction, statement: z.string(), source: z.string(), date: z.string().nullable() })
    .nullable(),
  /** Shortest password that may be chosen, in characters. */
  passwordLength: z.number().int().min(8).max(64),
  /** Whether everybody who holds more than the role of a learner must show a second factor. */
  secondFactor: z.enum(['required', 'off']),
  /** Largest file that may be uploaded, in megabytes of 1024 × 1024 bytes. */
  uploadMegabytes: z.number().int().min(1).max(20),
  /** Where alarms of the machine go; empty for nowhere. */
  operatorMail: z.string(),
  /** Times HH:MM of daily jobs that are not to run at the usual one, by kind. */
  dailyTimes: z.record(z.string(), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  /** How long it is kept who looked at whom, in days. */
  viewRetentionDays: z.number().int().min(30).max(3660),
  /** Addresses outside this machine to which the newest seal of the trail goes each day. */
  sealMail: z.array(z.email()).max(20),
} as const;

export type SettingKey = keyof typeof SCHEMAS;
export type Settings = { [K in SettingKey]: z.infer<(typeof SCHEMAS)[K]> };

/** What stands until the province says otherwise. 70% is preset as the target and named without a document. */
const DEFAULTS: Settings = {
  province: { nameVi: '', nameEn: '', code: '' },
  supportPhone: '',
  supportHours: '',
  issuer: {
    code: 'SNV',
    suffix: 'GXN-SNV',
    parentVi: '',
    nameVi: '',
    nameEn: '',
    signerLines: [],
    signerName: '',
    placeVi: '',
  },
  target: { num: 70, den: 100, document: null },
  reported: null,
  passwordLength: 10,
  secondFactor: 'required',
  uploadMegabytes: 10,
  operatorMail: '',
  dailyTimes: {},
  viewRetentionDays: 730,
  sealMail: [],
};

/** Is it the key of a setting? */
export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SCHEMAS, key);
}

/** All settings; those not set have their defaults. */
export function getSettings(db: Db): Settings {
  const keys = Object.keys(SCHEMAS) as SettingKey[];
  const stored = listSettingTexts(db);
  const pairs = keys.map((key) => {
    const text = stored.get(key);
    return [key, text === undefined ? DEFAULTS[key] : SCHEMAS[key].parse(JSON.parse(text))];
  });
  return Object.fromEntries(pairs) as Settings;
}

/** Sets one setting inside an open transaction, with its trace in the trail. Throws ZodError on a wrong shape. */
export function putSetting<K extends SettingKey>(tx: Tx, key: K, value: Settings[K], reason?: string): void {
  const text = JSON.stringify(SCHEMAS[key].parse(value));
  const before = getSettingText(tx.db, key);
  if (before === text) return;
  setSettingText(tx.db, key, text);
  tx.audit('setting_changed', 'setting', key, { before, after: text, ...(reason ? { reason } : {}) });
}
