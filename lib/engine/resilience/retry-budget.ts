import { type Clock, systemClock } from '../types';
import { RetryShare, type RetryToken, refundableToken } from './retry-share';

const CAPACITY = 500;
const RETRY_COST = 5;
const RETRY_AFTER_TIMEOUT_COST = 10;
const CLEAN_SUCCESS = 1;

/**
 * Limits retries so that they do not amplify an outage: one token bucket per process. Each attempt after the first takes
 * tokens, an attempt that answers gets them back, and a request that succeeds at first try adds one. When the bucket is
 * empty, requests fail at their first failure. (Token bucket of the AWS SDKs' standard retry mode.)
 */
export class RetryBudget {
  /** Also limits failed retries as a share of requests, because a full bucket could be spent within a minute. */
  readonly share: RetryShare;
  private tokens = CAPACITY;

  constructor(clock: Clock = systemClock) {
    this.share = new RetryShare(clock);
  }

  /** Fill level of the bucket, 0..1. */
  get level(): number {
    return this.tokens / CAPACITY;
  }

  /** Takes the tokens for one more attempt, which costs more after a timeout. Null when too few are left. */
  take({ afterTimeout }: { afterTimeout: boolean }): RetryToken | null {
    const cost = afterTimeout ? RETRY_AFTER_TIMEOUT_COST : RETRY_COST;
    if (this.tokens < cost) return null;
    this.tokens -= cost;
    return refundableToken(() => this.add(cost));
  }

  /** A request succeeded at its first attempt. */
  succeeded(): void {
    this.add(CLEAN_SUCCESS);
  }

  private add(tokens: number): void {
    this.tokens = Math.min(CAPACITY, this.tokens + tokens);
  }
}
