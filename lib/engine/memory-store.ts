import type { PendingRecord, Settlement, Stats, Store } from './store';
import type { Outcome } from './types';

/** The facts of a settled request that statistics need; small enough to keep. */
export interface SettledFacts {
  requestId: string;
  category: string;
  costByProvider: Record<string, number>;
  costNanoUsd: number;
  baselineCostNanoUsd: number | null;
  latencyMs: number;
}

export interface LocalStore extends Store {
  stats(): Stats;
}

const NO_SUMS = () => ({
  requests: 0,
  costNanoUsd: 0,
  savedNanoUsd: 0,
  latencyMs: 0,
  byProvider: {} as Record<string, number>,
  byCategory: {} as Record<string, number>,
});

/** A store that lives as long as the process: the library's default. */
export function memoryStore(): LocalStore {
  return new Sums();
}

/** Keeps running sums; what is pending or rated is kept by id only. */
export class Sums implements LocalStore {
  private readonly pending = new Map<string, string>();
  private readonly settled = new Set<string>();
  private readonly ratings = new Map<string, number>();
  private readonly sums = NO_SUMS();

  async admit({ requestId, decision }: PendingRecord): Promise<boolean> {
    this.pending.set(requestId, decision.category);
    return true;
  }

  async settle({ requestId, outcome }: Settlement): Promise<void> {
    const category = this.pending.get(requestId);
    if (category !== undefined) this.add(factsOf(requestId, category, outcome));
  }

  async rate(requestId: string, rating: number | null): Promise<boolean> {
    if (!this.pending.has(requestId) && !this.settled.has(requestId)) return false;
    if (rating === null) this.ratings.delete(requestId);
    else this.ratings.set(requestId, rating);
    return true;
  }

  /** Adds a settled request, unless it was added before. */
  add(facts: SettledFacts): boolean {
    if (this.settled.has(facts.requestId)) return false;
    this.pending.delete(facts.requestId);
    this.settled.add(facts.requestId);
    const { sums } = this;
    sums.requests++;
    sums.costNanoUsd += facts.costNanoUsd;
    sums.latencyMs += facts.latencyMs;
    if (facts.baselineCostNanoUsd !== null) sums.savedNanoUsd += facts.baselineCostNanoUsd - facts.costNanoUsd;
    addTo(sums.byCategory, { [facts.category]: facts.costNanoUsd });
    addTo(sums.byProvider, facts.costByProvider);
    return true;
  }

  stats(): Stats {
    const { requests, costNanoUsd, savedNanoUsd, latencyMs, byProvider, byCategory } = this.sums;
    return {
      totalCost: costNanoUsd / 1e9,
      requests,
      costByProvider: toUsd(byProvider),
      costByCategory: toUsd(byCategory),
      savings: savedNanoUsd / 1e9,
      avgLatency: requests === 0 ? 0 : latencyMs / requests,
    };
  }
}

export function factsOf(requestId: string, category: string, outcome: Outcome): SettledFacts {
  const costByProvider: Record<string, number> = {};
  for (const { provider, costNanoUsd } of outcome.attempts) addTo(costByProvider, { [provider]: costNanoUsd ?? 0 });
  return {
    requestId,
    category,
    costByProvider,
    costNanoUsd: outcome.costNanoUsd ?? 0,
    baselineCostNanoUsd: outcome.baselineCostNanoUsd,
    latencyMs: outcome.totalMs,
  };
}

function addTo(sums: Record<string, number>, more: Record<string, number>): void {
  for (const [name, value] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + value;
}

function toUsd(nanoUsd: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(nanoUsd).map(([name, value]) => [name, value / 1e9]));
}
