/** Levels in rising order; LOG_LEVEL names the lowest that is written. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Log = (level: LogLevel, event: string, fields?: Record<string, unknown>) => void;

/** A logger of one JSON line an event. `now` is UTC milliseconds; `write` gets the line with its end. */
export function createLog(parts: { level: LogLevel; now: () => number; write: (line: string) => void }): Log {
  const lowest = LOG_LEVELS.indexOf(parts.level);
  return (level, event, fields = {}) => {
    if (LOG_LEVELS.indexOf(level) < lowest) return;
    const at = new Date(parts.now()).toISOString();
    parts.write(`${JSON.stringify({ level, at, event, ...fields })}\n`);
  };
}

export function readLogLevel(text: string | undefined): LogLevel {
  return LOG_LEVELS.find((level) => level === text) ?? 'info';
}

/**
 * The process's log, on standard error. Never a name, an address, an answer or anything else about a person: ids of
 * accounts, codes and counts only. An error goes through faultOf.
 */
export const log: Log = createLog({
  level: readLogLevel(process.env.LOG_LEVEL),
  now: () => Date.now(),
  write: (line) => process.stderr.write(line),
});

/** What may be logged of an error. */
export interface Fault {
  name: string;
  /** A code of the system or of SQLite, e.g. ENOENT, SQLITE_BUSY. */
  code?: string;
  /** Only of kinds whose text is made of names of tables, columns or calls. */
  message?: string;
  /** Functions and places, innermost first. */
  stack: string[];
  cause?: Fault;
}

const FRAMES = 12;
const CAUSES = 3;
/** Texts of these never repeat what somebody typed: SQLite names tables and columns, values stay parameters. */
const PLAIN_KINDS = new Set(['SqliteError', 'AppError']);

/**
 * An unexpected error without its message: messages quote what they stumbled over, and that may be a name, a number or
 * a password in the wrong field. What stays is enough to find the place: kind, code, and the frames of the stack.
 */
export function faultOf(error: unknown, depth = CAUSES): Fault {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const isPlain = PLAIN_KINDS.has(error.name) || PLAIN_KINDS.has(error.constructor.name);
  return {
    name: error.name === 'Error' ? error.constructor.name : error.name,
    ...(typeof code === 'string' && /^[A-Za-z_]{1,60}$/.test(code) ? { code } : {}),
    ...(isPlain ? { message: error.message } : {}),
    stack: framesOf(error),
    ...(cause !== undefined && depth > 0 ? { cause: faultOf(cause, depth - 1) } : {}),
  };
}

/**
 * Lines of a stack that name a place. The message stands before them and may have several lines, some of them like
 * places: it is taken out first, and reading goes from the end to the first line that is none.
 */
function framesOf({ stack = '', message }: Error): string[] {
  const lines = stack.replace(message, '').split('\n');
  const frames: string[] = [];
  for (const line of lines.reverse()) {
    if (!FRAME.test(line)) break;
    frames.unshift(line.trim().slice(3));
  }
  return frames.slice(0, FRAMES);
}

/** "    at name (place:line:column)", "    at place:line:column", "    at async Promise.all (index 0)". */
const FRAME =
  /^ {4}at (?:async )?(?:[\x20-\x27\x2a-\x7e]* \()?(?:(?:file:\/\/|node:|\/|[A-Za-z]:\\)[^()\s]*:\d+:\d+|native|<anonymous>|index \d+)\)?$/;

/** An error that nobody caught ends the process, as by default, but without its text on standard error. */
export function endOnFault(): void {
  process.on('uncaughtException', (error) => {
    log('error', 'process failed', { error: faultOf(error) });
    process.exit(1);
  });
}
