import type { Catalog } from '../../engine/catalog/catalog';
import { parseUtcStart, utcDay } from '../../engine/money/day';
import type { DaySpend } from '../../engine/money/forecast';
import { priceIndex, ratesFor, type TokenMix } from '../../engine/money/price-index';
import { buildPriceLines } from '../../engine/money/price-lines';
import { DAY_MS } from '../../engine/time';
import type { Rates } from '../../engine/types';

/** A scheduled price change of a model that the team uses. */
export interface ScheduledPrice {
  /** `provider/name`. */
  model: string;
  provider: string;
  name: string;
  /** The UTC day or hour. */
  from: string;
  before: Rates | null;
  after: Rates | null;
  /** New cost of the team's usage as a multiple of the current one; null when unknown. */
  factor: number | null;
  /** Change in cost per 30 days, at the usage of the last known days (30 at most). */
  monthlyNanoUsd: number | null;
}

interface Scheduling {
  catalog: Catalog;
  /** How each model was used. */
  mixes: ReadonlyMap<string, TokenMix>;
  /** The last whole days with spend. */
  days: DaySpend[];
  now: number;
}

const DAYS_AHEAD = 60;
const MONTH_DAYS = 30;

/** Price changes of the next 60 days, soonest first. */
export function scheduledPrices({ catalog, mixes, days, now }: Scheduling): ScheduledPrice[] {
  const last = utcDay(now + DAYS_AHEAD * DAY_MS);
  const changes = [...mixes].flatMap(([id, mix]) => {
    const model = catalog.get(id);
    if (!model) return [];
    const dates = buildPriceLines(model, now).filter(
      ({ when, from }) => when === 'later' && from !== null && from <= last,
    );
    return [...new Set(dates.map(({ from }) => from as string))].map((from): ScheduledPrice => {
      const at = parseUtcStart(from);
      const factor = computeFactor(
        priceIndex(model, mix, utcDay(at - DAY_MS / 2 - 1)),
        priceIndex(model, mix, utcDay(at + DAY_MS / 2)),
      );
      const spent = days.reduce((sum, { byModel }) => sum + (byModel[id] ?? 0), 0);
      return {
        model: id,
        provider: model.provider,
        name: model.name,
        from,
        before: ratesFor(model, mix, at - 1),
        after: ratesFor(model, mix, at),
        factor,
        monthlyNanoUsd:
          factor === null ? null : Math.round((spent / Math.max(1, days.length)) * MONTH_DAYS * (factor - 1)),
      };
    });
  });
  return changes.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function computeFactor(before: number | null, after: number | null): number | null {
  return before === null || after === null || before <= 0 ? null : after / before;
}
