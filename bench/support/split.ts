import type { BenchArguments } from './arguments';
import { filterRows, type OutcomeFile, readOutcomeFiles } from './outcome-files';

/** Held-out share of prompts when there is no test folder. */
const TEST_SHARE = 0.3;

export interface Split {
  train: OutcomeFile;
  test: OutcomeFile;
}

/**
 * One training and test pair per source. Without a test folder the training folder is split by a hash of the prompt's
 * text, so that a prompt is on the same side in every file; `part` selects another held-out part for cross-checks.
 */
export function readSplits({ train, test, part }: Pick<BenchArguments, 'train' | 'test' | 'part'>): Split[] {
  const trained = readOutcomeFiles(train, '.dev.jsonl.gz');
  if (test === null) {
    const isTest = (prompt: string) => (hashPrompt(prompt) + part * TEST_SHARE) % 1 < TEST_SHARE;
    return trained.map((file) => ({
      train: filterRows(file, (prompt) => !isTest(prompt)),
      test: filterRows(file, isTest),
    }));
  }
  return readOutcomeFiles(test, '.jsonl.gz').map((file) => {
    const own = trained.find(({ source }) => source === file.source);
    if (!own) throw new Error(`There is nothing to train ${file.source} on.`);
    if (own.models.join() !== file.models.join())
      throw new Error(`${file.source} has other models to test than to train.`);
    return { train: own, test: file };
  });
}

/** FNV-1a hash of the text with normalised white space, scaled to [0, 1). */
function hashPrompt(prompt: string): number {
  let hash = 0x811c9dc5;
  for (const character of prompt.trim().replace(/\s+/g, ' ')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
