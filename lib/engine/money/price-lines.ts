import type { Model, Price, Rates, WeeklyHours } from '../types';
import { effectivePriceRow } from './cost';
import { parseUtcStart, utcHour } from './day';

/** Which calls a set of rates is for. */
export type PriceScope =
  | { kind: 'all' }
  /** Inputs in this token range; `upTo` null: no upper limit. */
  | { kind: 'input'; above: number; upTo: number | null }
  | { kind: 'hours'; hours: WeeklyHours };

/** One set of a model's rates, current or scheduled, for display. */
export interface PriceLine {
  /** `list`: the vendor's price while an override is effective. */
  when: 'now' | 'later' | 'list';
  /** First effective day or hour (UTC); null: since it was listed. */
  from: string | null;
  /** First day or hour when it no longer applies; null: no end known. */
  until: string | null;
  scope: PriceScope;
  rates: Rates;
  source: string;
  verifiedAt: string;
  overrideId: string | null;
}

/** All current and scheduled rates of a model, in order of their start. */
export function buildPriceLines(model: Model, now: number): PriceLine[] {
  const periods = listPricePeriods(model, now);
  const [first] = periods;
  const listed = first?.row.overrideId ? effectivePriceRow({ ...model, overrides: [] }, now) : null;
  return periods.flatMap((period, i) => [
    ...toPriceLines(period, i === 0 && period.isNow ? 'now' : 'later'),
    ...(i === 0 && listed ? toPriceLines({ row: listed, from: listed.from, until: null }, 'list') : []),
  ]);
}

interface Period {
  row: Price;
  from: string | null;
  until: string | null;
}

/** Price periods from now on; a row that stays effective across a date is one period. */
function listPricePeriods(model: Model, now: number): (Period & { isNow: boolean })[] {
  const hour = utcHour(now);
  const rows = [...model.prices, ...(model.overrides ?? [])];
  const dates = rows.flatMap(({ from, until }) => [from, until]).filter((date): date is string => Boolean(date));
  const changes = [...new Set(dates)].filter((date) => date > hour).sort();
  const periods: (Period & { isNow: boolean })[] = [];
  let last: Price | null = null;
  for (const [i, start] of [null, ...changes].entries()) {
    const row = effectivePriceRow(model, start === null ? now : parseUtcStart(start));
    const before = periods.at(-1);
    if (row === last) continue;
    if (before && last) before.until = start;
    if (row) periods.push({ row, from: start ?? row.from, until: null, isNow: i === 0 });
    last = row;
  }
  return periods;
}

function toPriceLines({ row, from, until }: Period, when: PriceLine['when']): PriceLine[] {
  const { source, verifiedAt, overrideId = null } = row;
  const line = (scope: PriceScope, rates: Rates): PriceLine => {
    return { when, from, until, scope, rates: onlyRates(rates), source, verifiedAt, overrideId };
  };
  const tiers = [...(row.tiers ?? [])].sort((a, b) => a.aboveInputTokens - b.aboveInputTokens);
  const lengths = [
    { above: 0, rates: row as Rates },
    ...tiers.map((tier) => ({ above: tier.aboveInputTokens, rates: tier })),
  ];
  return [
    ...lengths.map(({ above, rates }, i) => line(lengthScope(above, lengths[i + 1]?.above ?? null), rates)),
    ...(row.windows ?? []).map((window) => line({ kind: 'hours', hours: toWeeklyHours(window) }, window)),
  ];
}

function lengthScope(above: number, upTo: number | null): PriceScope {
  return above === 0 && upTo === null ? { kind: 'all' } : { kind: 'input', above, upTo };
}

function toWeeklyHours({ timeZone, days, hours }: WeeklyHours): WeeklyHours {
  return { timeZone, days, hours };
}

const RATE_NAMES = [
  'input',
  'output',
  'cachedInput',
  'cacheWrite',
  'cacheWrite1h',
  'reasoning',
  'perCall',
  'perHour',
] as const;

function onlyRates(rates: Rates): Rates {
  const known = RATE_NAMES.filter((name) => rates[name] !== undefined).map((name) => [name, rates[name]]);
  return Object.fromEntries(known) as Rates;
}
