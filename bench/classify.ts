import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { CLASSIFIER_VERSION, classifyPrompt } from '../lib/engine/classify/classify';
import { readArguments } from './support/arguments';
import { keywordCategory } from './support/keyword-router';
import { measureTimings } from './support/timings';

export const needsDatabase = false;

interface Labelled {
  prompt: string;
  category: string;
  kind: string;
}

const SHORT_CHARACTERS = 300;
const NATURAL = new Set(['natural', 'handwritten', 'adversarial']);

/**
 * Accuracy of the shipped classifier on labelled prompts, compared with the article's keywords. Without `--test` it is
 * evaluated on its own training prompts, and the output says so; `npm run train:classifier -- --data DIR --dry-run`
 * gives cross-validated figures.
 */
export async function run({ argv }: { argv: string[] }): Promise<void> {
  const { train, test, json } = readArguments(argv);
  const prompts = readLabelled(test ?? train);
  const groups: Record<string, Labelled[]> = {
    all: prompts,
    'natural, handwritten and adversarial': prompts.filter(({ kind }) => NATURAL.has(kind)),
    adversarial: prompts.filter(({ kind }) => kind === 'adversarial'),
  };
  const accuracy = Object.entries(groups).map(([name, group]) => [
    name,
    {
      prompts: group.length,
      classifier: computeAccuracy(group, (prompt) => classifyPrompt([{ role: 'user', content: prompt }]).category),
      keywords: computeAccuracy(group, keywordCategory),
    },
  ]);
  const short = prompts.filter(({ prompt }) => prompt.length <= SHORT_CHARACTERS);
  const timings = measureTimings((i) =>
    classifyPrompt([{ role: 'user', content: short[i % short.length]?.prompt ?? '' }]),
  );
  const seen = test === null;
  const figures = {
    version: CLASSIFIER_VERSION,
    seenInTraining: seen,
    accuracy: Object.fromEntries(accuracy),
    timings,
  };
  if (json) {
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return;
  }
  console.log(`${CLASSIFIER_VERSION}${seen ? ', judged on prompts that it was trained on' : ''}`);
  console.table(figures.accuracy);
  console.log(`Up to ${SHORT_CHARACTERS} characters: p50 ${timings.p50Ms} ms, p95 ${timings.p95Ms} ms`);
}

function readLabelled(folder: string): Labelled[] {
  const name = fs.readdirSync(folder).find((file) => /^categories\..*\.jsonl\.gz$/.test(file));
  if (!name) throw new Error(`There is no categories.*.jsonl.gz in ${folder}.`);
  const lines = zlib
    .gunzipSync(fs.readFileSync(path.join(folder, name)))
    .toString('utf8')
    .split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Labelled);
}

function computeAccuracy(prompts: Labelled[], predict: (prompt: string) => string): number {
  const right = prompts.filter(({ prompt, category }) => predict(prompt) === category).length;
  return prompts.length === 0 ? 0 : Number((right / prompts.length).toFixed(4));
}
