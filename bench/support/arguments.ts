import path from 'node:path';

export interface BenchArguments {
  train: string;
  /** Null: judge on a part of the training folder that is kept out of training. */
  test: string | null;
  decisions: string | null;
  json: boolean;
}

/** Reads `--train DIR --test DIR --decisions FILE --json`. */
export function readArguments(argv: string[]): BenchArguments {
  return {
    train: argumentOf(argv, '--train') ?? process.env.A3M_ROUTING_DATA ?? path.resolve('../shared/data/routing'),
    test: argumentOf(argv, '--test'),
    decisions: argumentOf(argv, '--decisions'),
    json: argv.includes('--json'),
  };
}

function argumentOf(argv: string[], name: string): string | null {
  const inline = argv.find((argument) => argument.startsWith(`${name}=`));
  if (inline) return inline.slice(name.length + 1);
  const at = argv.indexOf(name);
  if (at === -1) return null;
  const value = argv[at + 1];
  if (value === undefined || value.startsWith('--')) throw new Error(`${name} needs a value.`);
  return value;
}
