import type { Rates } from '@/lib/engine/types';

/** What the dialog asks for, as text; null is a field left empty. */
export interface PriceForm {
  model: string;
  rates: Rates;
  /** A UTC hour as `2026-12-01T13`; null: this hour. */
  from: string | null;
  /** Null: until somebody ends it. */
  until: string | null;
  note: string;
}

/** The fields of a price, with those that most people need first. */
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

/** Reads the dialog's fields. A rate left empty is one that the price does not name; input and output are then 0. */
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

/** A field for time gives minutes too; prices change on the hour. */
function toUtcHour(text: string): string | null {
  return text === '' ? null : text.slice(0, 13);
}
