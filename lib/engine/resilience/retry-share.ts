import { type Clock, systemClock } from '../types';

/** In whole points, so that sums are exact: twelve requests pay for one failed retry. */
const RETRY_COST = 12;
const PER_REQUEST = 1;
/** A floor for low traffic. From one request a second on, failed retries stay below a sixth of the requests. */
const PER_SECOND = 1;
/** Three retries, so that a single request may make all its attempts. */
const CAPACITY = 3 * RETRY_COST;

/** Permission for one more attempt. */
export interface RetryToken {
  /** Returns the tokens: the attempt succeeded or was cancelled. Further calls have no effect. */
  refund(): void;
}

/** Creates a token that can be refunded once. */
export function refundableToken(refund: () => void): RetryToken {
  let isOpen = true;
  return {
    refund: () => {
      if (isOpen) refund();
      isOpen = false;
    },
  };
}

/**
 * Keeps failed retries a small share of requests: each request and each second adds a twelfth of a retry, and at most
 * three are saved. Over any period: failed retries ≤ 3 + requests / 12 + seconds / 12. (Modelled on Finagle's
 * RetryBudget: a share of the traffic plus a floor for low traffic.)
 */
export class RetryShare {
  private points = CAPACITY;
  private countedAt: number;
  private readonly clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.clock = clock;
    this.countedAt = clock.now();
  }

  /** Fill level, 0..1. */
  get level(): number {
    this.countTime();
    return this.points / CAPACITY;
  }

  /** Counts an incoming request. */
  recordRequest(): void {
    this.countTime();
    this.add(PER_REQUEST);
  }

  /** Takes one retry; null when too many have failed. */
  take(): RetryToken | null {
    this.countTime();
    if (this.points < RETRY_COST) return null;
    this.points -= RETRY_COST;
    return refundableToken(() => this.add(RETRY_COST));
  }

  private countTime(): void {
    const now = this.clock.now();
    // A clock that was set back adds nothing.
    this.add((Math.max(0, now - this.countedAt) / 1_000) * PER_SECOND);
    this.countedAt = now;
  }

  private add(points: number): void {
    this.points = Math.min(CAPACITY, this.points + points);
  }
}
