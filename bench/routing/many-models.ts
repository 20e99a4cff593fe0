import { Frontier } from '../quality-model/frontier';
import { columnMeans, indexOfBest } from '../quality-model/outcome-table';
import type { QualityModel } from '../quality-model/quality-model';
import { keywordRouter } from '../support/keyword-router';
import type { OutcomeFile } from '../support/outcome-files';
import type { Split } from '../support/split';
import { averageQuality, costAt, type Point } from './metrics';

/** Values of λ: the price of one point of quality in mean costs of the best single model, from "any price" to "cheapest". */
export const LAMBDAS = [
  0,
  ...Array.from({ length: 49 }, (_, i) => Number((0.002 * 15_000 ** (i / 48)).toPrecision(4))),
];

export interface ManyModelFigures {
  aiq: number;
  max_quality: number;
  cost_at_95: number | null;
  cost_at_100: number | null;
}

export interface LambdaDecision {
  file: string;
  id: string;
  lambda: number;
  model: string;
}

/** Routes every test prompt at every λ. */
export function decideAll(model: QualityModel, { train, test }: Split): LambdaDecision[] {
  const frontier = new Frontier(train, model.outOfFold);
  const expectations = test.prompts.map((prompt) => model.predict(prompt));
  return LAMBDAS.flatMap((lambda) =>
    expectations.map((expectation, i) => ({
      file: test.source,
      id: test.ids[i] as string,
      lambda,
      model: test.models[frontier.choose(expectation, lambda)] as string,
    })),
  );
}

/** Figures of the router and its baselines on the test prompts. */
export function judgeMany(decisions: LambdaDecision[], { train, test }: Split): Record<string, ManyModelFigures> {
  const best = indexOfBest(columnMeans(train.scores));
  const singles = test.models.map((_, j) => computePoint(test, () => j));
  const bar = singles[best] as Point;
  const highestCost = Math.max(...singles.map(({ cost }) => cost));
  const figures = (points: Point[]): ManyModelFigures => ({
    aiq: averageQuality(points, highestCost),
    max_quality: Math.max(...points.map(({ quality }) => quality)),
    cost_at_95: percent(costAt(points, 0.95 * bar.quality), bar.cost),
    cost_at_100: percent(costAt(points, bar.quality), bar.cost),
  });
  const byKeywords = keywordRouter(train);
  return {
    router: figures(computePoints(decisions, test)),
    'hull of single models': figures(singles),
    'best single model': figures([bar]),
    'article’s keywords': figures([computePoint(test, (i) => byKeywords(test.prompts[i] as string))]),
    oracle: figures(LAMBDAS.map((lambda) => computePoint(test, (i) => oracleChoice(test, i, lambda / bar.cost)))),
  };
}

/** Quality and cost of the keyword router, in per cent of the best single model. */
export function keywordPoint({ train, test }: Split): { quality: number; cost: number } {
  const best = indexOfBest(columnMeans(train.scores));
  const byKeywords = keywordRouter(train);
  const bar = computePoint(test, () => best);
  const { quality, cost } = computePoint(test, (i) => byKeywords(test.prompts[i] as string));
  return { quality: (100 * quality) / bar.quality, cost: (100 * cost) / bar.cost };
}

function computePoints(decisions: LambdaDecision[], test: OutcomeFile): Point[] {
  const row = new Map(test.ids.map((id, i) => [id, i]));
  return LAMBDAS.map((lambda) => {
    const chosen = new Map(
      decisions
        .filter((decision) => decision.lambda === lambda)
        .map(({ id, model }) => [row.get(id) as number, test.models.indexOf(model)]),
    );
    return computePoint(test, (i) => chosen.get(i) as number);
  });
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

function oracleChoice({ scores, costs }: OutcomeFile, row: number, price: number): number {
  return indexOfBest((scores[row] as Float64Array).map((score, j) => score - price * (costs[row]?.[j] as number)));
}

function percent(cost: number | null, of: number): number | null {
  return cost === null || of === 0 ? null : (100 * cost) / of;
}
