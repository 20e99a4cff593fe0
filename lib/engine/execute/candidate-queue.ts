import type { Catalog } from '../catalog/catalog';
import type { Breaker, Permit } from '../resilience/breaker';
import type { RetryBudget } from '../resilience/retry-budget';
import type { RetryToken } from '../resilience/retry-share';
import type { Candidate, Decision, Model, Provider } from '../types';
import { type Failure, isTransient } from './failure';

/** A candidate with permission to be called now. */
export interface Callable {
  model: Model;
  provider: Provider;
  permit: Permit;
  /** True when the same model is called again after a pause; its first failure has been counted. */
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

type CallTarget = Pick<Callable, 'model' | 'provider'>;

/** The candidates not tried yet. Each failure narrows or reorders them. */
export class CandidateQueue {
  private rest: CallTarget[];
  private started = 0;
  private contentlessFailures = 0;
  private readonly repeated = new Set<string>();
  private readonly permits: Permit[] = [];
  /** The order comes from scores alone, not from the caller or the policy. */
  private readonly rankedByScore: boolean;
  private readonly input: CandidateQueueInput;

  constructor(input: CandidateQueueInput) {
    this.input = input;
    const { mode, candidates } = input;
    this.rankedByScore =
      mode === 'auto' && candidates.every(({ score }, i) => i === 0 || score <= scoreAt(candidates, i - 1));
    this.rest = input.candidates.flatMap((candidate) => {
      const model = input.catalog.get(candidate.model);
      const provider = input.providers.get(candidate.provider);
      return model && provider ? [{ model, provider }] : [];
    });
  }

  /** True while another candidate may be called. */
  get hasMore(): boolean {
    return this.rest.length > 0 && this.started < this.input.maxAttempts;
  }

  /** Takes up to `count` candidates whose breakers allow a call. */
  first(count: number): Callable[] {
    const callables: Callable[] = [];
    for (let next = this.take(); next; next = this.take()) {
      callables.push(next);
      if (callables.length === count) break;
    }
    return callables;
  }

  /** Takes a second candidate to hedge a slow call. Candidates that cannot be called now stay for later fallbacks. */
  nextHedge(): Callable | null {
    const rest = [...this.rest];
    const next = this.payForNext((allowRisky) => this.take(allowRisky), false);
    this.rest = rest.filter(({ model }) => model !== next?.model);
    return next;
  }

  /** Takes a replacement for a parallel call that failed; never the same model again. */
  replacementFor(failed: CallTarget, failure: Failure): Callable | null {
    if (!this.recordFailure(failed, failure)) return null;
    return this.payForNext((allowRisky) => this.take(allowRisky), failure.kind === 'timeout');
  }

  /** Takes the next candidate after a failure; null when the failure must be returned to the caller. */
  nextAfter(failed: CallTarget, failure: Failure): Callable | null {
    if (!this.recordFailure(failed, failure)) return null;
    const afterTimeout = failure.kind === 'timeout';
    const again = (allowRisky: boolean) =>
      allowRisky || !this.input.breaker.keepsFailing(failed.model) ? this.repeat(failed) : null;
    if (failure.next === 'retry-same') return this.payForNext(again, afterTimeout);
    return this.payForNext(
      (allowRisky) =>
        this.take(allowRisky) ?? (this.rest.length === 0 && isTransient(failure) ? again(allowRisky) : null),
      afterTimeout,
    );
  }

  /** Releases every permit without a result. */
  close(): void {
    for (const permit of this.permits) permit.release();
  }

  /** Applies a failure to the remaining candidates. Returns false when it must be returned to the caller. */
  private recordFailure(failed: CallTarget, failure: Failure): boolean {
    if (failure.next === 'fallback-once') this.contentlessFailures++;
    if (!this.mayFallBack(failure)) return false;
    if (failure.next === 'larger-window')
      this.rest = this.rest.filter(({ model }) => model.contextWindow > failed.model.contextWindow);
    if (this.rankedByScore && failure.breaker !== 'none') this.putLast(failed.provider.id);
    return true;
  }

  /** Other models of a failed provider may fail too, so they move to the end, in their order. */
  private putLast(provider: string): void {
    const isFromProvider = (one: CallTarget) => one.provider.id === provider;
    this.rest = [...this.rest.filter((one) => !isFromProvider(one)), ...this.rest.filter(isFromProvider)];
  }

  private mayFallBack({ next }: Failure): boolean {
    if (next === 'fallback-once') return this.contentlessFailures < 2;
    return next !== 'surface';
  }

  /** Charges a further attempt to the retry budget. While too many retries fail, only low-risk models are called. */
  private payForNext(pick: (allowRisky: boolean) => Callable | null, afterTimeout: boolean): Callable | null {
    const { budget } = this.input;
    const token = budget.share.take();
    const next = pick(token !== null);
    const paid = next && budget.take({ afterTimeout });
    if (next && paid) return { ...next, permit: withRefund(token ? [token, paid] : [paid], next.permit) };
    token?.refund();
    if (next) this.cancelCall(next);
    this.rest = [];
    return null;
  }

  private take(allowRisky = true): Callable | null {
    while (this.hasMore) {
      const place = this.rest.findIndex(({ model }) => allowRisky || !this.input.breaker.isRisky(model));
      const [next] = place < 0 ? [] : this.rest.splice(place, 1);
      if (!next) return null;
      const callable = this.acquire(next, false);
      if (callable) return callable;
    }
    return null;
  }

  private repeat(same: CallTarget): Callable | null {
    if (this.repeated.has(same.model.id) || this.started >= this.input.maxAttempts) return null;
    this.repeated.add(same.model.id);
    return this.acquire(same, true);
  }

  private acquire({ model, provider }: CallTarget, isRepeat: boolean): Callable | null {
    const permit = this.input.breaker.acquire(model);
    if (!permit) return null;
    this.started++;
    this.permits.push(permit);
    return { model, provider, permit, isRepeat };
  }

  /** Takes back an acquired call that will not be made. */
  private cancelCall({ permit }: Callable): void {
    this.started--;
    permit.release();
  }
}

/**
 * Wraps a permit so that only an upstream failure spends retry tokens. First content refunds them, however long the rest
 * of the answer takes; a cancelled call refunds them too because it is no evidence of a failure.
 */
function withRefund(tokens: RetryToken[], permit: Permit): Permit {
  const refund = () => {
    for (const token of tokens) token.refund();
  };
  return {
    ...permit,
    firstContent: () => {
      refund();
      permit.firstContent();
    },
    succeeded: () => {
      refund();
      permit.succeeded();
    },
    failed: (failure) => {
      if (failure.kind === 'cancelled') refund();
      permit.failed(failure);
    },
  };
}

function scoreAt(candidates: Candidate[], place: number): number {
  return candidates[place]?.score ?? Number.POSITIVE_INFINITY;
}
