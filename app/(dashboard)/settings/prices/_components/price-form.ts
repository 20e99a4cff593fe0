import type { Rates } from '@/lib/engine/types';

/** The dialog's values. */
export interface PriceForm {
  model: string;
  rates: Rates;
  /** A UTC hour such as `2026-12-01T13`; null for the current hour. */
  from: string | null;
  /** Null for no end. */
  until: string | null;
  note: string;
}

/** The fields of a price, the most common first. */
export const RATE_FIELDS: { name: keyof Rates; label: string; isMain?: boolean; isOwnMachine?: boolean }[] = [
  { name: 'input', label: 'Input', isMain: true },
  { name: 'output', label: 'Output', isMain: true },
  { name: 'cachedInput', label: 'Cached input' },
  { name: 'cacheWrite', label: 'Cache write' },
  { name: 'cacheWrite1h', label: 'Cache write, 1 h' },
  { name: 'reasoning', label: 'Reasoning' },
  { name: 'perCall', label: 'Per call' },
  { name: 'perHour', label: 'Per hour', isMain: true, isOwnMachine: true },
];

/** Reads the form. Empty rates are not set; input and output default to 0. */
export function readPriceForm(data: FormData, model: string): PriceForm {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const named = RATE_FIELDS.map(({ name }) => [name, text(name)] as const).filter(([, value]) => value !== '');
  const rates = { input: 0, output: 0, ...Object.fromEntries(named.map(([name, value]) => [name, Number(value)])) };
  return {
    model: model || text('model'),
    rates,
    from: toUtcHour(text('from')),
    until: toUtcHour(text('until')),
    note: text('note'),
  };
}

/** Prices change on the hour, so minutes are dropped. */
function toUtcHour(text: string): string | null {
  return text === '' ? null : text.slice(0, 13);
}
