import type { Failure } from './failure';
import { type Clock, systemClock } from './types';

export interface BreakerOptions {
  /** Failures in a row that open it. */
  failureThreshold: number;
  /** How long it stays open the first time, in ms; doubles up to five minutes each time a probe fails. */
  resetTimeout: number;
  /** Calls let through while half-open. */
  halfOpenRequests: number;
}

export const DEFAULT_BREAKER_OPTIONS: BreakerOptions = {
  failureThreshold: 5,
  resetTimeout: 30_000,
  halfOpenRequests: 1,
};

const MAX_OPEN_MS = 5 * 60_000;
const WINDOW_MS = 30_000;
const WINDOW_MIN_CALLS = 20;
/** A vendor that gives no Retry-After: 1, 2, then 4 seconds. */
const COOL_DOWNS_MS = [1_000, 2_000, 4_000];
/** A refused key or an unknown model does not heal by itself: long, and never a storm of probes. */
const CREDENTIAL_COOL_DOWN_MS = 60_000;

export type BreakerState =
  | { state: 'closed' }
  | { state: 'half-open' }
  | { state: 'open'; until: number; why: string }
  | { state: 'cooling'; until: number; why: string };

interface Circuit {
  failuresInRow: number;
  recent: { at: number; failed: boolean }[];
  openUntil: number | null;
  openForMs: number;
  probes: number;
  coolUntil: number;
  throttlesInRow: number;
  why: string;
}

/**
 * One circuit for each credential and model. Opens after `failureThreshold` failures in a row, or when half of at
 * least 20 calls within 30 s failed; then lets `halfOpenRequests` probes through. Throttling cools down apart from
 * failures, and a caller's own mistake changes nothing.
 */
export class Breaker {
  private readonly circuits = new Map<string, Circuit>();
  private readonly options: BreakerOptions;
  private readonly clock: Clock;
  private readonly random: () => number;

  constructor(options: Partial<BreakerOptions> = {}, clock: Clock = systemClock, random: () => number = Math.random) {
    this.options = { ...DEFAULT_BREAKER_OPTIONS, ...options };
    this.clock = clock;
    this.random = random;
  }

  /** What state a circuit is in now; asking changes nothing. */
  stateOf(key: string): BreakerState {
    const circuit = this.circuits.get(key);
    const now = this.clock.now();
    if (!circuit) return { state: 'closed' };
    if (circuit.openUntil !== null) {
      if (now < circuit.openUntil) return { state: 'open', until: circuit.openUntil, why: circuit.why };
      const isFull = circuit.probes >= this.options.halfOpenRequests;
      return isFull
        ? { state: 'open', until: now + this.options.resetTimeout, why: circuit.why }
        : { state: 'half-open' };
    }
    if (now < circuit.coolUntil) return { state: 'cooling', until: circuit.coolUntil, why: circuit.why };
    return { state: 'closed' };
  }

  /** Asks to call. False while open, cooling, or while the half-open probes are taken. */
  tryAcquire(key: string): boolean {
    const { state } = this.stateOf(key);
    if (state === 'half-open') this.circuit(key).probes++;
    return state === 'closed' || state === 'half-open';
  }

  /** Gives an acquired call back without a verdict: cancelled, or the caller's own mistake. */
  release(key: string): void {
    const circuit = this.circuits.get(key);
    if (circuit && circuit.probes > 0) circuit.probes--;
  }

  recordSuccess(key: string): void {
    const circuit = this.circuits.get(key);
    if (!circuit) return;
    if (circuit.openUntil !== null) {
      this.circuits.delete(key);
      return;
    }
    circuit.failuresInRow = 0;
    circuit.throttlesInRow = 0;
    this.remember(circuit, false);
  }

  recordFailure(key: string, failure: Failure): void {
    if (failure.breaker === 'none') this.release(key);
    else if (failure.breaker === 'throttle') this.coolDown(key, failure);
    else if (failure.breaker === 'failure') this.countFailure(this.circuit(key), failure);
    else this.open(this.circuit(key), failure.retryAfterMs ?? CREDENTIAL_COOL_DOWN_MS, failure.message);
  }

  private countFailure(circuit: Circuit, failure: Failure): void {
    const isProbe = circuit.openUntil !== null;
    circuit.failuresInRow++;
    this.remember(circuit, true);
    const tooManyInRow = circuit.failuresInRow >= this.options.failureThreshold;
    if (isProbe) this.open(circuit, Math.min(circuit.openForMs * 2, MAX_OPEN_MS), failure.message);
    else if (tooManyInRow || this.isHalfFailing(circuit))
      this.open(circuit, this.options.resetTimeout, failure.message);
  }

  private isHalfFailing({ recent }: Circuit): boolean {
    const failed = recent.filter((call) => call.failed).length;
    return recent.length >= WINDOW_MIN_CALLS && failed * 2 >= recent.length;
  }

  private open(circuit: Circuit, forMs: number, why: string): void {
    circuit.openForMs = forMs;
    circuit.openUntil = this.clock.now() + forMs;
    circuit.probes = 0;
    circuit.why = why;
  }

  private coolDown(key: string, failure: Failure): void {
    this.release(key);
    const circuit = this.circuit(key);
    const steps = COOL_DOWNS_MS[Math.min(circuit.throttlesInRow, COOL_DOWNS_MS.length - 1)] ?? 0;
    const waitMs = failure.retryAfterMs ?? steps * (1 + this.random() * 0.25);
    circuit.throttlesInRow++;
    circuit.coolUntil = Math.max(circuit.coolUntil, this.clock.now() + waitMs);
    circuit.why = failure.message;
  }

  private remember(circuit: Circuit, failed: boolean): void {
    const now = this.clock.now();
    circuit.recent = circuit.recent.filter((call) => now - call.at < WINDOW_MS).slice(-99);
    circuit.recent.push({ at: now, failed });
  }

  private circuit(key: string): Circuit {
    let circuit = this.circuits.get(key);
    if (!circuit) {
      circuit = {
        failuresInRow: 0,
        recent: [],
        openUntil: null,
        openForMs: this.options.resetTimeout,
        probes: 0,
        coolUntil: 0,
        throttlesInRow: 0,
        why: '',
      };
      this.circuits.set(key, circuit);
    }
    return circuit;
  }
}
