import { inStackingOrder } from '@/components/models/provider-order';
import type { CostDimension } from '@/lib/services/costs/address';

/** A stacked series; `name` is null for all the others together. */
export interface Series {
  name: string | null;
  label: string;
  costNanoUsd: number;
  points: number[];
}

export interface ColouredSeries extends Series {
  /** A CSS colour; null is hatched, for the sandbox. */
  colour: string | null;
}

const OTHERS = 'var(--cat-other)';
/** Colours for keys and teams, which have no fixed colour. Neighbours also differ in lightness. */
const NOMINAL = ['code', 'summarization', 'reasoning', 'multilingual', 'simple', 'medium', 'creative'].map(
  (name) => `var(--cat-${name})`,
);
const EIGHTH = 'color-mix(in oklab, var(--cat-summarization) 45%, var(--surface))';
const CATEGORY_ORDER = ['simple', 'medium', 'reasoning', 'code', 'creative', 'summarization', 'multilingual'];
/** Models of one provider are shades of its colour. */
const SHADES = [100, 62, 38, 80, 50, 28, 70, 44];

/** The series in stacking order with their colours; "others" comes last. */
export function assignColours(by: CostDimension, series: Series[]): ColouredSeries[] {
  const named = series.filter(({ name }) => name !== null);
  const rest = series.filter(({ name }) => name === null).map((one) => ({ ...one, colour: OTHERS }));
  return [...COLOURED_BY[by](named), ...rest];
}

const COLOURED_BY: Record<CostDimension, (series: Series[]) => ColouredSeries[]> = {
  provider: (series) => byProvider(series).map(({ one, provider }) => ({ ...one, colour: providerColour(provider) })),
  model: (series) => byProvider(series).map(({ one, provider, place }) => ({ ...one, colour: shade(provider, place) })),
  category: (series) =>
    [...series]
      .sort((a, b) => CATEGORY_ORDER.indexOf(a.name ?? '') - CATEGORY_ORDER.indexOf(b.name ?? ''))
      .map((one) => ({ ...one, colour: `var(--cat-${one.name}, ${OTHERS})` })),
  key: nominal,
  team: nominal,
};

function nominal(series: Series[]): ColouredSeries[] {
  return series.map((one, i) => ({ ...one, colour: NOMINAL[i] ?? EIGHTH }));
}

function byProvider(series: Series[]) {
  const toProvider = ({ name }: Series) => name?.split('/')[0] ?? '';
  const order = inStackingOrder([...new Set(series.map(toProvider))]);
  return order.flatMap((provider) =>
    series.filter((one) => toProvider(one) === provider).map((one, place) => ({ one, provider, place })),
  );
}

function providerColour(provider: string): string | null {
  return provider === 'sandbox' ? null : `var(--provider-${provider}, ${OTHERS})`;
}

function shade(provider: string, place: number): string | null {
  const colour = providerColour(provider);
  const part = SHADES[place % SHADES.length] ?? 100;
  if (place === 0) return colour;
  return `color-mix(in oklab, ${colour ?? 'var(--provider-sandbox)'} ${part}%, var(--surface))`;
}
