import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Wrong usage: the message is shown with the command's usage, and the exit code is 2. */
export class UsageError extends Error {}

/** Finds the database, or starts it; resolves to its URL. */
export type OpenDatabase = () => Promise<string>;

export interface Command {
  name: string;
  usage: string;
  summary: string;
  /** Only commands that use the database open it. */
  run(argv: string[], openDatabase: OpenDatabase): Promise<void>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Parses a command's arguments. Every command takes `--json`. Throws `UsageError`. */
export function parseCommand<T extends Options>(argv: string[], options: T) {
  try {
    return parseArgs({
      args: argv,
      options: { ...options, json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The one positional argument, such as a prompt. Throws `UsageError` when it is missing or there are more. */
export function onlyArgument(positionals: string[], what: string): string {
  if (positionals.length !== 1 || !positionals[0]?.trim())
    throw new UsageError(`Give ${what} as one argument, in quotes.`);
  return positionals[0];
}

/** A number given as an option. Throws `UsageError` when it is not a number of 0 or more. */
export function numberOption(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new UsageError(`--${name} takes a number, not "${text}".`);
  return value;
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints to stderr, so that stdout holds only the answer and can be piped. */
export function printAside(line: string): void {
  process.stderr.write(`${line}\n`);
}
