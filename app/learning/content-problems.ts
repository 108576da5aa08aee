/** What can be wrong in the files of content/. Words for codes live in locales (content:problem.<code>). */
export const CONTENT_PROBLEMS = [
  // files
  'symlink',
  'file_too_large',
  'not_utf8',
  'file_missing',
  'unexpected_file',
  'yaml_syntax',
  'front_matter_missing',
  // shape of a file
  'missing_value',
  'missing_translation',
  'wrong_type',
  'wrong_value',
  'unknown_key',
  // between files
  'duplicate_code',
  'unknown_standard',
  'unknown_skill',
  'skill_without_parent',
  'unknown_bank',
  'bank_kind',
  'unknown_blueprint',
  'unknown_exam',
  'lesson_unlisted',
  'lesson_order',
  'languages_differ',
  'unequal_sections',
  'unequal_directives',
  'unknown_term',
  'unknown_check',
  'unknown_figure',
  'unknown_link',
  'unused_term',
  'unused_check',
  'unused_figure',
  // questions, blueprints, exams
  'few_options',
  'no_right_option',
  'several_right_options',
  'no_wrong_option',
  'duplicate_option',
  'near_duplicate',
  'stem_shared_with_exam',
  'blueprint_infeasible',
  'pass_above_scale',
  // against what is stored
  'question_of_other_bank',
  'bank_was_practice',
  // lessons
  'no_section',
  'too_many_sections',
  'text_before_section',
  'heading_level',
  'unknown_directive',
  'directive_place',
  'directive_value',
  'directive_unclosed',
  'steps_shape',
  'not_supported',
  'html_removed',
  'link_removed',
  // pictures
  'picture_unsafe',
  'picture_broken',
  'picture_without_size',
] as const;
export type ContentProblemCode = (typeof CONTENT_PROBLEMS)[number];

/** Told and let through; everything else refuses the whole folder. */
export const CONTENT_NOTICES: readonly ContentProblemCode[] = [
  'unexpected_file',
  'html_removed',
  'link_removed',
  'unused_term',
  'unused_check',
  'unused_figure',
];

/** `file` is relative to the folder, with forward slashes; `line` counts from 1. */
export interface ContentProblem {
  file: string;
  line: number;
  code: ContentProblemCode;
  params: Record<string, string | number>;
}

export function isNotice(problem: ContentProblem): boolean {
  return CONTENT_NOTICES.includes(problem.code);
}

/** By file, then by line, so that a trainer mends from top to bottom. */
export function sortProblems(problems: ContentProblem[]): ContentProblem[] {
  return [...problems].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      compare(a.code, b.code) ||
      compare(JSON.stringify(a.params), JSON.stringify(b.params)),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
