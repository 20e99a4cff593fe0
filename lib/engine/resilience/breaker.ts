import type { Failure } from '../execute/failure';
import { type Clock, type Model, systemClock } from '../types';
import { type BreakerState, Circuit, type CircuitOptions, type Pass, type PeerCircuit } from './circuit';
import { Standing } from './recent-failures';

export type { BreakerState } from './circuit';
export type BreakerOptions = CircuitOptions;

export const DEFAULT_BREAKER_OPTIONS: BreakerOptions = {
  failureThreshold: 5,
  resetTimeout: 30_000,
  halfOpenRequests: 1,
};

/** What a circuit belongs to: `openai` is a credential, `openai/gpt-4o` a model reached with it. */
export type CircuitKey = string;
type Reached = Pick<Model, 'id' | 'provider'>;

export interface BreakerChange {
  key: CircuitKey;
  from: BreakerState['state'];
  to: BreakerState;
}

/** Leave to call a model once. Say what came of it, once; what is said after that changes nothing. */
export interface Permit {
  /** The first content came: for a probe that is proof enough, however long the rest of the stream takes. */
  spoke(): void;
  succeeded(): void;
  failed(failure: Failure): void;
  /** Without a verdict: cancelled, never sent, or counted already. */
  release(): void;
}

/** A refused key or an unknown model does not heal by itself: long, and never a storm of probes. */
const REFUSED_MS = 60_000;
const NO_QUOTA_MS = 5 * 60_000;

/**
 * Keeps calls away from what fails: a circuit for each model, and one for each provider's credential. A model's opens
 * after `failureThreshold` failures in a row, or when half of at least 20 calls within 30 s failed; then lets
 * `halfOpenRequests` probes through. A refused key opens the credential's. Throttling cools down apart from failures,
 * and a caller's own mistake changes nothing.
 */
export class Breaker {
  /** Called after each change of a circuit's state that a call or another process brought about. */
  onChange: (change: BreakerChange) => void = () => undefined;
  private readonly circuits = new Map<CircuitKey, Circuit>();
  private lastSuccessAt: number;
  private lastFailureAt = Number.NEGATIVE_INFINITY;
  private readonly options: BreakerOptions;
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly standing: Standing;

  constructor(options: Partial<BreakerOptions> = {}, clock: Clock = systemClock, random: () => number = Math.random) {
    this.options = { ...DEFAULT_BREAKER_OPTIONS, ...options };
    this.clock = clock;
    this.random = random;
    this.lastSuccessAt = clock.now();
    this.standing = new Standing(clock);
  }

  /** What state a model is in now, its provider's credential included; asking changes nothing. */
  stateOf({ id, provider }: Reached): BreakerState {
    const credential = this.stateOfKey(provider);
    return credential.state === 'closed' ? this.stateOfKey(id) : credential;
  }

  /** Whether a call is a risk: its provider's last calls failed, or its circuit is not closed. A call is let through all the same. */
  isDoubtful(model: Reached): boolean {
    return this.stateOf(model).state !== 'closed' || this.standing.isDoubtful(model);
  }

  /** Whether to ask a model the same again is a risk: it has failed several requests in a row. */
  isHopeless(model: Reached): boolean {
    return this.standing.isHopeless(model);
  }

  /** Asks to call. Null while open or cooling, or while the half-open probes are taken. */
  acquire({ id, provider }: Reached): Permit | null {
    const credential = this.passOf(provider);
    if (!credential) return null;
    const model = this.passOf(id);
    if (!model) {
      this.circuit(provider).release(credential);
      return null;
    }
    return this.permit({ key: provider, pass: credential }, { key: id, pass: model });
  }

  /** Ends an open or cooling time early: the next call is let through, as a probe where it was open. */
  probeNow({ id, provider }: Reached): void {
    for (const key of [provider, id]) this.noting(key, (circuit) => circuit.probeNow());
  }

  /** What other processes may learn from this one: only circuits with something to tell. */
  views(): Record<CircuitKey, PeerCircuit> {
    const views = [...this.circuits].map(([key, circuit]) => [key, circuit.view()] as const);
    return Object.fromEntries(views.flatMap(([key, view]) => (view ? [[key, view]] : [])));
  }

  /** Takes in the views of all other processes, as they are now. */
  learn(peers: Record<CircuitKey, PeerCircuit>[]): void {
    const keys = new Set([...this.circuits.keys(), ...peers.flatMap(Object.keys)]);
    for (const key of keys) {
      const told = peers.flatMap((views) => views[key] ?? []);
      this.noting(key, (circuit) => circuit.learn(told));
    }
  }

  private passOf(key: CircuitKey): Pass | null {
    const circuit = this.circuit(key);
    const before = circuit.state();
    const pass = circuit.acquire();
    if (pass?.isProbe) this.onChange({ key, from: 'open', to: before });
    return pass;
  }

  private permit(credential: Held, model: Held): Permit {
    const reached = { id: model.key, provider: credential.key };
    let isSpent = false;
    const once = (act: (circuit: Circuit, held: Held) => void) => {
      if (isSpent) return;
      isSpent = true;
      for (const held of [credential, model]) this.noting(held.key, (circuit) => act(circuit, held));
    };
    return {
      spoke: () => {
        this.noteSuccess(reached);
        for (const held of [credential, model])
          if (held.pass.isProbe && !isSpent)
            this.noting(held.key, (circuit) => (held.pass = circuit.proven(held.pass)));
      },
      succeeded: () => {
        this.noteSuccess(reached);
        once((circuit, { pass }) => circuit.succeed(pass));
      },
      release: () => once((circuit, { pass }) => circuit.release(pass)),
      failed: (failure) => {
        const concerned = failure.breaker === 'credential' ? credential : model;
        if (failure.breaker === 'failure') this.lastFailureAt = this.clock.now();
        if (failure.breaker === 'failure' || failure.breaker === 'throttle') this.standing.failed(reached);
        once((circuit, held) => {
          if (held === concerned) settleFailure(circuit, held.pass, failure);
          else circuit.release(held.pass);
        });
      },
    };
  }

  private noteSuccess(reached: Reached): void {
    this.lastSuccessAt = this.clock.now();
    this.standing.succeeded(reached);
  }

  /** Calls fail, and none has succeeded for as long as a circuit stays open the first time. */
  private isNobodyServed(): boolean {
    const { lastFailureAt, lastSuccessAt, clock, options } = this;
    return lastFailureAt > lastSuccessAt && clock.now() - lastSuccessAt >= options.resetTimeout;
  }

  private stateOfKey(key: CircuitKey): BreakerState {
    return this.circuits.get(key)?.state() ?? { state: 'closed' };
  }

  private noting<T>(key: CircuitKey, act: (circuit: Circuit) => T): T {
    const circuit = this.circuit(key);
    const from = circuit.state().state;
    const { era } = circuit;
    const result = act(circuit);
    const to = circuit.state();
    if (to.state !== from || circuit.era !== era) this.onChange({ key, from, to });
    return result;
  }

  private circuit(key: CircuitKey): Circuit {
    let circuit = this.circuits.get(key);
    if (!circuit) {
      circuit = new Circuit(this.options, this.clock, this.random, () => this.isNobodyServed());
      this.circuits.set(key, circuit);
    }
    return circuit;
  }
}

interface Held {
  key: CircuitKey;
  pass: Pass;
}

function settleFailure(circuit: Circuit, pass: Pass, { kind, breaker, message, retryAfterMs }: Failure): void {
  if (breaker === 'none') circuit.release(pass);
  else if (breaker === 'throttle') circuit.coolDown(pass, message, retryAfterMs);
  else if (breaker === 'failure') circuit.fail(pass, message);
  else circuit.trip(pass, message, retryAfterMs ?? (kind === 'quota' ? NO_QUOTA_MS : REFUSED_MS));
}
