import fs from 'node:fs';
import {
  type Encounter,
  fixedPolicy,
  LAMBDA,
  learningPolicy,
  meanReward,
  oraclePolicy,
  type Policy,
  SEEDS,
  type Step,
  shuffledOrder,
  staticPolicy,
  stream,
} from './learning/streams';
import { columnMeans, indexOfBest, referenceCost } from './quality-model/outcome-table';
import type { QualityModel } from './quality-model/quality-model';
import { readArguments } from './support/arguments';
import { fitSource } from './support/fit';
import { keywordRouter } from './support/keyword-router';
import { readSplits, type Split } from './support/split';

export const needsDatabase = false;

const SOURCE = 'llmrouter';
const FIRST = 500;

/**
 * The benefit of online learning: each seed streams every test prompt once in its own order; the policy sees only the
 * outcome of the model it chose. The prior is the quality model of the training folder.
 */
export async function run({ argv }: { argv: string[] }): Promise<void> {
  const options = readArguments(argv);
  const split = readSplits(options).find(({ test }) => test.source === SOURCE);
  if (!split) throw new Error(`There is no ${SOURCE} file to judge on.`);
  const encounters = buildEncounters(fitSource(split.train, []), split);
  const price = LAMBDA / referenceCost(split.train);
  const streamAll = (createPolicy: (seed: number) => Policy) =>
    SEEDS.map((seed) => {
      const order = [...shuffledOrder(encounters.length, seed)].map((i) => encounters[i] as Encounter);
      return stream(createPolicy(seed), order, split.test, price);
    });
  const dimension = encounters[0]?.x.length ?? 0;
  const learned = streamAll((seed) => learningPolicy(split.test.models.length, dimension, price, seed));
  if (options.decisions) fs.writeFileSync(options.decisions, formatChoices(learned, split));
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ files: { [SOURCE]: { lambda: LAMBDA, ...summary(learned) } } })}\n`);
    return;
  }
  const byKeywords = keywordRouter(split.train);
  const best = indexOfBest(columnMeans(split.train.scores));
  console.log(
    `${SOURCE}: ${split.train.prompts.length} prompts behind the prior, ${encounters.length} streamed, λ ${LAMBDA}, seeds ${SEEDS.join(', ')}`,
  );
  console.table({
    'prior and learning': row(learned),
    'prior alone': row(streamAll(() => staticPolicy(price))),
    'best single model': row(streamAll(() => fixedPolicy(() => best))),
    'article’s keywords': row(streamAll(() => fixedPolicy((i) => byKeywords(split.test.prompts[i] as string)))),
    oracle: row(streamAll(() => oraclePolicy(split.test, price))),
  });
}

function buildEncounters(model: QualityModel, { test }: Split): Encounter[] {
  return test.prompts.map((prompt, row) => {
    const { scores, costs, traits } = model.predictWithDeviation(prompt);
    return { row, expected: { scores, costs }, x: Float64Array.from([1, ...traits]) };
  });
}

function summary(runs: Step[][]) {
  const seeds = runs.map((steps, i) => ({
    seed: SEEDS[i] as number,
    reward_first_500: meanReward(steps, FIRST),
    reward_all: meanReward(steps),
  }));
  const mean = (key: 'reward_first_500' | 'reward_all') =>
    seeds.reduce((sum, seed) => sum + seed[key], 0) / seeds.length;
  return { reward_first_500: mean('reward_first_500'), reward_all: mean('reward_all'), seeds };
}

function row(runs: Step[][]) {
  const { reward_first_500, reward_all } = summary(runs);
  return { 'first 500': Number(reward_first_500.toFixed(4)), all: Number(reward_all.toFixed(4)) };
}

function formatChoices(runs: Step[][], { test }: Split): string {
  const lines = runs.flatMap((steps, i) =>
    steps.map(({ row, model }, step) =>
      JSON.stringify({ file: SOURCE, seed: SEEDS[i], step: step + 1, id: test.ids[row], model: test.models[model] }),
    ),
  );
  return `${lines.join('\n')}\n`;
}
