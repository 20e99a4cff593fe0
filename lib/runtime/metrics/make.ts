import { Counter, Gauge, type Histogram, type Registry } from 'prom-client';
import type { Timing } from './timing';

type Labels<Label extends string> = Partial<Record<Label, string>>;
type Read<Label extends string, Value> = (set: (value: Value, labels?: Labels<Label>) => void) => void;

/**
 * Creates metrics in a separate registry. What every request increments is kept in plain sums that are read at a
 * scrape: prom-client checks and joins labels at every step, which took longer than everything else here.
 */
export function makerFor(registry: Registry) {
  const registers = [registry];
  return {
    /** For rare events. */
    counter: <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Counter({ name, help, labelNames, registers }),

    readCounter<Label extends string>(name: string, help: string, labelNames: Label[], read: Read<Label, number>) {
      new Counter({
        name,
        help,
        labelNames,
        registers,
        collect() {
          this.reset();
          read((value, labels = {}) => this.inc(labels, value));
        },
      });
    },

    readGauge<Label extends string>(name: string, help: string, labelNames: Label[], read: Read<Label, number>) {
      new Gauge({
        name,
        help,
        labelNames,
        registers,
        collect() {
          this.reset();
          read((value, labels = {}) => this.set(labels, value));
        },
      });
    },

    readHistogram<Label extends string>(name: string, help: string, read: Read<Label, Timing>) {
      registry.registerMetric(createHistogram(name, help, read));
    },
  };
}

export type Maker = ReturnType<typeof makerFor>;

/** The registry only asks a metric for its name and its values, but prom-client's types require one of its classes. */
function createHistogram<Label extends string>(name: string, help: string, read: Read<Label, Timing>): Histogram {
  const get = async () => {
    const values: { metricName: string; labels: Labels<Label> & { le?: string }; value: number }[] = [];
    read((timing, labels = {}) => {
      for (const { le, count } of timing.cumulative())
        values.push({ metricName: `${name}_bucket`, labels: { ...labels, le }, value: count });
      values.push({ metricName: `${name}_sum`, labels, value: timing.sum });
      values.push({ metricName: `${name}_count`, labels, value: timing.count });
    });
    return { name, help, type: 'histogram', values, aggregator: 'sum' };
  };
  return { name, get } as unknown as Histogram;
}
