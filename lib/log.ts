const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LEVELS)[number];

export type Log = (level: Exclude<LogLevel, 'silent'>, message: string, facts?: Record<string, unknown>) => void;

/** Writes one JSON line an event to stderr. Facts are ids, counts and codes: never a prompt, an answer or a key. */
export function createLog(
  minimum: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  return (level, message, facts = {}) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(minimum)) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...facts })}\n`);
  };
}

/** What a log may keep of an error: its own words and where it arose, causes included. */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  const { name, message, stack, cause } = error;
  return {
    error: `${name}: ${message}`,
    stack: stack?.split('\n').slice(1, 6).join('\n'),
    ...(cause ? { cause: errorFacts(cause).error } : {}),
  };
}
