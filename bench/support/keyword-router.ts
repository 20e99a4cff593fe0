import { columnMeans, type OutcomeTable } from '../quality-model/outcome-table';

type KeywordCategory = 'code' | 'reasoning' | 'creative' | 'summarization' | 'multilingual' | 'medium' | 'simple';

const RULES: [KeywordCategory, RegExp][] = [
  ['code', /\b(code|function|debug|program|algorithm|script|api|bug|implement)\b/i],
  ['reasoning', /\b(analy[sz]e|explain why|compare|evaluate|reason|prove|solve|step by step)\b/i],
  ['creative', /\b(write|story|poem|creative|imagine|essay)\b/i],
  ['summarization', /\b(summari[sz]e|summary|tl;?dr|condense)\b/i],
];
const RUNG: Record<KeywordCategory, 'low' | 'middle' | 'high'> = {
  simple: 'low',
  summarization: 'low',
  medium: 'middle',
  creative: 'middle',
  multilingual: 'middle',
  code: 'high',
  reasoning: 'high',
};
const SHORT_CHARACTERS = 100;

/** The category by the article's keyword rules: the first rule that matches. */
export function keywordCategory(prompt: string): KeywordCategory {
  const rule = RULES.find(([, pattern]) => pattern.test(prompt));
  if (rule) return rule[0];
  const letters = prompt.match(/\p{L}/gu)?.length ?? 0;
  const plain = prompt.match(/[a-z]/gi)?.length ?? 0;
  if (letters > 0 && plain / letters < 0.7) return 'multilingual';
  return prompt.length < SHORT_CHARACTERS ? 'simple' : 'medium';
}

/**
 * The article's keyword router as a baseline. It has no prices, so its cheap, middle and strong models are the first,
 * middle and last of the models that no other beats in both quality and cost on the training data.
 */
export function keywordRouter(train: OutcomeTable): (prompt: string) => number {
  const frontier = paretoFrontier(train);
  const model = {
    low: frontier[0] as number,
    middle: frontier[Math.floor((frontier.length - 1) / 2)] as number,
    high: frontier.at(-1) as number,
  };
  return (prompt) => model[RUNG[keywordCategory(prompt)]];
}

function paretoFrontier({ models, scores, costs }: OutcomeTable): number[] {
  const quality = columnMeans(scores);
  const cost = columnMeans(costs);
  const isBeaten = (a: number) =>
    models.some(
      (_, b) => (quality[b] as number) > (quality[a] as number) && (cost[b] as number) <= (cost[a] as number),
    );
  return [...models.keys()].filter((j) => !isBeaten(j)).sort((a, b) => (quality[a] as number) - (quality[b] as number));
}
