import type { Model, Rates, Usage } from '../types';
import { computeCost, effectivePriceRow, lineCost } from './cost';
import { parseUtcStart } from './day';

/** A model's usage over some days: tokens by class, and calls. */
export interface TokenMix {
  usage: Usage;
  calls: number;
}

const NOON_MS = 12 * 3_600_000;

/**
 * The cost of a token mix at a model's prices on a day (UTC noon), in nano-dollars. Null without a price, or when the
 * model is priced per hour. Tiers are chosen by the mean input length. Weekly windows are ignored: they affect all
 * compared days alike.
 */
export function priceIndex(model: Model, { usage, calls }: TokenMix, day: string): number | null {
  const rates = ratesFor(model, { usage, calls }, parseUtcStart(day) + NOON_MS);
  if (!rates || rates.perHour) return null;
  const { perCall = 0 } = rates;
  return (
    computeCost(usage, { ...rates, perCall: 0 }).costNanoUsd + lineCost(calls * 1_000_000, Math.round(perCall * 1e9))
  );
}

/** The rates effective at a time (epoch ms) for calls of that mean input length. */
export function ratesFor(model: Model, { usage, calls }: TokenMix, at: number): Rates | null {
  const row = effectivePriceRow(model, at);
  if (!row) return null;
  const input = usage.inputTokens + usage.cachedInputTokens + usage.cacheWriteTokens + usage.cacheWrite1hTokens;
  const length = calls > 0 ? input / calls : 0;
  const tiers = [...(row.tiers ?? [])].sort((a, b) => b.aboveInputTokens - a.aboveInputTokens);
  return tiers.find(({ aboveInputTokens }) => length > aboveInputTokens) ?? row;
}
