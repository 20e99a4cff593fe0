import { expectedCostNanoUsd } from '../lib/engine/decide/estimate';
import { resolveModel } from '../lib/engine/decide/target';
import { priceFor } from '../lib/engine/money/cost';
import { formatCount, formatUsd } from '../lib/format';
import { Catalog, estimateTokens } from '../lib/library';
import { type Command, onlyArgument, parseCommand, print, printJson } from './command';

export const countCommand: Command = {
  name: 'count',
  usage: 'count "TEXT" [--model M] [--json]',
  summary: 'estimate the tokens of a text, and what a model charges to read it',
  async run(argv) {
    const { values, positionals } = parseCommand(argv, { model: { type: 'string' } });
    const tokens = estimateTokens(onlyArgument(positionals, 'the text'));
    const costNanoUsd = values.model ? inputCost(values.model, tokens) : undefined;
    if (values.json) {
      const cost =
        costNanoUsd === undefined
          ? {}
          : { model: values.model, cost_usd: costNanoUsd === null ? null : costNanoUsd / 1e9 };
      return printJson({ tokens, estimated: true, ...cost });
    }
    print(
      `about ${formatCount(tokens)} tokens${costNanoUsd === undefined ? '' : `, ${formatUsd(costNanoUsd)} to read`}`,
    );
  },
};

function inputCost(reference: string, tokens: number): number | null {
  const catalog = new Catalog();
  const now = Date.now();
  const model = resolveModel(reference, {
    catalog,
    providers: new Set(catalog.all().map(({ provider }) => provider)),
    now,
  });
  return priceFor(model, now, tokens) ? expectedCostNanoUsd(model, tokens, 0, now) : null;
}
