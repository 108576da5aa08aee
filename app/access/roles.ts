/** Roles of accounts, in the order in which they are listed. */
export const ROLES = [
  'learner',
  'trainer',
  'marker',
  'invigilator',
  'exam_board',
  'hr',
  'head',
  'leader',
  'publisher',
  'auditor',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];
