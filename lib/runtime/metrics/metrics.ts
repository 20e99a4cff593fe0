import { Registry } from 'prom-client';
import type { RequestSource } from '../../engine/store';
import type { RouteEvent } from '../../engine/types';
import { type GaugeSources, registerGauges } from './gauges';
import { makerFor } from './make';
import { registerProcessMetrics } from './process-metrics';
import { RunMetrics } from './run-metrics';

/**
 * Everything that `/metrics` shows of one runtime, in its own registry, so that two runtimes of a process do not mix.
 */
export class Metrics {
  static readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  private readonly registry = new Registry();
  private readonly runs: RunMetrics;
  private readonly refused;
  private readonly process: { close(): void };

  constructor(sources: () => GaugeSources) {
    const make = makerFor(this.registry);
    this.runs = new RunMetrics(make, (model) => (sources().catalog.get(model) ? model : 'unlisted'));
    this.refused = make.counter(
      'a3m_requests_refused_total',
      'Requests that were answered with an error instead of being admitted, by the code of that error.',
      ['source', 'code'],
    );
    registerGauges(make, sources);
    this.process = registerProcessMetrics(make);
  }

  /**
   * Counts an admitted request that calls this many models in parallel as running. Returns a function that takes the
   * request's events, of which the last one is `end`.
   */
  startRun(source: RequestSource, isStreamed: boolean, lanes = 1): (event: RouteEvent) => void {
    return this.runs.start(source, isStreamed, lanes);
  }

  /** Counts a request that was not admitted, by the error code of its response: one of a closed set. */
  refuse(source: RequestSource, code: string): void {
    this.refused.inc({ source, code });
  }

  /** All metrics in Prometheus' text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  close(): void {
    this.process.close();
    this.registry.clear();
  }
}
