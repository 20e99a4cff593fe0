import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Seconds until a first token: fast models answer within half a second, reasoning ones think for a minute. */
export const FIRST_TOKEN_SECONDS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 13, 20, 30, 60];

/** Seconds for a whole answer, up to the longest that a call may take. */
export const ANSWER_SECONDS = [0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 45, 60, 120, 300, 600];

/** Makes metrics in a registry; prom-client would put them into its global one. */
export function makerFor(registry: Registry) {
  const registers = [registry];
  return {
    counter: <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Counter({ name, help, labelNames, registers }),
    /** A counter whose sums are kept elsewhere: `read` sets them when somebody looks. */
    readCounter: <Label extends string>(name: string, help: string, labelNames: Label[], read: Read<Label>) =>
      new Counter({
        name,
        help,
        labelNames,
        registers,
        collect() {
          this.reset();
          read((value, labels = {}) => this.inc(labels, value));
        },
      }),
    gauge: <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Gauge({ name, help, labelNames, registers }),
    /** A gauge that is read when somebody looks; labels that `read` leaves out are gone. */
    readGauge: <Label extends string>(name: string, help: string, labelNames: Label[], read: Read<Label>) =>
      new Gauge({
        name,
        help,
        labelNames,
        registers,
        collect() {
          this.reset();
          read((value, labels = {}) => this.set(labels, value));
        },
      }),
    histogram: <Label extends string>(name: string, help: string, labelNames: Label[], buckets: number[]) =>
      new Histogram({ name, help, labelNames, buckets, registers }),
  };
}

export type Maker = ReturnType<typeof makerFor>;
type Read<Label extends string> = (set: (value: number, labels?: Partial<Record<Label, string>>) => void) => void;
