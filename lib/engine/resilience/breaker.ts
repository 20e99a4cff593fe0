import type { Failure } from '../execute/failure';
import { type Clock, type Model, systemClock } from '../types';
import { type BreakerState, Circuit, type CircuitOptions, type Pass, type PeerCircuit } from './circuit';
import { RecentFailures } from './recent-failures';

export type { BreakerState } from './circuit';
export type BreakerOptions = CircuitOptions;

export const DEFAULT_BREAKER_OPTIONS: BreakerOptions = {
  failureThreshold: 5,
  resetTimeout: 30_000,
  halfOpenRequests: 1,
};

/** The key of a circuit: `openai` for a credential, `openai/gpt-4o` for a model. */
export type CircuitKey = string;
type ModelKey = Pick<Model, 'id' | 'provider'>;

export interface BreakerChange {
  key: CircuitKey;
  from: BreakerState['state'];
  to: BreakerState;
}

/** Permission for one call to a model. Report one result; later reports have no effect. */
export interface Permit {
  /** Content has started. Closes a half-open circuit at once, however long the rest of the stream takes. */
  firstContent(): void;
  succeeded(): void;
  failed(failure: Failure): void;
  /** Ends without a result: cancelled, never sent, or already counted. */
  release(): void;
}

/** Open period after an invalid key or an unknown model, which do not recover by themselves. */
const CREDENTIAL_OPEN_MS = 60_000;
const NO_QUOTA_MS = 5 * 60_000;

/**
 * Circuit breaker with one circuit per model and one per provider credential. A model's circuit opens after
 * `failureThreshold` consecutive failures, or when at least half of 20 or more calls within 30 s failed; then it lets
 * `halfOpenRequests` probes through. An invalid API key opens the credential's circuit. Throttling causes a cooldown
 * instead, and the caller's own mistakes change nothing.
 */
export class Breaker {
  /** Called after each state change caused by a call or another process. */
  onChange: (change: BreakerChange) => void = () => undefined;
  private readonly circuits = new Map<CircuitKey, Circuit>();
  private lastSuccessAt: number;
  private lastFailureAt = Number.NEGATIVE_INFINITY;
  private readonly options: BreakerOptions;
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly recentFailures: RecentFailures;

  constructor(options: Partial<BreakerOptions> = {}, clock: Clock = systemClock, random: () => number = Math.random) {
    this.options = { ...DEFAULT_BREAKER_OPTIONS, ...options };
    this.clock = clock;
    this.random = random;
    this.lastSuccessAt = clock.now();
    this.recentFailures = new RecentFailures(clock);
  }

  /** The current state of a model, including its provider's credential; reading it has no side effect. */
  stateOf({ id, provider }: ModelKey): BreakerState {
    const credential = this.stateOfKey(provider);
    return credential.state === 'closed' ? this.stateOfKey(id) : credential;
  }

  /** True when a call is a risk: the provider's last calls failed, or a circuit is not closed. Calls are still allowed. */
  isRisky(model: ModelKey): boolean {
    return this.stateOf(model).state !== 'closed' || this.recentFailures.isRisky(model);
  }

  /** True when a model has failed several requests in a row, so retrying it is unlikely to help. */
  keepsFailing(model: ModelKey): boolean {
    return this.recentFailures.keepsFailing(model);
  }

  /** Requests permission to call a model. Null while open or cooling, or while all probe slots are taken. */
  acquire({ id, provider }: ModelKey): Permit | null {
    const credential = this.acquirePass(provider);
    if (!credential) return null;
    const model = this.acquirePass(id);
    if (!model) {
      this.circuit(provider).release(credential);
      return null;
    }
    return this.permit({ key: provider, pass: credential }, { key: id, pass: model });
  }

  /** Ends an open or cooldown period early: the next call is allowed, as a probe where the circuit was open. */
  probeNow({ id, provider }: ModelKey): void {
    for (const key of [provider, id]) this.withChangeNotice(key, (circuit) => circuit.probeNow());
  }

  /** State to share with other processes; only circuits with something to report. */
  views(): Record<CircuitKey, PeerCircuit> {
    const views = [...this.circuits].map(([key, circuit]) => [key, circuit.view()] as const);
    return Object.fromEntries(views.flatMap(([key, view]) => (view ? [[key, view]] : [])));
  }

  /** Applies the current views of all other processes. */
  learn(peers: Record<CircuitKey, PeerCircuit>[]): void {
    const keys = new Set([...this.circuits.keys(), ...peers.flatMap(Object.keys)]);
    for (const key of keys) {
      const reported = peers.flatMap((views) => views[key] ?? []);
      this.withChangeNotice(key, (circuit) => circuit.learn(reported));
    }
  }

  private acquirePass(key: CircuitKey): Pass | null {
    const circuit = this.circuit(key);
    const before = circuit.state();
    const pass = circuit.acquire();
    if (pass?.isProbe) this.onChange({ key, from: 'open', to: before });
    return pass;
  }

  private permit(credential: KeyedPass, model: KeyedPass): Permit {
    const modelKey = { id: model.key, provider: credential.key };
    let isSpent = false;
    const once = (act: (circuit: Circuit, held: KeyedPass) => void) => {
      if (isSpent) return;
      isSpent = true;
      for (const held of [credential, model]) this.withChangeNotice(held.key, (circuit) => act(circuit, held));
    };
    return {
      firstContent: () => {
        this.recordSuccess(modelKey);
        for (const held of [credential, model])
          if (held.pass.isProbe && !isSpent)
            this.withChangeNotice(held.key, (circuit) => (held.pass = circuit.proven(held.pass)));
      },
      succeeded: () => {
        this.recordSuccess(modelKey);
        once((circuit, { pass }) => circuit.succeed(pass));
      },
      release: () => once((circuit, { pass }) => circuit.release(pass)),
      failed: (failure) => {
        const failed = failure.breaker === 'credential' ? credential : model;
        if (failure.breaker === 'failure') this.lastFailureAt = this.clock.now();
        if (failure.breaker === 'failure' || failure.breaker === 'throttle') this.recentFailures.failed(modelKey);
        once((circuit, held) => {
          if (held === failed) settleFailure(circuit, held.pass, failure);
          else circuit.release(held.pass);
        });
      },
    };
  }

  private recordSuccess(modelKey: ModelKey): void {
    this.lastSuccessAt = this.clock.now();
    this.recentFailures.succeeded(modelKey);
  }

  /** True when calls fail and none has succeeded for `resetTimeout`. */
  private isTotalOutage(): boolean {
    const { lastFailureAt, lastSuccessAt, clock, options } = this;
    return lastFailureAt > lastSuccessAt && clock.now() - lastSuccessAt >= options.resetTimeout;
  }

  private stateOfKey(key: CircuitKey): BreakerState {
    return this.circuits.get(key)?.state() ?? { state: 'closed' };
  }

  private withChangeNotice<T>(key: CircuitKey, act: (circuit: Circuit) => T): T {
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
      circuit = new Circuit(this.options, this.clock, this.random, () => this.isTotalOutage());
      this.circuits.set(key, circuit);
    }
    return circuit;
  }
}

interface KeyedPass {
  key: CircuitKey;
  pass: Pass;
}

function settleFailure(circuit: Circuit, pass: Pass, { kind, breaker, message, retryAfterMs }: Failure): void {
  if (breaker === 'none') circuit.release(pass);
  else if (breaker === 'throttle') circuit.coolDown(pass, message, retryAfterMs);
  else if (breaker === 'failure') circuit.fail(pass, message);
  else circuit.trip(pass, message, retryAfterMs ?? (kind === 'quota' ? NO_QUOTA_MS : CREDENTIAL_OPEN_MS));
}
