/** Roles of accounts. Marker, invigilator, exam board, publisher, auditor and head of unit join with their pages. */
export const ROLES = ['learner', 'trainer', 'hr', 'leader', 'operator'] as const;
export type Role = (typeof ROLES)[number];
