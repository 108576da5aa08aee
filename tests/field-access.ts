import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WHO, type Who } from './routes/matrix-world';

/** What docs/field-access.md says: which groups of fields about people an account is sent, by route. */

/** Keys of what loaders send, by the name that the page gives their group. */
const GROUPS: Record<string, readonly string[]> = {
  name: ['fullName'],
  'staff code': ['staffCode'],
  'user name': ['username'],
  'birth date': ['birthDate', 'birthPrecision'],
  'birth year': ['birthYear'],
  sex: ['sex'],
  post: ['category', 'positionVi', 'positionEn', 'isPrimary'],
  result: ['met', 'missing'],
  evidence: ['labelVi', 'labelEn', 'mark', 'issuer'],
  attempt: ['attemptPublicId'],
  sessions: ['network', 'device'],
  account: ['passwordChosenAt', 'closedReason', 'codeUntil', 'factorResetAsked'],
  'internal id': ['personId'],
};
const NAMES = [...Object.keys(GROUPS), 'paper number', 'paper code', 'evidence number', 'right'];

/** Groups of fields about people in what a loader sent; what is null or empty was not sent. */
export function fieldsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) value.forEach((item) => fieldsIn(item, found));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return found;
  for (const [key, part] of Object.entries(value)) {
    fieldsIn(part, found);
    if (part === null || part === '' || (Array.isArray(part) && part.length === 0)) continue;
    const group = groupOf(key, value);
    if (group) found.add(group);
  }
  return found;
}

function groupOf(key: string, beside: object): string | undefined {
  const isPaper = 'issuedOn' in beside;
  if (key === 'number') return isPaper ? 'paper number' : 'issuer' in beside ? 'evidence number' : undefined;
  if (key === 'code') return isPaper ? 'paper code' : undefined;
  // A role with its days; a role alone is a filter.
  if (key === 'role') return 'validFrom' in beside ? 'right' : undefined;
  return Object.keys(GROUPS).find((name) => GROUPS[name]!.includes(key));
}

/** The table: "route who" to groups. */
export function fieldTable(): Map<string, Set<string>> {
  const text = readFileSync(join(import.meta.dirname, '../docs/field-access.md'), 'utf8');
  const table = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const [route, whoText = '', groupText = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    if (!route?.startsWith('`')) continue;
    const groups = groupText.split(',').map((word) => word.trim());
    const wrong = groups.filter((name) => !NAMES.includes(name));
    if (wrong.length > 0) throw new Error(`docs/field-access.md: no field ${wrong.join(', ')}`);
    for (const word of whoText.split(',').map((name) => name.trim())) {
      const whos = word === 'everybody' ? WHO : WHO.filter((who) => who === word);
      if (whos.length === 0) throw new Error(`docs/field-access.md: nobody is ${word}`);
      for (const who of whos) table.set(keyOf(route.replaceAll('`', ''), who), new Set(groups));
    }
  }
  return table;
}

export function keyOf(route: string, who: Who): string {
  return `${route} ${who}`;
}
