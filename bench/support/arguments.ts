import path from 'node:path';

export interface BenchArguments {
  train: string;
  /** Null: evaluate on a held-out part of the training folder. */
  test: string | null;
  decisions: string | null;
  /** Without a test folder: which of three disjoint parts to hold out, 0, 1 or 2. */
  part: number;
  json: boolean;
}

/** Reads `--train DIR --test DIR --decisions FILE --json`, and `--part N` for cross-checks on the training folder. */
export function readArguments(argv: string[]): BenchArguments {
  return {
    train: findArgument(argv, '--train') ?? process.env.A3M_ROUTING_DATA ?? path.resolve('../shared/data/routing'),
    test: findArgument(argv, '--test'),
    decisions: findArgument(argv, '--decisions'),
    part: parsePart(findArgument(argv, '--part') ?? '0'),
    json: argv.includes('--json'),
  };
}

function parsePart(text: string): number {
  if (!/^[012]$/.test(text)) throw new Error('--part is 0, 1 or 2.');
  return Number(text);
}

/** The value of `--name value` or `--name=value`; null if absent. */
export function findArgument(argv: string[], name: string): string | null {
  const inline = argv.find((argument) => argument.startsWith(`${name}=`));
  if (inline) return inline.slice(name.length + 1);
  const at = argv.indexOf(name);
  if (at === -1) return null;
  const value = argv[at + 1];
  if (value === undefined || value.startsWith('--')) throw new Error(`${name} needs a value.`);
  return value;
}
