import { type PromptContext, toPromptContext } from './memory/context';
import type { AdmissionResult, PendingRecord, Settlement, Stats, Store } from './store';
import type { Outcome } from './types';

/** The facts of a settled request that statistics and memory need; small enough to keep. */
export interface SettledFacts {
  requestId: string;
  category: string;
  costByProvider: Record<string, number>;
  costNanoUsd: number;
  baselineCostNanoUsd: number | null;
  latencyMs: number;
  /** The model that answered and the kind of prompt, for ratings to learn from; absent when no model answered. */
  answered?: { model: string; context: PromptContext };
}

/** A rating that was not taken back, with the answer it is about. */
export interface RatedAnswer {
  model: string;
  context: PromptContext;
  /** -1..1 */
  rating: number;
}

/** The store of a router without a database: it also keeps ratings and statistics. */
export interface LocalStore extends Store {
  /** Rates a request from -1 to 1; null takes the rating back. False when the request is not known. */
  rate(requestId: string, rating: number | null): Promise<boolean>;
  stats(): Stats;
  /** Every rating that was not taken back, in the order in which they were first given. */
  ratedAnswers(): RatedAnswer[];
}

/** Beyond this, the oldest requests without a rating are forgotten and can no longer be rated. */
const MAX_UNRATED = 10_000;

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

/** A store that keeps nothing: statistics stay empty and no request can be rated. */
export function nullStore(): LocalStore {
  const nothing = new Sums();
  return {
    admit: async ({ decision }) => ({ kind: 'admitted', decision }),
    settle: async () => undefined,
    rate: async () => false,
    stats: () => nothing.stats(),
    ratedAnswers: () => [],
  };
}

/** Keeps running sums; pending and rated requests are kept by id only. */
export class Sums implements LocalStore {
  private readonly pending = new Map<string, PromptContext>();
  private readonly settled = new Set<string>();
  private readonly ratings = new Map<string, number>();
  private readonly answers = new Map<string, NonNullable<SettledFacts['answered']>>();
  private readonly unrated = new Set<string>();
  private readonly sums = NO_SUMS();

  async admit({ requestId, decision }: PendingRecord): Promise<AdmissionResult> {
    this.pending.set(requestId, toPromptContext(decision));
    return { kind: 'admitted', decision };
  }

  async settle({ requestId, outcome }: Settlement): Promise<void> {
    const context = this.pending.get(requestId);
    if (context) this.add(toSettledFacts(requestId, context, outcome));
  }

  async rate(requestId: string, rating: number | null): Promise<boolean> {
    if (!this.pending.has(requestId) && !this.settled.has(requestId)) return false;
    if (rating === null) this.ratings.delete(requestId);
    else this.ratings.set(requestId, rating);
    if (rating === null) this.unrated.add(requestId);
    else this.unrated.delete(requestId);
    return true;
  }

  ratedAnswers(): RatedAnswer[] {
    return [...this.ratings].flatMap(([requestId, rating]) => {
      const answered = this.answers.get(requestId);
      return answered ? [{ ...answered, rating }] : [];
    });
  }

  /** Adds a settled request, unless it was added before. */
  add(facts: SettledFacts): boolean {
    if (this.settled.has(facts.requestId)) return false;
    this.pending.delete(facts.requestId);
    this.settled.add(facts.requestId);
    if (facts.answered) this.answers.set(facts.requestId, facts.answered);
    if (!this.ratings.has(facts.requestId)) this.unrated.add(facts.requestId);
    this.forgetOldest();
    const { sums } = this;
    sums.requests++;
    sums.costNanoUsd += facts.costNanoUsd;
    sums.latencyMs += facts.latencyMs;
    if (facts.baselineCostNanoUsd !== null) sums.savedNanoUsd += facts.baselineCostNanoUsd - facts.costNanoUsd;
    addTo(sums.byCategory, { [facts.category]: facts.costNanoUsd });
    addTo(sums.byProvider, facts.costByProvider);
    return true;
  }

  private forgetOldest(): void {
    for (const requestId of this.unrated) {
      if (this.unrated.size <= MAX_UNRATED) return;
      this.unrated.delete(requestId);
      this.settled.delete(requestId);
      this.answers.delete(requestId);
    }
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

export function toSettledFacts(requestId: string, context: PromptContext, outcome: Outcome): SettledFacts {
  const { answeredBy } = outcome;
  const costByProvider: Record<string, number> = {};
  for (const { provider, costNanoUsd } of outcome.attempts) addTo(costByProvider, { [provider]: costNanoUsd ?? 0 });
  return {
    requestId,
    category: context.category,
    costByProvider,
    costNanoUsd: outcome.costNanoUsd ?? 0,
    baselineCostNanoUsd: outcome.baselineCostNanoUsd,
    latencyMs: outcome.totalMs,
    ...(answeredBy && { answered: { model: answeredBy.model, context } }),
  };
}

function addTo(sums: Record<string, number>, more: Record<string, number>): void {
  for (const [name, value] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + value;
}

function toUsd(nanoUsd: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(nanoUsd).map(([name, value]) => [name, value / 1e9]));
}
