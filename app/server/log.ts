/** One JSON line an event on standard error; never a name, an address or an answer of a person. */
export function log(level: 'info' | 'error', event: string, fields: Record<string, unknown> = {}): void {
  process.stderr.write(`${JSON.stringify({ level, at: new Date().toISOString(), event, ...fields })}\n`);
}
