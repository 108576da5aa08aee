import { readFileSync } from 'node:fs';

/** Variables of the environment. */
export type Variables = Record<string, string | undefined>;

/** Settings that are secrets: each may stand in the environment or, as NAME_FILE, in a file. */
export const SECRET_SETTINGS = ['SESSION_SECRET', 'SMTP_URL', 'OIDC_CLIENT_SECRET', 'METRICS_TOKEN'] as const;

/** A setting that cannot be used; the message says which, and how to mend it, and never repeats its value. */
export class SettingRefused extends Error {}

/**
 * The environment with the contents of the NAME_FILE files in place; blanks around a secret in a file are not part of
 * it. Errors: SettingRefused where both are given, or the file cannot be read or is empty.
 */
export function withSecretFiles(env: Variables): Variables {
  const filled = { ...env };
  for (const name of SECRET_SETTINGS) {
    const path = env[`${name}_FILE`];
    if (path === undefined || path === '') continue;
    if (env[name] !== undefined) throw new SettingRefused(`${name} and ${name}_FILE are both set: keep one.`);
    filled[name] = readSecretFile(name, path);
  }
  return filled;
}

function readSecretFile(name: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingRefused(`${name}_FILE: ${path} cannot be read (${code ?? 'unknown'}).`);
  }
  if (text === '') throw new SettingRefused(`${name}_FILE: ${path} is empty.`);
  return text;
}

const SHORTEST = 16;
const PLAIN = /^(secret|changeme|change-me|password|default|test|example|thao)+[\d!]*$/i;

/**
 * Names of secrets that are set but guessable: shorter than 16 signs, one sign repeated, or a word from examples.
 * SMTP_URL is judged by its mail server, not here.
 */
export function weakSecrets(env: Variables): string[] {
  return SECRET_SETTINGS.filter((name) => {
    const value = env[name];
    if (name === 'SMTP_URL' || value === undefined || value === '') return false;
    return value.length < SHORTEST || new Set(value).size < 6 || PLAIN.test(value.replace(/[-_ ]/g, ''));
  });
}
