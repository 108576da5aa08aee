/** Pages and files that show people to somebody else; words under trail:view.<kind>. */
export const VIEW_KINDS = [
  'person',
  'indicator_people',
  'roster',
  'confirmations',
  'confirmation_file',
  'accounts',
  'account',
  'grants',
  'factor_resets',
  'trail',
  'views',
] as const;
export type ViewKind = (typeof VIEW_KINDS)[number];
