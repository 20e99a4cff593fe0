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

/** All input tokens, whatever they are charged at. */
export function totalInputTokens(usage: Usage): number {
  return usage.inputTokens + usage.cachedInputTokens + totalCacheWriteTokens(usage);
}

/** Input tokens that were written into a cache, for however long. */
export function totalCacheWriteTokens(usage: Usage): number {
  return usage.cacheWriteTokens + usage.cacheWrite1hTokens;
}

/** All tokens of a usage. */
export function totalTokens(usage: Usage): number {
  return totalInputTokens(usage) + usage.outputTokens + usage.reasoningTokens;
}

/** The price in force for one call. */
export interface AppliedPrice {
  /** Names the row and the tier or window, for the ledger. */
  id: string;
  rates: Rates;
}

/**
 * The price of a model in force at a moment for a call of that input length; null when it has none. The operator's own
 * row beats the vendor's; within a row a window of the week beats an input tier, which beats the row's own rates.
 */
export function priceFor(model: Model, at: number, inputTokens: number): AppliedPrice | null {
  const row = rowInForce(model, at);
  if (!row) return null;
  const id = priceIdOf(model, row);
  const window = row.windows?.find((candidate) => isWithin(candidate, at));
  if (window) return { id: `${id}/${window.timeZone}`, rates: window };
  const tier = highestTier(row, inputTokens);
  return tier ? { id: `${id}>${tier.aboveInputTokens}`, rates: tier } : { id, rates: row };
}

/** The row of prices in force at a moment, the operator's own first; null when there is none. */
export function rowInForce({ prices, overrides = [] }: Model, at: number): Price | null {
  const hour = utcHour(at);
  return overrides.findLast((price) => covers(price, hour)) ?? prices.findLast((price) => covers(price, hour)) ?? null;
}

/** A row's name in the ledger, such as `google/gemini-4-argon@2026-12-01`. */
export function priceIdOf(model: Model, { from, overrideId }: Price): string {
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

/** The rate of each class of tokens, in $ per million; one that the vendor does not name is charged as its parent. */
const TOKEN_CLASSES: { tokenClass: keyof Usage; rate: (rates: Rates) => number }[] = [
  { tokenClass: 'inputTokens', rate: (rates) => rates.input },
  { tokenClass: 'cachedInputTokens', rate: (rates) => rates.cachedInput ?? rates.input },
  { tokenClass: 'cacheWriteTokens', rate: (rates) => rates.cacheWrite ?? rates.input },
  { tokenClass: 'cacheWrite1hTokens', rate: (rates) => rates.cacheWrite1h ?? rates.cacheWrite ?? rates.input },
  { tokenClass: 'outputTokens', rate: (rates) => rates.output },
  { tokenClass: 'reasoningTokens', rate: (rates) => rates.reasoning ?? rates.output },
];

/**
 * Turns a usage, and the time that the call took, into money, line by line. Integer nano-dollars throughout: rates
 * become whole nano-dollars, each line is rounded half up once, and the total is the sum of its lines.
 */
export function costOf(usage: Usage, rates: Rates, wallMs = 0): { costNanoUsd: number; items: CostItem[] } {
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

/** The one place where dollars become nano-dollars. */
function toNanoUsd(usd: number): number {
  return Math.round(usd * 1e9);
}

/** What so many tokens cost at whole nano-dollars per million. */
export function lineCost(tokens: number, nanoUsdPerMillion: number): number {
  return share(tokens, nanoUsdPerMillion, 1_000_000);
}

/** What so many whole milliseconds cost at whole nano-dollars per hour. */
export function timeCost(ms: number, nanoUsdPerHour: number): number {
  return share(ms, nanoUsdPerHour, 3_600_000);
}

/** quantity / unit × rate, rounded half up. Exact, also beyond 2^53: a million tokens at $100 is 1e17 before the division. */
function share(quantity: number, rate: number, unit: number): number {
  const numerator = quantity * rate + unit / 2;
  if (numerator <= Number.MAX_SAFE_INTEGER) return (numerator - (numerator % unit)) / unit;
  return Number((BigInt(quantity) * BigInt(rate) + BigInt(unit / 2)) / BigInt(unit));
}
