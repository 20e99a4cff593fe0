import type { PlanInput } from '../decide/plan';
import type { RecentSignals } from '../decide/recent-signals';
import type { Sessions } from '../decide/sessions';
import type { DeadlineSettings } from '../execute/deadlines';
import type { Memory } from '../memory/memory';
import type { Breaker } from '../resilience/breaker';
import type { RetryBudget } from '../resilience/retry-budget';
import type { Store } from '../store';
import type { Decision, Outcome, Provider, RouteEvent } from '../types';

/** What planning one caller's requests needs. */
export interface PlanPorts
  extends Pick<PlanInput, 'catalog' | 'classify' | 'policies' | 'defaultPolicy' | 'grants' | 'spending' | 'baseline'> {
  /** The team that conversations and learned estimates belong to. */
  teamId: string;
  providers: ReadonlyMap<string, Provider>;
  signals: RecentSignals;
  memory: Memory;
  sessions: Sessions;
}

/** What running one caller's requests needs. */
export interface RunPorts extends PlanPorts {
  store: Store;
  breaker: Breaker;
  /** One per process. */
  retryBudget: RetryBudget;
  deadlines: DeadlineSettings;
  /** A number from [0, 1), for exploration. */
  random: () => number;
  observer?: RunObserver;
  /** Starts tracking a request that is about to be admitted. Default: nothing tracks it. */
  beginFlight?: (signal: AbortSignal) => Flight;
}

/** Watches a run without changing it. */
export interface RunObserver {
  /** The request has a decision and is about to be admitted. */
  onPlanned?(): void;
  /** The run starts. Returns the listener for its events; the last one is `end`. */
  onStart?(decision: Decision): (event: RouteEvent) => void;
  /** The outcome has been passed to the store. */
  onSettled?(outcome: Outcome): void;
}

/** One request from admission to its end. */
export interface Flight {
  /** Aborts when the client disconnects or the process stops. */
  signal: AbortSignal;
  /** Aborts `signal`, as if the client had disconnected. */
  leave(): void;
  /** Called exactly once, when the request has ended or was not admitted. */
  end(): void;
}
