import { type Cell, csvLine, money } from '../../csv';
import type { Group } from './report';
import type { Grouping } from './sums';

const COLUMNS: { name: string; of: (group: Group) => Cell }[] = [
  { name: 'requests', of: ({ requests }) => requests },
  { name: 'succeeded', of: ({ succeeded }) => succeeded },
  { name: 'failed', of: ({ failed }) => failed },
  { name: 'cancelled', of: ({ cancelled }) => cancelled },
  { name: 'abandoned', of: ({ abandoned }) => abandoned },
  { name: 'attempts', of: ({ attempts }) => attempts },
  { name: 'input_tokens', of: ({ inputTokens }) => inputTokens },
  { name: 'output_tokens', of: ({ outputTokens }) => outputTokens },
  { name: 'cost_usd', of: ({ costNanoUsd }) => money(costNanoUsd) },
  { name: 'unpriced', of: ({ unpriced }) => unpriced },
  { name: 'compared_cost_usd', of: ({ comparedCostNanoUsd }) => money(comparedCostNanoUsd) },
  { name: 'baseline_cost_usd', of: ({ baselineCostNanoUsd }) => money(baselineCostNanoUsd) },
  { name: 'savings_usd', of: (group) => money(group.baselineCostNanoUsd - group.comparedCostNanoUsd) },
];

/** Groups as CSV, one line each, with the columns they are grouped by first. */
export function* groupsAsCsv(groups: Group[], { unit, dimension }: Grouping): Generator<string> {
  const by: { name: string; of: (group: Group) => Cell }[] = [
    ...(unit ? [{ name: unit, of: ({ at }: Group) => at }] : []),
    ...(dimension ? [{ name: dimension, of: ({ name }: Group) => name }] : []),
    ...(dimension === 'key' || dimension === 'user' ? [{ name: 'name', of: ({ label }: Group) => label }] : []),
  ];
  const columns = [...by, ...COLUMNS];
  yield csvLine(columns.map(({ name }) => name));
  for (const group of groups) yield csvLine(columns.map(({ of }) => of(group)));
}
