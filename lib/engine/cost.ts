import { utcDay } from './day';
import type { CostItem, Model, Price, Rates, Usage } from './types';

export const NO_USAGE: Usage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
};

/** All input tokens, whatever they are charged at. */
export function totalInputTokens(usage: Usage): number {
  return usage.inputTokens + usage.cachedInputTokens + usage.cacheWriteTokens;
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
 * The price of a model in force at a moment for a call of that input length; null when it has none.
 * A window of the week beats an input tier, which beats the row's own rates.
 */
export function priceFor(model: Model, at: number, inputTokens: number): AppliedPrice | null {
  const row = rowInForce(model.prices, at);
  if (!row) return null;
  const id = `${model.id}@${row.from ?? 'listed'}`;
  const window = row.windows?.find((candidate) => isWithin(candidate, at));
  if (window) return { id: `${id}/${window.timeZone}`, rates: window };
  const tier = highestTier(row, inputTokens);
  return tier ? { id: `${id}>${tier.aboveInputTokens}`, rates: tier } : { id, rates: row };
}

function rowInForce(prices: Price[], at: number): Price | undefined {
  return prices.findLast((price) => price.from === null || price.from <= utcDay(at));
}

function highestTier(row: Price, inputTokens: number) {
  return row.tiers
    ?.filter((tier) => inputTokens > tier.aboveInputTokens)
    .reduce<NonNullable<Price['tiers']>[number] | undefined>(
      (best, tier) => (best && best.aboveInputTokens > tier.aboveInputTokens ? best : tier),
      undefined,
    );
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function isWithin(window: NonNullable<Price['windows']>[number], at: number): boolean {
  const parts = zoneFormat(window.timeZone).formatToParts(at);
  const day = WEEKDAYS.indexOf(parts.find((part) => part.type === 'weekday')?.value ?? '');
  const hour = Number(parts.find((part) => part.type === 'hour')?.value);
  return window.days.includes(day) && window.hours.some(([from, until]) => hour >= from && hour < until);
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  let format = zoneFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' });
    zoneFormats.set(timeZone, format);
  }
  return format;
}

const TOKEN_CLASSES: { tokenClass: keyof Usage; rate: (rates: Rates) => number }[] = [
  { tokenClass: 'inputTokens', rate: (rates) => rates.input },
  { tokenClass: 'cachedInputTokens', rate: (rates) => rates.cachedInput ?? rates.input },
  { tokenClass: 'cacheWriteTokens', rate: (rates) => rates.cacheWrite ?? rates.input },
  { tokenClass: 'outputTokens', rate: (rates) => rates.output },
  { tokenClass: 'reasoningTokens', rate: (rates) => rates.reasoning ?? rates.output },
];

/**
 * Turns a usage into money, line by line. Integer nano-dollars throughout: rates become whole nano-dollars per
 * million tokens, each line is rounded half up once, and the total is the sum of its lines.
 */
export function costOf(usage: Usage, rates: Rates): { costNanoUsd: number; items: CostItem[] } {
  const items: CostItem[] = [];
  for (const { tokenClass, rate } of TOKEN_CLASSES) {
    const tokens = usage[tokenClass];
    if (tokens <= 0) continue;
    const nanoUsdPerMillion = Math.round(rate(rates) * 1e9);
    items.push({ tokenClass, tokens, nanoUsdPerMillion, costNanoUsd: lineCost(tokens, nanoUsdPerMillion) });
  }
  return { costNanoUsd: items.reduce((sum, item) => sum + item.costNanoUsd, 0), items };
}

/** Exact, also beyond 2^53: a million tokens at $100 is 1e17 before the division. */
export function lineCost(tokens: number, nanoUsdPerMillion: number): number {
  const numerator = tokens * nanoUsdPerMillion + 500_000;
  if (numerator <= Number.MAX_SAFE_INTEGER) return (numerator - (numerator % 1_000_000)) / 1_000_000;
  return Number((BigInt(tokens) * BigInt(nanoUsdPerMillion) + 500_000n) / 1_000_000n);
}
