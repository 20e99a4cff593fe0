import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CLASSES, computeScores, unpack } from '../../lib/engine/classify/linear-model';
import { DIMENSIONS, featureVector } from '../../lib/engine/classify/vector';
import { CATEGORIES } from '../../lib/engine/types';
import { accuracyOf, calibrationError, fitMinConfidence, fitTemperature, type Judged } from './calibrate';
import { copiesAmong, type Example, readLabelled, readSeeds, readTasks } from './data';
import { type FitExample, type FitOptions, fitLogistic } from './fit';
import { foldsOf } from './folds';
import { moduleOf, pack } from './pack';

const VERSION = 'linear-1';
const FOLDS = 5;
const FOLD_SEEDS = [7, 8, 9];

/** Benchmark items are easy to recognise by style and must not outweigh natural prompts. */
const WEIGHTS: Record<Example['kind'], number> = {
  natural: 2,
  handwritten: 2,
  adversarial: 2,
  benchmark: 1,
  seed: 2,
  task: 0.2,
};

export const FIT: FitOptions = {
  dimensions: DIMENSIONS,
  classes: CLASSES,
  epochs: 12,
  learningRate: 0.15,
  decay: 1e-3,
  smoothing: 0.05,
  seed: 1,
};

/** `npm run train:classifier -- --data DIR [--dry-run]`: cross-validates, fits on everything, writes the weights. */
export async function run({ argv, root }: { argv: string[]; root: string }): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: { data: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  });
  const folder = path.resolve(values.data ?? process.env.A3M_ROUTING_DATA ?? path.join(root, '../shared/data/routing'));
  const labelled = readLabelled(folder);
  const helpers = helpersFor(folder, root, labelled);
  const judged = FOLD_SEEDS.map((seed) => crossValidate(labelled, helpers, seed));
  // Calibrated on natural prompts; benchmark items would make confidence too high.
  const asked = judged.flat().filter(({ kind }) => kind !== 'benchmark');
  const temperature = fitTemperature(asked);
  const minConfidence = fitMinConfidence(asked, temperature);
  report(judged, temperature, minConfidence);
  if (values['dry-run']) return;
  const model = pack(fitLogistic([...labelled, ...helpers].map(toFit), FIT), {
    version: VERSION,
    temperature,
    minConfidence,
  });
  const target = path.join(root, 'lib/engine/classify/weights.ts');
  fs.writeFileSync(target, moduleOf(model));
  console.log(`${path.relative(root, target)}: ${VERSION}, ${Math.round(fs.statSync(target).size / 1000)} kB`);
}

/** Data used for training only, never for evaluation. */
function helpersFor(folder: string, root: string, labelled: Example[]): Example[] {
  const seeds = readSeeds(root);
  const copies = new Set(copiesAmong(seeds, labelled));
  for (const { prompt } of copies) console.log(`Left out, too close to a labelled prompt: ${prompt}`);
  const tasks = readTasks(folder, labelled);
  console.log(`${labelled.length} labelled prompts, ${seeds.length - copies.size} of our own, ${tasks.length} by task`);
  return [...seeds.filter((seed) => !copies.has(seed)), ...tasks];
}

type JudgedExample = Judged & { kind: Example['kind'] };

/** Evaluates every labelled prompt with a model fitted without it, in the rounded form that ships. */
function crossValidate(labelled: Example[], helpers: Example[], seed: number): JudgedExample[] {
  const folds = foldsOf(labelled, FOLDS, seed);
  const examples = labelled.map(toFit);
  const always = helpers.map(toFit);
  return Array.from({ length: FOLDS }, (_, fold) => {
    const weights = fitLogistic([...examples.filter((_, i) => folds[i] !== fold), ...always], FIT);
    const model = unpack(pack(weights, { version: VERSION, temperature: 1, minConfidence: 0 }));
    return examples.flatMap(({ vector, label }, i) =>
      folds[i] === fold
        ? [{ scores: computeScores(vector, model), label, weight: 1, kind: (labelled[i] as Example).kind }]
        : [],
    );
  }).flat();
}

const vectors = new Map<string, FitExample['vector']>();

function toFit({ prompt, category, kind }: Example): FitExample {
  const vector = vectors.get(prompt) ?? featureVector(prompt);
  vectors.set(prompt, vector);
  return { vector, label: CATEGORIES.indexOf(category), weight: WEIGHTS[kind] };
}

function report(judged: JudgedExample[][], temperature: number, minConfidence: number): void {
  const groups: [string, (one: JudgedExample) => boolean][] = [
    ['all', () => true],
    ['natural, handwritten, adversarial', ({ kind }) => kind !== 'benchmark'],
    ['adversarial', ({ kind }) => kind === 'adversarial'],
  ];
  console.log(
    `${FOLDS}-fold cross-validation, folds dealt ${FOLD_SEEDS.length} times (seeds ${FOLD_SEEDS.join(', ')})`,
  );
  for (const [name, belongs] of groups) {
    const figures = judged.map((run) => accuracyOf(run.filter(belongs), temperature, minConfidence).toFixed(3));
    const error = calibrationError(judged.flat().filter(belongs), temperature, minConfidence);
    console.log(`  ${name.padEnd(36)} accuracy ${figures.join(' ')}   calibration error ${error.toFixed(3)}`);
  }
  console.log(`  temperature ${temperature}, medium below confidence ${minConfidence}`);
}
