import type { ChargeItem, CostItem, Model, Price, Rates, TokenItem, Usage } from '../types';
import { utcHour } from './day';
import { isWithin } from './weekly-hours';

export const NO_USAGE: Usage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
};

/** All input tokens, including cached ones and cache writes. */
export function totalInputTokens(usage: Usage): number {
  return usage.inputTokens + usage.cachedInputTokens + totalCacheWriteTokens(usage);
}

/** Input tokens written to a cache, for any retention time. */
export function totalCacheWriteTokens(usage: Usage): number {
  return usage.cacheWriteTokens + usage.cacheWrite1hTokens;
}

/** All tokens of a usage. */
export function totalTokens(usage: Usage): number {
  return totalInputTokens(usage) + usage.outputTokens + usage.reasoningTokens;
}

/** The price that applies to one call. */
export interface AppliedPrice {
  /** Identifies the price row and its tier or window in the ledger. */
  id: string;
  rates: Rates;
}

/**
 * The price of a model at a time (epoch ms) for a call of that input length; null when it has none. The operator's
 * override comes before the vendor's row; within a row, a weekly window before an input tier before the base rates.
 */
export function priceFor(model: Model, at: number, inputTokens: number): AppliedPrice | null {
  const row = effectivePriceRow(model, at);
  if (!row) return null;
  const id = formatPriceId(model, row);
  const window = row.windows?.find((candidate) => isWithin(candidate, at));
  if (window) return { id: `${id}/${window.timeZone}`, rates: window };
  const tier = highestTier(row, inputTokens);
  return tier ? { id: `${id}>${tier.aboveInputTokens}`, rates: tier } : { id, rates: row };
}

/** The price row effective at a time (epoch ms), overrides first; null when there is none. */
export function effectivePriceRow({ prices, overrides = [] }: Model, at: number): Price | null {
  const hour = utcHour(at);
  return overrides.findLast((price) => covers(price, hour)) ?? prices.findLast((price) => covers(price, hour)) ?? null;
}

/** A price row's id in the ledger, such as `google/gemini-4-argon@2026-12-01`. */
export function formatPriceId(model: Model, { from, overrideId }: Price): string {
  return `${model.id}@${from ?? 'listed'}${overrideId ? `#${overrideId}` : ''}`;
}

function covers({ from, until }: Price, hour: string): boolean {
  return (from === null || from <= hour) && (until === undefined || hour < until);
}

function highestTier(row: Price, inputTokens: number) {
  return row.tiers
    ?.filter((tier) => inputTokens > tier.aboveInputTokens)
    .reduce<NonNullable<Price['tiers']>[number] | undefined>(
      (best, tier) => (best && best.aboveInputTokens > tier.aboveInputTokens ? best : tier),
      undefined,
    );
}

/** The rate of each token class in $ per million; a class the vendor does not price is charged at its parent's rate. */
const TOKEN_CLASSES: { tokenClass: keyof Usage; rate: (rates: Rates) => number }[] = [
  { tokenClass: 'inputTokens', rate: (rates) => rates.input },
  { tokenClass: 'cachedInputTokens', rate: (rates) => rates.cachedInput ?? rates.input },
  { tokenClass: 'cacheWriteTokens', rate: (rates) => rates.cacheWrite ?? rates.input },
  { tokenClass: 'cacheWrite1hTokens', rate: (rates) => rates.cacheWrite1h ?? rates.cacheWrite ?? rates.input },
  { tokenClass: 'outputTokens', rate: (rates) => rates.output },
  { tokenClass: 'reasoningTokens', rate: (rates) => rates.reasoning ?? rates.output },
];

/**
 * Converts usage and call duration (ms) to an itemised cost in integer nano-dollars: rates become whole nano-dollars,
 * each line is rounded half up once, and the total is the sum of the lines.
 */
export function computeCost(usage: Usage, rates: Rates, wallMs = 0): { costNanoUsd: number; items: CostItem[] } {
  const items = [...tokenItems(usage, rates), ...chargeItems(rates, wallMs)];
  return { costNanoUsd: items.reduce((sum, item) => sum + item.costNanoUsd, 0), items };
}

function tokenItems(usage: Usage, rates: Rates): TokenItem[] {
  const items: TokenItem[] = [];
  for (const { tokenClass, rate } of TOKEN_CLASSES) {
    const tokens = usage[tokenClass];
    if (tokens <= 0) continue;
    const nanoUsdPerMillion = toNanoUsd(rate(rates));
    items.push({ tokenClass, tokens, nanoUsdPerMillion, costNanoUsd: lineCost(tokens, nanoUsdPerMillion) });
  }
  return items;
}

function chargeItems({ perCall, perHour }: Rates, wallMs: number): ChargeItem[] {
  const items: ChargeItem[] = [];
  if (perCall) {
    const nanoUsdPerUnit = toNanoUsd(perCall);
    items.push({ charge: 'call', quantity: 1, nanoUsdPerUnit, costNanoUsd: nanoUsdPerUnit });
  }
  if (perHour) {
    const quantity = Math.round(wallMs);
    const nanoUsdPerUnit = toNanoUsd(perHour);
    items.push({ charge: 'time', quantity, nanoUsdPerUnit, costNanoUsd: timeCost(quantity, nanoUsdPerUnit) });
  }
  return items;
}

/** The only conversion from dollars to nano-dollars. */
function toNanoUsd(usd: number): number {
  return Math.round(usd * 1e9);
}

/** The cost of tokens at whole nano-dollars per million. */
export function lineCost(tokens: number, nanoUsdPerMillion: number): number {
  return share(tokens, nanoUsdPerMillion, 1_000_000);
}

/** The cost of whole milliseconds at whole nano-dollars per hour. */
export function timeCost(ms: number, nanoUsdPerHour: number): number {
  return share(ms, nanoUsdPerHour, 3_600_000);
}

/** quantity / unit × rate, rounded half up. Exact beyond 2^53: a million tokens at $100 is 1e17 before the division. */
function share(quantity: number, rate: number, unit: number): number {
  const numerator = quantity * rate + unit / 2;
  if (numerator <= Number.MAX_SAFE_INTEGER) return (numerator - (numerator % unit)) / unit;
  return Number((BigInt(quantity) * BigInt(rate) + BigInt(unit / 2)) / BigInt(unit));
}
