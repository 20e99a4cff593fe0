import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CATEGORIES, type Category } from '../../lib/engine/types';

export type Kind = 'natural' | 'benchmark' | 'handwritten' | 'adversarial';

/** A labelled prompt and where it comes from. */
export interface Example {
  prompt: string;
  category: Category;
  /** A kind of the labelled data, `seed` for the project's own prompts, `task` for those labelled by their test set. */
  kind: Kind | 'seed' | 'task';
}

/** Test sets of the outcome files whose items all belong to one category, though their wording does not show it. */
const TASKS: Record<string, Category> = { arc_challenge: 'simple', openbook_qa: 'simple', commonsense_qa: 'simple' };
const PROMPTS_PER_TASK = 80;

/** The data folder is not where it was said to be. */
export class MissingData extends Error {
  readonly code = 'MISSING_DATA';
}

/** Reads the labelled prompts, `categories.dev.jsonl.gz`. */
export function readLabelled(folder: string): Example[] {
  return readLines(folder, 'categories.dev.jsonl.gz') as Example[];
}

/**
 * Reads prompts that their test set labels. Those that are also among the labelled prompts are left out, so that none
 * is trained on in one fold and judged in another.
 */
export function readTasks(folder: string, labelled: readonly Example[]): Example[] {
  const known = new Set(labelled.map(({ prompt }) => wordsOf(prompt).join(' ')));
  const counts = new Map<string, number>();
  const examples: Example[] = [];
  for (const { task, prompt } of readLines(folder, 'llmrouter.dev.jsonl.gz') as { task: string; prompt: string }[]) {
    const category = TASKS[task];
    const count = counts.get(task) ?? 0;
    if (!category || count >= PROMPTS_PER_TASK || known.has(wordsOf(prompt).join(' '))) continue;
    counts.set(task, count + 1);
    examples.push({ prompt, category, kind: 'task' });
  }
  return examples;
}

/** Reads the project's own prompts: `prompts/CATEGORY.txt`, one a line, `\n` for a line break, `#` for a remark. */
export function readSeeds(root: string): Example[] {
  return CATEGORIES.flatMap((category) => {
    const lines = fs.readFileSync(path.join(root, `scripts/train/prompts/${category}.txt`), 'utf8').split('\n');
    return lines
      .filter((line) => line.trim() && !line.startsWith('#'))
      .map((line) => ({ prompt: line.replaceAll('\\n', '\n'), category, kind: 'seed' as const }));
  });
}

/** Seeds that are all but copies of a labelled prompt: sharing most of their words would flatter the figures. */
export function copiesAmong(seeds: readonly Example[], labelled: readonly Example[]): Example[] {
  const known = labelled.filter(({ kind }) => kind !== 'benchmark').map(({ prompt }) => new Set(wordsOf(prompt)));
  return seeds.filter(({ prompt }) => {
    const words = new Set(wordsOf(prompt));
    return words.size > 4 && known.some((other) => overlapOf(words, other) > 0.7);
  });
}

function overlapOf(a: Set<string>, b: Set<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / (a.size + b.size - shared);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function readLines(folder: string, file: string): unknown[] {
  const full = path.join(folder, file);
  if (!fs.existsSync(full)) {
    throw new MissingData(`${full} is missing. Name the folder of the routing data: --data DIR, or A3M_ROUTING_DATA.`);
  }
  const lines = gunzipSync(fs.readFileSync(full)).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}
