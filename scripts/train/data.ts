import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CATEGORIES, type Category } from '../../lib/engine/types';

export type Kind = 'natural' | 'benchmark' | 'handwritten' | 'adversarial';

/** A labelled prompt with its source. */
export interface Example {
  prompt: string;
  category: Category;
  /** A kind of the labelled data, `seed` for our own prompts, `task` for those labelled by their benchmark. */
  kind: Kind | 'seed' | 'task';
}

/** Benchmarks in the outcome files with items of one category only, even if their wording does not show it. */
const TASKS: Record<string, Category> = { arc_challenge: 'simple', openbook_qa: 'simple', commonsense_qa: 'simple' };
const PROMPTS_PER_TASK = 80;

/** Thrown when the data folder does not exist. */
export class MissingData extends Error {
  readonly code = 'MISSING_DATA';
}

/** Reads the labelled prompts, `categories.dev.jsonl.gz`. */
export function readLabelled(folder: string): Example[] {
  return readLines(folder, 'categories.dev.jsonl.gz') as Example[];
}

/**
 * Reads prompts labelled by their benchmark. Those that are also among the labelled prompts are left out, so that none is
 * in training and evaluation.
 */
export function readTasks(folder: string, labelled: readonly Example[]): Example[] {
  const known = new Set(labelled.map(({ prompt }) => tokenize(prompt).join(' ')));
  const counts = new Map<string, number>();
  const examples: Example[] = [];
  for (const { task, prompt } of readLines(folder, 'llmrouter.dev.jsonl.gz') as { task: string; prompt: string }[]) {
    const category = TASKS[task];
    const count = counts.get(task) ?? 0;
    if (!category || count >= PROMPTS_PER_TASK || known.has(tokenize(prompt).join(' '))) continue;
    counts.set(task, count + 1);
    examples.push({ prompt, category, kind: 'task' });
  }
  return examples;
}

/** Reads our own prompts: `prompts/CATEGORY.txt`, one per line, `\n` for a line break, `#` for a comment. */
export function readSeeds(root: string): Example[] {
  return CATEGORIES.flatMap((category) => {
    const lines = fs.readFileSync(path.join(root, `scripts/train/prompts/${category}.txt`), 'utf8').split('\n');
    return lines
      .filter((line) => line.trim() && !line.startsWith('#'))
      .map((line) => ({ prompt: line.replaceAll('\\n', '\n'), category, kind: 'seed' as const }));
  });
}

/** Seeds that share most of their words with a labelled prompt; they would inflate the figures. */
export function copiesAmong(seeds: readonly Example[], labelled: readonly Example[]): Example[] {
  const known = labelled.filter(({ kind }) => kind !== 'benchmark').map(({ prompt }) => new Set(tokenize(prompt)));
  return seeds.filter(({ prompt }) => {
    const words = new Set(tokenize(prompt));
    return words.size > 4 && known.some((other) => overlapOf(words, other) > 0.7);
  });
}

function overlapOf(a: Set<string>, b: Set<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / (a.size + b.size - shared);
}

function tokenize(text: string): string[] {
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
