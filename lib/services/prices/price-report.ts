import type { Caller } from '../../caller';
import { type UnpricedUse, unpricedUse } from '../../db/stats/unpriced';
import { listPriceOverrides, type PriceOverride } from '../../db/system/price-overrides';
import { priceFor } from '../../engine/money/cost';
import { type PriceRow, sortPriceRows, toPriceRow } from '../../engine/money/price-row';
import type { Model, Rates } from '../../engine/types';
import type { Runtime } from '../../runtime/runtime';
import { isOwnMachine } from './prices';

export interface PriceReport {
  /** The whole catalogue; unpriced models first, retired ones last. */
  rows: PriceRow[];
  /** Those of providers that can be called here. */
  connected: PriceRow[];
  /** What a price can be set for, with what holds now. */
  models: { id: string; isOwnMachine: boolean; rates: Rates | null }[];
  unpriced: { id: string; provider: string; name: string; use: UnpricedUse | null }[];
  /** Newest first, each with the vendor's rates beside it; null: the vendor's are not known. */
  overrides: (PriceOverride & { listed: Rates | null })[];
  /** Who set each override, by its id. */
  setBy: Record<string, string>;
  /** Epoch ms. */
  now: number;
}

/** Everything that the page of prices tells. */
export async function priceReport(
  runtime: Pick<Runtime, 'catalog' | 'configured' | 'database' | 'providers'>,
  caller: Caller,
): Promise<PriceReport> {
  const now = Date.now();
  const { catalog, providers, database } = runtime;
  const [overrides, uses] = await Promise.all([listPriceOverrides(database), unpricedUse(database, caller)]);
  const rows = sortPriceRows(catalog.all().map((model) => toPriceRow(model, now)));
  const connected = rows.filter(({ provider }) => providers.has(provider));
  return {
    rows,
    connected,
    models: connected
      .filter(({ retired }) => !retired?.isGone)
      .map(({ model }) => pricedModel(runtime, catalog.get(model) as Model, now)),
    unpriced: connected
      .filter(({ isUnpriced, retired }) => isUnpriced && !retired?.isGone)
      .map(({ model: id, provider, name }) => {
        return { id, provider, name, use: uses.find(({ model }) => model === id) ?? null };
      }),
    overrides: overrides.map((override) => ({
      ...override,
      listed: listedRates(catalog.get(override.model), override),
    })),
    setBy: Object.fromEntries(overrides.map(({ id, createdBy }) => [id, createdBy ?? 'a former admin'])),
    now,
  };
}

function pricedModel(runtime: Pick<Runtime, 'configured'>, model: Model, now: number) {
  const { id, provider } = model;
  return { id, isOwnMachine: isOwnMachine(runtime, provider), rates: priceFor(model, now, 0)?.rates ?? null };
}

/** What the vendor charged when an override began. */
function listedRates(model: Model | undefined, { startsAt }: PriceOverride): Rates | null {
  return (model && priceFor({ ...model, overrides: [] }, startsAt.getTime(), 0)?.rates) ?? null;
}
