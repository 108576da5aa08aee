/**
 * The demo province's own randomness: the same seed gives the same province on every machine, for ever. Never for
 * secrets. Sources: mulberry32 by Tommy Ettinger (public domain); splitmix32 after the finaliser of MurmurHash3.
 */

/** Numbers in [0, 1), 32 bits each. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One step of splitmix32: a well-mixed 32-bit integer of any 32-bit integer. */
export function splitmix32(value: number): number {
  let mixed = (value + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** A seed of several parts, so that each person and unit draws from a stream of its own. */
export function seedOf(...parts: readonly (number | string)[]): number {
  let state = 0;
  for (const part of parts) {
    if (typeof part === 'number') state = splitmix32(state ^ (part | 0));
    else for (const letter of part) state = splitmix32(state ^ (letter.codePointAt(0) ?? 0));
    state = splitmix32(state);
  }
  return state;
}

/** Items with their weights as running sums; build once, draw often. */
export interface Weighted<T> {
  items: readonly T[];
  sums: readonly number[];
}

export function weighted<T>(table: readonly (readonly [item: T, weight: number])[]): Weighted<T> {
  let sum = 0;
  const sums = table.map(([, weight]) => (sum += weight));
  return { items: table.map(([item]) => item), sums };
}

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole, in [0, below); 0 when below is under 1. */
  int(below: number): number;
  /** Whole, in [low, high], both ends included; low when the range is empty. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  draw<T>(table: Weighted<T>): T;
  shuffle<T>(items: readonly T[]): T[];
}

export function createRandom(...parts: readonly (number | string)[]): Random {
  const next = mulberry32(seedOf(...parts));
  const int = (below: number): number => Math.floor(next() * below);
  const at = <T>(items: readonly T[], index: number): T => {
    if (items.length === 0) throw new RangeError('nothing to choose from');
    return items[Math.min(index, items.length - 1)] as T;
  };
  return {
    next,
    int,
    between: (low, high) => (high <= low ? low : low + int(high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => at(items, int(items.length)),
    draw: ({ items, sums }) => {
      const mark = next() * (sums[sums.length - 1] ?? 0);
      const index = sums.findIndex((sum) => mark < sum);
      return at(items, index < 0 ? items.length - 1 : index);
    },
    shuffle: (items) => {
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = int(last + 1);
        [copy[last], copy[other]] = [
          copy[other] as (typeof copy)[number],
          copy[last] as (typeof copy)[number],
        ];
      }
      return copy;
    },
  };
}

/**
 * Shares a whole number out by weight, largest remainder first, ties to the earlier; the parts add up to `total`
 * exactly. With `caps` no part exceeds its cap; what cannot be placed anywhere is left out.
 */
export function apportion(total: number, weights: readonly number[], caps?: readonly number[]): number[] {
  const parts = weights.map(() => 0);
  let left = Math.max(0, total);
  while (left > 0) {
    const open = weights.flatMap((weight, i) => {
      const room = caps ? (caps[i] ?? 0) - (parts[i] ?? 0) : Infinity;
      return weight > 0 && room > 0 ? [{ i, weight, room }] : [];
    });
    const sum = open.reduce((all, { weight }) => all + weight, 0);
    if (sum <= 0) break;
    const ideal = open.map(({ i, weight, room }) => {
      const share = (left * weight) / sum;
      return {
        i,
        whole: Math.min(Math.floor(share), room),
        rest: share >= room ? -1 : share - Math.floor(share),
      };
    });
    let placed = 0;
    for (const { i, whole } of ideal) {
      parts[i] = (parts[i] ?? 0) + whole;
      placed += whole;
    }
    const remainder = left - placed;
    const capped = ideal.some(({ rest }) => rest === -1);
    if (!capped) {
      const order = ideal.slice().sort((a, b) => b.rest - a.rest || a.i - b.i);
      for (const { i } of order.slice(0, remainder)) parts[i] = (parts[i] ?? 0) + 1;
      break;
    }
    left = remainder;
    if (placed === 0) break;
  }
  return parts;
}
