import { calcPrice, type ModelPrice, type TieredPrices } from '@pydantic/genai-prices';
import { effectivePriceRow, priceFor } from '../../lib/engine/money/cost';
import { parseUtcStart } from '../../lib/engine/money/day';
import { DAY_MS } from '../../lib/engine/time';
import type { Model, Rates } from '../../lib/engine/types';

/** One field in which our price of a model is not theirs, from a day on. */
export interface Finding {
  model: string;
  /** The first day on which it is so; `listed` for the first price of all. */
  from: string;
  field: string;
  ours: string;
  theirs: string;
}

const PROVIDERS: Record<string, string> = { xai: 'x-ai' };
const CLASSES: { name: keyof Rates; theirs: string }[] = [
  { name: 'input', theirs: 'input_mtok' },
  { name: 'cachedInput', theirs: 'cache_read_mtok' },
  { name: 'cacheWrite', theirs: 'cache_write_mtok' },
  { name: 'cacheWrite1h', theirs: 'cache_write_1h_mtok' },
  { name: 'output', theirs: 'output_mtok' },
];
/** What their package knows was read then. */
const THEIR_DAY = '2026-09-23';

/** Every difference between our prices of a model and theirs, at each moment at which one of them changes. */
export function findingsOf(model: Model): Finding[] {
  const findings = daysOf(model).flatMap(({ from, at }) => at.flatMap((moment) => findingsAt(model, from, moment)));
  return [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
}

/** The days on which a price begins, ours or theirs, each with moments to look at: a working day's peak and a quiet hour. */
function daysOf(model: Model): { from: string; at: number[] }[] {
  const days = [...new Set([...model.prices.flatMap(({ from }) => from ?? []), ...theirDays(model)])].sort();
  const gone = model.retired?.on ?? '9999-12-31';
  const first = [days[0] ?? THEIR_DAY, gone].sort()[0] as string;
  const dated = days.filter((day) => day < gone).map((day) => ({ from: day, at: momentsOf(parseUtcStart(day)) }));
  return [{ from: 'listed', at: momentsOf(parseUtcStart(first) - 7 * DAY_MS) }, ...dated];
}

/** Within the week after a moment each hour of Wednesday and Saturday: prices may differ by the hour and the day. */
function momentsOf(start: number): number[] {
  const hours = Array.from({ length: 7 * 24 }, (_, i) => start + i * 3_600_000);
  return hours.filter((at) => [3, 6].includes(new Date(at).getUTCDay()));
}

function theirDays(model: Model): string[] {
  const prices = theirs(model, parseUtcStart(THEIR_DAY))?.model.prices;
  if (!Array.isArray(prices)) return [];
  return prices.flatMap(({ constraint }) => (constraint?.type === 'start_date' ? constraint.start_date : []));
}

function theirs({ provider, name }: Model, at: number) {
  const usage = { input_tokens: 1, output_tokens: 1 };
  return calcPrice(usage, name, { providerId: PROVIDERS[provider] ?? provider, timestamp: new Date(at) });
}

function findingsAt(model: Model, from: string, at: number): Finding[] {
  const their = theirs(model, at);
  if (!their) return from === 'listed' ? [{ model: model.id, from, field: 'listed', ours: 'yes', theirs: 'no' }] : [];
  const steps = [...new Set([0, ...ourSteps(model, at), ...theirSteps(their.model_price)])].sort((a, b) => a - b);
  return steps.flatMap((step) =>
    CLASSES.flatMap(({ name, theirs: key }) => {
      const ours = ourRate(model, at, step, name);
      const other = theirRate(their.model_price[key], step);
      if (ours === other) return [];
      const field = step === 0 ? name : `${name} above ${step}`;
      return [
        { model: model.id, from, field: field + hourOf(model, at), ours: `${ours ?? '–'}`, theirs: `${other ?? '–'}` },
      ];
    }),
  );
}

/** Only where a price depends on the hour is the hour part of what differs. */
function hourOf(model: Model, at: number): string {
  if (!effectivePriceRow(model, at)?.windows) return '';
  return ` on ${['', '', '', 'working days', '', '', 'Saturdays'][new Date(at).getUTCDay()]}`;
}

function ourRate(model: Model, at: number, step: number, name: keyof Rates): number | undefined {
  return priceFor(model, at, step + 1)?.rates[name];
}

function ourSteps(model: Model, at: number): number[] {
  return effectivePriceRow(model, at)?.tiers?.map(({ aboveInputTokens }) => aboveInputTokens) ?? [];
}

function theirSteps(price: ModelPrice): number[] {
  return Object.values(price).flatMap((rate) => (typeof rate === 'object' ? rate.tiers.map(({ start }) => start) : []));
}

function theirRate(rate: number | TieredPrices | undefined, step: number): number | undefined {
  if (typeof rate !== 'object') return rate;
  return rate.tiers.findLast(({ start }) => step + 1 > start)?.price ?? rate.base;
}
