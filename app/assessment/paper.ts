import type { Answer } from './answers';
import { TRUE_FALSE, type QuestionBody, type TextPair } from './question';
import type { QuestionType } from './terms';

export type Lang = 'vi' | 'en';

/** The options of one item in the order shown: [token, option id]. Stays on the server. */
export type OptionOrder = [token: string, optionId: string][];

/** A question version with what a page may need of it. */
export interface ShownVersion {
  type: QuestionType;
  body: QuestionBody;
}

export interface CandidateOption {
  token: string;
  /** Empty in a true_false: the page says Đúng or Sai by `fixed`. */
  text: string;
  fixed: 'true' | 'false' | null;
}

/** All that a browser may see of a question while the attempt runs. */
export interface CandidateItem {
  position: number;
  type: QuestionType;
  stem: string;
  /** Language that the texts are in: Vietnamese where the other language is incomplete. */
  lang: Lang;
  options: CandidateOption[];
}

export interface ReviewOption extends CandidateOption {
  right: boolean;
  chosen: boolean;
}

export interface ReviewItem extends Omit<CandidateItem, 'options'> {
  skill: string;
  options: ReviewOption[];
  answered: boolean;
  right: boolean;
  explanation: string;
}

/** The question as a candidate sees it: built field by field, so that nothing else of the version can come along. */
export function candidateItem(
  version: ShownVersion,
  position: number,
  order: OptionOrder,
  lang: Lang,
): CandidateItem {
  const { type, body } = version;
  const shown = languageOf(version, lang);
  return {
    position,
    type,
    stem: body.stem[shown],
    lang: shown,
    options: order.map(([token, id]) => {
      const option = body.options.find((candidate) => candidate.id === id);
      return { token, text: option?.text[shown] ?? '', fixed: fixedOption(type, id) };
    }),
  };
}

/** The question after grading, in the order it was sat in, with what was right, what was chosen and why. */
export function reviewItem(input: {
  version: ShownVersion & { skill: string };
  position: number;
  order: OptionOrder;
  answer: Answer;
  right: boolean;
  lang: Lang;
}): ReviewItem {
  const { version, order, answer, right } = input;
  const item = candidateItem(version, input.position, order, input.lang);
  const rightIds = new Set(version.body.options.filter((option) => option.right).map((option) => option.id));
  const idOf = new Map(order);
  const chosen = new Set(answer ?? []);
  return {
    ...item,
    skill: version.skill,
    options: item.options.map((option) => ({
      ...option,
      right: rightIds.has(idOf.get(option.token) ?? ''),
      chosen: chosen.has(option.token),
    })),
    answered: chosen.size > 0,
    right,
    explanation: pick(version.body.explanation, item.lang),
  };
}

/** Ids of the options that a stored answer (tokens) stands for; null when nothing was chosen. */
export function chosenIds(order: OptionOrder, answer: Answer): string[] | null {
  if (!answer || answer.length === 0) return null;
  const ids = new Map(order);
  return answer.map((token) => ids.get(token) ?? '');
}

/** One language for the whole question: half a translation is worse than none. */
function languageOf({ type, body }: ShownVersion, lang: Lang): Lang {
  if (lang === 'vi') return 'vi';
  const whole =
    body.stem.en !== '' && (type === 'true_false' || body.options.every((option) => option.text.en !== ''));
  return whole ? 'en' : 'vi';
}

function fixedOption(type: QuestionType, id: string): CandidateOption['fixed'] {
  return type === 'true_false' ? (TRUE_FALSE.find((fixed) => fixed === id) ?? null) : null;
}

function pick(text: TextPair, lang: Lang): string {
  return text[lang] || text.vi;
}
