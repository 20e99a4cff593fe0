import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { savingsBandNanoUsd } from '../lib/engine/money/savings';
import { seededRandom } from '../lib/engine/random';
import { readArguments } from './support/arguments';

export const needsDatabase = false;

/** Sources with real answer lengths of many models. */
const SOURCES = ['zeroeval', 'mmlu-pro'];
const SIZES = [1, 10, 100, 1_000];
const DRAWS = 40;

/** Output tokens of every model that answered a prompt. */
type Lengths = Record<string, number>;

/**
 * How accurate the expected length of a baseline's answer is: deviations between models' answer lengths on the same
 * prompts, and how often the 90 % band around savings contains the actual cost of the baseline's answers.
 */
export async function run({ argv }: { argv: string[] }): Promise<void> {
  const options = readArguments(argv);
  const figures = SOURCES.map((source) => {
    const byTask = readLengths(path.join(options.train, `${source}.dev.jsonl.gz`));
    return { source, ...computeDeviations(byTask), covered: computeCoverage([...byTask.values()].flat()) };
  });
  if (options.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else
    for (const { source, covered, ...deviations } of figures) {
      console.log(source, deviations);
      console.table(covered);
    }
}

function readLengths(file: string): Map<string, Lengths[]> {
  const byTask = new Map<string, Lengths[]>();
  for (const line of zlib.gunzipSync(fs.readFileSync(file)).toString('utf8').split('\n')) {
    if (!line.trim()) continue;
    const { task, outcomes } = JSON.parse(line) as {
      task: string;
      outcomes: Record<string, { output_tokens: number }>;
    };
    const lengths = Object.fromEntries(Object.entries(outcomes).map(([model, one]) => [model, one.output_tokens]));
    byTask.set(task, [...(byTask.get(task) ?? []), lengths]);
  }
  return byTask;
}

/** For each task and pair of models: the ratio of mean lengths, and the deviation of single answers after it. */
function computeDeviations(byTask: Map<string, Lengths[]>) {
  const logRatios: number[] = [];
  const singles: number[] = [];
  for (const prompts of byTask.values())
    for (const [a, b] of listModelPairs(prompts)) {
      const [meanA, meanB] = [a, b].map((model) => mean(prompts.map((lengths) => lengths[model] ?? 0))) as [
        number,
        number,
      ];
      if (Math.min(meanA, meanB) < 5) continue;
      const ratio = meanB / meanA;
      logRatios.push(Math.log(ratio));
      const squares = prompts.map((lengths) => ((lengths[b] ?? 0) - ratio * (lengths[a] ?? 0)) ** 2);
      singles.push(Math.sqrt(mean(squares)) / meanB);
    }
  return {
    lengthRatioDeviation: round(Math.sqrt(mean(logRatios.map((ratio) => ratio ** 2)))),
    singleAnswerDeviation: round(singles.sort((a, b) => a - b)[Math.floor(singles.length / 2)] ?? 0),
  };
}

/** Share of draws, over all pairs of models, with an actual baseline cost within the band. */
function computeCoverage(prompts: Lengths[]) {
  const random = seededRandom(1);
  return Object.fromEntries(
    SIZES.map((size) => {
      let [held, drawn] = [0, 0];
      for (const [answering, baseline] of listModelPairs(prompts))
        for (let i = 0; i < DRAWS; i++) {
          const sample = Array.from({ length: size }, () => prompts[Math.floor(random() * prompts.length)] as Lengths);
          const expected = sum(sample.map((lengths) => lengths[answering] ?? 0));
          const real = sum(sample.map((lengths) => lengths[baseline] ?? 0));
          if (Math.abs(real - expected) <= savingsBandNanoUsd(expected * 1_000, size) / 1_000) held++;
          drawn++;
        }
      return [`${size} requests`, { 'in the 90 % band': round(held / drawn) }];
    }),
  );
}

function listModelPairs(prompts: Lengths[]): [string, string][] {
  const models = Object.keys(prompts[0] ?? {}).sort();
  return models.flatMap((a) => models.filter((b) => b !== a).map((b): [string, string] => [a, b]));
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]) => sum(values) / values.length;
const round = (value: number) => Math.round(value * 1_000) / 1_000;
