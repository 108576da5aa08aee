/**
 * How long a name or an address waits after wrong sign-ins, in seconds: nothing while tries are free, then 15 seconds,
 * doubling to 5 minutes.
 */
export function waitAfter(failures: number, freeTries = 4): number {
  if (failures <= freeTries) return 0;
  return Math.min(300, 15 * 2 ** (failures - freeTries - 1));
}

/** Wrong tries before a key has to wait: a whole agency may stand behind one address, so it has more than a name. */
export function freeTriesOf(key: string): number {
  return key.startsWith('address:') ? 29 : 4;
}

/**
 * The network that counts as one address: an IPv4 address itself, of IPv6 the first 64 bits, because one machine may
 * take any of the addresses below them.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1] ?? address;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const groupsOf = (text: string) => (text === '' ? [] : text.split(':'));
  const left = groupsOf(head);
  const right = groupsOf(tail ?? '');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(gap).fill('0'), ...right];
  const first = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(':')}::/64`;
}
