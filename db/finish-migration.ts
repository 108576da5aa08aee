/**
 * Runs after drizzle-kit generate: Drizzle emits neither STRICT nor WITHOUT ROWID, so every CREATE TABLE of the
 * newest migration gets them here. A test asserts that no table escaped.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tables read in key order or by key alone. */
const WITHOUT_ROWID = new Set([
  'span',
  'answer_event',
  'attempt_item',
  'lesson_progress',
  'form_key',
  'session',
  'setting',
  'sign_in_throttle',
  'sign_in_step',
  'view_log_person',
  'content_picture',
]);

const folder = join(import.meta.dirname, 'migrations');
for (const name of readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
  const path = join(folder, name);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(
    /CREATE TABLE `(\w+)` \(([\s\S]*?)\n\);/g,
    (_, table: string, body: string) => {
      const name_ = table.replace(/^__new_/, '');
      return `CREATE TABLE \`${table}\` (${body}\n) STRICT${WITHOUT_ROWID.has(name_) ? ', WITHOUT ROWID' : ''};`;
    },
  );
  if (after !== before) writeFileSync(path, after);
}
