import { seededRandom } from '~/assessment/random';

/** One question of a practice bank and how the person answered it last. */
export interface PracticeCandidate {
  code: string;
  /** Of the latest answer; null when the person never answered it. */
  last: { right: boolean; at: number } | null;
}

/**
 * The next question to practise: never seen first, then those answered wrong, then those answered right. Within a group,
 * questions not answered since `dayStart` (UTC milliseconds) come in an order that the seed fixes for the day, and after
 * them those answered today, longest ago first. The question answered just now comes again only when it is the only one.
 */
export function pickQuestion(input: {
  candidates: PracticeCandidate[];
  seed: string;
  dayStart: number;
}): string | null {
  const { candidates, seed, dayStart } = input;
  const newest = candidates.reduce((at, { last }) => Math.max(at, last?.at ?? 0), 0);
  const rank = ({ code, last }: PracticeCandidate): [number, number, number] => {
    const group = last === null ? 0 : last.right ? 2 : 1;
    const isJustNow = last !== null && last.at === newest;
    const isToday = last !== null && last.at >= dayStart;
    return [isJustNow ? 3 : group, isToday ? last.at : 0, seededRandom(`${seed}:${code}`)()];
  };
  const ordered = candidates
    .map((candidate) => ({ code: candidate.code, rank: rank(candidate) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2]);
  return ordered[0]?.code ?? null;
}

/** Of one skill or of all: distinct questions, those answered at least once, and those answered right the last time. */
export interface PracticeCount {
  total: number;
  answered: number;
  right: number;
}

export function countPractice(candidates: PracticeCandidate[]): PracticeCount {
  return {
    total: candidates.length,
    answered: candidates.filter(({ last }) => last !== null).length,
    right: candidates.filter(({ last }) => last?.right === true).length,
  };
}
