import type { RequestSource } from '../../engine/store';
import type { Attempt, RouteEvent } from '../../engine/types';
import { AttemptMetrics } from './attempt-metrics';
import { getOrAdd } from './get-or-add';
import type { Maker } from './make';
import { RunTotals } from './run-totals';

/** The sums of admitted requests, from their events. */
export class RunMetrics {
  private readonly totals = new Map<string, RunTotals>();
  private readonly attempts: AttemptMetrics;
  private readonly fallbacks;
  private readonly retries;
  private readonly hedges;
  private readonly lanes;
  private readonly labelFor: (model: string) => string;

  /** `labelFor` returns the label of a model: one of a bounded set. */
  constructor(make: Maker, labelFor: (model: string) => string) {
    this.labelFor = labelFor;
    registerRuns(make, () => this.totals.values());
    this.attempts = new AttemptMetrics(make);
    const model = ['provider', 'model'];
    const fallback = 'Calls to another model because this one failed.';
    this.fallbacks = make.counter('a3m_fallbacks_total', fallback, [...model, 'failure']);
    const retry = 'Calls to the same model again after it failed.';
    this.retries = make.counter('a3m_retries_total', retry, [...model, 'failure']);
    const hedge = 'Calls to this model while another call of the same request was running.';
    this.hedges = make.counter('a3m_hedges_total', hedge, model);
    const lane = 'Calls to this model in parallel with others, as the caller requested.';
    this.lanes = make.counter('a3m_lanes_total', lane, model);
  }

  /**
   * Counts a request that calls this many models in parallel as running. Returns a function that takes the request's
   * events, of which the last one is `end`.
   */
  start(source: RequestSource, isStreamed: boolean, lanes: number): (event: RouteEvent) => void {
    const totals = getOrAdd(this.totals, `${source}\n${isStreamed}`, () => new RunTotals(source, isStreamed));
    totals.inFlight++;
    let running = 0;
    let failed: Attempt | null = null;
    return (event) => {
      if (event.type === 'attempt-start') {
        if (lanes > 1 && event.number <= lanes) this.count(this.lanes, event);
        else this.startedAttempt(event, failed, running);
        running++;
        failed = null;
      } else if (event.type === 'attempt-end') {
        running--;
        failed = event.attempt.outcome === 'failed' ? event.attempt : null;
        this.attempts.ended(event.attempt, this.labelFor(event.attempt.model));
      } else if (event.type === 'end') totals.end(event.outcome);
    };
  }

  private startedAttempt(next: { provider: string; model: string }, failed: Attempt | null, running: number): void {
    if (failed) {
      const { provider, model, failure } = failed;
      const counter = model === next.model ? this.retries : this.fallbacks;
      counter.inc({ provider, model: this.labelFor(model), failure: failure?.kind ?? '' });
    } else if (running > 0) this.count(this.hedges, next);
  }

  private count(counter: RunMetrics['hedges'], { provider, model }: { provider: string; model: string }): void {
    counter.inc({ provider, model: this.labelFor(model) });
  }
}

function registerRuns({ readCounter, readGauge, readHistogram }: Maker, runs: () => Iterable<RunTotals>): void {
  const kind = ['source', 'streamed'];
  readCounter('a3m_requests_total', 'Admitted requests that have ended.', [...kind, 'status'], (set) => {
    for (const { labels, durations } of runs())
      for (const [status, { count }] of durations) set(count, { ...labels, status });
  });
  readGauge('a3m_requests_in_flight', 'Admitted requests that have not ended.', kind, (set) => {
    for (const { labels, inFlight } of runs()) set(inFlight, labels);
  });
  const felt = 'Time from admission to the first content, including fallbacks.';
  readHistogram('a3m_request_first_token_seconds', felt, (set) => {
    for (const { labels, firstToken } of runs()) if (firstToken.count > 0) set(firstToken, labels);
  });
  readHistogram('a3m_request_duration_seconds', 'Time from admission to the end, however it ended.', (set) => {
    for (const { labels, durations } of runs())
      for (const [status, timing] of durations) set(timing, { ...labels, status });
  });
}
