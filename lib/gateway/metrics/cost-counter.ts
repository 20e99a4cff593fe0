import type { Maker } from './make';

interface Spent {
  labels: { provider: string; model: string };
  nanoUsd: number;
}

/** US dollars by model, summed up in whole nano-dollars so that they agree with the ledger to the last one. */
export class CostCounter {
  private readonly spent = new Map<string, Spent>();

  constructor({ readCounter }: Maker) {
    const help = 'US dollars that calls cost. Calls of unknown price are in a3m_unpriced_attempts_total instead.';
    readCounter('a3m_cost_usd_total', help, ['provider', 'model'], (set) => {
      for (const { labels, nanoUsd } of this.spent.values()) set(nanoUsd / 1e9, labels);
    });
  }

  add(provider: string, model: string, nanoUsd: number): void {
    const key = `${provider}\n${model}`;
    const known = this.spent.get(key);
    if (known) known.nanoUsd += nanoUsd;
    else this.spent.set(key, { labels: { provider, model }, nanoUsd });
  }
}
