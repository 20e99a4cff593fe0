import type { Model, Rates, Usage } from '../types';
import { costOf, lineCost, rowInForce } from './cost';
import { startOf } from './day';

/** How a model was used in some days: tokens by class, and calls. */
export interface TokenMix {
  usage: Usage;
  calls: number;
}

const NOON_MS = 12 * 3_600_000;

/**
 * What a mix of tokens costs at a model's prices of a day (UTC, at noon), in nano-dollars; null when it has no price
 * then, or one by the hour of a machine, of which tokens say nothing. Tiers go by the mean length of an input; hours of
 * the week are left out: they come again, and the days they are compared with have them too.
 */
export function priceIndex(model: Model, { usage, calls }: TokenMix, day: string): number | null {
  const rates = ratesFor(model, { usage, calls }, startOf(day) + NOON_MS);
  if (!rates || rates.perHour) return null;
  const { perCall = 0 } = rates;
  return costOf(usage, { ...rates, perCall: 0 }).costNanoUsd + lineCost(calls * 1_000_000, Math.round(perCall * 1e9));
}

/** The rates in force at a moment for calls of that mean length. */
export function ratesFor(model: Model, { usage, calls }: TokenMix, at: number): Rates | null {
  const row = rowInForce(model, at);
  if (!row) return null;
  const input = usage.inputTokens + usage.cachedInputTokens + usage.cacheWriteTokens + usage.cacheWrite1hTokens;
  const length = calls > 0 ? input / calls : 0;
  const tiers = [...(row.tiers ?? [])].sort((a, b) => b.aboveInputTokens - a.aboveInputTokens);
  return tiers.find(({ aboveInputTokens }) => length > aboveInputTokens) ?? row;
}
