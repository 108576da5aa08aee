/** Problems that the question schema names, each with words of its own (bank:error.*). */
export const FIELD_CODES = [
  'required',
  'too_long',
  'bad_id',
  'bad_skill',
  'bad_choice',
  'too_few_options',
  'too_many_options',
  'duplicate_id',
  'duplicate_text',
  'one_right',
  'no_right',
  'no_wrong',
  'true_false_options',
  'outside_module',
] as const;
export type FieldCode = (typeof FIELD_CODES)[number];

export function isFieldCode(code: string): code is FieldCode {
  return (FIELD_CODES as readonly string[]).includes(code);
}
