import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { BackupPlan } from '~/operations/backup-plan';
import { diskThresholds, type DiskThresholds } from '~/operations/disk';
import { replicaFolder } from '~/operations/replica';
import { readProvider, type ProviderSettings } from '~/access/provider';
import { SettingRefused, weakSecrets, withSecretFiles, type Variables } from './secrets';

/** Settings of the processes, from the environment and the files that it names. */
export interface Environment {
  databasePath: string;
  filesPath: string;
  keysPath: string;
  port: number;
  host: string;
  baseUrl: string;
  /** Reverse proxies in front, each of which appends to X-Forwarded-For; 0 = none. */
  proxies: number;
  workers: number;
  /** Where Litestream replicates to: a folder or an address; null without a replica. */
  replicaUrl: string | null;
  /** Free space below which disks count as low and full. */
  disk: DiskThresholds;
  /** Meant for people, not for trying: NODE_ENV=production, or reachable from other machines. */
  isProduction: boolean;
  /** mailto: or https: address for reports about security; empty = no security.txt. */
  securityContact: string;
  /** Whoever shows it may read /metrics from elsewhere; empty = only this machine. */
  metricsToken: string;
  /** Another system at which people may sign in; null = none. */
  provider: ProviderSettings | null;
  /** Where backups are made; null without BACKUP_DIR, and then none are made by themselves. */
  backups: BackupPlan | null;
  /** Where mail is handed over: smtp://, smtps:// or file://; empty while there is no way out. */
  smtpUrl: string;
  /** Sender of mail; empty where it is not set. */
  mailFrom: string;
}

export const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** Errors: SettingRefused with what to mend. */
export function readEnvironment(given: Variables): Environment {
  const env = withSecretFiles(given);
  const databasePath = resolve(env.DATABASE_PATH ?? 'data/thao.sqlite');
  const port = Number(env.PORT ?? 3000);
  const host = env.HOST ?? '127.0.0.1';
  const isProduction = env.NODE_ENV === 'production' || !LOOPBACK.has(host);
  const weak = isProduction ? weakSecrets(env) : [];
  if (weak.length > 0) {
    throw new SettingRefused(
      `${weak.join(', ')}: too short or a common word. Use 16 random signs or more, for instance from: openssl rand -base64 24`,
    );
  }
  return {
    databasePath,
    filesPath: resolve(env.FILES_PATH ?? join(dirname(databasePath), 'files.sqlite')),
    keysPath: resolve(env.KEYS_PATH ?? join(dirname(databasePath), 'keys')),
    port,
    host,
    baseUrl: readBaseUrl(env.BASE_URL, `http://${host}:${port}`),
    proxies: readProxies(env.TRUST_PROXY),
    workers: Number(env.WEB_WORKERS ?? Math.max(1, cpus().length)),
    backups: readBackupPlan(env),
    replicaUrl: replicaUrl(env.REPLICA_URL),
    disk: diskThresholds(env),
    isProduction,
    securityContact: readContact(env.SECURITY_CONTACT),
    metricsToken: env.METRICS_TOKEN ?? '',
    provider: providerOf(env),
    smtpUrl: env.SMTP_URL ?? '',
    mailFrom: env.MAIL_FROM ?? '',
  };
}

/** A path is made whole; an address stays as it is. */
function replicaUrl(text: string | undefined): string | null {
  if (!text) return null;
  return replicaFolder(text) === text ? resolve(text) : text;
}

const KEPT_BACKUPS = 14;

/** BACKUP_DIR, BACKUP_KEEP (14) and BACKUP_PASSPHRASE_FILE. Error: SettingRefused for a number that is none. */
function readBackupPlan(env: Variables): BackupPlan | null {
  if (!env.BACKUP_DIR) return null;
  const keep = Number(env.BACKUP_KEEP ?? KEPT_BACKUPS);
  if (!Number.isSafeInteger(keep) || keep < 1)
    throw new SettingRefused(`BACKUP_KEEP: ${env.BACKUP_KEEP} is not a number from 1`);
  const passphraseFile = env.BACKUP_PASSPHRASE_FILE ? resolve(env.BACKUP_PASSPHRASE_FILE) : null;
  return { folder: resolve(env.BACKUP_DIR), keep, passphraseFile };
}

/** Where the writer listens: short, because a Unix socket's path may have no more than about 100 characters. */
export function writerSocketPath(pid: number): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\thao-writer-${pid}`
    : join(tmpdir(), `thao-writer-${pid}.sock`);
}

/** An origin: links, cookies and the check of where a write comes from compare it sign by sign. */
function readBaseUrl(given: string | undefined, otherwise: string): string {
  // Vite sets it to "/" for itself.
  const text = given === undefined || given === '' || given === '/' ? otherwise : given;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
  if (!isOrigin) throw new SettingRefused(`BASE_URL: ${text} is no address like https://thao.example.gov.vn`);
  return url.origin;
}

function readProxies(text: string | undefined): number {
  if (text === undefined || /^(0|false|off|)$/.test(text)) return 0;
  if (text === 'true' || text === 'on') return 1;
  if (/^[1-9]$/.test(text)) return Number(text);
  throw new SettingRefused(`TRUST_PROXY: ${text} is no number of proxies (0 to 9)`);
}

function readContact(text: string | undefined): string {
  if (!text) return '';
  if (/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+[\d-]+)$/.test(text)) return text;
  throw new SettingRefused(`SECURITY_CONTACT: ${text} is no mailto:, https: or tel: address`);
}

function providerOf(env: Variables): ProviderSettings | null {
  const read = readProvider(env);
  if (read.kind === 'wrong') throw new SettingRefused(`${read.setting}: ${read.reason}`);
  return read.kind === 'set' ? read.settings : null;
}
