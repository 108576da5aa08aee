/** How long a name or an address waits after wrong sign-ins, in seconds: nothing for four, then doubling to 5 minutes. */
export function waitAfter(failures: number): number {
  if (failures < 5) return 0;
  return Math.min(300, 15 * 2 ** (failures - 5));
}
