/**
 * Writes db/migrations/0001_guards.sql: the triggers that Drizzle cannot express. Facts on two axes change in one way
 * only, by closing tx_to; current rows of one thing never overlap; the trail, the register, question versions and
 * answers are append-only. Run by hand when a table of facts joins, into a new migration.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPEN_TX } from './schema/time';

interface Fact {
  table: string;
  /** Columns of which no two current rows may overlap in valid time; empty where overlaps are meant. */
  thing: string[];
  when?: string;
  columns: string[];
}

const period = ['valid_from', 'valid_to', 'tx_from'];
const FACTS: Fact[] = [
  {
    table: 'unit_period',
    thing: ['unit_id'],
    columns: ['unit_id', 'name_vi', 'name_en', 'search_key', 'level', 'block', 'parent_id', 'document'],
  },
  {
    table: 'unit_succession',
    thing: [],
    columns: ['from_unit_id', 'to_unit_id', 'kind', 'document'],
  },
  {
    table: 'person_profile',
    thing: ['person_id'],
    columns: ['person_id', 'full_name', 'sort_key', 'search_key', 'sex', 'birth_date', 'birth_precision'],
  },
  { table: 'person_state', thing: ['person_id'], columns: ['person_id', 'state'] },
  {
    table: 'assignment',
    thing: ['person_id'],
    when: 'is_primary = 1',
    columns: ['person_id', 'unit_id', 'category', 'position_vi', 'position_en', 'is_primary'],
  },
  {
    table: 'evidence',
    thing: ['evidence_id'],
    columns: [
      'evidence_id',
      'person_id',
      'kind',
      'modules',
      'attempt_id',
      'mark_num',
      'mark_den',
      'content_hash',
    ],
  },
  { table: 'proficiency_rule', thing: ['code'], columns: ['code', 'version', 'body', 'hash'] },
  {
    table: 'role_grant',
    thing: ['account_id', 'role', 'unit_id'],
    columns: ['account_id', 'role', 'unit_id'],
  },
  { table: 'enrolment', thing: ['person_id', 'course_id'], columns: ['person_id', 'course_id', 'due_on'] },
];

const APPEND_ONLY = [
  'tx',
  'audit_entry',
  'seal',
  'confirmation',
  'question_version',
  'blueprint_version',
  'answer_event',
  'export_log',
];

const isDate = (column: string) => `new.${column} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`;

function factTriggers(fact: Fact): string[] {
  const { table, thing, when, columns } = fact;
  const same = [...columns, ...period].map((c) => `new.${c} is old.${c}`).join(' and ');
  const triggers = [
    `CREATE TRIGGER ${table}_period BEFORE INSERT ON ${table}
WHEN not (${isDate('valid_from')} and ${isDate('valid_to')} and new.valid_from < new.valid_to and new.tx_from < new.tx_to)
BEGIN SELECT raise(ABORT, '${table}: period is empty or not a date'); END;`,
    `CREATE TRIGGER ${table}_close_only BEFORE UPDATE ON ${table}
WHEN not (${same} and old.tx_to = ${OPEN_TX} and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, '${table}: facts are closed and inserted, never changed'); END;`,
    `CREATE TRIGGER ${table}_keep BEFORE DELETE ON ${table}
BEGIN SELECT raise(ABORT, '${table}: facts are never deleted'); END;`,
  ];
  if (thing.length > 0) {
    const match = thing.map((c) => `f.${c} = new.${c}`).join(' and ');
    const only = when ? ` and f.${when}` : '';
    triggers.push(`CREATE TRIGGER ${table}_overlap BEFORE INSERT ON ${table}
WHEN new.tx_to = ${OPEN_TX}${when ? ` and new.${when}` : ''} and exists (SELECT 1 FROM ${table} f
  WHERE ${match}${only} and f.tx_to = ${OPEN_TX} and f.valid_from < new.valid_to and f.valid_to > new.valid_from)
BEGIN SELECT raise(ABORT, '${table}: overlaps a current row'); END;`);
  }
  return triggers;
}

function appendOnlyTriggers(table: string): string[] {
  return ['UPDATE', 'DELETE'].map(
    (verb) => `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
BEGIN SELECT raise(ABORT, '${table}: append-only'); END;`,
  );
}

const REGISTER = `CREATE TRIGGER confirmation_gapless BEFORE INSERT ON confirmation
WHEN new.number <> 1 + coalesce((SELECT max(number) FROM confirmation
  WHERE issuer_code = new.issuer_code and year = new.year), 0)
BEGIN SELECT raise(ABORT, 'confirmation: the register has no gaps'); END;`;

const FROZEN = `CREATE TRIGGER exam_version_frozen BEFORE UPDATE ON exam_version
WHEN old.frozen_at is not null
BEGIN SELECT raise(ABORT, 'exam_version: frozen when first used'); END;`;

const parts = [...FACTS.flatMap(factTriggers), ...APPEND_ONLY.flatMap(appendOnlyTriggers), REGISTER, FROZEN];
writeFileSync(join(import.meta.dirname, 'migrations', '0001_guards.sql'), `${parts.join('\n\n')}\n`);
