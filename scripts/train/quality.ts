import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readOutcomeFiles } from '../../bench/support/outcome-files';
import { Catalog } from '../../lib/engine/catalog/catalog';
import { classifyPrompt } from '../../lib/engine/classify/classify';
import { tierQuality } from '../../lib/engine/policy/prior';
import { difficultyReader } from '../../lib/engine/quality/difficulty';
import type { PackedDifficulty } from '../../lib/engine/quality/difficulty-spec';
import { CATEGORIES, type Category } from '../../lib/engine/types';
import { CATALOGUE_IDS } from './catalogue-names';
import { readLabelled } from './data';
import { fitDifficulty, type GradedPrompt, logistic } from './difficulty';

const VERSION = 'rasch-1';
const FOLDS = 5;
const TARGET = 'lib/engine/quality/difficulty-weights.ts';

/** `npm run train:quality -- --data DIR [--dry-run]`: cross-validates the difficulty model, fits it on all data, writes it. */
export async function run({ argv, root }: { argv: string[]; root: string }): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: { data: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  });
  const folder = path.resolve(values.data ?? process.env.A3M_ROUTING_DATA ?? path.join(root, '../shared/data/routing'));
  const prompts = readGraded(folder);
  report(prompts);
  if (values['dry-run']) return;
  const fit = fitDifficulty(prompts);
  const read = difficultyReader(fit);
  const categoryMeans = categoryMeansOf(folder, read);
  const { abilities, ...weights } = fit;
  const packed = { version: VERSION, ...weights, categoryMeans, models: effectsOf(prompts, read, categoryMeans) };
  fs.writeFileSync(path.join(root, TARGET), moduleOf(packed));
  console.log('abilities in logits:', Object.fromEntries([...abilities].sort(([, a], [, b]) => b - a)));
  console.log('usual difficulty by category:', categoryMeans);
  console.log(`${TARGET}: ${VERSION}, ${Math.round(fs.statSync(path.join(root, TARGET)).size / 1000)} kB`);
}

function readGraded(folder: string): GradedPrompt[] {
  return readOutcomeFiles(folder, '.dev.jsonl.gz').flatMap(({ prompts, models, scores }) =>
    prompts.map((prompt, i) => ({
      prompt,
      outcomes: models.map((model, j) => ({ model, score: scores[i]?.[j] as number })),
    })),
  );
}

/** What difficulty adds to knowing the model alone, on held-out prompts. */
function report(prompts: GradedPrompt[]): void {
  let withDifficulty = 0;
  let without = 0;
  let count = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const fit = fitDifficulty(prompts.filter((_, i) => i % FOLDS !== fold));
    const read = difficultyReader(fit);
    for (const { prompt, outcomes } of prompts.filter((_, i) => i % FOLDS === fold)) {
      const difficulty = read(prompt);
      for (const { model, score } of outcomes) {
        const ability = fit.abilities.get(model) ?? 0;
        withDifficulty += (score - logistic(ability - difficulty)) ** 2 / outcomes.length;
        without += (score - logistic(ability)) ** 2 / outcomes.length;
      }
      count++;
    }
  }
  console.log(
    `squared error on kept-out prompts (${FOLDS} folds): ${(withDifficulty / count).toFixed(4)} with the prompt's difficulty, ${(without / count).toFixed(4)} without`,
  );
}

/** Mean difficulty of natural labelled prompts; benchmark items of a category are harder than average. */
function categoryMeansOf(folder: string, read: (prompt: string) => number): Record<Category, number> {
  const labelled = readLabelled(folder).filter(({ kind }) => kind !== 'benchmark');
  const means = CATEGORIES.map((category) => {
    const found = labelled.filter((example) => example.category === category).map(({ prompt }) => read(prompt));
    return [category, Number((found.reduce((sum, value) => sum + value, 0) / found.length).toFixed(3))];
  });
  return Object.fromEntries(means) as Record<Category, number>;
}

/**
 * Each known model's difference to its tier, by category, relative to the mean of all known models: benchmarks being
 * harder than the prior assumes is not a property of one model.
 */
function effectsOf(
  prompts: GradedPrompt[],
  read: (prompt: string) => number,
  categoryMeans: Record<Category, number>,
): PackedDifficulty['models'] {
  const catalog = new Catalog();
  const cells = new Map<string, { sum: number; n: number }>();
  for (const { prompt, outcomes } of prompts.filter((graded) =>
    graded.outcomes.some(({ model }) => CATALOGUE_IDS[model]),
  )) {
    const { category } = classifyPrompt([{ role: 'user', content: prompt }]);
    const relative = read(prompt) - categoryMeans[category];
    for (const { model, score } of outcomes) {
      for (const id of CATALOGUE_IDS[model] ?? []) {
        const tier = catalog.get(id)?.tier;
        if (!tier) throw new Error(`${id} is not in the catalogue.`);
        const cell = cells.get(`${id} ${category}`) ?? { sum: 0, n: 0 };
        cells.set(`${id} ${category}`, {
          sum: cell.sum + score - tierQuality(tier, category, relative),
          n: cell.n + 1,
        });
      }
    }
  }
  return centred(cells);
}

const FEWEST = 20;

function centred(cells: Map<string, { sum: number; n: number }>): PackedDifficulty['models'] {
  const effects: PackedDifficulty['models'] = {};
  for (const category of CATEGORIES) {
    const own = [...cells].filter(([key, { n }]) => key.endsWith(` ${category}`) && n >= FEWEST);
    const common = own.reduce((sum, [, cell]) => sum + cell.sum / cell.n, 0) / Math.max(1, own.length);
    for (const [key, { sum, n }] of own) {
      const id = key.slice(0, key.lastIndexOf(' '));
      effects[id] = { ...effects[id], [category]: { effect: Number((sum / n - common).toFixed(3)), n } };
    }
  }
  return effects;
}

function moduleOf({ base64, ...facts }: PackedDifficulty): string {
  return [
    '// Written by `npm run train:quality`; do not edit.',
    "import type { PackedDifficulty } from './difficulty-spec';",
    '',
    'export const DIFFICULTY_WEIGHTS: PackedDifficulty = {',
    ...Object.entries(facts).map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`),
    `  base64: '${base64}',`,
    '};',
    '',
  ].join('\n');
}
