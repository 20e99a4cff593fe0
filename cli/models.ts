import { priceFor } from '../lib/engine/money/cost';
import { readEnv } from '../lib/env';
import { formatRate } from '../lib/format';
import { Catalog, type Model } from '../lib/library';
import { configuredProviders, SANDBOX } from '../lib/providers/registry';
import { callServer, isServerAt } from './answerer';
import { type Command, parseCommand, print, printJson } from './command';

export const modelsCommand: Command = {
  name: 'models',
  usage: 'models [--all] [--json]',
  summary: 'list the models you can use, with their prices; --all: the whole catalogue',
  async run(argv) {
    const { values } = parseCommand(argv, { all: { type: 'boolean', default: false } });
    const { A3M_URL: url, A3M_API_KEY: key } = readEnv();
    if (!values.all && key && (await isServerAt(url))) return listFromServer(url, key, values.json);
    const models = shippedModels(values.all);
    if (values.json) return printJson({ models: models.map(toJson) });
    for (const model of models) print(toLine(model));
  },
};

async function listFromServer(url: string, key: string, asJson: boolean): Promise<void> {
  const { data } = (await callServer(url, key, 'GET', '/v1/models')) as { data: { id: string }[] };
  if (asJson) return printJson({ models: data });
  for (const { id } of data) print(id);
}

function shippedModels(all: boolean): Model[] {
  const catalog = new Catalog();
  const configured = configuredProviders(readEnv().providers).map(({ definition }) => definition.id);
  const providers = all
    ? catalog.all().map(({ provider }) => provider)
    : configured.length > 0
      ? configured
      : [SANDBOX];
  return catalog.available(new Set(providers), Date.now());
}

function toJson(model: Model) {
  const rates = priceFor(model, Date.now(), 0)?.rates ?? null;
  const { id, provider, contextWindow, maxOutputTokens, abilities } = model;
  return {
    id,
    provider,
    contextWindow,
    maxOutputTokens,
    abilities,
    usdPerMillion: rates && { input: rates.input, output: rates.output },
  };
}

function toLine(model: Model): string {
  const rates = priceFor(model, Date.now(), 0)?.rates;
  const price = rates ? `${formatRate(rates.input)} in, ${formatRate(rates.output)} out` : 'unpriced';
  return `${model.id.padEnd(48)} ${price}${model.provider === SANDBOX ? ' (made up)' : ''}`;
}
