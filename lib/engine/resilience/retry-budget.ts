import { type Clock, systemClock } from '../types';
import { RetryShare, type RetryToken, tokenOf } from './retry-share';

const CAPACITY = 500;
const RETRY_COST = 5;
const RETRY_AFTER_TIMEOUT_COST = 10;
const CLEAN_SUCCESS = 1;

/**
 * Keeps retries from multiplying an outage into a storm: a bucket of tokens for a whole process. Each further attempt
 * of a request takes some, one that answers gives them back, and a success at first try puts one in. An empty bucket
 * means that retries do not help: requests then fail at their first failure. (The token bucket of the AWS SDKs'
 * standard retry mode.)
 */
export class RetryBudget {
  /** Beside the bucket, which a healthy hour fills for a minute of outage: what may fail of it at any time. */
  readonly share: RetryShare;
  private tokens = CAPACITY;

  constructor(clock: Clock = systemClock) {
    this.share = new RetryShare(clock);
  }

  /** How full it is, 0..1. */
  get level(): number {
    return this.tokens / CAPACITY;
  }

  /** Takes the price of one more attempt, which is higher after a timeout. Null when empty. */
  take({ afterTimeout }: { afterTimeout: boolean }): RetryToken | null {
    const cost = afterTimeout ? RETRY_AFTER_TIMEOUT_COST : RETRY_COST;
    if (this.tokens < cost) return null;
    this.tokens -= cost;
    return tokenOf(() => this.add(cost));
  }

  /** A request succeeded at its first attempt. */
  succeeded(): void {
    this.add(CLEAN_SUCCESS);
  }

  private add(tokens: number): void {
    this.tokens = Math.min(CAPACITY, this.tokens + tokens);
  }
}
