import type { Catalog } from '../catalog/catalog';
import type { Breaker, Permit } from '../resilience/breaker';
import type { RetryBudget } from '../resilience/retry-budget';
import type { RetryToken } from '../resilience/retry-share';
import type { Candidate, Decision, Model, Provider } from '../types';
import { type Failure, isPassing } from './failure';

/** A candidate that may be called now. */
export interface Callable {
  model: Model;
  provider: Provider;
  permit: Permit;
  /** The same model again, after a pause: its failures have been counted. */
  isRepeat: boolean;
}

export interface CandidateQueueInput {
  mode: Decision['mode'];
  candidates: Candidate[];
  catalog: Catalog;
  providers: ReadonlyMap<string, Provider>;
  breaker: Breaker;
  budget: RetryBudget;
  maxAttempts: number;
}

type Reached = Pick<Callable, 'model' | 'provider'>;

/** The candidates still to try. Each failure decides which of them remain. */
export class CandidateQueue {
  private rest: Reached[];
  private started = 0;
  private contentless = 0;
  private readonly repeated = new Set<string>();
  private readonly permits: Permit[] = [];
  /** Nobody wished for another order than the score's. */
  private readonly isByScore: boolean;
  private readonly input: CandidateQueueInput;

  constructor(input: CandidateQueueInput) {
    this.input = input;
    const { mode, candidates } = input;
    this.isByScore =
      mode === 'auto' && candidates.every(({ score }, i) => i === 0 || score <= scoreAt(candidates, i - 1));
    this.rest = input.candidates.flatMap((candidate) => {
      const model = input.catalog.get(candidate.model);
      const provider = input.providers.get(candidate.provider);
      return model && provider ? [{ model, provider }] : [];
    });
  }

  /** True while somebody else may still be asked. */
  get hasMore(): boolean {
    return this.rest.length > 0 && this.started < this.input.maxAttempts;
  }

  /** The first candidates whose breakers let a call through, at most so many. */
  first(count: number): Callable[] {
    const callables: Callable[] = [];
    for (let next = this.take(); next; next = this.take()) {
      callables.push(next);
      if (callables.length === count) break;
    }
    return callables;
  }

  /** A second candidate beside one that is late. Whoever cannot be asked now may still be after a failure. */
  beside(): Callable | null {
    const rest = [...this.rest];
    const next = this.further((mayRisk) => this.take(mayRisk), false);
    this.rest = rest.filter(({ model }) => model !== next?.model);
    return next;
  }

  /** Whom to ask in place of one that failed while others are still under way: never the same again. */
  instead(failed: Reached, failure: Failure): Callable | null {
    if (!this.goesOn(failed, failure)) return null;
    return this.further((mayRisk) => this.take(mayRisk), failure.kind === 'timeout');
  }

  /** Whom to ask after a failure; null when it must be told to the caller. */
  after(failed: Reached, failure: Failure): Callable | null {
    if (!this.goesOn(failed, failure)) return null;
    const afterTimeout = failure.kind === 'timeout';
    const again = (mayRisk: boolean) =>
      mayRisk || !this.input.breaker.isHopeless(failed.model) ? this.repeat(failed) : null;
    if (failure.next === 'retry-same') return this.further(again, afterTimeout);
    return this.further(
      (mayRisk) => this.take(mayRisk) ?? (this.rest.length === 0 && isPassing(failure) ? again(mayRisk) : null),
      afterTimeout,
    );
  }

  /** Gives back every permit that nobody has settled. */
  close(): void {
    for (const permit of this.permits) permit.release();
  }

  /** Notes a failure: who remains, in which order. False when it must be told to the caller. */
  private goesOn(failed: Reached, failure: Failure): boolean {
    if (failure.next === 'fallback-once') this.contentless++;
    if (!this.mayGoOn(failure)) return false;
    if (failure.next === 'larger-window')
      this.rest = this.rest.filter(({ model }) => model.contextWindow > failed.model.contextWindow);
    if (this.isByScore && failure.breaker !== 'none') this.putLast(failed.provider.id);
    return true;
  }

  /** What failed at a provider may fail at its other models too: somebody else first, else in the order of before. */
  private putLast(provider: string): void {
    const isIts = (one: Reached) => one.provider.id === provider;
    this.rest = [...this.rest.filter((one) => !isIts(one)), ...this.rest.filter(isIts)];
  }

  private mayGoOn({ next }: Failure): boolean {
    if (next === 'fallback-once') return this.contentless < 2;
    return next !== 'surface';
  }

  /** One attempt more than the first has its price; once too many have failed, only those in good standing are asked. */
  private further(pick: (mayRisk: boolean) => Callable | null, afterTimeout: boolean): Callable | null {
    const { budget } = this.input;
    const token = budget.share.take();
    const next = pick(token !== null);
    const paid = next && budget.take({ afterTimeout });
    if (next && paid) return { ...next, permit: paidWith(token ? [token, paid] : [paid], next.permit) };
    token?.giveBack();
    if (next) this.giveUp(next);
    this.rest = [];
    return null;
  }

  private take(mayRisk = true): Callable | null {
    while (this.hasMore) {
      const place = this.rest.findIndex(({ model }) => mayRisk || !this.input.breaker.isDoubtful(model));
      const [next] = place < 0 ? [] : this.rest.splice(place, 1);
      if (!next) return null;
      const callable = this.acquire(next, false);
      if (callable) return callable;
    }
    return null;
  }

  private repeat(same: Reached): Callable | null {
    if (this.repeated.has(same.model.id) || this.started >= this.input.maxAttempts) return null;
    this.repeated.add(same.model.id);
    return this.acquire(same, true);
  }

  private acquire({ model, provider }: Reached, isRepeat: boolean): Callable | null {
    const permit = this.input.breaker.acquire(model);
    if (!permit) return null;
    this.started++;
    this.permits.push(permit);
    return { model, provider, permit, isRepeat };
  }

  /** It is not asked after all. */
  private giveUp({ permit }: Callable): void {
    this.started--;
    permit.release();
  }
}

/**
 * Only a failure of the upstream's costs anything: an answer's first word gives all back, however long the rest takes,
 * and a call that was cancelled says nothing.
 */
function paidWith(tokens: RetryToken[], permit: Permit): Permit {
  const giveBack = () => {
    for (const token of tokens) token.giveBack();
  };
  return {
    ...permit,
    spoke: () => {
      giveBack();
      permit.spoke();
    },
    succeeded: () => {
      giveBack();
      permit.succeeded();
    },
    failed: (failure) => {
      if (failure.kind === 'cancelled') giveBack();
      permit.failed(failure);
    },
  };
}

function scoreAt(candidates: Candidate[], place: number): number {
  return candidates[place]?.score ?? Number.POSITIVE_INFINITY;
}
