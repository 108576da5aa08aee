/** The closed lists of the organisation. District existed until 30/06/2025 only. */
export const LEVELS = ['province', 'district', 'commune'] as const;
export type Level = (typeof LEVELS)[number];

export const BLOCKS = ['party', 'state', 'mass_organisation'] as const;
export type Block = (typeof BLOCKS)[number];

/** `unstated` is counted by no rule and listed for HR until it is set. */
export const CATEGORIES = [
  'cadre',
  'civil_servant',
  'public_employee',
  'part_time',
  'contract',
  'unstated',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const PERSON_STATES = ['working', 'leave', 'seconded'] as const;
export type PersonState = (typeof PERSON_STATES)[number];

export const SUCCESSION_KINDS = ['merge', 'split', 'rename', 'dissolve'] as const;
export type SuccessionKind = (typeof SUCCESSION_KINDS)[number];
