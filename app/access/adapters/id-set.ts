import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * A set of ids as short text: a bit for each id, deflated, base64. 75,000 people of a province are some dozens of
 * bytes when all are in it and about 12 kB at worst; a row for each of them would be 75,000 rows for one export.
 */
export function packIds(ids: Iterable<number>): string {
  const list = [...ids];
  const most = list.reduce((highest, id) => Math.max(highest, id), 0);
  const bits = Buffer.alloc((most >> 3) + 1);
  for (const id of list) bits[id >> 3]! |= 1 << (id & 7);
  return deflateRawSync(bits).toString('base64');
}

/** Is the id in a packed set? Throws where the text is none. */
export function packedHas(packed: string, id: number): boolean {
  const bits = inflateRawSync(Buffer.from(packed, 'base64'));
  return ((bits[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;
}
