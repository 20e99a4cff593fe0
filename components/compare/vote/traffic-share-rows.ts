import type { OddsView } from '@/lib/services/compare/comparison-view';

export interface TrafficShareRow {
  /** Null for all other models. */
  model: string | null;
  provider: string | null;
  before: number;
  after: number;
}

const SHOWN = 3;

/** The models with the highest share before or after, and the rest as one row. */
export function trafficShareRows({ before, after }: Pick<OddsView, 'before' | 'after'>): TrafficShareRow[] {
  const models = new Map([...after, ...before].map(({ model, provider }) => [model, provider]));
  const shareIn = (odds: OddsView['after'], model: string) => odds.find((one) => one.model === model)?.share ?? 0;
  const rows = [...models].map(([model, provider]) => ({
    model,
    provider,
    before: shareIn(before, model),
    after: shareIn(after, model),
  }));
  rows.sort((a, b) => Math.max(b.after, b.before) - Math.max(a.after, a.before) || b.after - a.after);
  const shown = rows.slice(0, SHOWN).sort((a, b) => b.after - a.after);
  const rest = rows.slice(SHOWN);
  if (rest.length === 0) return shown;
  const sum = (read: (row: TrafficShareRow) => number) => rest.reduce((total, row) => total + read(row), 0);
  return [...shown, { model: null, provider: null, before: sum((row) => row.before), after: sum((row) => row.after) }];
}
