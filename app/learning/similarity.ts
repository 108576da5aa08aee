/** Stems this alike are taken for one question written twice. */
export const NEAR_DUPLICATE = 0.6;

/** Words of a text without case, punctuation and spacing; Vietnamese marks stay, as they make other words. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Runs of three words; a shorter text is one run. */
export function shingles(text: string): Set<string> {
  const words = wordsOf(text);
  if (words.length < 3) return new Set([words.join(' ')]);
  return new Set(words.slice(2).map((_, index) => words.slice(index, index + 3).join(' ')));
}

/** Shared part of two sets: |A ∩ B| / |A ∪ B|, in [0, 1]. */
export function jaccard(a: Set<string>, b: Set<string>): number {
  let shared = 0;
  for (const value of a) if (b.has(value)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}
