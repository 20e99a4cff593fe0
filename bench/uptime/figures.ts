import type { SimulationResult } from './simulate';

export interface Figures {
  /** Availability over the seeds: the mean, and the level that 95 % of them reach. */
  mean_percent: number;
  p5_percent: number;
  attempts_per_request: number;
  /** Requests simulated and measured over all seeds. */
  requests: number;
}

/** Aggregates the results of all seeds. */
export function computeFigures(results: SimulationResult[]): Figures {
  const availabilities = results.map(({ availability }) => availability * 100);
  return {
    mean_percent: round(mean(availabilities), 4),
    p5_percent: round(percentile(availabilities, 0.05), 4),
    attempts_per_request: round(mean(results.map(({ attemptsPerRequest }) => attemptsPerRequest)), 4),
    requests: results.reduce((sum, { requests }) => sum + requests, 0),
  };
}

/** A quantile with linear interpolation. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
