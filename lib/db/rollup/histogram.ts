import { BUCKETS_A_DOUBLING } from './sql';

/** A bucket of a log-scale histogram and its count. */
export interface Bucket {
  bucket: number;
  requests: number;
}

export interface Percentiles {
  p50Ms: number;
  p95Ms: number;
}

/** Percentiles of a histogram with its buckets in order; null when it is empty. */
export function computePercentiles(buckets: Bucket[]): Percentiles | null {
  if (buckets.length === 0) return null;
  return { p50Ms: computePercentile(buckets, 0.5), p95Ms: computePercentile(buckets, 0.95) };
}

/**
 * The time in ms below which a share of all values lies. Within a bucket, values are assumed to be spread evenly on the
 * log scale, so that the error is well below the bucket's width of 26 %.
 */
export function computePercentile(buckets: Bucket[], share: number): number {
  const total = buckets.reduce((sum, { requests }) => sum + requests, 0);
  let seen = 0;
  for (const { bucket, requests } of buckets) {
    if (seen + requests >= total * share) {
      const within = (total * share - seen) / requests;
      return 2 ** ((bucket + within) / BUCKETS_A_DOUBLING);
    }
    seen += requests;
  }
  return 0;
}
