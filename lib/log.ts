import { redact } from './redact';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LEVELS)[number];

export type Log = (level: Exclude<LogLevel, 'silent'>, message: string, facts?: Record<string, unknown>) => void;

/**
 * Writes one JSON line per event to stderr. Facts are ids, counts and codes: never a prompt, an answer or a key.
 * Credentials within error messages are redacted.
 */
export function createLog(minimum: LogLevel, write: (line: string) => void = boundedWriter(process.stderr)): Log {
  const least = LEVELS.indexOf(minimum);
  return (level, message, facts = {}) => {
    if (LEVELS.indexOf(level) < least) return;
    const head = JSON.stringify({ time: new Date().toISOString(), level, message });
    write(`${redact(joined(head, JSON.stringify(facts)))}\n`);
  };
}

/** The buffer exceeds this only when nothing reads the log. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/** Writes to a stream while it is read; otherwise drops lines, and reports how many once it is read again. */
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

/** Joins two JSON objects as text; spreading twenty facts would take several times as long. */
function joined(head: string, facts: string): string {
  return facts === '{}' ? head : `${head.slice(0, -1)},${facts.slice(1)}`;
}

/** The loggable facts of an error: its message, stack frames and cause. */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  const { stack, cause } = error;
  return {
    error: errorMessage(error),
    stack: stack?.split('\n').filter(isFrame).slice(0, 5).join('\n'),
    ...(cause ? { cause: errorFacts(cause).error } : {}),
  };
}

/** A parser's message quotes its input, which may be a prompt or an answer. */
function errorMessage({ name, message }: Error): string {
  return name === 'SyntaxError' ? name : `${name}: ${message.replace(/\s+/g, ' ').trim()}`;
}

/** Only frames: a multi-line message is part of the stack too. */
function isFrame(line: string): boolean {
  return /^\s+at /.test(line);
}
