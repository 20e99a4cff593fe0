import { Catalog } from '../../lib/engine/catalog/catalog';
import { classifyPrompt } from '../../lib/engine/classify/classify';
import { plan } from '../../lib/engine/decide/plan';
import { NO_SIGNALS } from '../../lib/engine/decide/signals';
import { policyNamed } from '../../lib/engine/policy/policy';
import type { Model } from '../../lib/engine/types';
import { CATALOGUE_IDS } from '../../scripts/train/catalogue-names';
import { columnMeans, indexOfBest } from '../quality-model/outcome-table';
import type { OutcomeFile } from '../support/outcome-files';
import type { Split } from '../support/split';
import { costAt, type Point } from './metrics';

export interface ShippedFigures {
  /** Models of the data that are in the catalogue; the others cannot be chosen. */
  models: string[];
  cost_at_95: number | null;
  cost_at_100: number | null;
  /** The same without reading prompts: single models, mixed at random. */
  single_models_cost_at_95: number | null;
  /** Quality and cost of each built-in policy, in per cent of the best single model of these. */
  policies: Record<string, { quality: number; cost: number }>;
}

/** Fewer models of the catalogue than this say nothing about routing. */
const MIN_MODELS = 3;
const QUALITY_WEIGHTS = Array.from({ length: 21 }, (_, i) => i / 20);

/**
 * What requests to the product get: the shipped `decide` with its documented priors and nothing learned, among the
 * models of the data that the catalogue has. Null when there are too few.
 */
export function judgeShipped({ train, test }: Split): ShippedFigures | null {
  const known = knownModels(test);
  if (known.size < MIN_MODELS) return null;
  const columns = [...known.values()];
  const trained = columnMeans(train.scores);
  const best = columns[indexOfBest(columns.map((column) => trained[column] as number))] as number;
  const bar = computePoint(test, () => best);
  const choose = chooserFor(known, test);
  const singles = columns.map((column) => computePoint(test, () => column));
  const routed = QUALITY_WEIGHTS.map((weight) => computePoint(test, (i) => choose(i, weight)));
  const inPercent = ({ quality, cost }: Point) => ({
    quality: (100 * quality) / bar.quality,
    cost: (100 * cost) / bar.cost,
  });
  const costInPercent = (points: Point[], quality: number) => {
    const cost = costAt(points, quality);
    return cost === null ? null : (100 * cost) / bar.cost;
  };
  return {
    models: [...known.keys()].map(({ id }) => id),
    cost_at_95: costInPercent(routed, 0.95 * bar.quality),
    cost_at_100: costInPercent(routed, bar.quality),
    single_models_cost_at_95: costInPercent(singles, 0.95 * bar.quality),
    policies: Object.fromEntries(
      ['cheapest', 'balanced', 'best'].map((name) => {
        const weight = policyNamed(name)?.qualityWeight ?? 0;
        return [name, inPercent(computePoint(test, (i) => choose(i, weight)))];
      }),
    ),
  };
}

/** The catalogue's models of a file with their columns, as if none had retired since. */
function knownModels({ models }: OutcomeFile): Map<Model, number> {
  const catalog = new Catalog();
  return new Map(
    models.flatMap((name, column) => {
      const model = catalog.get(CATALOGUE_IDS[name]?.[0] ?? '');
      if (!model) return [];
      const { retired: _, ...available } = model;
      return [[available, column] as const];
    }),
  );
}

function chooserFor(known: Map<Model, number>, { prompts }: OutcomeFile): (row: number, weight: number) => number {
  const catalog = new Catalog([...known.keys()]);
  const providers = new Set([...known.keys()].map(({ provider }) => provider));
  const columnByModel = new Map([...known].map(([{ id }, column]) => [id, column]));
  const now = Date.now();
  return (row, weight) => {
    const policy = { name: 'bench', version: 1, qualityWeight: weight, latencyWeight: 0 };
    const request = { model: 'auto', messages: [{ role: 'user' as const, content: prompts[row] ?? '' }] };
    const options = { policy: 'bench' };
    const { candidates } = plan({
      request,
      options,
      catalog,
      providers,
      classify: classifyPrompt,
      signals: NO_SIGNALS,
      policies: [policy],
      now,
    });
    return columnByModel.get(candidates[0]?.model ?? '') as number;
  };
}

function computePoint({ scores, costs }: OutcomeFile, choose: (row: number) => number): Point {
  let quality = 0;
  let cost = 0;
  for (let i = 0; i < scores.length; i++) {
    const choice = choose(i);
    quality += (scores[i]?.[choice] as number) / scores.length;
    cost += (costs[i]?.[choice] as number) / scores.length;
  }
  return { quality, cost };
}
