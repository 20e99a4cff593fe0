import { redact } from './redact';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LEVELS)[number];

export type Log = (level: Exclude<LogLevel, 'silent'>, message: string, facts?: Record<string, unknown>) => void;

/**
 * Writes one JSON line an event to stderr. Facts are ids, counts and codes: never a prompt, an answer or a key. Should
 * a credential come along inside an error's words, it is blotted out.
 */
export function createLog(minimum: LogLevel, write: (line: string) => void = boundedWriter(process.stderr)): Log {
  const least = LEVELS.indexOf(minimum);
  return (level, message, facts = {}) => {
    if (LEVELS.indexOf(level) < least) return;
    const head = JSON.stringify({ time: new Date().toISOString(), level, message });
    write(`${redact(joined(head, JSON.stringify(facts)))}\n`);
  };
}

/** More than this waits only when nobody reads the log. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/** Writes to a stream as long as somebody reads it; else drops lines, and tells how many once it goes on. */
export function boundedWriter(stream: Pick<NodeJS.WriteStream, 'write' | 'writableLength'>): (line: string) => void {
  let dropped = 0;
  return (line) => {
    if (stream.writableLength > MAX_WAITING_BYTES) {
      dropped++;
      return;
    }
    if (dropped > 0)
      stream.write(`${JSON.stringify({ level: 'error', message: 'Log lines were dropped.', dropped })}\n`);
    dropped = 0;
    stream.write(line);
  };
}

/** Two JSON objects as one. A spread of twenty facts would cost several times as much. */
function joined(head: string, facts: string): string {
  return facts === '{}' ? head : `${head.slice(0, -1)},${facts.slice(1)}`;
}

/** What a log may keep of an error: its own words and where it arose, causes included. */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  const { stack, cause } = error;
  return {
    error: wordsOf(error),
    stack: stack?.split('\n').filter(isFrame).slice(0, 5).join('\n'),
    ...(cause ? { cause: errorFacts(cause).error } : {}),
  };
}

/** A parser's complaint quotes what it could not read, which may be a prompt or an answer. */
function wordsOf({ name, message }: Error): string {
  return name === 'SyntaxError' ? name : `${name}: ${message.replace(/\s+/g, ' ').trim()}`;
}

/** Frames only: a message of several lines stands in the stack too. */
function isFrame(line: string): boolean {
  return /^\s+at /.test(line);
}
