import { columnMeans, indexOfBest } from '../quality-model/outcome-table';
import type { QualityModel } from '../quality-model/quality-model';
import { keywordRouter } from '../support/keyword-router';
import type { Split } from '../support/split';
import { type TwoModelFigures, twoModelFigures } from './two-models';

export interface GainDecision {
  file: string;
  id: string;
  /** Predicted gain of the stronger model. */
  score: number;
}

/** Index of the stronger model on the training data. */
function findStronger({ train }: Split): number {
  return indexOfBest(columnMeans(train.scores));
}

/** The predicted gain of the stronger model for every test prompt. */
export function predictGains(model: QualityModel, split: Split): GainDecision[] {
  const strong = findStronger(split);
  return split.test.prompts.map((prompt, i) => {
    const { scores } = model.predict(prompt);
    const score = (scores[strong] as number) - (scores[1 - strong] as number);
    return { file: split.test.source, id: split.test.ids[i] as string, score };
  });
}

/** Figures of the router and its baselines. Random routing is 0.5 by definition. */
export function judgeDuel(gains: GainDecision[], split: Split): Record<string, TwoModelFigures> {
  const strong = findStronger(split);
  const { scores, prompts } = split.test;
  const byKeywords = keywordRouter(split.train);
  const contest = (i: number, gain: number) => ({
    weak: scores[i]?.[1 - strong] as number,
    strong: scores[i]?.[strong] as number,
    gain,
  });
  const outcome = (i: number) => (scores[i]?.[strong] as number) - (scores[i]?.[1 - strong] as number);
  return {
    router: twoModelFigures(gains.map(({ score }, i) => contest(i, score))),
    'random mixing': { apgr: 0.5, cpt_50: 50, cpt_80: 80 },
    'article’s keywords': twoModelFigures(
      prompts.map((prompt, i) => contest(i, byKeywords(prompt) === strong ? 1 : 0)),
    ),
    oracle: twoModelFigures(prompts.map((_, i) => contest(i, outcome(i)))),
  };
}
