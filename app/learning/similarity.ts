/** Stems this alike are taken for one question written twice. */
export const NEAR_DUPLICATE = 0.6;

/** Words of a text without case, punctuation and spacing; Vietnamese marks stay, as they make other words. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** Runs of three words; a shorter text is one run. */
export function shingles(text: string): Set<string> {
  const words = wordsOf(text);
  if (words.length < 3) return new Set([words.join(' ')]);
  return new Set(words.slice(2).map((_, index) => words.slice(index, index + 3).join(' ')));
}

/** Two texts by their places in the list, a < b, and the shared part of their shingles: |A ∩ B| / |A ∪ B|, in [0, 1]. */
export interface Likeness {
  a: number;
  b: number;
  share: number;
}

/**
 * Every pair of texts at least `least` alike (Jaccard over shingles). Only pairs with a shingle in common are looked at,
 * so that a bank of thousands takes no longer than its texts.
 */
export function alikePairs(texts: string[], least: number): Likeness[] {
  const sets = texts.map(shingles);
  const holders = new Map<string, number[]>();
  const pairs: Likeness[] = [];
  sets.forEach((set, b) => {
    const shared = new Map<number, number>();
    for (const shingle of set) {
      const earlier = holders.get(shingle) ?? [];
      for (const a of earlier) shared.set(a, (shared.get(a) ?? 0) + 1);
      holders.set(shingle, [...earlier, b]);
    }
    for (const [a, count] of shared) {
      const share = count / ((sets[a]?.size ?? 0) + set.size - count);
      if (share >= least) pairs.push({ a, b, share });
    }
  });
  return pairs;
}
