import type { Caller } from '../../caller';
import { createPriceOverride, setPriceOverrideDeleted } from '../../db/system/price-overrides';
import { parseUtcStart, utcHour } from '../../engine/money/day';
import type { Rates } from '../../engine/types';
import { AppError } from '../../errors';
import { SANDBOX } from '../../providers/registry';
import type { Runtime } from '../../runtime/runtime';

export interface PriceDraft {
  model: string;
  rates: Rates;
  /** The first hour (UTC) it applies, as `2026-12-01T13`; null: the current one. */
  from: string | null;
  /** The first hour it no longer applies; null: until it is ended. */
  until: string | null;
  note: string;
}

/**
 * Overrides a model's price, at once in this process and within seconds in the others. Throws `AppError` for an unknown
 * model, an hour in the past, or an hourly price for a machine that is not the operator's.
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
  if (!model) throw invalid('model', `There is no model "${id}". Pick one from the list.`);
  if (from < thisHour) throw invalid('from', 'Prices cannot change in the past. Pick this hour or a later one.');
  if (until !== null && until <= from) throw invalid('until', 'The end must be after the start.');
  if (rates.perHour && !isOwnMachine(runtime, model.provider))
    throw invalid('perHour', `${model.provider} charges by the token: an hourly price is for your own machines.`);
  const override = { model: id, rates, startsAt: hour(from), endsAt: until === null ? null : hour(until), note };
  const created = await createPriceOverride(runtime.database, caller, override);
  await runtime.knowledge.refreshPrices();
  return created;
}

/** Ends an override: the next request costs what it would without it. */
export async function endPrice(
  runtime: Pick<Runtime, 'database' | 'knowledge'>,
  caller: Caller,
  id: string,
): Promise<void> {
  await setPriceOverrideDeleted(runtime.database, caller, id, true);
  await runtime.knowledge.refreshPrices();
}

/** Restores an ended override. */
export async function restorePrice(
  runtime: Pick<Runtime, 'database' | 'knowledge'>,
  caller: Caller,
  id: string,
): Promise<void> {
  await setPriceOverrideDeleted(runtime.database, caller, id, false);
  await runtime.knowledge.refreshPrices();
}

/** Ollama, vLLM and LM Studio, and the sandbox for trying it out. */
export function isOwnMachine({ configured }: Pick<Runtime, 'configured'>, provider: string): boolean {
  const isLocal = configured.some(({ definition }) => definition.id === provider && definition.isLocal);
  return isLocal || provider === SANDBOX;
}

function hour(text: string): Date {
  return new Date(parseUtcStart(text));
}

function invalid(param: string, message: string): AppError {
  return new AppError('invalid_request_error', message, { param });
}
