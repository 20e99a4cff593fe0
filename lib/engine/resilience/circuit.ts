import type { Clock } from '../types';

export interface CircuitOptions {
  /** Consecutive failures that open the circuit. */
  failureThreshold: number;
  /** First open period in ms; doubles up to five minutes each time a probe fails. */
  resetTimeout: number;
  /** Probe calls allowed while half-open. */
  halfOpenRequests: number;
}

export type BreakerState =
  | { state: 'closed' }
  | { state: 'half-open'; why: string }
  | { state: 'open'; until: number; why: string }
  | { state: 'cooling'; until: number; why: string };

/** Permission for one call. Its result counts only if the circuit has not changed since (`era`). */
export interface Pass {
  era: number;
  isProbe: boolean;
}

/** Recent results of the same circuit in another process. */
export interface PeerCircuit {
  failuresInRow: number;
  failed: number;
  calls: number;
  /** Remaining open or cooldown time in that process, in ms; null when not open or cooling. */
  openForMs: number | null;
  coolForMs: number | null;
  why: string;
}

const MAX_OPEN_MS = 5 * 60_000;
const WINDOW_MS = 30_000;
const WINDOW_MIN_CALLS = 20;
const MAX_REMEMBERED = 200;
/** Cooldowns for a vendor without Retry-After: 1, 2, then 4 seconds, plus up to 25 % jitter. */
const COOL_DOWNS_MS = [1_000, 2_000, 4_000];
const JITTER = 0.25;
/** Retry hint while a probe is running: its end is unknown. */
const PROBING_MS = 1_000;

/** A circuit breaker: closed, open or half-open; and, independently, cooling down after throttling. */
export class Circuit {
  private failuresInRow = 0;
  private throttlesInRow = 0;
  private recent: { at: number; failed: boolean }[] = [];
  private openUntil: number | null = null;
  private openForMs: number;
  private openedAt = 0;
  /** Opened by failures, which may end at any time, unlike an invalid API key. */
  private mayRecover = false;
  private probes = 0;
  private coolUntil = 0;
  private peersCoolUntil = 0;
  /** Increases each time the circuit opens or closes. */
  era = 0;
  private why = '';
  /** Opened because another process reported it open; closes when that one closes. */
  private isAdopted = false;
  private peers: PeerCircuit[] = [];
  private readonly options: CircuitOptions;
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly isTotalOutage: () => boolean;

  /** `isTotalOutage` reports that no call succeeds at any circuit. */
  constructor(options: CircuitOptions, clock: Clock, random: () => number, isTotalOutage: () => boolean = () => false) {
    this.isTotalOutage = isTotalOutage;
    this.options = options;
    this.clock = clock;
    this.random = random;
    this.openForMs = options.resetTimeout;
  }

  /** The current state; reading it has no side effect. */
  state(): BreakerState {
    const now = this.clock.now();
    const { why } = this;
    const coolUntil = Math.max(this.coolUntil, this.peersCoolUntil);
    const openUntil = this.effectiveOpenUntil();
    if (openUntil !== null && now < openUntil) return { state: 'open', until: openUntil, why };
    if (now < coolUntil) return { state: 'cooling', until: coolUntil, why };
    if (this.openUntil !== null) {
      const isProbed = this.probes >= this.options.halfOpenRequests;
      return isProbed ? { state: 'open', until: now + PROBING_MS, why } : { state: 'half-open', why };
    }
    return { state: 'closed' };
  }

  /** Requests permission for a call. Null while open or cooling, or while all probe slots are taken. */
  acquire(): Pass | null {
    const { state } = this.state();
    if (state !== 'closed' && state !== 'half-open') return null;
    const isProbe = state === 'half-open';
    if (isProbe) this.probes++;
    return { era: this.era, isProbe };
  }

  /** Returns a pass without a result: the call was cancelled, or its failure does not concern this circuit. */
  release({ era, isProbe }: Pass): void {
    if (isProbe && era === this.era) this.probes--;
  }

  /** A probe received content, so the circuit closes. The rest of its answer counts like any other call. */
  proven(pass: Pass): Pass {
    this.succeed(pass);
    return { era: this.era, isProbe: false };
  }

  succeed({ era }: Pass): void {
    if (era !== this.era) return;
    if (this.openUntil !== null) {
      this.close();
      return;
    }
    this.failuresInRow = 0;
    this.throttlesInRow = 0;
    this.remember(false);
  }

  fail({ era, isProbe }: Pass, why: string): void {
    if (era !== this.era) return;
    this.why = why;
    if (isProbe) {
      this.open(Math.min(this.openForMs * 2, MAX_OPEN_MS));
      this.mayRecover = true;
      return;
    }
    this.failuresInRow++;
    this.remember(true);
    this.openIfTooMany();
  }

  /** Opens at once; for longer each time a probe fails. */
  trip({ era, isProbe }: Pass, why: string, forMs: number): void {
    if (era !== this.era) return;
    this.why = why;
    this.open(isProbe ? Math.min(Math.max(this.openForMs * 2, forMs), MAX_OPEN_MS) : forMs);
  }

  coolDown(pass: Pass, why: string, retryAfterMs: number | null): void {
    this.release(pass);
    const step = COOL_DOWNS_MS[Math.min(this.throttlesInRow, COOL_DOWNS_MS.length - 1)] ?? 0;
    const waitMs = retryAfterMs ?? step * (1 + this.random() * JITTER);
    this.throttlesInRow++;
    this.coolUntil = Math.max(this.coolUntil, this.clock.now() + waitMs);
    this.why = why;
  }

  /** Ends an open period early: the next call is the probe. */
  probeNow(): void {
    const now = this.clock.now();
    if (this.openUntil !== null) this.openUntil = Math.min(this.openUntil, now);
    this.coolUntil = Math.min(this.coolUntil, now);
    this.peersCoolUntil = Math.min(this.peersCoolUntil, now);
  }

  /** State to share with other processes; null when there is nothing to report. Excludes what peers reported. */
  view(): PeerCircuit | null {
    const now = this.clock.now();
    const recent = this.recent.filter(({ at }) => now - at < WINDOW_MS);
    const failed = recent.filter((call) => call.failed).length;
    const openForMs = this.openUntil !== null && !this.isAdopted ? Math.max(1, this.openUntil - now) : null;
    const coolForMs = this.coolUntil > now ? this.coolUntil - now : null;
    if (openForMs === null && coolForMs === null && failed === 0) return null;
    const failuresInRow = recent.at(-1)?.failed ? Math.min(this.failuresInRow, failed) : 0;
    return { failuresInRow, failed, calls: recent.length, openForMs, coolForMs, why: this.why };
  }

  /** Applies the current state of the other processes. */
  learn(peers: PeerCircuit[]): void {
    const now = this.clock.now();
    this.peers = peers;
    const open = longest(peers, ({ openForMs }) => openForMs);
    const cooling = longest(peers, ({ coolForMs }) => coolForMs);
    if (open && this.openUntil === null) this.adopt(open.why, now + open.ms);
    else if (!open && this.isAdopted) this.close();
    this.peersCoolUntil = cooling ? now + cooling.ms : 0;
    if (cooling && this.peersCoolUntil > this.coolUntil) this.why = cooling.why;
    if (this.openUntil === null && this.failuresInRow > 0) this.openIfTooMany();
  }

  private adopt(why: string, until: number): void {
    this.why = why;
    this.open(until - this.clock.now());
    this.isAdopted = true;
  }

  private openIfTooMany(): void {
    const sum = (count: (peer: PeerCircuit) => number) => this.peers.reduce((total, peer) => total + count(peer), 0);
    const inRow = this.failuresInRow + sum((peer) => peer.failuresInRow);
    const failed = this.recent.filter((call) => call.failed).length + sum((peer) => peer.failed);
    const calls = this.recent.length + sum((peer) => peer.calls);
    const isHalfFailing = calls >= WINDOW_MIN_CALLS && failed * 2 >= calls;
    if (inRow < this.options.failureThreshold && !isHalfFailing) return;
    this.open(this.options.resetTimeout);
    this.mayRecover = true;
  }

  /** During a total outage long open periods protect no one, so the first probe comes after `resetTimeout`. */
  private effectiveOpenUntil(): number | null {
    if (this.openUntil === null || !this.mayRecover || !this.isTotalOutage()) return this.openUntil;
    return Math.min(this.openUntil, this.openedAt + this.options.resetTimeout);
  }

  private open(forMs: number): void {
    this.openForMs = forMs;
    this.openedAt = this.clock.now();
    this.openUntil = this.openedAt + forMs;
    this.mayRecover = false;
    this.begin();
  }

  private close(): void {
    this.openUntil = null;
    this.openForMs = this.options.resetTimeout;
    this.begin();
  }

  private begin(): void {
    this.era++;
    this.probes = 0;
    this.failuresInRow = 0;
    this.throttlesInRow = 0;
    this.recent = [];
    this.isAdopted = false;
  }

  private remember(failed: boolean): void {
    const now = this.clock.now();
    this.recent.push({ at: now, failed });
    const oldest = this.recent[0];
    if (this.recent.length > MAX_REMEMBERED || (oldest && now - oldest.at >= WINDOW_MS))
      this.recent = this.recent.filter(({ at }) => now - at < WINDOW_MS).slice(-MAX_REMEMBERED);
  }
}

function longest(peers: PeerCircuit[], toMs: (peer: PeerCircuit) => number | null): { ms: number; why: string } | null {
  const reported = peers.flatMap((peer) => {
    const ms = toMs(peer);
    return ms === null ? [] : [{ ms, why: peer.why }];
  });
  return reported.sort((a, b) => b.ms - a.ms)[0] ?? null;
}
