import { type Clock, systemClock } from '../types';

/** In points, so that no fraction is summed up: a dozen requests bring what one failed retry costs. */
const RETRY_COST = 12;
const PER_REQUEST = 1;
/** Few callers can retry too; from one request a second on, this and the share are a sixth of the requests at most. */
const PER_SECOND = 1;
/** Three retries: a lone request may make all its attempts, whomever it asks. */
const CAPACITY = 3 * RETRY_COST;

/** Leave to make one further attempt wherever there is one to make. */
export interface RetryToken {
  /** The attempt turned out well, or says nothing: it costs nothing. Once; again changes nothing. */
  giveBack(): void;
}

/** A token that can be given back once. */
export function tokenOf(giveBack: () => void): RetryToken {
  let isHeld = true;
  return {
    giveBack: () => {
      if (isHeld) giveBack();
      isHeld = false;
    },
  };
}

/**
 * Keeps failed retries a small share of the requests: each request brings a twelfth of one, each second another twelfth,
 * and three can be saved up. What holds over any time, then: failed retries ≤ 3 + requests / 12 + seconds / 12. (The
 * shape of Finagle's RetryBudget: a share of the traffic and a floor, so that few callers can retry too.)
 */
export class RetryShare {
  private points = CAPACITY;
  private countedAt: number;
  private readonly clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.clock = clock;
    this.countedAt = clock.now();
  }

  /** How much is left, 0..1. */
  get level(): number {
    this.countTime();
    return this.points / CAPACITY;
  }

  /** A request came in. */
  asked(): void {
    this.countTime();
    this.add(PER_REQUEST);
  }

  /** One more retry on its way; null when too many have failed. */
  take(): RetryToken | null {
    this.countTime();
    if (this.points < RETRY_COST) return null;
    this.points -= RETRY_COST;
    return tokenOf(() => this.add(RETRY_COST));
  }

  private countTime(): void {
    const now = this.clock.now();
    // A clock that was set back brings nothing, and takes nothing.
    this.add((Math.max(0, now - this.countedAt) / 1_000) * PER_SECOND);
    this.countedAt = now;
  }

  private add(points: number): void {
    this.points = Math.min(CAPACITY, this.points + points);
  }
}
