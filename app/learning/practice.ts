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
    const today = last !== null && last.at >= dayStart;
    const justNow = last !== null && last.at === newest ? 1 : 0;
    return [justNow * 3 + group, today ? last.at : 0, seededNumber(`${seed}:${code}`)];
  };
  const ordered = candidates
    .map((candidate) => ({ code: candidate.code, rank: rank(candidate) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2]);
  return ordered[0]?.code ?? null;
}

/** Options in an order that the seed fixes; a locked last option ("all of these") stays last. */
export function orderOptions<T extends { id: string }>(options: T[], seed: string, lockLast: boolean): T[] {
  const last = lockLast ? options.slice(-1) : [];
  const rest = lockLast ? options.slice(0, -1) : options;
  const ordered = rest
    .map((option) => ({ option, key: seededNumber(`${seed}:${option.id}`) }))
    .sort((a, b) => a.key - b.key);
  return [...ordered.map(({ option }) => option), ...last];
}

/** A number in [0, 2^32) that looks random and depends on the text alone: FNV-1a with the finish of MurmurHash3. */
export function seededNumber(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
