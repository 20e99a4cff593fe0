import type { Caller } from '../../caller';
import { createPriceOverride, setPriceOverrideDeleted } from '../../db/system/price-overrides';
import { startOf, utcHour } from '../../engine/money/day';
import type { Rates } from '../../engine/types';
import { AppError } from '../../errors';
import { SANDBOX } from '../../providers/registry';
import type { Runtime } from '../../runtime/runtime';

export interface PriceDraft {
  model: string;
  rates: Rates;
  /** The first hour (UTC) in force, as `2026-12-01T13`; null: this one. */
  from: string | null;
  /** The first hour no longer in force; null: until somebody ends it. */
  until: string | null;
  note: string;
}

/**
 * An admin sets a price of a model, seen at once by this process and within seconds by the others. Throws `AppError` for
 * a model that is not known, an hour that has passed, or a price by the hour of a machine that is not the operator's.
 */
export async function setPrice(
  runtime: Pick<Runtime, 'catalog' | 'configured' | 'database' | 'knowledge'>,
  caller: Caller,
  draft: PriceDraft,
): Promise<string> {
  const { model: id, rates, until, note } = draft;
  const thisHour = utcHour(Date.now());
  const from = draft.from ?? thisHour;
  const model = runtime.catalog.get(id);
  if (!model) throw invalid('model', `There is no model "${id}" here. Ids are exact: pick one from the list.`);
  if (from < thisHour) throw invalid('from', 'The past keeps its prices. Pick this hour or a later one.');
  if (until !== null && until <= from) throw invalid('until', 'The end must be later than the beginning.');
  if (rates.perHour && !isOwnMachine(runtime, model.provider))
    throw invalid('perHour', `${model.provider} charges by the token: an hourly price is for your own machines.`);
  const override = { model: id, rates, startsAt: hour(from), endsAt: until === null ? null : hour(until), note };
  const created = await createPriceOverride(runtime.database, caller, override);
  await runtime.knowledge.refreshPrices();
  return created;
}

/** Takes a price back: the next request costs what it would without it. */
export async function endPrice(
  runtime: Pick<Runtime, 'database' | 'knowledge'>,
  caller: Caller,
  id: string,
): Promise<void> {
  await setPriceOverrideDeleted(runtime.database, caller, id, true);
  await runtime.knowledge.refreshPrices();
}

/** Undoes that. */
export async function restorePrice(
  runtime: Pick<Runtime, 'database' | 'knowledge'>,
  caller: Caller,
  id: string,
): Promise<void> {
  await setPriceOverrideDeleted(runtime.database, caller, id, false);
  await runtime.knowledge.refreshPrices();
}

/** Ollama, vLLM, LM Studio; and the sandbox, to try it out. */
export function isOwnMachine({ configured }: Pick<Runtime, 'configured'>, provider: string): boolean {
  const isLocal = configured.some(({ definition }) => definition.id === provider && definition.isLocal);
  return isLocal || provider === SANDBOX;
}

function hour(text: string): Date {
  return new Date(startOf(text));
}

function invalid(param: string, message: string): AppError {
  return new AppError('invalid_request_error', message, { param });
}
