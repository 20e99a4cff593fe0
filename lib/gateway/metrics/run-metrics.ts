import type { RequestSource } from '../../engine/store';
import type { Attempt, Outcome, RouteEvent } from '../../engine/types';
import { AttemptMetrics } from './attempt-metrics';
import { ANSWER_SECONDS, FIRST_TOKEN_SECONDS, type Maker } from './make';

interface RunLabels {
  source: RequestSource;
  streamed: 'true' | 'false';
}

/** What admitted requests came to, added up from their events. */
export class RunMetrics {
  private readonly requests;
  private readonly inFlight;
  private readonly firstToken;
  private readonly duration;
  private readonly fallbacks;
  private readonly retries;
  private readonly hedges;
  private readonly attempts: AttemptMetrics;
  private readonly nameOf: (model: string) => string;

  /** `nameOf` gives the label of a model: one of a bounded set. */
  constructor(make: Maker, nameOf: (model: string) => string) {
    this.nameOf = nameOf;
    const ended = ['source', 'streamed', 'status'];
    this.requests = make.counter('a3m_requests_total', 'Admitted requests that have ended.', ended);
    this.inFlight = make.gauge('a3m_requests_in_flight', 'Admitted requests that have not ended.', [
      'source',
      'streamed',
    ]);
    this.firstToken = make.histogram(
      'a3m_request_first_token_seconds',
      'Time from admission to the first content, fallbacks included, as the caller felt it.',
      ['source'],
      FIRST_TOKEN_SECONDS,
    );
    this.duration = make.histogram(
      'a3m_request_duration_seconds',
      'Time from admission to the end, however it ended.',
      ended,
      ANSWER_SECONDS,
    );
    const failed = ['provider', 'model', 'failure'];
    this.fallbacks = make.counter(
      'a3m_fallbacks_total',
      'Times another model was asked because this one had failed.',
      failed,
    );
    this.retries = make.counter(
      'a3m_retries_total',
      'Times the same model was asked once more after it had failed.',
      failed,
    );
    this.hedges = make.counter(
      'a3m_hedges_total',
      'Times this model was asked while another call of the same request was still under way.',
      ['provider', 'model'],
    );
    this.attempts = new AttemptMetrics(make);
  }

  /** Counts a request as under way; what is returned takes its events, the last one being `end`. */
  start(source: RequestSource, isStreamed: boolean): (event: RouteEvent) => void {
    const labels: RunLabels = { source, streamed: isStreamed ? 'true' : 'false' };
    this.inFlight.inc({ ...labels });
    let running = 0;
    let failed: Attempt | null = null;
    return (event) => {
      if (event.type === 'attempt-start') {
        this.startedAttempt(event, failed, running++);
        failed = null;
      } else if (event.type === 'attempt-end') {
        running--;
        failed = event.attempt.outcome === 'failed' ? event.attempt : null;
        this.attempts.ended(event.attempt, this.nameOf(event.attempt.model));
      } else if (event.type === 'end') this.ended(labels, event.outcome);
    };
  }

  private startedAttempt(next: { provider: string; model: string }, failed: Attempt | null, running: number): void {
    if (failed) {
      const { provider, model, failure } = failed;
      const counter = model === next.model ? this.retries : this.fallbacks;
      counter.inc({ provider, model: this.nameOf(model), failure: failure?.kind ?? '' });
    } else if (running > 0) this.hedges.inc({ provider: next.provider, model: this.nameOf(next.model) });
  }

  private ended({ source, streamed }: RunLabels, { status, ttftMs, totalMs }: Outcome): void {
    this.inFlight.dec({ source, streamed });
    this.requests.inc({ source, streamed, status });
    if (ttftMs !== null) this.firstToken.observe({ source }, ttftMs / 1000);
    this.duration.observe({ source, streamed, status }, totalMs / 1000);
  }
}
